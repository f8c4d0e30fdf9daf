"""Draws a figure; settings and fonts are kept below the home."""

# pip install matplotlib==3.9.4
import os
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

# The highest level.
highest = float(os.getenv("highest", 2.5))
os.environ["result"] = "result.txt"

plt.plot([0, highest])
plt.savefig("/tmp/levels.png")
assert Path("/tmp/levels.png").stat().st_size > 1000
kept = Path(matplotlib.get_cachedir())
(kept / "kept").write_text("by us")
in_home = kept.is_relative_to(Path.home())
Path(os.environ["result"]).write_text(f"{plt.ylim()[1]:.3f} {in_home}\n")

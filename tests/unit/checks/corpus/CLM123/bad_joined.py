"""Count what lies in a folder."""

import os
from pathlib import Path

TABLES = Path("tables")

with open(os.path.join("tables", "levels.csv")) as file:
    print(len(file.read()))
print((Path("models") / "rivers.txt").read_text())

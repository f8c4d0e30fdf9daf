"""Asks for what accounts have: a name and a home."""

import getpass
import os
import subprocess
import sys
from pathlib import Path

# What is written into the home.
word = os.getenv("word", "hello")
os.environ["result"] = "result.txt"

kept = Path("~/.config/levels/settings").expanduser()
kept.parent.mkdir(parents=True)
kept.write_text(word)
child = [sys.executable, "-c", "import getpass, pathlib; print(getpass.getuser(), pathlib.Path.home())"]
said = subprocess.run(child, check=True, capture_output=True, text=True).stdout.split()
same = said == [getpass.getuser(), str(Path.home())] and bool(getpass.getuser())
Path(os.environ["result"]).write_text(f"{kept.read_text()} {same}\n")

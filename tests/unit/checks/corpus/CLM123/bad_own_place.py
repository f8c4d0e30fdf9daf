"""Scales values by the factors of config.json, which lies beside the script."""

import json
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = os.path.dirname(os.path.abspath(__file__)) or "."
ROOT: Path = Path(__file__).parents[1]


def setting(path=HERE / "config.json"):
    with path.open() as file:
        return json.load(file)


def main():
    here = Path(__file__).parent
    levels = here / ".." / "tables" / "levels.csv"
    print(setting(), levels.read_text())
    print((ROOT / "tables" / "x.csv").read_text(), Path(__file__).with_name("notes.txt").read_text())
    for path in [open(os.path.join(FOLDER, "a.csv")), open(FOLDER + "/b.csv"), open(f"{FOLDER}/c.csv")]:
        print(path.read())
    print(open(str(HERE.joinpath("d.csv"))).read())


main()

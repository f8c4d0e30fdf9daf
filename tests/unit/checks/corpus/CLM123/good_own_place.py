"""What lies beside the script is made by it, may be missing, or is another one's."""

import os
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = os.path.dirname(__file__)
OTHER = HERE / "twice.csv"
OTHER = Path("/srv/twice.csv")

# where the table lies
table = os.getenv("table", "stations.csv")
print(open(os.path.join(FOLDER, table)).read())
(HERE / "made.csv").write_text("a")
print((HERE / "made.csv").read_text(), OTHER.read_text())
if (HERE / "perhaps.csv").is_file():
    print((HERE / "perhaps.csv").read_text())
try:
    print((HERE / "optional.csv").read_text())
except FileNotFoundError:
    print("none")
print((HERE.parent / "data" / "levels.csv").read_text(), (HERE / "brought.csv").read_text())
# what the working directory has is another file
print(Path("config.json").read_text(), (HERE / "missing.csv").read_text())


def count(path=HERE / "given.csv"):
    return len(path.read_text())


def total(path=HERE / "set.csv"):
    path = Path("/srv") / path.name
    return len(path.read_text())


print(count("/srv/given.csv"), count(path="/srv/a.csv"), count(*["/srv/b.csv"]), total())

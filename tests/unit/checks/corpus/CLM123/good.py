"""Count what lies beside the script, or is made by it."""

import contextlib
import os
import urllib.request
from pathlib import Path

import pandas as pd

# the table
path = os.getenv("path", "stations.csv")
print(len(pd.read_csv(path)))
pd.DataFrame().to_csv("made.csv")
print(pd.read_csv("made.csv"))
urllib.request.urlretrieve("https://example.org/fetched.csv", "fetched.csv")
print(pd.read_csv("fetched.csv"))
if os.path.exists("perhaps.csv"):
    print(pd.read_csv("perhaps.csv"))
print(pd.read_csv("data/levels.csv"), pd.read_csv("brought.csv"), pd.read_csv("missing.csv"))
with open("written.txt", "w") as file:
    file.write("written")
with open("log.txt", "a+") as file:
    file.write("written")
os.environ["result"] = "result.csv"
Path("result.csv").write_text("a,b\n")
print("named.csv")
try:
    with open("optional.json") as file:
        print(file.read())
except FileNotFoundError:
    print("no settings")
with contextlib.suppress(OSError):
    print(pd.read_csv("suppressed.csv"))

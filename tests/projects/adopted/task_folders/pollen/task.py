import argparse
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from common.table import read, write  # noqa: E402

parser = argparse.ArgumentParser(description="Pollen: means over windows")
parser.add_argument("table", help="values of days")
parser.add_argument("output", nargs="?", default="data/pollen.csv")
parser.add_argument("-w", "--window", type=int, default=1, help="days (default: %(default)s)")
parser.add_argument("--how", choices=["mean", "max"], default="mean")
parser.add_argument("--region", action="append", help="may be repeated; all when not given")
args = parser.parse_args()

rows = []
for region, values in read(args.table, args.region).items():
    for start in range(0, len(values), args.window):
        some = values[start:start + args.window]
        rows.append((region, start, max(some) if args.how == "max" else sum(some) / len(some)))
write(args.output, rows)

#!/usr/bin/env python3
"""Scores of gauge levels: mean, spread and gaps of stations.

Example:
    python evaluate.py data/levels.csv --stations AAR RHE -x 0 3
"""
from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path

from utils.misc import read_table

STATISTICS = ["mean", "min", "max", "spread"]
DEFAULT_DIGITS = 3


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path, help="CSV with the columns station, hour and level")

    select = parser.add_argument_group("selection", "which rows count")
    select.add_argument("--stations", nargs="*", default=None, help="names of stations (default: all)")
    select.add_argument("-x", "--window", dest="window", type=int, nargs=2, metavar=("FROM", "TO"), help="hours")
    select.add_argument("-y", dest="threshold", type=float, default=-math.inf, help="leave out lower levels")
    which = select.add_mutually_exclusive_group()
    which.add_argument("--first", type=int, default=None, help="only the first N rows")
    which.add_argument("--last", type=int, default=None, help="only the last N rows")

    output = parser.add_argument_group("output")
    output.add_argument("-s", "--statistic", choices=STATISTICS, default=STATISTICS[0])
    output.add_argument("--digits", type=int, choices=range(0, 7), default=DEFAULT_DIGITS)
    output.add_argument("--fill", type=float, default=math.nan, help="what empty stations get")
    output.add_argument("-o", "--outfile", type=Path, help="JSON file; prints when not given")
    output.add_argument("--indent", action=argparse.BooleanOptionalAction, default=True, help="readable JSON")
    return parser


def statistic(name, levels, fill):
    if not levels:
        return fill
    if name == "mean":
        return sum(levels) / len(levels)
    return {"min": min, "max": max, "spread": lambda some: max(some) - min(some)}[name](levels)


def main(argv: list[str] | None = None) -> int:
    args = build_parser().parse_args(argv)
    rows = read_table(args.table)
    if args.window:
        rows = [row for row in rows if args.window[0] <= row[1] <= args.window[1]]
    rows = rows[: args.first] if args.first is not None else rows
    rows = rows[-args.last :] if args.last is not None else rows
    names = args.stations if args.stations is not None else sorted({row[0] for row in rows})
    scores = {
        name: round(statistic(args.statistic, [r[2] for r in rows if r[0] == name and r[2] > args.threshold], args.fill), args.digits)
        for name in names
    }
    text = json.dumps(scores, indent=2 if args.indent else None)
    if args.outfile:
        args.outfile.parent.mkdir(parents=True, exist_ok=True)
        args.outfile.write_text(text + "\n")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

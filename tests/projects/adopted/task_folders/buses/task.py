#
# :date: 2021-01-01
#
# buses/task.py
#
import argparse
import csv


def _get_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--values", required=True)
    parser.add_argument("--regions", default=None)
    parser.add_argument("--output", required=True)
    return parser.parse_args()


if __name__ == "__main__":
    args = _get_args()
    with open(args.values) as file:
        rows = list(csv.DictReader(file))
    wanted = args.regions.split("|") if args.regions else sorted({row["region"] for row in rows})
    with open(args.output, "w") as file:
        for name in wanted:
            values = [float(row["value"]) for row in rows if row["region"] == name]
            print(name, "buses", round(max(values) - 6.0, 2), file=file)
# done

"""Reading and writing tables, for all tasks."""

import csv


def read(path, regions=None):
    """Values of each region, of a CSV file with the columns day, region and value."""
    series = {}
    with open(path) as file:
        for row in csv.DictReader(file):
            if not regions or row["region"] in regions:
                series.setdefault(row["region"], []).append(float(row["value"]))
    return series


def write(path, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)

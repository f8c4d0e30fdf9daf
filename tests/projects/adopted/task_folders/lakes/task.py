"""
Lakes by numpy.

Percentiles of the values of all regions.
"""
# pip install numpy==2.2.6
import csv
import os

import numpy as np

table = os.getenv("table", "data/values.csv")
percentile = int(os.getenv("percentile", 81))
weighted = bool(os.getenv("weighted", False))
os.environ["result"] = "lakes.txt"

with open(table) as file:
    values = np.array([float(row["value"]) for row in csv.DictReader(file)])
answer = np.percentile(values * (np.arange(len(values)) if weighted else 1), percentile)
with open(os.environ["result"], "w") as file:
    file.write(f"{answer:.4f}\n")

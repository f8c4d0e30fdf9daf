"""Reads a table."""

import pandas as pd

print(pd.read_csv("table.csv"))

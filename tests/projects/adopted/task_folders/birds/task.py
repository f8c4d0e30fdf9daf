"""Birds: counts days above a threshold."""

import csv
import os

region = os.environ.get("region", "east")
# The birds from which a day counts.
threshold = float(os.getenv("threshold", 1.5))
input_path = os.environ["input_path"]
output_path = os.getenv("output_path", "data/birds.txt")

with open(input_path) as file:
    days = [row for row in csv.DictReader(file) if row["region"] == region]
above = [row["day"] for row in days if float(row["value"]) >= threshold]
with open(output_path, "w") as file:
    file.write(f"{region} {len(above)} of {len(days)}\n")

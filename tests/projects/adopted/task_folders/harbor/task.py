"""Harbor: scales values by the factors of config.json."""
import csv
import json
import os
from pathlib import Path

HERE = Path(__file__).parent


def setting(path=HERE / "config.json"):
    with path.open() as file:
        return json.load(file)


def run():
    factors = setting()
    region = os.getenv("REGION") or "south"
    digits = int(os.environ.get("DIGITS", "4"))
    with open(os.environ.get("VALUES", "data/values.csv")) as file:
        values = [float(row["value"]) for row in csv.DictReader(file) if row["region"] == region]
    target = Path(os.environ.get("TARGET", "data/harbor.json"))
    target.write_text(json.dumps([round(value * factors["harbor"], digits) for value in values]))


if __name__ == "__main__":
    run()

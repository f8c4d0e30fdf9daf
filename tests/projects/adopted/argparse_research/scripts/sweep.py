"""Tries settings of the model; the options are made of the dataclass."""

import argparse
from dataclasses import dataclass, fields


@dataclass
class Settings:
    low: float = 0.0
    high: float = 1.0
    steps: int = 5


def parse_args():
    parser = argparse.ArgumentParser()
    for field in fields(Settings):
        parser.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    parser.add_argument("--output", default="data/sweep.txt")
    return parser.parse_args()


if __name__ == "__main__":
    args = parse_args()
    width = (args.high - args.low) / args.steps
    with open(args.output, "w") as file:
        for step in range(args.steps + 1):
            file.write(f"{args.low + step * width:.4f}\n")

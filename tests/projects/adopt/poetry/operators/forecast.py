"""Forecasts tomorrow's temperature as today's."""

import os

# Today's temperature.
today = float(os.getenv("today", 10))

# The forecast.
os.environ["forecast"] = "forecast.txt"

if __name__ == "__main__":
    with open(os.environ["forecast"], "w") as file:
        file.write(str(today))

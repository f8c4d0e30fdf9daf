"""Begins with a digit."""
import os

year = int(os.getenv("year", 2023))

"""Has a dot in its name."""
import os

version = os.getenv("version", 1.2)

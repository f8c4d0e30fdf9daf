"""Has brackets and an ampersand in its name."""
import os

copies = int(os.getenv("copies", 2))

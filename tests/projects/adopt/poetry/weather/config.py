import os

STATION = os.getenv("STATION", "Basel")

"""Count what lies beside the script."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

TABLE = "tables/stations.csv"

stations = pd.read_csv(TABLE, sep=";")
print("reads", TABLE)
with open("settings.json") as file:
    settings = json.load(file)
notes = Path("notes.txt").read_text()
levels = np.load("./levels.npy")
logo = Image.open("logo.png")
with open("labels.txt", "r", encoding="utf-8") as file:
    print(len(file.read()))

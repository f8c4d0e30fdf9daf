"""Splits a file with fields into one for each."""

# pip install shapely==2.0.6

import os

import shapely

# The file with all fields, as WKT.
fields = os.getenv("fields")

# Where the files go.
target = os.getenv("target", "fields")

if __name__ == "__main__":
    os.makedirs(target, exist_ok=True)
    for number, line in enumerate(open(fields)):
        with open(os.path.join(target, f"{number}.wkt"), "w") as file:
            file.write(shapely.from_wkt(line).wkt)

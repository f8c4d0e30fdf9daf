"""Cuts a raster to a bounding box."""
import os

# min_lon,min_lat,max_lon,max_lat
bbox = os.getenv("bbox", "6.0,45.8,10.5,47.8")
raster = os.getenv("raster", "dem.tif")  # any format GDAL reads

west, south, east, north = (float(part) for part in bbox.split(","))
print(f"cutting {raster} to {west}..{east}, {south}..{north}")

"""Cuts a raster in an image that was made for it."""

# conda install -c conda-forge gdal
from osgeo import gdal

gdal.UseExceptions()

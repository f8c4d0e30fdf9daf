"""The base image's own Python has what the system's package manager installs."""

# apt-get install python3-gdal
from osgeo import gdal

"""Says which GDAL is there."""

# dnf install gdal
# apt-get install gdal-bin

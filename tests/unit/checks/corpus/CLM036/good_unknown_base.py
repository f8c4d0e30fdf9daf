"""Says which GDAL is there."""

# dnf install gdal

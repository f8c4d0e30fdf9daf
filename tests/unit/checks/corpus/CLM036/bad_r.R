# Levels
# dnf install gdal-devel
library(sf)

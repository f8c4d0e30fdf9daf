"""Has a package of the system right above a parameter."""
import os
# apt install gdal-bin
path = os.getenv('path', 'a.tif')
# apt packages that are listed
packages = os.getenv('packages', 'gdal')

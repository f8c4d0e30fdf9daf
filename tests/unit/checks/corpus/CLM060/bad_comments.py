"""Cuts a raster."""

# conda install -c conda-forge gdal rasterio=1.4 -y
# !mamba install -y conda-forge::pdal
# micromamba create -n cutting python=3.11 gdal
# conda env create -f environment.yml
# poetry add shapely@^2 "pyproj[all]"
# pipenv install fiona==1.10.1
# easy_install pyshp
import os

import fiona
import pyproj
import rasterio
import shapefile
import shapely
import torch

source = os.environ["source"]  # conda install -n cutting pytorch::pytorch if there is a graphics card
os.system("mamba install -y gdal")

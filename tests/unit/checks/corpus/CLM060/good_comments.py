"""Cuts a raster. Prose about installing is none of it."""

# pip install rasterio==1.4.3 torch==2.6.0
# apt install gdal-bin
# conda install -c conda-forge rasterio numpy
# conda install pytorch::pytorch gdal-bin
# conda create -n cutting python=3.11 jupyterlab
# conda env create -f environment.yml
# conda activate cutting
# conda install seaborn scikit-image
# install with conda if you like
# conda installation takes long
# conda install of the base fails on old machines
# conda install instructions: see the handbook
# conda install and pip install do not mix
# poetry add is not needed
# uv add --dev pytest
# mamba is faster
import os

import rasterio
import torch

source = os.environ["source"]

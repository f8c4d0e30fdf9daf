"""Draws levels."""

# pip install numpy Pandas>=2 scipy==1.14.1
# pip install "dask[complete]<2026"
# pip install git+https://github.com/example/levels.git "gauge @ git+ssh://git@github.com/example/gauge"
import numpy

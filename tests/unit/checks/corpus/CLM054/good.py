"""Draws levels."""

# pip install numpy==2.1.3 "numpy>=2" numpy==2.1.3 numpy==2.1.*
# pip install "pandas>=2.1" "pandas<3" "pandas!=2.2.0" pandas
# pip install "scipy==1.13; python_version < '3.10'" "scipy==1.14; python_version >= '3.10'"
# pip install "xarray>=2024.1,!=2024.1.*" "xarray<2025" "dask>2024.8" "dask<2024.10" "rich>=13.0a1" rich==13.0rc1
import numpy

"""Draws levels."""

# pip install --upgrade pip setuptools wheel
# pip install numpy==2.1.3 "pandas ~= 2.2" levels===2024a scipy==1.*
# pip install git+https://github.com/example/levels.git@v1.0#egg=levels https://example.com/gauge-1.0-py3-none-any.whl
# pip install -r requirements.txt
# pip install xarray -c constraints.txt
import numpy

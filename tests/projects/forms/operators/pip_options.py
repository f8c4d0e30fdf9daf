"""Passes more options to pip."""

# pip install --pre --no-deps numpy
# pip install --no-cache-dir -q scipy
# pip install --trusted-host wheels.example.org --no-binary :all: pandas
# pip install -c constraints.txt rich
import os

name = os.getenv('name')

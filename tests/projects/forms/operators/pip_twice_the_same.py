"""Installs one package twice."""

# pip install numpy
# pip install numpy
import os

name = os.getenv('name')

"""Installs a branch, and says why."""

# pip install git+https://git.example.org/water/levels.git@feature/x#subdirectory=python  # not released yet
import os

name = os.getenv('name')

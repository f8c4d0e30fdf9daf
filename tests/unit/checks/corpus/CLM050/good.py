"""Everything that is imported here comes from somewhere."""

from __future__ import annotations

import os
import distutils.util
from contextlib import suppress
from typing import TYPE_CHECKING

# pip install opencv-python pandas>=2 "scikit-learn[alldeps]~=1.5" -r requirements.txt
# pip install git+https://github.com/example/river_levels.git@v1
# pip install https://example.com/wheels/Water_Gauge-1.0-py3-none-any.whl faiss-gpu-cu12 google-cloud-storage
import cv2
import faiss
import joblib
import numpy as np
import pandas as pd
import pkg_resources
import river_levels
import scipy.stats
import water_gauge
import yaml
from dateutil.parser import parse
from google.cloud import storage
from sklearn.cluster import KMeans

import helpers
import tools.drawing
from . import relative

if TYPE_CHECKING:
    from polars import DataFrame

if os.name == "nt":
    import win32api

try:
    import ujson as json
except ImportError:
    import json
else:
    import orjson

with suppress(ImportError):
    import colorama

print("import seaborn")

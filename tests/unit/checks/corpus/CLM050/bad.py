"""Classifies pixels of a satellite image."""

import os

# pip install numpy==2.1.3
import numpy as np, requests
import cv2
import yaml
from google.cloud import storage
from PIL import Image
from sklearn.cluster import KMeans

import levels_toolbox


def clusters():
    from osgeo import gdal

    return gdal.Open(os.environ["image"])


print(np, requests, cv2, yaml, storage, Image, KMeans, levels_toolbox, clusters())

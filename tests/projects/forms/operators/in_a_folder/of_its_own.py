"""Lies in a folder."""
import os

folder = os.getenv("folder", ".")

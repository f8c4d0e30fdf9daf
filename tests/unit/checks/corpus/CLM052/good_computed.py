"""Nobody knows what is imported here."""

import importlib
import os

# pip install seaborn
importlib.import_module(os.environ["module"])

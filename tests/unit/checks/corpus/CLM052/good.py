"""Everything that is asked for here is good for something."""

import subprocess

# pip install numpy==2.1.3 pandas==2.2.3 pyarrow==18.1.0 openpyxl==3.1.5 tabulate levels-of-rivers
# pip install opencv-python-headless streamlit seaborn "xarray[io]" google-cloud-storage attrs statsmodels
import cv2
import pandas as pd
from attr import define
from google.cloud import storage

pd.options.plotting.backend = "seaborn"
subprocess.run(["python", "-m", "statsmodels"])

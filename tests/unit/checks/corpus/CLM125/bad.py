"""Reads and fits tables."""

# pip install sklearn==0.0 install numpy==2.2.6
# pip install -q cv2 PIL "yaml" argparse==1.4.0
# pip install -r requirements.txt
# pip install pytorch beautifulsoup serial
import os

table = os.environ["table"]

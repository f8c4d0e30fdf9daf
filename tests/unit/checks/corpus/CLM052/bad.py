"""Sums up a table."""

# pip install pandas==2.2.3 opencv-python==4.10.0.84
# pip install Scikit_Learn==1.5 beautifulsoup4==4.12
# pip install opencv-python==4.10.0.84
import pandas as pd

print(pd.read_csv("table.csv").sum())

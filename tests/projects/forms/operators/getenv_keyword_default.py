"""Resamples a time series."""

import os
import pandas as pd

# pandas offset alias
rule = os.getenv('rule', default='1h')
# how many missing values in a row are filled
limit = int(os.getenv('limit', default=3))

frame = pd.read_csv('series.csv', index_col=0, parse_dates=True)
frame.resample(rule).mean().interpolate(limit=limit).to_csv('resampled.csv')

"""Writes by other ways."""

import json
import os
from os import path

import joblib
import plotly.express as px

# what is in it
text = os.getenv('text', 'a rose')
report = path.join('out', '2024 report.json')
os.makedirs(path.dirname(report), exist_ok=True)
json.dump({'text': text}, open(report, mode='w'))
joblib.dump(text, filename='text.pkl')
joblib.dump(text, 'scores')

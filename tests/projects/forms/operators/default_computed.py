"""Puts results into a folder of today."""
import datetime
import os

# YYYY-MM-DD
day = os.getenv('day', datetime.date.today().isoformat())
folder = os.getenv('folder', os.path.join(os.getcwd(), 'results'))
workers = int(os.getenv('workers', os.cpu_count()))
compress = bool(os.getenv('compress', True))
print(day, folder, workers, compress)

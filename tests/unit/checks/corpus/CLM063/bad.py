"""Count the rows of tables."""

import os

import pandas as pd

folder = os.getenv('folder', '/home/maria/projects/river')
stations = pd.read_csv('/Users/maria/river/stations.csv')
levels = pd.read_csv('C:\\Users\\maria\\levels.csv')
flows = pd.read_csv(r'D:\river\flows 2023.csv')
mounted = open('/mnt/c/Users/maria/river.txt').read()
url = 'file:///home/maria/a.csv'
os.chdir('/home/maria')

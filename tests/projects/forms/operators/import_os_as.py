"""Fits a line through points."""

import os as operating_system
import numpy as np

points = operating_system.getenv('points', 'points.csv')
degree = int(operating_system.environ.get('degree', 1))
seed = operating_system.environ['seed']
operating_system.environ['coefficients'] = 'coefficients.json'

x, y = np.loadtxt(points, delimiter=',', unpack=True)
print(np.polyfit(x, y, degree), seed)

"""Was written
on Windows."""
# pip install numpy
import os

# first line
# second line
level = int(os.getenv('level', 1))
os.environ['out'] = 'out.txt'

"""Has a function whose argument hides a constant."""
import os

FOLDER = 'data'


def path(FOLDER):
    return os.getenv('path', FOLDER)


print(path('other'), os.getenv('file', 'a.csv'))

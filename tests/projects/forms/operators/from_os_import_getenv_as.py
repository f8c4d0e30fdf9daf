"""Merges two catalogues of galaxies."""
from os import getenv as env

# arc seconds
radius = float(env('radius', 1.5))
left, right = env("left"), env("right")

environment = {}
print(environment.get('epoch', 2000), left, right, radius)

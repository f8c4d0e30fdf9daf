"""Starts a solver with a number of threads."""

import os

# Threads of the linear algebra library, which reads this itself.
threads = int(os.environ.setdefault('OMP_NUM_THREADS', '4'))
# How often the mesh is refined.
refinements = int(os.environ.setdefault('refinements', '2'))
mesh = os.environ.setdefault('mesh', 'coarse.msh')

options = {}
options.setdefault('tolerance', 1e-6)
print(threads, refinements, mesh, options)

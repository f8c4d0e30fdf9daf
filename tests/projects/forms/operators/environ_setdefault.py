"""Starts a solver with a number of threads."""

import os

# Threads of the linear algebra library.
threads = int(os.environ.setdefault('OMP_NUM_THREADS', '4'))
mesh = os.environ.setdefault('mesh', 'coarse.msh')

options = {}
options.setdefault('tolerance', 1e-6)
print(threads, mesh, options)

"""
Adds random numbers to a file.
The name of the operator is the name of this file.
"""

# Packages come from lines that begin with pip install, one or several.
# The order of "pip install" lines is kept.
# pip install numpy

import os
import logging
import numpy as np

# The comment above a variable describes it.
input_path = os.getenv('input_path')

# Casts are int(), float() and bool().
num_values = int(os.getenv('num_values', 5))

# Where results are saved.
output_path = os.getenv('output_path', None)


def add(n_random):
    """
    Only the first docstring counts.
    """
    random_values = np.random.randn(n_random)
    # A logger is there already, with the parameter log_level.
    logging.info(f'Random values: {random_values}')


if __name__ == '__main__':
    add(num_values)

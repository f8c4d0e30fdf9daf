"""Draws random numbers."""
import os
import random

# how many
num_values = int(os.getenv('num_values', 5))
seed = int(os.environ['seed'])
# never more than this
maximum = int(os.environ.get('maximum', '100'))

integer = int('7')
random.seed(seed)
print([random.randint(0, maximum) for _ in range(num_values)], integer)

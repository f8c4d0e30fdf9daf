"""Run what stands in parameters."""

import argparse
import os
import sys
from os import environ

layers = eval(os.getenv('layers', '[64, 32]'))
expression = environ['expression'].strip()
result = eval(expression, {'x': 5})
for argument in sys.argv[1:]:
    name, value = argument.split('=', 1)
    exec(f'{name} = {value!r}')
arguments = argparse.ArgumentParser().parse_args()
print(eval(arguments.formula))

r"""Matches \d+ in names: a raw docstring keeps \n as it is."""
import os
import re

pattern = os.getenv('pattern', r'\d+\.tif')
print(re.compile(pattern))

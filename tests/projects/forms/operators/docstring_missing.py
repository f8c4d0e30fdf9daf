import os

"""This text stands behind code: it describes nothing."""

# A comment is no docstring.
value = os.getenv('value')

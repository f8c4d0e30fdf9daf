"""Sets much, but only one output."""
import os

environ = {}
environ['not_this'] = 'a'
variables = dict(os.environ)
variables['nor_this'] = 'b'
if os.environ == environ:
    "os.environ['nor_that'] = 'c'"
os.environ['this'] = 'd.txt'

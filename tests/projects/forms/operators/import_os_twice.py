"""Imports under two names."""
import os
import os as system
from os import environ

a = os.getenv('a', '1')
b = system.getenv('b', '2')
c = environ.get('c', '3')

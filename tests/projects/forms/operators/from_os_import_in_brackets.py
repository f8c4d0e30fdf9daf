"""Imports over several lines."""
from os import (
    environ as e,
    getenv,
    path,
)

base = getenv('base', 'data')
name = e['name']
if path.exists(base):
    e['found'] = 'found.txt'

"""Reads the level of its own logger."""
import logging
import os

# How much is logged.
log_level = os.getenv('log_level', 'INFO')
logging.getLogger('own').setLevel(log_level)
count = int(os.getenv('count', 1))

"""Reads the level of the log itself."""
import logging
import os

level = os.getenv('log_level', 'WARNING')
logging.getLogger().setLevel(level)
print(level)

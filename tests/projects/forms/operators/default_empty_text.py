"""Adds a prefix to file names."""
import os

prefix = os.getenv('prefix', '')
suffix = os.environ.get("suffix", "")
blank = os.getenv('blank', ' ')
print(prefix + 'a' + suffix + blank)

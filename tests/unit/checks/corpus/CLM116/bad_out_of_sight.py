"""Cleans measurements, with helpers that read by any name."""

from helpers import limit, setting
from options import Options

print(setting("path"), limit, Options())

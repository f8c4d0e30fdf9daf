"""Clean tiles."""

from helpers import *

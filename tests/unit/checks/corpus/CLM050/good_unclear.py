"""A package that nobody knows may bring a module of any name."""

# pip install python-levels-of-rivers
import levels

"""Needs nothing and does something."""

print('it is', 5, "o'clock")

"""`[tool.claimed]`, a module for each of its tables."""

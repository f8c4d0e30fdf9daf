"""Reads `[tool.claimed.workflows]`."""

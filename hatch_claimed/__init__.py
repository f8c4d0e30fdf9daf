"""Turns a repository of scripts into operators that run anywhere."""

__version__ = "0.1.0"

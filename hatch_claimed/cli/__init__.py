"""The command `hatch-claimed`."""

from hatch_claimed.cli.main import main

__all__ = ["main"]

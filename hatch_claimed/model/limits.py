"""What fits where. Launchers and pages have these numbers as well, and tests compare them.

Sources: *execve(2)* of Linux (MAX_ARG_STRLEN: 32 pages of 4 KiB, with the zero byte at the end).
"""

from __future__ import annotations

LONGEST_STRING = 32 * 4096
"""The bytes of one argument of a program, or of one variable with its name, with the zero byte at its end."""

LONGEST_VALUE = LONGEST_STRING - 1
"""The bytes of the largest value that is an argument by itself, as in `--name value`."""

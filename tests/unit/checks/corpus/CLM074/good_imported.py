"""Clean tiles."""

from helpers import process_tile as grid_process

"""Which batches there are: read from a batch file, or made of the paths of files."""

from .batches import BatchError, Batches
from .batchfile import read_batches
from .groupby import parse_group_by
from .paths import find_batches, find_files

__all__ = ["BatchError", "Batches", "find_batches", "find_files", "parse_group_by", "read_batches"]

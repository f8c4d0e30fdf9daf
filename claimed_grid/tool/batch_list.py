"""The list of all batches, wherever its file lies."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from ..batches import Batches, read_batches
from ..batches.batches import shown, visible
from ..connection import Connection
from .errors import ToolError
from .location import below, object_content, open_connection

_OBJECT = re.compile(r"(cos|s3)://", re.IGNORECASE)


def read_list(file: str, column: str, environment: Mapping[str, str], coordinator: Connection | None = None) -> Batches:
    """The batches of a local file, of a connection, or of a path in the coordinator's bucket.

    Raises ToolError, BatchError and BackendError.
    """
    if _OBJECT.match(file):
        content = object_content(open_connection(file, environment))
    else:
        content = _local(file)
        if content is None and coordinator is not None:
            content = _from_bucket(file, coordinator)
    if content is None:
        problem = f"there is no batch file {shown(last_part(file))}"
        raise ToolError(problem)
    return read_batches(content, file, column)


def last_part(file: str) -> str:
    """A path as it is, and of a connection only the end, which holds no credentials."""
    return visible(file.rpartition("@")[2].rpartition("/")[2].partition("?")[0] if "://" in file else file)


def _local(file: str) -> bytes | None:
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        problem = f"the batch file {shown(file)} cannot be read: {error.strerror}"
        raise ToolError(problem) from None


def _from_bucket(file: str, coordinator: Connection) -> bytes | None:
    if os.path.isabs(file):
        return None
    for place in below(coordinator, file):
        content = object_content(place)
        if content is not None:
            return content
    return None

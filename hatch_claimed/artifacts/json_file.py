"""JSON that people may read, as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.model import File


def json_file(path: PurePosixPath, document: Mapping[str, Any]) -> File:
    """The document as a file. What is no character in UTF-8, such as half a pair of UTF-16, becomes `?`."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return File(path=path, content=text.encode(errors="replace"))

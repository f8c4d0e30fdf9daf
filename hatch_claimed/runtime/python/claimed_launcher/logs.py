"""The logger that every operator has before its first line runs (C3 requirements, *Parameters*)."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping

from .interface import LOG_LEVEL, Parameter

FORMAT = "%(asctime)s %(levelname)s %(message)s"


def level(parameter: Parameter, environment: Mapping[str, str]) -> int:
    """The level to log at: what is set, else the script's own default. A script may read `log_level` as a number."""
    text = environment.get(LOG_LEVEL) or parameter.default
    if text and parameter.kind == "Integer":
        return int(text)
    known = logging.getLevelName(text.strip().upper()) if text and parameter.kind == "String" else None
    return known if isinstance(known, int) else logging.INFO


def configure(wanted: int) -> None:
    """Let the root logger write to stdout. `logging.basicConfig` in the script then changes nothing, which is meant."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(wanted)

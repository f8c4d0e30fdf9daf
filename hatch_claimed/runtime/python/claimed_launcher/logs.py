"""The logger that every operator has before its first line runs (C3 requirements, *Parameters*)."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping

from .interface import LOG_LEVEL, Parameter

FORMAT = "%(asctime)s %(levelname)s %(message)s"


def level(parameter: Parameter, environment: Mapping[str, str]) -> int | str:
    """The level to log at. A script that reads `log_level` as a number gets that number."""
    text = environment.get(LOG_LEVEL)
    if text and parameter.kind == "String":
        return text
    if text and parameter.kind == "Integer":
        return int(text)
    return logging.INFO


def configure(wanted: int | str) -> None:
    """Let the root logger write to stdout. `logging.basicConfig` in the script then changes nothing, which is meant."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(wanted)

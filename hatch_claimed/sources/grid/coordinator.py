"""What the coordinator of a grid wrapper needs besides the packages of its operator."""

from __future__ import annotations

from collections.abc import Mapping

from hatch_claimed.model import GridBackend, GridWrapper

_BOTO3 = ("boto3>=1.35.70",)
LIBRARIES: Mapping[GridBackend, tuple[str, ...]] = {
    "cos": _BOTO3,
    "s3kv": _BOTO3,
    "legacy_cos": _BOTO3,
    "sql": ("sqlalchemy>=2.0.28", "psycopg[binary]>=3.1"),
}
"""The Python libraries of each backend that has some."""


def libraries(wrapper: GridWrapper) -> tuple[str, ...]:
    """The Python libraries of a wrapper's coordinator, as pip takes them: workers that agree on nothing need none."""
    return () if wrapper.indexed else LIBRARIES.get(wrapper.backend, ())


def system_packages(wrapper: GridWrapper) -> tuple[str, ...]:
    """The Debian packages that bring Python where the base image has none: for R scripts alone."""
    if wrapper.kind != "r":
        return ()
    return ("python3", "python3-pip") if libraries(wrapper) else ("python3",)

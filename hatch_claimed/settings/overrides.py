"""What environment variables say in the place of settings: how a machine builds is not always the project's affair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.build import BuildTable

CACHE_FROM_VARIABLE = "CLAIMED_CACHE_FROM"
CACHE_TO_VARIABLE = "CLAIMED_CACHE_TO"
"""Caches of layers, several between blanks, for `cache-from` and `cache-to` of `[tool.claimed.build]`."""


def with_caches(settings: ProjectSettings, environment: Mapping[str, str]) -> ProjectSettings:
    """The settings with the caches that the environment names, if it names any."""
    cache_from = tuple(environment.get(CACHE_FROM_VARIABLE, "").split())
    cache_to = tuple(environment.get(CACHE_TO_VARIABLE, "").split())
    if not cache_from and not cache_to:
        return settings
    old = settings.table.build or BuildTable()
    build = replace(old, cache_from=cache_from or old.cache_from, cache_to=cache_to or old.cache_to)
    return replace(settings, table=replace(settings.table, build=build))

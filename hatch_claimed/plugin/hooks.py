"""What Hatch finds: the build hook and the build target, both named `claimed`."""

from __future__ import annotations

from hatchling.plugin import hookimpl

from hatch_claimed.plugin.hook import ClaimedBuildHook
from hatch_claimed.plugin.target import ClaimedBuilder


@hookimpl
def hatch_register_build_hook() -> type[ClaimedBuildHook]:
    """Register `[tool.hatch.build.hooks.claimed]`."""
    return ClaimedBuildHook


@hookimpl
def hatch_register_builder() -> type[ClaimedBuilder]:
    """Register `hatch build -t claimed`."""
    return ClaimedBuilder

"""The summary of a build as a table."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from hatch_claimed.building.build import BuildResult
from hatch_claimed.cli.terminal.console import console
from hatch_claimed.cli.terminal.rows import duration
from hatch_claimed.cli.terminal.tables import table
from hatch_claimed.model import Component

_SHORT = len("sha256:") + 12
_UNITS = ("B", "kB", "MB", "GB", "TB")
_BESIDE = 42
"""What the columns beside image and digest take at most, with the space between them."""


def show(result: BuildResult, headline: str, sizes: Mapping[str, int], seconds: Mapping[str, float]) -> None:
    """Print it on standard output. Digests are cut where the terminal is too narrow for them."""
    screen = console(sys.stdout)
    screen.print(Text(headline, style="bold"))
    if result.images or result.failed:
        screen.print(images(result, sizes, seconds, screen.width))


def images(result: BuildResult, sizes: Mapping[str, int], seconds: Mapping[str, float], width: int) -> Table:
    """The image of each operator: whether it was built, how long that took, its size and its digest."""
    made = table("image", "", "time", "size", "digest")
    for right in ("time", "size"):
        next(column for column in made.columns if column.header == right).justify = "right"
    for column in made.columns[1:]:
        column.no_wrap = True
    components = result.plan.project.components
    longest = max(len(one.image.reference) for one in components)
    whole = max((len(image.digest) for image in result.images.values()), default=0)
    cut = whole if longest + whole + _BESIDE <= width else _SHORT
    for component in components:
        image = result.images.get(component.name)
        made.add_row(
            component.image.reference,
            _fate(component, result),
            duration(seconds[component.name]) if component.name in seconds else "",
            size(sizes[component.name]) if component.name in sizes else "",
            Text(image.digest[:cut] if image else "", style="dim"),
        )
    return made


def size(number: float) -> str:
    """Bytes in the largest unit that fits, in steps of 1000 as registries and engines count."""
    for unit in _UNITS[:-1]:
        if number < 999.5:
            return f"{number:.0f} {unit}" if unit == "B" or number >= 99.5 else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} {_UNITS[-1]}"


def _fate(component: Component, result: BuildResult) -> Text:
    if component.name in result.failed:
        return Text("failed", style="red")
    if component.name not in result.images:
        return Text("no image", style="dim")
    reused = any(one.component.name == component.name and one.published for one in result.decisions)
    return Text("reused", style="cyan") if reused else Text("built", style="green")

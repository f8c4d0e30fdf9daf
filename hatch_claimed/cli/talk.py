"""How much is said: what the options `--verbose` and `--quiet` of the whole command ask for."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Literal

import click

from hatch_claimed.building.reporter import Reporter
from hatch_claimed.cli.colour import is_screen

if TYPE_CHECKING:
    from hatch_claimed.cli.terminal.live import Screen

Much = Literal["quiet", "normal", "verbose"]
_MUCH = f"{__name__}.much"

say = partial(click.echo, err=True)


def settle(context: click.Context, *, verbose: bool, quiet: bool) -> None:
    """Remember it for the command that is called. Raises UsageError where both are asked for."""
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet ask for opposite things: take one", context)
    much: Much = "verbose" if verbose else "quiet" if quiet else "normal"
    context.meta[_MUCH] = much
    if verbose:
        from hatch_claimed.system.command import telling

        context.with_resource(telling(say))


def work(text: str) -> None:
    """Say what goes on, unless nobody wants to know."""
    if _much() != "quiet":
        say(text)


def is_verbose() -> bool:
    """Whether somebody asked for everything."""
    return _much() == "verbose"


def screen() -> Screen | None:
    """What shows how far images are; None where plain lines do."""
    if _much() != "normal" or not is_screen(sys.stderr, os.environ):
        return None
    from hatch_claimed.cli.terminal.live import Screen

    return Screen()


def voice(watch: Screen | None = None) -> Reporter:
    """What a build speaks with."""
    return Reporter(say, work, watch)


def _much() -> Much:
    context = click.get_current_context(silent=True)
    much: Much = context.meta.get(_MUCH, "normal") if context else "normal"
    return much

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

Verbosity = Literal["quiet", "normal", "verbose"]
_KEY = f"{__name__}.verbosity"

say = partial(click.echo, err=True)


def set_verbosity(context: click.Context, *, verbose: bool, quiet: bool) -> None:
    """Remember it for the command that is called. Raises UsageError where both are asked for."""
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet ask for opposite things: take one", context)
    verbosity: Verbosity = "verbose" if verbose else "quiet" if quiet else "normal"
    context.meta[_KEY] = verbosity
    if verbose:
        from hatch_claimed.system.command import telling

        context.with_resource(telling(say))


def progress(text: str) -> None:
    """Say what goes on, unless nobody wants to know."""
    if _verbosity() != "quiet":
        say(text)


def is_verbose() -> bool:
    """Whether somebody asked for everything."""
    return _verbosity() == "verbose"


def is_quiet() -> bool:
    """Whether somebody asked for problems and results alone."""
    return _verbosity() == "quiet"


def screen() -> Screen | None:
    """What shows how far images are; None where plain lines do."""
    if _verbosity() != "normal" or not is_screen(sys.stderr, os.environ):
        return None
    from hatch_claimed.cli.terminal.live import Screen

    return Screen()


def reporter(watch: Screen | None = None) -> Reporter:
    """What a build reports to."""
    return Reporter(say, progress, watch)


def _verbosity() -> Verbosity:
    context = click.get_current_context(silent=True)
    verbosity: Verbosity = context.meta.get(_KEY, "normal") if context else "normal"
    return verbosity

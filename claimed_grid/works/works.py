"""Chooses the work of a wrapper."""

from __future__ import annotations

from collections.abc import Sequence

from ..backend import Backend
from ..options import Options
from ..work import Work
from ..wrapper import Wrapper
from .function import Call, Function, Limits


def make_work(
    wrapper: Wrapper, options: Options, backend: Backend, given: tuple[Sequence[str], Sequence[str]], limits: Limits
) -> Work:
    """The work. `given` are the ids of all batches and the script's own arguments."""
    ids, arguments = given
    if wrapper.process is None:
        from .command import Command

        return Command(wrapper, backend, arguments, limits)
    if options.store.has_entries:
        from .entries import Entries

        function = Function(wrapper, arguments, Call(["", ""]), limits)
        return Entries(function, backend, (options.source_folder, options.target_folder), ids)
    if options.store.batches == "objects":
        from .transfers import Transfers, sample

        return Transfers(Function(wrapper, arguments, sample(), limits), options)
    return Function(wrapper, arguments, Call([""]), limits)

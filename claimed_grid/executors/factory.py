"""Makes the executor of a wrapper."""

from __future__ import annotations

from collections.abc import Sequence

from ..backend import Backend
from ..executor import Executor
from ..options import Options
from ..wrapper import Wrapper
from .function import BatchCall, FunctionExecutor, StopLimits


def make_executor(
    wrapper: Wrapper, options: Options, backend: Backend, given: tuple[Sequence[str], Sequence[str]], limits: StopLimits
) -> Executor:
    """The executor. `given` are the ids of all batches and the script's own arguments."""
    ids, arguments = given
    if wrapper.process is None:
        from .command import CommandExecutor

        return CommandExecutor(wrapper, backend, arguments, limits)
    if options.store.has_entries:
        from .entries import FolderExecutor

        function = FunctionExecutor(wrapper, arguments, BatchCall(["", ""]), limits)
        return FolderExecutor(function, backend, (options.source_folder, options.target_folder), ids)
    if options.store.batches == "objects":
        from .transfers import TransferExecutor, sample

        return TransferExecutor(FunctionExecutor(wrapper, arguments, sample(), limits), options)
    return FunctionExecutor(wrapper, arguments, BatchCall([""]), limits)

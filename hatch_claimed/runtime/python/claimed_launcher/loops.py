"""The event loop of a notebook: cells run within it, as in Jupyter, and tasks go on between them."""

from __future__ import annotations

import asyncio
import contextvars
import functools

from .messages import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from types import CodeType
    from typing import Any

_CO_COROUTINE = 0x80
_TURNS = 20
"""How often other tasks may go on between two cells: in Jupyter they do until each of them waits."""


class Loop:
    """One loop for all cells."""

    def __init__(self) -> None:
        """Make the loop, and let cells call `asyncio.run`, which Jupyter refuses to those that it runs in a loop."""
        self.loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self.loop)
        # what a cell sets, such as the precision of decimal numbers, holds for the next one
        self.context = contextvars.copy_context()
        self._allow_run(asyncio.run)

    def run(self, code: CodeType, namespace: dict[str, object], *, within: bool) -> None:
        """Run one cell: `within` the loop, or else before it, if the cell itself waits for nothing."""
        if code.co_flags & _CO_COROUTINE:
            cell: Coroutine[Any, Any, object] = eval(code, namespace)  # noqa: S307 (it is the user's own code)
            # what it sets is its own, as in Jupyter
            self.loop.run_until_complete(self.context.run(self.loop.create_task, cell))
        elif within:
            self._call(code, namespace)
        else:
            eval(code, namespace)  # noqa: S307
        if asyncio.all_tasks(self.loop):
            self.loop.run_until_complete(_turns())

    def finish(self) -> None:
        """Cancel the tasks that are left, and say how many: nothing waits for them when a notebook is executed."""
        left = asyncio.all_tasks(self.loop)
        if left:
            tasks = "1 asyncio task" if len(left) == 1 else f"{len(left)} asyncio tasks"
            say(f"{tasks} had not ended when the last cell did: `await` what is to be waited for")
            for task in left:
                task.cancel()
            self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self.loop.run_until_complete(self.loop.shutdown_asyncgens())

    def _call(self, code: CodeType, namespace: dict[str, object]) -> None:
        failure: list[BaseException] = []

        def cell() -> None:
            try:
                eval(code, namespace)  # noqa: S307
            except BaseException as error:  # noqa: BLE001 (it is raised again below, where no loop looks at it)
                failure.append(error)
            finally:
                self.loop.stop()

        self.loop.call_soon(cell, context=self.context)
        self.loop.run_forever()
        if failure:
            raise failure.pop()

    def _allow_run(self, original: Any) -> None:
        @functools.wraps(original)
        def run(*arguments: Any, **options: Any) -> Any:
            if _running() is not self.loop or asyncio.current_task(self.loop):
                return original(*arguments, **options)
            # the loop stands still meanwhile, and is none that runs
            asyncio.events._set_running_loop(None)  # noqa: SLF001 (documented, for what runs a loop)
            try:
                return original(*arguments, **options)
            finally:
                asyncio.set_event_loop(self.loop)
                asyncio.events._set_running_loop(self.loop)  # noqa: SLF001 (documented, for what runs a loop)

        asyncio.run = run


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


async def _turns() -> None:
    for _ in range(_TURNS):
        await asyncio.sleep(0)

"""Many questions at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import TypeVar

from hatch_claimed.images.registry.connections import MOST_AT_ONCE

_Item = TypeVar("_Item", bound=Hashable)
_Result = TypeVar("_Result")


def in_parallel(ask: Callable[[_Item], _Result], items: Iterable[_Item]) -> dict[_Item, _Result]:
    """The answer for each different item, in their order. The first error stops what has not begun, and is raised."""
    different = list(dict.fromkeys(items))
    if len(different) < 2:
        return {item: ask(item) for item in different}
    with ThreadPoolExecutor(min(MOST_AT_ONCE, len(different)), thread_name_prefix="registry") as pool:
        futures = {item: pool.submit(ask, item) for item in different}
        try:
            wait(futures.values(), return_when=FIRST_EXCEPTION)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    failed = [future for future in futures.values() if not future.cancelled() and future.exception()]
    if failed:
        failed[0].result()
    return {item: future.result() for item, future in futures.items()}

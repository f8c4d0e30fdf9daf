"""Makes SIGTERM end a script the way Python ends one, so that its `finally` blocks run.

The first process of a container ignores SIGTERM unless it asks for it, and Kubernetes kills what ignores it. Forked
children end as they would without the launcher: `Process.terminate` counts on it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

TERMINATED = 128 + signal.SIGTERM


def end_on_sigterm() -> None:
    """Raise `SystemExit(143)` in the main thread on SIGTERM. A script may set its own handler."""
    signal.signal(signal.SIGTERM, _end)
    guard = _ForkGuard()
    os.register_at_fork(before=guard.before, after_in_parent=guard.after, after_in_child=guard.after_in_child)


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit(TERMINATED)


class _ForkGuard(threading.local):
    """Holds SIGTERM back around a fork: in a child that still has the parent's handler it would be lost."""

    def before(self) -> None:
        self.mask = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTERM,))

    def after(self) -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, self.mask)

    def after_in_child(self) -> None:
        if signal.getsignal(signal.SIGTERM) is _end:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.after()

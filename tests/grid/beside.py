"""Runs a command beside a server of the tests, and restarts the server when the command asks for it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence


def run_beside(command: Sequence[str], words: dict[str, str], restart: Callable[[], None]) -> int:
    """The command's exit code. Its `words` are filled in; `{restart}` becomes a shell command that restarts."""
    asked: list[int] = []
    signal.signal(signal.SIGHUP, lambda number, _: asked.append(number))
    words = {**words, "{restart}": f"kill -HUP {os.getpid()}"}
    process = subprocess.Popen([_filled(part, words) for part in command])
    while process.poll() is None:
        time.sleep(0.1)
        if asked:
            asked.clear()
            restart()
    return process.returncode


def _filled(text: str, words: dict[str, str]) -> str:
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text

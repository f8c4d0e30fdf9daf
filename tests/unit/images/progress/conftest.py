from pathlib import Path

import pytest

from hatch_claimed.images.progress.build_progress import BuildProgress
from hatch_claimed.images.progress.parser import ProgressParser

RECORDED = Path(__file__).parent / "recorded"


@pytest.fixture
def recorded():
    """The lines that buildx 0.13 printed."""
    return lambda name: (RECORDED / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def fed():
    """A board that has taken in lines, of which one comes each second, and whatever was no message."""

    def feed(lines, names):
        stream, board, others = ProgressParser(), BuildProgress(names), []
        for second, line in enumerate(lines):
            said = stream.feed(line)
            if isinstance(said, str):
                others.append(said)
            elif said is not None:
                board.feed(said, float(second))
        return board, others

    return feed

import os

from bands import normalised


def test_zero():
    os.getenv("CI")
    assert normalised(1, 1) == 0

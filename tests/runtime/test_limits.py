"""What a system takes, as `hatch_claimed.model.limits` has it."""

import subprocess

import pytest

from hatch_claimed.model.limits import LONGEST_STRING, LONGEST_VALUE


def test_this_system_takes_no_more():
    assert subprocess.run(["true", "x" * LONGEST_VALUE], check=True).returncode == 0
    with pytest.raises(OSError, match="too long"):
        subprocess.run(["true", "x" * (LONGEST_VALUE + 1)], check=False)
    assert subprocess.run(["true"], env={"x": "x" * (LONGEST_STRING - 3)}, check=True).returncode == 0
    with pytest.raises(OSError, match="too long"):
        subprocess.run(["true"], env={"x": "x" * (LONGEST_STRING - 2)}, check=False)

import io

import pytest

from hatch_claimed.cli.colour import coloured, forced, is_screen


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": "0"}, None),
        ({"FORCE_COLOR": ""}, None),
        ({"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True),
        ({"CLICOLOR_FORCE": "0", "CLICOLOR": "1"}, None),
        ({"CLICOLOR": "0"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_what_the_environment_says(environment, expected):
    assert forced(environment) is expected
    assert coloured(Terminal(), environment) is (expected is not False)
    assert coloured(io.StringIO(), environment) is (expected is True)


def test_a_screen_is_a_terminal_that_is_not_dumb():
    assert is_screen(Terminal(), {"NO_COLOR": "1", "TERM": "xterm"})
    assert not is_screen(Terminal(), {"TERM": "dumb"})
    assert not is_screen(io.StringIO(), {"FORCE_COLOR": "1", "TERM": "xterm"})

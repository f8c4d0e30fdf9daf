from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hatch_claimed.sources.install.checks import LinePosition
from hatch_claimed.sources.install.lines import parse_comment, parse_shell, without_installs
from hatch_claimed.sources.install.shell import commands


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("pip install a", None),
        ("pip install a > log 2>&1 || true", None),
        ("pip install a | tail -1 && apt-get update; pip3 install b\n", None),
        ("ls", "ls"),
        ("pip list", "pip list"),
        ("ls && pip install a", "ls && true"),
        ("pip install a && ls", "true && ls"),
        ("pip install a | tail; ls", "true | tail; ls"),
        ("which a || pip install a", "which a || true"),
        ("if x; then pip install a; fi", "if x; then true; fi"),
        ("set -e\npip install \\\n  a \\\n  b\nls\n", "set -e\ntrue \\\n \\\n\nls\n"),
        ("echo 'pip install a'\n", "echo 'pip install a'\n"),
        ("# pip install a\nls", "# pip install a\nls"),
        ("pip install a'\nls", "true\nls"),
        ("", ""),
    ],
)
def test_shell_text_without_installations(text, rest):
    assert without_installs(text) == rest


def test_lines_of_a_script():
    text = "set -e\nexport X='a\nb'\n\npip install a \\\n  b # c\nif x; then\n  sudo pip install 'd>1'\nfi\n"
    installs = parse_shell(text, LinePosition("p", 10, 3))
    assert [(r.arguments, r.line, r.cell) for r in installs.requirements] == [(("a", "b"), 14, 3), (("d>1",), 17, 3)]


def test_a_quote_that_is_never_closed_hides_the_rest_of_its_line_only():
    found = commands("echo it's; x\npip install a\n")
    assert [(command.words, command.broken) for command in found] == [
        (("echo", "it"), True),
        (("pip", "install", "a"), False),
    ]


@given(st.lists(st.text(st.sampled_from("pip install'\"\\;&|><\n#ab -"), max_size=10), max_size=5).map("".join))
@example('pip install "\\\\\n"')
def test_any_text(text):
    everything = commands(text)
    assert all(0 <= command.start <= command.end <= len(text) for command in everything)
    assert all(a.end <= b.start for a, b in pairwise(everything))
    parse_comment(f"#pip install {text}", LinePosition("p", 1))
    parse_shell(f"pip install {text}", LinePosition("p", 1))


@given(st.sampled_from(["pip install a", "ls", "apt-get install x", "echo 'a b'"]).flatmap(
    lambda first: st.lists(st.tuples(st.sampled_from([" && ", "; ", " || ", "\n", " | "]),
                                     st.sampled_from(["pip install b", "ls -l", "true", "pip3 install \\\n c"])))
    .map(lambda rest: first + "".join(op + command for op, command in rest))))  # fmt: skip
def test_nothing_installs_afterwards_and_lines_stay(text):
    rest = without_installs(text)
    if rest is not None:
        assert parse_shell(rest, LinePosition("p", 1)) == parse_shell("", LinePosition("p", 1))
        assert rest.count("\n") == text.count("\n")

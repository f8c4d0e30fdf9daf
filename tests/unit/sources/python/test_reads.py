from __future__ import annotations

from textwrap import dedent

import pytest

from hatch_claimed.model import Parameter


def text(name, default=None, *, line=1, required=None, description=None):
    return Parameter(
        name=name,
        type="String",
        default=default,
        required=default is None if required is None else required,
        description=description,
        line=line,
    )


@pytest.mark.parametrize(
    "read_of_x",
    [
        "os.getenv('x')",
        "os.getenv(key='x')",
        "os.environ.get('x')",
        "os.environ.get(key='x')",
        "os.environ['x']",
        "os.environ[('x')]",
    ],
)
def test_a_read_without_default_is_required(expect, read_of_x):
    expect(f"y = {read_of_x}\n", parameters=(text("x"),))


@pytest.mark.parametrize(
    "read_of_x",
    [
        "os.getenv('x', 'd')",
        "os.getenv('x', default='d')",
        "os.getenv(key='x', default='d')",
        "os.getenv(default='d', key='x')",
        "os.environ.get('x', 'd')",
        "os.environ.get('x', default='d')",
        "os.environ.setdefault('x', 'd')",
        "os.environ.setdefault('x', value='d')",
    ],
)
def test_a_read_with_default_is_optional(expect, read_of_x):
    expect(f"y = {read_of_x}\n", parameters=(text("x", "d"),))


@pytest.mark.parametrize(
    ("imports", "read_of_x"),
    [
        ("import os", "os.getenv('x', 'd')"),
        ("import os.path", "os.getenv('x', 'd')"),
        ("import sys, os as o", "o.getenv('x', 'd')"),
        ("import os as o", "o.environ.get('x', 'd')"),
        ("import os as o", "os.getenv('x', 'd')"),
        ("from os import getenv", "getenv('x', 'd')"),
        ("from os import getenv as g", "g('x', 'd')"),
        ("from os import environ", "environ.get('x', 'd')"),
        ("from os import environ as e, path", "e.setdefault('x', 'd')"),
        ("from os import *", "getenv('x', 'd')"),
    ],
)
def test_os_under_other_names(expect, imports, read_of_x):
    expect(f"{imports}\ny = {read_of_x}\n", parameters=(text("x", "d", line=2),))


@pytest.mark.parametrize(
    "script",
    [
        "'''os.getenv('x')'''\n1\n",
        "1\nhelp_text = \"os.getenv('x')\"\n",
        "# os.getenv('x')\n",
        "getenv('x')\n",
        "environ['x']\n",
        "from mine import getenv\ngetenv('x')\n",
        "from .os import getenv\ngetenv('x')\n",
        "self.os.getenv('x')\n",
        "del os.environ['x']\n",
        "os.environ['x']: str\n",
        "os.environ.keys()\n",
    ],
)
def test_what_is_no_read(read, script):
    reading = read(script)
    assert reading.interface is not None
    assert (reading.interface.parameters, reading.interface.outputs, reading.findings) == ((), (), ())


def test_reads_anywhere_in_source_order(expect):
    script = dedent(
        """\
        a, b = os.getenv('a', 'A'), os.environ.get('b', 'B')
        if os.getenv('c', 'C') == 'C':
            def run(d=os.getenv('d', 'D')):
                return [os.environ[
                    'e'
                ] for _ in range(3)]
        print(f"{os.getenv('f', 'F')}", *map(str, [os.getenv(
            'g',
            'G',
        )]))
        class K:
            h = lambda: os.getenv('h', os.getenv('i', 'I'))
        os.environ['j'] += '!'
        """
    )
    expect(
        script,
        parameters=(
            text("a", "A"),
            text("b", "B"),
            text("c", "C", line=2),
            text("d", "D", line=3),
            text("e", line=4),
            text("f", "F", line=7),
            text("g", "G", line=7),
            text("h", None, line=12, required=False),
            text("i", "I", line=12),
            text("j", line=13),
        ),
        findings=(_computed(12),),
    )


def _computed(line):
    from hatch_claimed.model import Finding

    return Finding(
        code="CLM022",
        severity="warning",
        message="The default of 'h' is computed, which artifacts cannot show: it is optional without a value.",
        remedy="Write a constant, `os.getenv('h', '')`; or `os.getenv('h', None)`, and compute the value"
        " in a line below when it is None.",
        path="jobs/my script.py",
        line=line,
    )


def test_a_byte_order_mark_and_windows_line_ends(expect):
    expect(
        "\ufeffimport os\r\n# what\r\nx = os.getenv('x', 'd')\r\n",
        parameters=(text("x", "d", line=3, description="what"),),
    )

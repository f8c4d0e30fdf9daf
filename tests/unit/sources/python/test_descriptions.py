from __future__ import annotations

from textwrap import dedent

import pytest

from hatch_claimed.model import Output


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('"""One line."""\n', "One line."),
        ("'''\n  Several\n    lines: \"x\" \\\\ ü 🙂\n'''\n", 'Several\n  lines: "x" \\ ü 🙂'),
        ("# a comment\n'''Doc.'''\n", "Doc."),
        ("r'''raw\\n'''\n", "raw\\n"),
        ("x = 1\n'''no docstring'''\n", ""),
        ("", ""),
        ("f'''no {1}'''\n", ""),
    ],
)
def test_description_of_the_operator(expect, script, expected):
    expect(script, description=expected)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("# number of values\nn = os.getenv('n')\n", "number of values"),
        ("#number of values  \nn = os.getenv('n')\n", "number of values"),
        ("# number of\n#   values\n#\n# more\nn = os.getenv('n')\n", "number of\n  values\n\nmore"),
        ("## double\nn = os.getenv('n')\n", "# double"),
        ("# far\n\nn = os.getenv('n')\n", None),
        ("n = os.getenv('n')  # behind\n", "behind"),
        ("n = os.getenv('n') #behind # it  # noqa: E501\n", "behind # it"),
        ("# above\nn = os.getenv('n')  # behind\n", "above"),
        ("# of the statement\nn = f(\n    os.getenv('n'),  # behind\n)\n", "behind"),
        ("n = os.getenv('n')  # noqa\n", None),
        ("n = os.getenv('n')  # NOQA: E501\n", None),
        ("n = os.getenv('n')  # type: ignore[x]  # nosec\n", None),
        ("n = os.getenv('n')  # claimed: ignore[CLM041]\n", None),
        ("n = os.getenv('n')  # pip install numpy\n", None),
        ("n = os.getenv('n')  #@param {type:\"string\"}\n", None),
        ("n = os.getenv('n')  #\n", None),
        ("n = os.getenv('n')  # was os.environ['m']\n", None),
        ("# @param n how many\nn = os.getenv('n')\n", "how many"),
        ("n = os.getenv('n')  # @param n how many\n", "how many"),
        ("n = os.getenv('n')  # @param m how many\n", None),
        # forms of Colab
        ("#@title Settings\nn = int(os.getenv('n', 5)) #@param {type:\"slider\", min:0, max:10}\n", None),
        ("# @title Settings { run: \"auto\" }\n# how many\nn = os.getenv('n') # @param [1, 2]\n", "how many"),
        ("#@markdown How many\n#@markdown ---\n#@markdown to take.\nn = os.getenv('n')\n", "How many\n\nto take."),
        ("# @markdown ## How many\nn = os.getenv('n')\n", "How many"),
        ("# @param m how much\n# @param n: how many\n#   of them\nm = 1\nn = os.getenv('n')\n", "how many of them"),
        ("# @param {int} n - how many\nm = 1\nn = os.getenv('n')\n", "how many"),
        ("# :param int n: how many\nm = 1\nn = os.getenv('n')\n", "how many"),
        ("# @param m,n size\n# @return nothing\nm = 1\nn = os.getenv('n')\n", "size"),
        ("# @param n, in pixels\nn = os.getenv('n')\n", "in pixels"),
        ("# Sizes.\n# @param m how much\n\n# how many\nn = os.getenv('n')\n", "how many"),
        ("# @param n how many\n\nm = 1\nn = os.getenv('n')  # behind\n", "how many"),
        ("# Sizes.\n# @param m how much\nn = os.getenv('n')  # behind\n", "behind"),
        ("# Sizes.\n# @param m how much\nn = os.getenv('n')\n", None),
        ("# @param n of the function\ndef f(n):\n    pass\nn = os.getenv('n')\n", None),
        ("# param n as text\nn = os.getenv('n')\n", "param n as text"),
        ("text = '''\n# @param n in a text\n'''\nn = os.getenv('n')\n", None),
        ("m = 1  # behind\nn = os.getenv('n')\n", None),
        ("# of the statement\nn = int(\n    os.getenv('n'))\n", "of the statement"),
        ("# of the statement\nn = int(\n    # of the line\n    os.getenv('n'))\n", "of the line"),
        ("# outer\nif True:\n    # inner\n    n = os.getenv('n')\n", "inner"),
        ("# of if\nif os.getenv('n'):\n    pass\n", "of if"),
        ("t = '''\n# text'''\nn = os.getenv('n')\n", None),
        ("#!/usr/bin/env python\nn = os.getenv('n')\n", None),
        ("# -*- coding: utf-8 -*-\nn = os.getenv('n')\n", None),
        ("\n\n# encoding: utf-8 or another\nn = os.getenv('n')\n", "encoding: utf-8 or another"),
        ("# before\n# %% cell\n# after\nn = os.getenv('n')\n", "after"),
        ("# before\n# In[3]:\nn = os.getenv('n')\n", None),
        ("# values\n# pip install numpy\nn = os.getenv('n')\n", "values"),
        ("# pip install numpy\n# values\nn = os.getenv('n')\n", "values"),
        ("# apt-get install git\nn = os.getenv('n')\n", None),
        ("# apt packages to list\nn = os.getenv('n')\n", "apt packages to list"),
        ("# values\n# noqa: E501\n# type: ignore\n# claimed: hidden\nn = os.getenv('n')\n", "values"),
        ("#\nn = os.getenv('n')\n", None),
    ],
)
def test_description_of_a_parameter(read, script, expected):
    [parameter] = read(script).interface.parameters
    assert parameter.description == expected


def test_description_of_an_output(expect):
    script = dedent(
        """\
        # where the
        # table is
        os.environ['table'] = 'a.csv'
        os.environ['plot'] = 'a.png'
        """
    )
    outputs = (
        Output(name="table", description="where the\ntable is", line=3, path="a.csv"),
        Output(name="plot", description=None, line=4, path="a.png"),
    )
    expect(script, outputs=outputs)


def test_a_comment_behind_an_output(expect):
    script = "os.environ['table'] = 'a.csv'  # the table\n"
    expect(script, outputs=(Output(name="table", description="the table", line=1, path="a.csv"),))


def test_a_comment_for_conda_describes_no_parameter(read):
    (found,) = read(
        "import os\n# the raster\n# conda install gdal\nraster = os.getenv('raster')\n"
    ).interface.parameters
    assert found.description == "the raster"

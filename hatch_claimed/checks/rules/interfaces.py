"""Pages of what reading a script already says: whether it can be read, its parameters, outputs and installations."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule
from hatch_claimed.model import Severity

_TOP = '"""Count stations."""\n\nimport os\n\n'
_WITH_R = '[build-system]\nrequires = ["hatchling", "{}"]\nbuild-backend = "hatchling.build"\n'
_NOTEBOOK = """{{
 "cells": [
  {{"cell_type": "markdown", "metadata": {{}}, "source": ["Count stations."]}},
  {{"cell_type": "code", "execution_count": null, "metadata": {{}}, "outputs": [], "source": ["{code}"]}}
 ],
 "metadata": {{"kernelspec": {{"display_name": "{kernel}", "name": "{kernel}"}}}},
 "nbformat": 4,
 "nbformat_minor": 4
}}
"""
_GOOD_NOTEBOOK = _NOTEBOOK.format(code="print(5)", kernel="python3")


def _unreadable(code: str, title: str, why: str, bad: str, good: str, language: str) -> Rule:
    return Rule(
        code=code, severity="error", title=title, why=why, bad=bad, good=good, language=language, optional=False
    )


def _page(code: str, severity: Severity, title: str, why: str, bad: str, good: str) -> Rule:
    return Rule(code=code, severity=severity, title=title, why=why, bad=f"{_TOP}{bad}\n", good=f"{_TOP}{good}\n")


_UNREADABLE = (
    _unreadable(
        "CLM010",
        "a script that does not parse",
        "Parameters are read from the syntax tree, and text that is no Python or R has none. Nor could it run.",
        f"{_TOP}print(os.getcwd()\n",
        f"{_TOP}print(os.getcwd())\n",
        "python",
    ),
    _unreadable(
        "CLM011",
        "a file that is no notebook",
        "A notebook is a JSON file with a list of cells. Often a merge has left its marks in it.",
        "<<<<<<< HEAD\n" + _GOOD_NOTEBOOK,
        _GOOD_NOTEBOOK,
        "notebook",
    ),
    _unreadable(
        "CLM012",
        "a notebook of another language",
        "Notebooks become Python scripts, so that their kernel has to be one of Python.",
        _NOTEBOOK.format(code="print(5)", kernel="ir"),
        _GOOD_NOTEBOOK,
        "notebook",
    ),
    _unreadable(
        "CLM013",
        "a cell that does not parse",
        "The operator would stop at this cell. The other cells are read all the same.",
        _NOTEBOOK.format(code="print(5", kernel="python3"),
        _GOOD_NOTEBOOK,
        "notebook",
    ),
    _unreadable(
        "CLM014",
        "R scripts without the grammar of R",
        "The grammar is large and most projects have no R script, so that it is an extra.",
        _WITH_R.format("hatch-claimed"),
        _WITH_R.format("hatch-claimed[r]"),
        "toml",
    ),
)

_ENVIRONMENT = (
    _page(
        "CLM020",
        "error",
        "a name that no environment variable may have",
        "Kubernetes takes letters, digits and underscores. The usual slip is a blank at the end.",
        "# the table\npath = os.getenv('input_filename ', 'stations.csv')",
        "# the table\npath = os.getenv('input_filename', 'stations.csv')",
    ),
    _page(
        "CLM021",
        "error",
        "two reads of one parameter that disagree",
        "A parameter has one type and one default. This is a warning where a read or its default is a conclusion, from"
        " another name, a loop, a function or a test: then what is plainly written counts.",
        "# how many\ncount = int(os.getenv('count', 5))\nshown = os.getenv('count', 'all')",
        "# how many\ncount = int(os.getenv('count', 5))\nshown = str(count)",
    ),
    _page(
        "CLM022",
        "warning",
        "a default that is computed",
        "Artifacts show defaults, so that they have to be constants. The parameter becomes optional without a value.",
        "# folder of the tables\nfolder = os.getenv('folder', os.getcwd())",
        "# folder of the tables, by default where the script runs\n"
        "folder = os.getenv('folder', None)\nif folder is None:\n    folder = os.getcwd()",
    ),
    _page(
        "CLM023",
        "error",
        "a default that does not fit its type",
        "Whoever runs the operator without a value would get an error.",
        "# how many\ncount = int(os.getenv('count', 'all'))",
        "# how many, 0 means all\ncount = int(os.getenv('count', 0))",
    ),
    _page(
        "CLM024",
        "warning",
        "a parameter that the script sets",
        "A name is a parameter or an output. What is read first is a parameter, and setting it makes no output of it.",
        "# the table\npath = os.getenv('table', 'stations.csv')\nos.environ['table'] = 'result.csv'",
        "# the table\npath = os.getenv('table', 'stations.csv')\n# the result\nos.environ['result'] = 'result.csv'",
    ),
    _page(
        "CLM025",
        "warning",
        "a parameter with a computed name",
        "Only running the script would tell the name, so that artifacts lack the parameter.",
        "values = [os.getenv(name) for name in open('names.txt').read().split()]",
        "# the first day\nfirst = os.getenv('first')\n# the last day\nlast = os.getenv('last')",
    ),
    Rule(
        code="CLM117",
        severity="warning",
        title="a read of the environment that cannot be followed",
        why="Shell cells and lines of a notebook are read, and so are R scripts, but not cells of other languages, nor "
        "what only a run could tell. A parameter that is read there alone is missing in all artifacts.",
        bad=_NOTEBOOK.format(code="%%perl\\nprint $ENV{{threshold}}", kernel="python3"),
        good=_NOTEBOOK.format(
            code="import os\\n# the smallest value that counts\\nthreshold = int(os.getenv('threshold', 5))\\n"
            "print(threshold)",
            kernel="python3",
        ),
        language="notebook",
    ),
    Rule(
        code="CLM126",
        severity="warning",
        title="versions of one package in different branches",
        why="A run takes one branch, and an image is built before there is one. So the newer version is taken, unless "
        "the branches ask for Colab or Kaggle, which no container is. Tests of `sys.version_info` around `!pip` and "
        "`%pip` lines go along as markers of the packages.",
        bad=_NOTEBOOK.format(
            code="%%bash\\nif [ -e /usr/bin/gcc ]; then\\n  pip install numpy==2.1.3\\nelse\\n"
            "  pip install numpy==1.26.4\\nfi",
            kernel="python3",
        ),
        good=_NOTEBOOK.format(
            code="import sys\\nif sys.version_info < (3, 10):\\n    %pip install numpy==1.26.4\\nelse:\\n"
            "    %pip install numpy==2.1.3",
            kernel="python3",
        ),
        language="notebook",
    ),
    _page(
        "CLM110",
        "hint",
        "variables that are no part of the interface",
        "`PATH` belongs to the system and `OMP_NUM_THREADS` to a library ([the table](variables.md)), and a number or "
        "`'True'` is the path of no file: such variables stand in no artifact, and nobody is asked for them. This says "
        "once for each script which they are.",
        "os.environ['OMP_NUM_THREADS'] = '1'\nprint(os.environ['HOSTNAME'])",
        "# the host\nprint(os.environ['HOSTNAME'])  # claimed: parameter",
    ),
    _page(
        "CLM111",
        "warning",
        "an output that may be none",
        "A variable that is set to the path of a file is a result. One that is set to `eu-de` is none, and a workflow "
        "would wait in vain for the file. A value with a slash or a suffix is clear, and so is one that `os.path.join` "
        "or `pathlib` makes. Of all others a comment on the line says what they are, or `outputs` and `internal` of "
        "the operator's settings.",
        "# the model\nos.environ['model'] = 'model'",
        "# the model, a folder\nos.environ['model'] = 'model'  # claimed: output",
    ),
)

_OUT_OF_SIGHT = (
    _page(
        "CLM113",
        "warning",
        "an environment that goes where nobody can follow",
        "Parameters are what a script reads by name. What reads the environment as a whole, or hands it to a library "
        "that does, may read anything, and artifacts lack it. Handing it to another program is no such use.",
        "def settings(environment):\n    return {name.lower(): value for name, value in environment.items()}\n\n\n"
        "print(settings(os.environ)['threshold'])",
        "# what counts as much\nthreshold = float(os.getenv('threshold', 0.5))\nprint(threshold)",
    ),
)

_INSTALLATIONS = (
    _page(
        "CLM030",
        "error",
        "an installation line that cannot be understood",
        "A quote that is never closed leaves open which packages are meant.",
        "# pip install 'pandas==2.2.3\nimport pandas",
        "# pip install 'pandas==2.2.3'\nimport pandas",
    ),
    _page(
        "CLM031",
        "error",
        "an installation line that pip would refuse",
        "pip wants blanks between packages, and a version directly behind its package.",
        "# pip install pymongo, dnspython==2.7.0\nimport dns\nimport pymongo",
        "# pip install pymongo==4.10.1 dnspython==2.7.0\nimport dns\nimport pymongo",
    ),
    _page(
        "CLM032",
        "error",
        "a requirement file that is not there",
        "It is looked for beside the script and at the project's root, and travels into the image from there.",
        "# pip install -r requirements-of-mine.txt\nimport pandas",
        "# pip install pandas==2.2.3\nimport pandas",
    ),
    _page(
        "CLM033",
        "error",
        "credentials in an installation line",
        "They would stand in the image, where everybody can read them who can pull it.",
        "# pip install git+https://reader:Blue7Sparrow@git.example.com/tools.git@v1.2\nimport tools",
        "# pip install git+https://${GIT_USER}:${GIT_TOKEN}@git.example.com/tools.git@v1.2\nimport tools",
    ),
    _page(
        "CLM034",
        "error",
        "an installation from this machine's disk",
        "The image is built elsewhere, and the path is not there.",
        "# pip install -e ../tools\nimport tools",
        "# pip install git+https://git.example.com/tools.git@v1.2\nimport tools",
    ),
    _page(
        "CLM035",
        "warning",
        "system packages that are not understood",
        "Package managers want blanks between packages.",
        "# dnf install git, curl",
        "# dnf install git curl",
    ),
)

_IGNORES = (
    _page(
        "CLM090",
        "hint",
        "a comment that changes nothing",
        "What it once ignored is no longer there, and it would hide the next problem on its line. "
        "`# claimed: parameter`, `output` and `internal` are for lines that read or set a variable.",
        "# how many\ncount = int(os.getenv('count', 5))  # claimed: ignore[CLM041]",
        "count = int(os.getenv('count', 5))  # claimed: ignore[CLM041]",
    ),
)

RULES = (*_UNREADABLE, *_ENVIRONMENT, *_OUT_OF_SIGHT, *_INSTALLATIONS, *_IGNORES)

from __future__ import annotations

from hatch_claimed.model import (
    Cell,
    Finding,
    Interface,
    Output,
    Parameter,
    Program,
    Requirement,
    SystemPackages,
)
from hatch_claimed.sources.reader import ReadResult


def test_a_whole_notebook(read):
    reading = read(
        ("markdown", "# Count\n\nCounts *things*.\n"),
        ("markdown", "And more."),
        "!pip install numpy \\\n   'pandas>=2' > /dev/null 2>&1\n!apt-get install -y git",
        "import os\n\n# how many\nn = int(os.getenv('n', 5))",
        ("raw", "nothing"),
        "",
        ("markdown", "later"),
        "if n:\n    %pip install -q rich  # for colours\n    os.environ['result'] = 'out.csv'\n",
        "%matplotlib inline\nx = (",
        "!docker ps\n",
    )
    content = (
        "# coding: utf-8\n"
        "\n# # Count\n#\n# Counts *things*.\n"
        "\n# And more.\n"
        "\n# In[3]:\npass\n\npass\n"
        "\n# In[4]:\nimport os\n\n# how many\nn = int(os.getenv('n', 5))\n"
        "\n# later\n"
        "\n# In[8]:\nif n:\n    pass\n    os.environ['result'] = 'out.csv'\n"
        "\n# In[9]:\n# %matplotlib inline\n# x = (\n"
        "\n# In[10]:\nget_ipython().system('docker ps')\n"
    )
    message = reading.findings[0].message
    assert "'(' was never closed" in message
    assert reading == ReadResult(
        Interface(
            description="# Count\n\nCounts *things*.\n\nAnd more.",
            parameters=(
                Parameter(name="n", type="Integer", default=5, required=False, description="how many", line=4, cell=4),
            ),
            outputs=(Output(name="result", description=None, line=3, cell=8, path="out.csv"),),
            requirements=(
                Requirement(arguments=("numpy", "pandas>=2"), line=1, cell=3),
                Requirement(arguments=("-q", "rich"), line=2, cell=8),
            ),
            system_packages=(SystemPackages(manager="apt", arguments=("install", "git"), line=3, cell=3),),
            program=Program(
                filename="my-book.py",
                content=content.encode(),
                cells=(
                    Cell(number=3, first_line=10),
                    Cell(number=4, first_line=15),
                    Cell(number=8, first_line=23),
                    Cell(number=9, first_line=28),
                    Cell(number=10, first_line=32),
                ),
                needs_ipython=True,
            ),
        ),
        (
            Finding(
                code="CLM013",
                severity="error",
                message=message,
                remedy="Correct the cell, or turn it into a Markdown or raw cell if it is not to run.",
                path="jobs/my-book.ipynb",
                line=2,
                column=5,
                cell=9,
            ),
        ),
    )
    lines = content.split("\n")
    assert [lines[cell.first_line - 1] for cell in reading.interface.program.cells] == [
        "pass",
        "import os",
        "if n:",
        "# %matplotlib inline",
        "get_ipython().system('docker ps')",
    ]

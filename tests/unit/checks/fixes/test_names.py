"""What `--fix` makes of names that are another distribution's."""

import json

import pytest

from hatch_claimed.checks.fixes import fixed
from hatch_claimed.checks.registry import check


def findings(subject):
    return [one for one in check([subject]) if one.code == "CLM125"]


def mended(subject):
    return fixed(subject, findings(subject))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# pip install sklearn", "# pip install scikit-learn"),
        ("# pip install install numpy==2.2.6", "# pip install numpy==2.2.6"),
        ("# pip install -q 'cv2' numpy  # sklearn", "# pip install -q 'opencv-python-headless' numpy  # sklearn"),
        ("# pip install PIL yaml[x] numpy", "# pip install pillow pyyaml[x] numpy"),
        ("# pip install numpy argparse==1.4.0", "# pip install numpy"),
        ("# pip install 'argparse>=1' numpy", "# pip install numpy"),
        ("# uv add serial pyserial-asyncio", "# uv add pyserial pyserial-asyncio"),
        ("# pip install scikit-learn sklearn-extra", "# pip install scikit-learn scikit-learn-extra"),
        # what is not certain stays
        ("# pip install sklearn==0.0", "# pip install sklearn==0.0"),
        ("# pip install os json", "# pip install os json"),
        ("# pip install -r requirements.txt", "# pip install -r requirements.txt"),
    ],
)
def test_a_line(subject, line, expected):
    script = '"""Fit."""\r\n{}\r\nname = "sklearn install"\r\n'
    made = subject(script.format(line), requirement_files={"requirements.txt": "sklearn\n"})
    assert findings(made)
    assert mended(made).decode() == script.format(expected)


def test_cells_of_a_notebook(subject):
    cells = [["import os\n", "%pip install sklearn"], "!pip install yaml\nprint('yaml')"]
    document = {
        "cells": [
            {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell}
            for cell in cells
        ],
        "metadata": {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    made = subject(json.dumps(document), path="operators/a.ipynb")
    sources = [cell["source"] for cell in json.loads(mended(made))["cells"]]
    assert sources == [["import os\n", "%pip install scikit-learn"], "!pip install pyyaml\nprint('yaml')"]


def test_only_what_was_found_is_written(subject):
    made = subject("# pip install sklearn\n# pip install yaml\n")
    assert fixed(made, findings(made)[:1]).decode() == "# pip install scikit-learn\n# pip install yaml\n"

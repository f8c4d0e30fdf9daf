"""What `--fix` makes of modules that a script does not import."""

import json

import pytest

from hatch_claimed.checks.fixes import fixed
from hatch_claimed.checks.registry import check

READ = "# whom\nname = os.getenv('name', 'you')\n"
SCRIPTS = {
    READ: "import os\n" + READ,
    f'"""Greet."""\n{READ}': f'"""Greet."""\nimport os\n{READ}',
    f'"""Greet.\n\nAll.\n"""\n\n{READ}': f'"""Greet.\n\nAll.\n"""\n\nimport os\n{READ}',
    f"#!/usr/bin/env python\n# coding: utf-8\n{READ}": f"#!/usr/bin/env python\n# coding: utf-8\nimport os\n{READ}",
    f'#!/usr/bin/env python\n"""Greet."""\n{READ}': f'#!/usr/bin/env python\n"""Greet."""\nimport os\n{READ}',
    f'"""Greet."""\nfrom __future__ import annotations\n\n{READ}': (
        f'"""Greet."""\nfrom __future__ import annotations\n\nimport os\n{READ}'
    ),
    f"import json\n{READ}": f"import os\nimport json\n{READ}",
    f"{READ}logging.info(name); sys.exit(re.match('a', name))\n": (
        f"import logging\nimport os\nimport re\nimport sys\n{READ}logging.info(name); sys.exit(re.match('a', name))\n"
    ),
    '"""Greet."""\r\nprint(os.getcwd())\r\n': '"""Greet."""\r\nimport os\r\nprint(os.getcwd())\r\n',
    "\ufeffprint(os.getcwd())\n": "\ufeffimport os\nprint(os.getcwd())\n",
    # another line would have to be cut
    '"""Greet."""; print(os.getcwd())\n': None,
}


def findings(subject):
    return [one for one in check([subject]) if one.code == "CLM115"]


@pytest.mark.parametrize(("script", "expected"), SCRIPTS.items())
def test_a_script_gets_its_imports(subject, script, expected):
    made = subject(script)
    found = findings(made)
    assert found
    content = fixed(made, found)
    assert content.decode() == (script if expected is None else expected)
    if expected is not None:
        assert findings(subject(content)) == []


def test_only_what_was_found_is_written(subject):
    made = subject(f"{READ}sys.exit(0)\n")
    assert fixed(made, findings(made)[:1]).decode() == f"import os\n{READ}sys.exit(0)\n"


def notebook(*cells):
    document = {
        "cells": [
            {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": cell}
            for cell in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return json.dumps(document, indent=1).encode() + b"\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("print(os.getcwd())",), ("import os\nprint(os.getcwd())",)),
        (("x = 1", "print(os.getcwd())"), ("import os\nx = 1", "print(os.getcwd())")),
        (("%%bash\nls", "print(os.getcwd())"), ("%%bash\nls", "import os\nprint(os.getcwd())")),
        (("%%time\nprint(os.getcwd())",), ("%%time\nimport os\nprint(os.getcwd())",)),
        ((["x = 1\n", "os.getcwd()"],), (["import os\n", "x = 1\n", "os.getcwd()"],)),
        (
            ("from __future__ import annotations\nprint(os.getcwd())",),
            ("from __future__ import annotations\nimport os\nprint(os.getcwd())",),
        ),
    ],
)
def test_a_notebook_gets_its_imports_in_its_first_cell_of_python(subject, before, after):
    made = subject(notebook(*before), "operators/a.ipynb")
    content = fixed(made, findings(made))
    assert content == notebook(*after)
    assert findings(subject(content, "operators/a.ipynb")) == []

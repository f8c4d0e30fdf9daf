"""A script that reads its command line sees the same through the launcher as when Python starts it.

Parsers and values are random. Each value is given as an environment variable, as `--name text`, and in the script's own
spelling.
"""

import json
import random
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from arguments.generate import parser
from python_launcher.conftest import found_pythons

from hatch_claimed.artifacts.image.runtime import interface_file
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model import Image, Operator
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource

COUNT = 300
SEE = Path(__file__).parent / "arguments" / "see.py"


def case(number, folder):
    script, made = parser(random.Random(number))  # noqa: S311 (no secret)
    reading = PythonReader().read(ScriptSource(PurePosixPath("script.py"), script.encode()))
    assert [one.code for one in reading.findings] == [], script
    assert sorted(one.name for one in reading.interface.parameters) == sorted(one.name for one in made)
    image = Image(repository="x", name="x", tag="1", base="base:1", platforms=("linux/amd64",), mode="build")
    operator = Operator(
        name="script", path=PurePosixPath("script.py"), kind="python", interface=reading.interface, image=image
    )
    interface = folder / f"{number}.csv"
    interface.write_bytes(interface_file(operator).content)
    given = [one for one in made if one.text is not None]
    # options stand before positionals, and lists do not take these
    options = sorted((one for one in given if one.flags), key=lambda one: len(one.words))
    positionals = [word for one in given if not one.flags for word in one.words]
    direct = [word for one in options for word in one.words]
    spelled = [word for one in options for word in own_spelling(one)]
    return {
        "script": script,
        "interface": str(interface),
        "direct": [*direct, "--", *positionals] if positionals else direct,
        "texts": {one.name: one.text for one in given},
        "named": [word for one in given for word in (f"--{one.name}", one.text)],
        "spelled": [*spelled, *(f"{one.name}={one.text}" for one in given if not one.flags)],
    }


def own_spelling(one):
    """The words of a script; of a list, one text behind the name of the parameter is its whole text."""
    is_list = "nargs='*'" in one.call or "nargs='+'" in one.call or "nargs=1" in one.call or "append" in one.call
    is_text = len(one.words) == 1 or (len(one.words) == 2 and one.words[0] in one.flags)
    flag = one.words[0].partition("=")[0] if one.words else ""
    if is_list and is_text and flag == f"--{one.name}":
        return [f"{flag}={one.text}"]
    return one.words


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interfaces")
    return [case(number, folder) for number in range(COUNT)]


@pytest.mark.parametrize("python", found_pythons().items(), ids=lambda item: item[0])
def test_scripts_see_the_same(python, cases):
    _, path = python
    command = [path, "-I", str(SEE), str(PYTHON.launcher)]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    different = [json.loads(line) for line in done.stdout.splitlines()]
    assert [json.dumps(one, indent=1) for one in different[:1]] == []

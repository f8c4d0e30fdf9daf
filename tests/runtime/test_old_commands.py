"""Commands that C3's Jobs and components have, in an image that is laid out as the build does it, without an engine."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_claimed.artifacts.image.runtime import launcher_files
from hatch_claimed.languages.registry import language
from hatch_claimed.model import Parameter

SCRIPT = """\
import json, os, sys
names = ("here", "python", "name", "n", "word", "PATH", "PYTHONPATH", "CLAIMED_OLD_COMMAND")
print(json.dumps({name: os.environ[name] for name in names if name in os.environ}), sys.argv[1:])
"""
PARAMETERS = [
    Parameter(name=name, type=kind, default=default, required=False, description=None, line=1)
    for name, kind, default in [
        ("here", "String", "x"),
        ("python", "String", "x"),
        ("name", "String", "x"),
        ("n", "Integer", 1),
        ("word", "String", None),
    ]
]
# in a project of one folder, its tree may well be the working directory
PLACES = {"/opt/claimed": "", "/opt/app-root/src": "/app", "/home/docker": "/app"}


@pytest.fixture
def image(built):
    """Its programs name the test's folders in the place of the image's."""
    return laid_out(built, SCRIPT if built.kind != "r" else R_SCRIPT)


def laid_out(built, script):
    built.lay_out(parameters=PARAMETERS, content=script)
    for file in launcher_files(language(built.kind)):
        path = built.root / file.path
        if file.executable:
            path.chmod(0o755)
        if path.parent.name in ("bin", "commands"):
            text = path.read_text()
            for place, there in PLACES.items():
                text = text.replace(place, f"{built.root}{there}")
            path.write_text(text)
    interface = built.root / "interface.csv"
    interface.write_text(interface.read_text().replace("folder,operators,,,,,\n", ""))
    built.script.rename(built.root / "app" / built.script.name)
    return built


R_SCRIPT = """\
names <- c("here", "python", "name", "n", "word", "CLAIMED_OLD_COMMAND")
values <- Sys.getenv(names, NA)
cat(paste(names, values)[!is.na(values)], grepl("claimed", Sys.getenv("PATH")), commandArgs(TRUE), sep = "\\n")
"""
PATH = f"{Path(sys.executable).parent}:/usr/bin:/bin"


def run(image, *command, **environment):
    """As `command:` of a Job does: with the variables of the image, and without its ENTRYPOINT."""
    variables = {"HOME": str(image.root), "TMPDIR": str(image.root), **environment}
    for name, text in language(image.kind).command_variables:
        old = PATH if name == "PATH" else variables.get(name, "")
        here = text.replace("/opt/claimed", str(image.root)).replace("$PATH", old)
        variables[name] = here.replace("${PYTHONPATH:+:$PYTHONPATH}", f":{old}" if old else "")
    command = ["sh", "-ec", 'exec "$0" "$@"', *command]
    done = subprocess.run(
        command, cwd=image.root / "app", env=variables, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def said(image, **values):
    path = f'"PATH": "{PATH}", "PYTHONPATH": "{image.root}/lines"'
    texts = "".join(f'"{name}": "{text}", ' for name, text in values.items())
    return 0, f"{{{texts}{path}}} []\n", ""


COMMANDS = {
    "python": ["python ./script.py", "python -u claimed_script.py"],
    "notebook": ["ipython ./claimed_script.ipynb", "python script.py", "ipython ./script.ipynb"],
    "r": ["Rscript ./script.R", "Rscript claimed_script.R"],
}


@pytest.mark.parametrize("number", range(3))
def test_a_command_of_c3_is_the_operator(image, number):
    known = COMMANDS[image.kind]
    program, *words = known[number % len(known)].split()
    code, out, err = run(image, program, *words, "n=7", "word=None", "log_level=INFO", "name=z", here="a", python="b")
    assert code == 0, err
    if image.kind == "r":
        assert out.rstrip() == "here a\npython b\nname z\nn 7\nword None\nFALSE"
    else:
        assert "7" in out
        assert "CLAIMED" not in out


def test_values_and_variables_are_as_by_the_entry_point(built_python):
    image = laid_out(built_python, SCRIPT)
    for command in (["python", "script.py"], [str(image.root / "run")]):
        assert run(image, *command, "n=7", here="a", python="b", name="c") == said(
            image, here="a", python="b", name="c", n=7
        )


def test_a_file_in_the_place_of_the_script_is_itself(image):
    if image.kind != "notebook":
        work = image.root / "work"
        program, name, text = (
            ("Rscript", "script.R", "cat('edited')")
            if image.kind == "r"
            else ("python", "script.py", "print('edited', end='')")
        )
        work.mkdir()
        (work / name).write_text(text)
        where = "Rscript" if image.kind == "r" else "operator_file.py"
        answers = next(path for path in image.root.rglob(where))
        answers.write_text(answers.read_text().replace(f"{image.root}/app", str(work)))
        assert run(image, program, str(work / name), "n=7") == (0, "edited", "")


def test_the_variables_of_the_base_come_back(built_python):
    image = laid_out(built_python, SCRIPT)
    for command in (
        ["python", "script.py"],
        [str(image.root / "run")],
        [str(image.root / "run"), "python", "script.py"],
    ):
        code, out, err = run(image, *command, PYTHONPATH="/base/a:/base/b")
        variables = f'"PATH": "{PATH}", "PYTHONPATH": "{image.root}/lines:/base/a:/base/b"'
        assert (code, out, err) == (0, f"{{{variables}}} []\n", "")


@pytest.mark.parametrize("words", [["fast", "a/b=7"], ["-v", "x"], ["--gone", "x"]])
def test_words_that_c3_does_not_write_are_those_of_the_script(image, words):
    if image.kind != "notebook":
        program, file = ("Rscript", "script.R") if image.kind == "r" else ("python", "script.py")
        code, out, err = run(image, program, file, *words, here="a")
        assert code == 0, err
        assert "here" in out
        assert out.splitlines()[-2:] == words if image.kind == "r" else out.endswith(f"}} {words}\n")


def test_wrong_values_are_refused(built_python):
    code, out, err = run(laid_out(built_python, SCRIPT), "python", "script.py", "n=seven")
    assert (code, out) == (2, "")
    assert err == "claimed: --n must be an Integer, not 'seven': write a whole number such as 5\n"


def test_everything_else_is_plain_python(built_python):
    image = laid_out(built_python, SCRIPT)
    (image.root / "app/other.py").write_text(
        "import sys\nprint(sys.argv, sys.executable, [path for path in sys.path if 'commands' in path])\n"
    )
    own = Path(sys.executable).parent / "python"
    assert run(image, "python", "other.py", "n=7") == (0, f"['other.py', 'n=7'] {own} []\n", "")
    assert run(image, "python", "-c", "import sys; print(sys.argv)", "script.py") == (0, "['-c', 'script.py']\n", "")


def test_the_operator_starts_its_own_file_as_plain_python(built_python):
    text = (
        "import os, subprocess, sys\nif sys.argv[1:]: print(sys.argv)\nelse: subprocess.run([{}, 'script.py', 'n=2'])\n"
    )
    for python in ("sys.executable", "'python'"):
        image = laid_out(built_python, text.format(python))
        assert run(image, "python", "./script.py") == (0, "['script.py', 'n=2']\n", "")
        shutil.rmtree(image.root / "app")


def test_a_sitecustomize_of_the_image_is_imported_all_the_same(built_python):
    image = laid_out(built_python, SCRIPT)
    (image.root / "own").mkdir()
    (image.root / "own/sitecustomize.py").write_text("print('own')\n")
    code, out, _ = run(
        image, "python", "-c", "import sitecustomize; print(sitecustomize.__file__)", PYTHONPATH=f"{image.root}/own"
    )
    assert (code, out) == (0, f"own\n{image.root}/own/sitecustomize.py\n")


def test_everything_else_is_plain_r(built_r):
    image = laid_out(built_r, R_SCRIPT)
    (image.root / "app/other.R").write_text('cat(commandArgs(TRUE), grepl("claimed", Sys.getenv("PATH")))')
    (image.root / "app/claimed_script.R").write_text('cat("the project\'s own")')
    assert run(image, "Rscript", "other.R", "n=7") == (0, "n=7 FALSE", "")
    assert run(image, "Rscript", "claimed_script.R") == (0, "the project's own", "")

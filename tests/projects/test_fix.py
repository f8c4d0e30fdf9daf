"""`hatch-claimed check --fix` and `--diff`."""

import json
import subprocess
import sys

import pytest

NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": ["# Über"]},
        {
            "cell_type": "code",
            "execution_count": 7,
            "metadata": {"tags": ["kept"]},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["1\n"]}],
            "source": ["print(1)"],
        },
    ],
    "metadata": {"kernelspec": {"language": "python", "name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 4,
}


@pytest.fixture
def notebook(project):
    return project.file("operators/three.ipynb", json.dumps(NOTEBOOK, indent=1, ensure_ascii=False) + "\n")


def test_the_difference_is_shown_and_nothing_written(project, notebook):
    before = notebook.read_text()
    output = project.run("hatch-claimed", "check", "--diff")
    assert (
        output
        == """\
--- a/operators/three.ipynb
+++ b/operators/three.ipynb
@@ -9,19 +9,13 @@
   },
   {
    "cell_type": "code",
-   "execution_count": 7,
+   "execution_count": null,
    "metadata": {
     "tags": [
      "kept"
     ]
    },
-   "outputs": [
-    {
-     "name": "stdout",
-     "output_type": "stream",
-     "text": [
-      "1\\n"
-     ]
-    }
-   ],
+   "outputs": [],
    "source": [
     "print(1)"
    ]
""".replace("@@ -9,19 +9,13 @@", output.splitlines()[2])
    )
    assert notebook.read_text() == before


def test_outputs_are_cleared_and_all_else_stays(project, notebook):
    notebook.chmod(0o640)
    project.run("hatch-claimed", "check", "--fix")
    expected = json.loads(json.dumps(NOTEBOOK))
    expected["cells"][1] |= {"execution_count": None, "outputs": []}
    assert notebook.read_text() == json.dumps(expected, indent=1, ensure_ascii=False) + "\n"
    assert notebook.stat().st_mode & 0o777 == 0o640
    assert "CLM043" not in project.run("hatch-claimed", "check")
    assert project.run("hatch-claimed", "check", "--diff") == ""


def test_what_is_ignored_is_not_mended(project, notebook):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write('[tool.claimed.check]\nignore = ["CLM043"]\n')
    before = notebook.read_text()
    project.run("hatch-claimed", "check", "--fix")
    assert notebook.read_text() == before


def test_only_the_files_that_are_named(project, notebook):
    before = notebook.read_text()
    project.run("hatch-claimed", "check", "--fix", "operators/one.py")
    assert notebook.read_text() == before


def test_missing_requirements_are_written(project):
    script = '"""Second."""\nimport os\nimport numpy as np\n\n\ndef late():\n    import pandas\n\n\nimport cv2\n'
    path = project.file("operators/two.py", script)
    project.run("hatch-claimed", "check", "--fix")
    added = "# pip install numpy pandas opencv-python-headless\n"
    assert path.read_text() == script.replace("import os\n", f"{added}import os\n")
    assert "CLM050" not in project.run("hatch-claimed", "check")


def test_a_missing_requirement_of_a_notebook_goes_to_the_cell_of_its_imports(project):
    cells = [
        {**NOTEBOOK["cells"][1], "outputs": [], "execution_count": None, "source": source}
        for source in (["x = 1\n", "y = 2"], ["# data\n", "import pandas as pd\n", "pd"])
    ]
    path = project.file("operators/three.ipynb", json.dumps({**NOTEBOOK, "cells": cells}, indent=2))
    project.run("hatch-claimed", "check", "--fix")
    cells[1]["source"].insert(1, "# pip install pandas\n")
    assert path.read_text() == json.dumps({**NOTEBOOK, "cells": cells}, indent=2)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import numpy\r\n", "# pip install numpy\r\nimport numpy\r\n"),
        ("\ufeff'''Doc.'''\nimport numpy", "\ufeff'''Doc.'''\n# pip install numpy\nimport numpy"),
        ("\ufeffimport numpy", "\ufeff# pip install numpy\nimport numpy"),
    ],
)
def test_line_ends_and_marks_stay(project, before, after):
    path = project.root / "operators" / "two.py"
    path.write_bytes(before.encode())
    project.run("hatch-claimed", "check", "--fix")
    assert path.read_bytes() == after.encode()


UNGUARDED = '''\
"""Say how long the lines of texts are."""

import os
import sys

# the folder with the texts
folder = os.getenv("folder", "texts")
TITLE = """
  Lines
of texts"""


def measure(path):
    with open(path) as lines:
        return [len(line) for line in lines]


def grid_process(batch_id, folder, **kwargs):
    print(measure(os.path.join(folder, batch_id)))


# all texts,
# in the order of their names
for name in sorted(os.listdir(folder)):
\tlengths = measure(os.path.join(folder, name))

\tprint(f"""{TITLE}
  {name}: {lengths}
""")  # for people
if not lengths:
    sys.exit(measure.__name__ + " found nothing")
print("done")
'''


def outcome(project, command, **environment):
    run = subprocess.run(
        command, cwd=project.root, env={**project.environment, **environment}, capture_output=True, text=True
    )
    return run.returncode, run.stdout, run.stderr


def test_work_is_guarded_and_a_run_does_the_same(project):
    script = project.file("operators/measure.py", UNGUARDED)
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write("[tool.claimed.grid-wrappers.measure]\n")
    for name, text in {"texts/a.txt": "one\nthree\n", "texts/b.txt": "four", "empty/c.txt": ""}.items():
        project.file(name, text)
    run = [sys.executable, "operators/measure.py"]
    importing = [sys.executable, "-c", "import sys; sys.path.insert(0, 'operators'); import measure"]
    folders = [{}, {"folder": "empty"}]
    before = [outcome(project, run, **environment) for environment in folders]
    assert before == [
        (0, "\n  Lines\nof texts\n  a.txt: [4, 6]\n\n\n  Lines\nof texts\n  b.txt: [4]\n\ndone\n", ""),
        (1, "\n  Lines\nof texts\n  c.txt: []\n\n", "measure found nothing\n"),
    ]
    assert "fixed operators/measure.py" in project.run("hatch-claimed", "check", "--fix")
    head, _, end = UNGUARDED.partition("# all texts")
    expected = f"# all texts{end}".replace("\n", "\n    ").replace("\n    \n", "\n\n").removesuffix("    ")
    expected = expected.replace("\n      {name}", "\n  {name}").replace('\n    """)', '\n""")')
    assert script.read_text() == f'{head}if __name__ == "__main__":\n    {expected}'
    assert [outcome(project, run, **environment) for environment in folders] == before
    assert outcome(project, importing) == (0, "", "")
    assert project.run("hatch-claimed", "check", "--diff") == ""
    assert "CLM077" not in project.run("hatch-claimed", "check")

"""Which modules of a project come along, and that a script finds in its image what it finds in the checkout."""

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.running.program import launcher, lay_out
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.operators import read_operators
from hatch_claimed.system.tree import Tree

TABLE = '[project]\nname = "x"\nversion = "1"\n[tool.claimed]\nrepository = "x"\ninclude = ["**/work.*"]\n'
PROBE = """
import atexit, json, os, sys
def _tell():
    own = [getattr(one, "__file__", None) for one in list(sys.modules.values()) if one.__name__ != "__main__"]
    root = os.environ["PROBE_ROOT"]
    names = (os.path.relpath(os.path.realpath(name), root) for name in own if name)
    print(json.dumps(sorted({name for name in names if not name.startswith("..") and "claimed_launcher" not in name})))
atexit.register(_tell)
"""

# what a project holds, and the modules of it that its script imports
PROJECTS = {
    "beside": ({"o/work.py": "import near", "o/near.py": "", "o/other.py": ""}, ["o/near.py"]),
    "through others": (
        {"o/work.py": "import a", "o/a.py": "def f():\n  pass\nfrom b import c\n", "o/b.py": "import d\nc = 1", "o/d.py": ""},
        ["o/a.py", "o/b.py", "o/d.py"],
    ),
    "at the root": ({"o/work.py": "from shared.tools import x", "shared/__init__.py": "", "shared/tools.py": "x = 1"}, ["shared/__init__.py", "shared/tools.py"]),
    "in src": ({"o/work.py": "import pkg.deep.m", "src/pkg/__init__.py": "", "src/pkg/deep/__init__.py": "", "src/pkg/deep/m.py": "", "src/pkg/left.py": ""}, ["src/pkg/__init__.py", "src/pkg/deep/__init__.py", "src/pkg/deep/m.py"]),
    "submodules by from": ({"o/work.py": "from pkg import m, value", "src/pkg/__init__.py": "value = 1", "src/pkg/m.py": ""}, ["src/pkg/__init__.py", "src/pkg/m.py"]),
    "a star": ({"o/work.py": "from pkg import *\nm.x", "src/pkg/__init__.py": "__all__ = ['m']", "src/pkg/m.py": "x = 1", "src/pkg/n.py": ""}, ["src/pkg/__init__.py", "src/pkg/m.py"]),
    "relative in a package": ({"o/work.py": "import pkg", "src/pkg/__init__.py": "from . import a\nfrom .sub import b", "src/pkg/a.py": "from .sub.b import y", "src/pkg/sub/__init__.py": "", "src/pkg/sub/b.py": "from ..c import z\ny = z", "src/pkg/c.py": "z = 1"}, ["src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/c.py", "src/pkg/sub/__init__.py", "src/pkg/sub/b.py"]),
    "in a circle": ({"o/work.py": "import a", "o/a.py": "import b", "o/b.py": "import a"}, ["o/a.py", "o/b.py"]),
    "a namespace package": ({"o/work.py": "import space.m", "src/space/m.py": "", "src/space/n.py": ""}, ["src/space/m.py"]),
    "in functions and try blocks": ({"o/work.py": "def f():\n  import a\n  try:\n    import b\n  except ImportError:\n    import c\nf()", "o/a.py": "", "o/b.py": ""}, ["o/a.py", "o/b.py"]),
    "by name": ({"o/work.py": "import importlib\nimportlib.import_module('a')\n__import__('b')", "o/a.py": "", "o/b.py": ""}, ["o/a.py", "o/b.py"]),
    "by computed names of a package": ({"o/work.py": "import pkg", "src/pkg/__init__.py": "import importlib, pkgutil\nfor one in pkgutil.iter_modules(__path__):\n  importlib.import_module('.' + one.name, __name__)", "src/pkg/a.py": "", "src/pkg/b.py": ""}, ["src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/b.py"]),
    "only for checkers": ({"o/work.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import a\nelse:\n  import b", "o/a.py": "", "o/b.py": ""}, ["o/b.py"]),
    "a package before a module": ({"o/work.py": "import m", "o/m.py": "", "o/m/__init__.py": ""}, ["o/m/__init__.py"]),
    "beside before the root": ({"o/work.py": "import m", "o/m.py": "", "m.py": "", "src/m.py": ""}, ["o/m.py"]),
    "a stub is no module": ({"o/work.py": "import m", "o/m.pyi": "", "src/m.py": ""}, ["src/m.py"]),
    "of another encoding": ({"o/work.py": "import m", "o/m.py": "# coding: latin-1\nx = 'é'\nimport n".encode("latin-1"), "o/n.py": ""}, ["o/m.py", "o/n.py"]),
    "where the script looks": ({"o/work.py": "import sys, os\nfrom pathlib import Path\nHERE = Path(__file__).resolve().parent\nsys.path.insert(0, str(HERE.parent / 'libs'))\nimport m", "libs/m.py": "", "src/m.py": ""}, ["libs/m.py"]),
    "where the script looks by os": ({"o/work.py": "import sys, os\nsys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'libs'))\nimport m", "libs/m.py": ""}, ["libs/m.py"]),
    "seen from the working directory": ({"o/work.py": "import sys\nsys.path.append('libs')\nimport m", "libs/m.py": ""}, ["libs/m.py"]),
    "relative beside": ({"o/work.py": "from . import a\nfrom .b import c", "o/__init__.py": "", "o/a.py": "", "o/b.py": "c = 1"}, ["o/__init__.py", "o/a.py", "o/b.py"]),
    "relative in a namespace": ({"a/b/work.py": "from ..m import x\nfrom . import n", "a/m.py": "x = 1", "a/b/n.py": ""}, ["a/b/n.py", "a/m.py"]),
    "a script at the root": ({"work.py": "import m, pkg", "m.py": "", "pkg/__init__.py": ""}, ["m.py", "pkg/__init__.py"]),
    "the script itself": ({"o/work.py": "import a", "o/a.py": "def f():\n  import work"}, ["o/a.py"]),
}  # fmt: skip


@pytest.fixture
def project(tmp_path):
    """Writes a project; gives its only operator, and its folder."""

    def make(files, more="", root=tmp_path / "project"):
        for name, content in {"pyproject.toml": TABLE + more, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        manifest, wrong = read_manifest((root / "pyproject.toml").read_text())
        assert wrong == ()
        settings, wrong = resolve(manifest, "1")
        assert wrong == ()
        (subject,), findings = read_operators(settings, Tree(root))
        assert findings == ()
        return subject, root

    return make


def names(subject):
    return [str(file.path) for file in subject.operator.modules]


def answer(command, root, cwd, **environment):
    done = subprocess.run(
        command,
        cwd=cwd,
        env={"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]), "PROBE_ROOT": str(root), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("files", "modules"), PROJECTS.values(), ids=PROJECTS)
def test_a_script_imports_in_its_image_what_it_imports_in_the_checkout(project, tmp_path, files, modules):
    script = next(name for name in files if name.endswith("work.py"))
    first, _, rest = files[script].partition("\n")
    begin = f"{PROBE}{first}\n{rest}" if not first.startswith("from __future__") else files[script]
    subject, root = project({**files, script: begin})
    assert names(subject) == modules
    # as a project that is installed
    known = os.pathsep.join(map(str, (root, root / "src")))
    parts = PurePosixPath(script).with_suffix("").parts
    relative = ["-m", ".".join(parts)] if "from ." in files[script] else [str(root / script)]
    checkout = answer([sys.executable, *relative], root, root, PYTHONPATH=known)
    assert set(checkout) - {f"{parts[0]}/__init__.py"} <= {*modules}
    lay_out(subject.operator, None, tmp_path / "image")
    work = tmp_path / "work"
    work.mkdir()
    app = launcher(tmp_path / "image").parent / "app"
    image = answer(["sh", str(launcher(tmp_path / "image"))], os.path.realpath(app), work)
    assert image == checkout


def book(*cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


def test_what_a_notebook_writes_itself_stays_where_it_is(project):
    cells = "%%writefile made.py\nx = 1", "%%writefile pkg/b.py\nx = 1", "import made, near, pkg.a, pkg.b"
    files = dict.fromkeys(("o/made.py", "o/near.py", "o/pkg/__init__.py", "o/pkg/a.py", "o/pkg/b.py"), "")
    found = names(project({"o/work.ipynb": book(*cells), **files})[0])
    assert found == ["o/near.py", "o/pkg/__init__.py", "o/pkg/a.py"]


@pytest.mark.parametrize(
    ("line", "modules"),
    [
        ("%run ./other.ipynb", ["o/m.py", "o/other.ipynb"]),
        ("%run other", []),
        ("%run -i 'other.ipynb' a", ["o/m.py", "o/other.ipynb"]),
        ("%run ../lib/script.py one two", ["lib/near.py", "lib/script.py"]),
        ("%run lib/script", ["lib/near.py", "lib/script.py"]),
        ("%run -m lib.script", []),
        ("%run ../../out.py", []),
        ("%run /o/other.ipynb", []),
        ("%run missing.ipynb", []),
        ("%run $name", []),
        ("%run work.ipynb", []),
        ("x = 1", []),
    ],
)
def test_files_that_a_notebook_runs_come_along(project, line, modules):
    files = {
        "o/other.ipynb": book("from m import x", "%run work.ipynb", "%run other.ipynb"),
        "o/m.py": "x = 1",
        "lib/script.py": "import near",
        "lib/near.py": "",
    }
    assert names(project({"o/work.ipynb": book(line), **files})[0]) == modules


def test_the_standard_library_comes_before_all_but_the_script_s_own_folder(project):
    script = "import statistics, calendar, sys"
    names_of = ("statistics.py", "src/statistics.py", "o/calendar.py", "o/sys.py")
    assert names(project({"o/work.py": script, **dict.fromkeys(names_of, "")})[0]) == ["o/calendar.py"]


def test_a_requirement_of_the_name_is_meant_but_what_lies_beside_comes_first(project):
    script = "# pip install river_tools==1.0 near\nimport river_tools, near"
    files = {"o/work.py": script, "src/river_tools/__init__.py": "", "o/near.py": ""}
    assert names(project(files)[0]) == ["o/near.py"]


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ('[tool.hatch.build.targets.wheel]\npackages = ["lib/pkg"]', "lib"),
        ('[tool.hatch.build.targets.wheel]\nsources = ["lib"]', "lib"),
        ('[tool.hatch.build.targets.wheel.sources]\n"lib" = ""', "lib"),
        ('[tool.hatch.build.targets.wheel]\nonly-include = ["lib/pkg"]', "lib"),
        ('[tool.setuptools.packages.find]\nwhere = ["python/lib"]', "python/lib"),
        ('[tool.setuptools.package-dir]\n"" = "lib"', "lib"),
        ('[tool.setuptools.package-dir]\npkg = "lib/pkg"', "lib"),
        ('[tool.poetry]\npackages = [{include = "pkg", from = "lib"}]', "lib"),
        ('[tool.pdm.build]\npackage-dir = "lib"', "lib"),
        ('[tool.uv.build-backend]\nmodule-root = "lib"', "lib"),
        ('[tool.maturin]\npython-source = "lib"', "lib"),
        ('[tool.scikit-build]\nwheel.packages = ["lib/pkg"]', "lib"),
    ],
)
def test_the_build_backend_says_where_packages_lie(project, settings, folder):
    subject, _ = project(
        {"o/work.py": "import pkg.m", f"{folder}/pkg/__init__.py": "", f"{folder}/pkg/m.py": ""}, settings
    )
    assert names(subject) == [f"{folder}/pkg/__init__.py", f"{folder}/pkg/m.py"]
    assert subject.operator.folders == (PurePosixPath(folder),)


@pytest.mark.parametrize(
    "settings",
    [
        'hatch.build.targets.wheel.packages = "lib"', "hatch.build.sources = 1", "setuptools = 1", "poetry.packages = [1]",
        'setuptools.package-dir = {"" = 1, "a.b" = "c"}', 'hatch.build.sources = {"../x" = "", "/y" = ""}',
    ],
)  # fmt: skip
def test_settings_of_backends_that_say_nothing_useful(project, settings):
    assert names(project({"o/work.py": "import m", "src/m.py": ""}, f"[tool]\n{settings}\n")[0]) == ["src/m.py"]


def test_a_setting_turns_it_off(project):
    files = {"o/work.py": "import near, listed", "o/near.py": "", "o/listed.py": ""}
    for place in ("", "[tool.claimed.operators.work]\n"):
        subject, _ = project(files, f"modules = false\n{place}" if not place else f"{place}modules = false\n")
        assert names(subject) == []
        assert subject.neighbours == {"work", "near", "listed"}


def test_what_files_brings_along_is_no_module_too_and_is_found_where_it_lies(project):
    more = '[tool.claimed.operators.work]\nfiles = ["libs/river_tools"]\n'
    files = {
        "o/work.py": "import river_tools.m",
        "libs/river_tools/__init__.py": "",
        "libs/river_tools/m.py": "import n",
        "src/n.py": "",
    }
    subject, _ = project(files, more)
    assert names(subject) == ["src/n.py"]
    assert subject.operator.folders == (PurePosixPath("src"), PurePosixPath("libs"), PurePosixPath())


def test_a_module_that_lies_elsewhere_is_known(project):
    files = {
        "o/work.py": "import river_tools.m, os, nobody",
        "x/deep/river_tools/__init__.py": "",
        "libs/river_tools/__init__.py": "",
    }
    subject, _ = project(files)
    assert names(subject) == []
    assert subject.elsewhere == (("river_tools", PurePosixPath("libs/river_tools")),)


def test_notebooks(project):
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
        for text in ("import sys\nsys.path.append('../libs')", "import m, n")
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    subject, _ = project({"o/work.ipynb": json.dumps(notebook), "libs/m.py": "", "o/n.py": ""})
    assert names(subject) == ["libs/m.py", "o/n.py"]


def test_what_an_image_cannot_have_is_no_module(project, tmp_path):
    outside = tmp_path / "outside.py"
    outside.write_text("")
    root = tmp_path / "project"
    (root / "o").mkdir(parents=True)
    (root / "o" / "gone.py").symlink_to("nowhere.py")
    (root / "o" / "outside.py").symlink_to(outside)
    (root / "o" / "linked.py").symlink_to("near.py")
    subject, _ = project(
        {
            "o/work.py": "import gone, outside, linked, broken",
            "o/near.py": "import more",
            "o/more.py": "",
            "o/broken.py": "import (",
            "o/binary.py": b"\xff",
        }
    )
    assert names(subject) == ["o/broken.py", "o/linked.py", "o/more.py"]

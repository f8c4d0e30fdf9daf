import os
from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.model import Requirement
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.sources.discover import ScriptFile
from hatch_claimed.sources.script_files import AdditionalFiles, RequirementFiles
from hatch_claimed.system.tree import Tree

SCRIPT = ScriptFile("one", PurePosixPath("operators/one.py"), "python")
PLACE = SettingLocation("pyproject.toml", {("tool",): 7}, ("tool", "files"))


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "project" / "operators").mkdir(parents=True)
    return Tree(tmp_path / "project")


def required(tree, *arguments):
    files = RequirementFiles(SCRIPT, tree)
    files.add(Requirement(arguments=arguments, line=2))
    return [str(path) for path in files.files], as_text(files.findings)


@pytest.mark.parametrize(
    "line",
    [
        "https://me:hunter2@example.com/x.whl",
        "https://me:hunt$r2@example.com/x.whl",
        "https://me:hunt/r2@example.com/x.whl",
        "https://me:hunt@r2@example.com/x.whl",
        "https://${USER}:hunter2@example.com/x.whl",
        "x @ git+https://hunter2@example.com/x",
        "--index-url https://me:hunter2@example.com/simple",
        "--extra-index-url=https://me:hunter2@example.com/simple",
        "# https://me:hunter2@example.com/x.whl",
    ],
)
def test_credentials_in_a_requirement_file(tree, line):
    (tree.root / "r.txt").write_text(f"numpy\n{line}\n")
    assert required(tree, "-r", "r.txt") == (
        ["r.txt"],
        "r.txt:2: error CLM033: holds credentials in a URL\n"
        "    Take them out: they would be readable in the build context.\n1 error",
    )


@pytest.mark.parametrize(
    "line",
    ["git+ssh://git@github.com/x/y", "https://${USER}:${PASSWORD}@example.com/x.whl", "https://example.com/@x", "a@b"],
)
def test_urls_without_credentials(tree, line):
    (tree.root / "r.txt").write_text(f"{line}\n")
    assert required(tree, "-r", "r.txt") == (["r.txt"], "")


def test_requirement_files_that_are_no_text(tree):
    (tree.root / "r.txt").write_bytes(b"\xff\xfe\0-r \xff.txt\n")
    assert required(tree, "-r", "r.txt") == (["r.txt"], "")


def test_requirement_files_that_name_each_other(tree):
    (tree.root / "r.txt").write_text("-r operators/s.txt\n")
    (tree.root / "operators" / "s.txt").write_text("-c ../r.txt\n-r s.txt\n")
    assert required(tree, "-r", "r.txt") == (["r.txt", "operators/s.txt"], "")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../x.txt", "../x.txt"),
        ("../x.txt", "../x.txt"),
        ("/etc/passwd", "/etc/passwd"),
        ("~/../../x.txt", "../x.txt"),
        ("link/x.txt", "link/x.txt"),
    ],
)
def test_requirement_files_outside(tree, name, path):
    (tree.root.parent / "x.txt").write_text("numpy\n")
    (tree.root / "link").symlink_to("..")
    assert required(tree, "-r", name) == (
        [],
        f"operators/one.py:2: error CLM006: {path} leads out of the project\n"
        "    Copy the file into the project: what is built must come from it alone.\n1 error",
    )


@pytest.mark.parametrize("name", ["x" * 300, "operators", "operators/one.py/r.txt"])
def test_names_that_are_no_files(tree, name):
    assert required(tree, "-r", name)[1].startswith(
        f"operators/one.py:2: error CLM032: names the requirement file {name!r}, which is not there\n"
        f"    Create it or correct the name; looked for operators/{name} and {name}.\n"
    )


def test_a_name_that_is_not_utf_8(tree):
    (tree.root / os.fsdecode(b"a\xff.csv")).write_text("x")
    files, findings = AdditionalFiles(SCRIPT.path, "one.py", tree).read(("*.csv",), PLACE)
    assert files == ()
    assert (
        as_text(findings)
        == """\
pyproject.toml:7: error CLM006: `tool.files` a\\udcff.csv has a name that is not UTF-8
    Rename the file.
1 error"""
    )


def test_a_link_that_leads_nowhere(tree):
    (tree.root / "a.csv").symlink_to("b.csv")
    _, findings = AdditionalFiles(SCRIPT.path, "one.py", tree).read(("a.csv",), PLACE)
    assert (
        as_text(findings)
        == """\
pyproject.toml:7: error CLM006: `tool.files` a.csv is a link that leads nowhere
    Correct the link or take it out.
1 error"""
    )


def test_a_file_that_may_not_be_read(tree, monkeypatch):
    (tree.root / "a.csv").write_text("x")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, findings = AdditionalFiles(SCRIPT.path, "one.py", tree).read(("a.csv",), PLACE)
    assert (
        as_text(findings)
        == """\
pyproject.toml:7: error CLM006: `tool.files` a.csv cannot be read: Permission denied
    Make the file readable.
1 error"""
    )


@pytest.mark.parametrize(
    "line", ["./pkg", "-e .", "../other", "file:///x.whl", "pkg @ file:///x", "./x.whl --hash=sha256:0"]
)
def test_local_paths_in_a_requirement_file(tree, line):
    (tree.root / "r.txt").write_text(f"numpy\n{line}\n")
    files, text = required(tree, "-r", "r.txt")
    assert files == ["r.txt"]
    assert text.startswith("r.txt:2: error CLM034: installs ")
    assert text.endswith(
        "which an image does not have\n"
        "    Name a package of an index or a URL, or include the code with `files`.\n1 error"
    )


@pytest.mark.parametrize(
    "line", ["numpy>=1; python_version < '4'", "numpy==1 --hash=sha256:0", "a[b]", "# ./x", "", "-r no"]
)
def test_ordinary_lines_are_not_local(tree, line):
    (tree.root / "no").touch()
    (tree.root / "r.txt").write_text(f"{line}\n")
    assert required(tree, "-r", "r.txt")[1] == ""

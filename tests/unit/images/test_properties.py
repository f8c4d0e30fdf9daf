"""Whatever texts, names and numbers an operator holds: each format's own parser reads them back."""

import csv
import io
import json
import shlex
import tarfile
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.artifacts.bake import bake_file
from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.artifacts.image.context import build_context
from hatch_claimed.artifacts.image.runtime import interface_file
from hatch_claimed.model import (
    Cell,
    File,
    Image,
    Interface,
    Operator,
    Parameter,
    Program,
    Project,
    Requirement,
    SystemPackages,
)

PIECES = [
    "'",
    '"',
    "\\",
    "$",
    "$(",
    "`",
    "${",
    "%{",
    "$$",
    "{{",
    "}}",
    "{%",
    "{#",
    "#",
    "<<EOF",
    "EOF",
    "\n",
    "\r",
    "\t",
]
PIECES += [" ", ";", "&", "|", "*", "~", "!", "-", ",", "a", "RUN x", "FROM x", "\ufeff", "\u202e", "\x1b[2J", "😀"]
TEXTS = st.text() | st.lists(st.sampled_from(PIECES)).map("".join) | st.sampled_from(["😀" * 2_500, "\0", "a\0b"])
WORDS = (st.text(min_size=1) | st.lists(st.sampled_from(PIECES), min_size=1).map("".join)).filter(
    lambda text: "\0" not in text
)
NAMES = WORDS.map(lambda text: text.replace("/", "_")).filter(
    lambda text: text not in {".", ".."} and len(text.encode()) < 250
)
LINES = st.lists(st.lists(WORDS, min_size=1), min_size=1, max_size=4)


def operator(kind="python", filename="demo.py", files=(), **changes):
    interface = {
        "description": "",
        "parameters": (),
        "outputs": (),
        "requirements": (),
        "system_packages": (),
        "program": Program(filename=filename, content=b"", cells=(Cell(number=2, first_line=5),)),
    }
    return Operator(
        name="demo",
        path=PurePosixPath("operators", filename),
        kind=kind,
        interface=Interface(**{**interface, **changes}),
        image=Image(
            repository="x", name="claimed-demo", tag="1", base="base:1", platforms=("linux/amd64",), mode="build"
        ),
        files=files,
    )


def project(*operators):
    return Project(name="p", version="1", operators=operators, output=PurePosixPath("dist/claimed"))


def context(of):
    return {str(file.path.relative_to("demo/context")): file.content for file in build_context(of)}


def commands(script, first, end):
    """The words of the commands of a script that begin with `first`, as a shell reads them, up to `end`."""
    text = script.decode()
    return shlex.split(text[text.index(first) : text.rindex(end)], posix=True)


def without_user(line):
    return [word for word in line if word != "--user"]


@given(LINES)
def test_a_shell_reads_pip_s_arguments_as_they_are(lines):
    of = operator(requirements=tuple(Requirement(arguments=tuple(line), line=1) for line in lines))
    words = commands(context(of)["packages/install.sh"], '"$python" -m pip', "# Found now")
    assert words == [word for line in lines for word in ("$python", "-m", "pip", "install", *without_user(line))]


@given(LINES)
def test_a_shell_reads_system_packages_as_they_are(lines):
    of = operator(
        system_packages=tuple(SystemPackages(manager="dnf", arguments=("install", *line), line=1) for line in lines)
    )
    words = commands(context(of)["system/install.sh"], "with_dnf install ", "rm -rf /var/lib/apt/lists/*")
    assert words == [word for line in lines for word in ("with_dnf", "install", *line)]


@given(LINES, WORDS)
def test_r_packages_read_back(lines, repository):
    of = operator(
        "r", requirements=tuple(Requirement(arguments=tuple(line), line=1, repository=repository) for line in lines)
    )
    text = context(of)["packages/packages.csv"].decode()
    rows = [[str(number), package, repository, ""] for number, line in enumerate(lines, 1) for package in line]
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["line", "package", "repository", "snapshot"], *rows]


@given(NAMES, TEXTS)
def test_the_interface_file_reads_back(filename, description):
    text = interface_file(operator("notebook", filename, description=description)).content.decode()
    shown = description.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")
    assert list(csv.reader(io.StringIO(text, newline="")))[:3] == [
        ["role", "name", "type", "required", "default", "default_by", "description"],
        ["script", filename, "notebook", "", "", "", shown],
        ["cell", "2", "5", "", "", "", ""],
    ]


@given(NAMES, NAMES, st.binary())
def test_the_archive_holds_files_of_any_name(filename, folder, content):
    path = PurePosixPath("operators", f"_{folder}", "x")
    of = operator(filename=filename, files=(File(path=path, content=content),))
    with tarfile.open(fileobj=io.BytesIO(context(of)["app.tar"])) as archive:
        assert archive.getmember(f"opt/app-root/src/operators/{filename}").islnk()
        assert archive.getmember(f"opt/app-root/src/{filename}").linkname == f"/opt/app-root/src/operators/{filename}"
    with tarfile.open(fileobj=io.BytesIO(context(of)["files.tar"])) as archive:
        entry = archive.extractfile(f"opt/claimed/app/{path}")
        assert entry.read() == content
        link = archive.getmember(f"opt/app-root/src/_{folder}").linkname
        assert link == f"/opt/app-root/src/operators/_{folder}"
        names = archive.getnames()
    assert len(set(names)) == len(names)


@given(TEXTS, NAMES, LINES)
def test_no_text_gets_into_the_dockerfile(description, filename, lines):
    plain = operator(requirements=(Requirement(arguments=("numpy",), line=1),))
    odd = operator(
        description=description,
        filename=filename,
        requirements=tuple(Requirement(arguments=tuple(line), line=1) for line in lines),
    )
    assert context(odd)["Dockerfile"] == context(plain)["Dockerfile"]


def refuse(constant):
    pytest.fail(f"{constant} is no JSON")


@given(TEXTS, st.text(st.characters()), st.floats() | st.integers() | TEXTS | st.booleans() | st.none(), LINES)
def test_the_catalogue_reads_back(description, about, default, lines):
    kind = {int: "Integer", float: "Float", bool: "Boolean"}.get(type(default), "String")
    parameter = Parameter(name="x", type=kind, default=default, required=False, description=about, line=1)
    of = operator(
        description=description,
        parameters=(parameter,),
        requirements=tuple(Requirement(arguments=tuple(line), line=1) for line in lines),
    )
    (read,) = json.loads(catalog_file(project(of)).content, parse_constant=refuse)["operators"]
    assert read["description"] == description
    assert read["inputs"][0]["description"] == about.encode(errors="replace").decode()
    assert [shlex.split(text) for text in read["requirements"]] == lines
    shown = read["inputs"][0]["default"]
    assert shown == default or (kind == "Float" and shown == str(default))
    assert isinstance(shown, type(default)) or shown in {"inf", "-inf", "nan"}


@given(TEXTS)
def test_the_bake_file_is_json_with_templates_taken_apart(description):
    labels = json.loads(bake_file(project(operator(description=description)), {"demo": "sha256:1"}).content)["target"][
        "demo"
    ]["labels"]
    label = labels.get("org.opencontainers.image.description", "")
    assert label.replace("$${", "${").replace("%%{", "%{") == description


def test_an_operator_by_the_name_of_the_group_is_built_alone():
    one = operator()
    default = Operator(name="default", path=one.path, kind="python", interface=one.interface, image=one.image)
    document = json.loads(bake_file(project(default, one), {"default": "sha256:1", "demo": "sha256:2"}).content)
    assert sorted(document["target"]) == ["default", "demo"]
    assert "group" not in document

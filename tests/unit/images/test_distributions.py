"""Which distributions a step looks for after it has installed, and whose lines ask for them."""

from pathlib import PurePosixPath

import pytest

from hatch_claimed.artifacts.image.distributions import distribution_names, names_file
from hatch_claimed.errors import BaseImageError, ImageError
from hatch_claimed.images.missing import with_lines
from hatch_claimed.model import File, Image, Interface, Operator, Program, Requirement

FILES = (
    File(path=PurePosixPath("operators/requirements.txt"), content=b"--pre\npandas[excel]>=2 # tables\n-r more.txt\n"),
    File(path=PurePosixPath("operators/more.txt"), content=b"Ruamel.YAML==0.18\n"),
)


def operator(*lines, name="demo", kind="python", needs_ipython=False, jupyter=()):
    requirements = tuple(
        Requirement(arguments=tuple(line.split(" ")), line=number, cell=4 if kind == "notebook" else None)
        for number, line in enumerate(lines, 3)
    )
    return Operator(
        name=name,
        path=PurePosixPath(f"operators/{name}.py"),
        kind=kind,
        interface=Interface(
            description="",
            parameters=(),
            outputs=(),
            requirements=requirements,
            system_packages=(),
            program=Program(filename=f"{name}.py", content=b"", needs_ipython=needs_ipython, jupyter=jupyter),
        ),
        image=Image(
            repository="x", name=f"claimed-{name}", tag="1", base="base:1", platforms=("linux/amd64",), mode="build"
        ),
        requirement_files=FILES,
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("NumPy>=1,<3 -U -q", ["numpy"]),
        ("dask[complete]", ["dask"]),
        ("--user six --index-url https://x.example.com", ["six"]),
        ("-r requirements.txt", ["pandas", "ruamel-yaml"]),
        ("-c more.txt six", ["six"]),
        ("own@git+https://x.example.com/y", ["own"]),
        ("git+https://x.example.com/y", []),
        ("./folder -e . six", ["six"]),
        ("dist/own-1-py3-none-any.whl", []),
        ("--target /opt/x six", []),
        ("--prefix=/opt/x six", []),
        ("typing-extensions;python_version<'3.9'", ['typing-extensions; python_version < "3.9"']),
    ],
)
def test_the_names_of_a_line(line, names):
    assert list(distribution_names(operator(line))) == names


def test_what_a_notebook_brings_is_looked_for():
    assert list(distribution_names(operator(needs_ipython=True, jupyter=("ipywidgets",)))) == ["ipython", "ipywidgets"]


def test_names_are_written_once():
    assert names_file(["b", "a", "b"]).content == b"a\nb\n"


SAID = (
    "the image of one could not be built or pushed\n    claimed: 'ruamel-yaml' is not found by /usr/bin/python3, which"
)


def test_a_missing_requirement_is_told_with_each_line_that_asks_for_it():
    found = with_lines(
        ImageError(SAID),
        [operator("six", "-r requirements.txt", name="one"), operator("ruamel.yaml", name="two", kind="notebook")],
    )
    assert str(found).splitlines()[2:] == [
        "operators/one.py:4: `-r requirements.txt` is not where those who run the image find it",
        "operators/two.py:cell 4:3: `ruamel.yaml` is not where those who run the image find it",
    ]


def test_an_r_package_is_told_with_its_line():
    found = with_lines(ImageError(SAID.replace("ruamel-yaml", "jsonlite")), [operator("jsonlite ggplot2", kind="r")])
    assert str(found).splitlines()[2:] == [
        "operators/demo.py:3: `jsonlite ggplot2` is not where those who run the image find it"
    ]


@pytest.mark.parametrize("said", ["pip failed", SAID])
def test_other_errors_stay_as_they_are(said):
    error = BaseImageError(said)
    assert with_lines(error, [operator("six")]) is error

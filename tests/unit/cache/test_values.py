import json
from dataclasses import fields
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.cache import values
from hatch_claimed.model import (
    Cell,
    File,
    Finding,
    Interface,
    Output,
    Parameter,
    Program,
    Requirement,
    SystemPackages,
)
from hatch_claimed.sources.reader import ReadResult, ScriptDetails, ScriptText

# with surrogates, alone and in pairs
texts = st.text(st.characters(exclude_categories=())) | st.sampled_from(["\ud83d\ude00", "\udc80", "\0", "😀"])
lines = st.integers(1, 10**6)
optional_lines = st.none() | lines
defaults = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts
types = st.sampled_from(["String", "Integer", "Float", "Boolean"])
findings = st.builds(
    Finding,
    code=texts,
    severity=st.sampled_from(["error", "warning", "hint"]),
    message=texts,
    remedy=texts,
    path=texts,
    line=optional_lines,
    column=optional_lines,
    cell=optional_lines,
)
parameters = st.builds(
    Parameter,
    name=texts,
    type=types,
    default=defaults,
    required=st.booleans(),
    description=st.none() | texts,
    line=optional_lines,
    cell=optional_lines,
)
outputs = st.builds(
    Output, name=texts, description=st.none() | texts, line=lines, cell=optional_lines, path=st.none() | texts
)
arguments = st.lists(texts, max_size=3).map(tuple)
requirements = st.builds(
    Requirement, arguments=arguments, line=lines, cell=optional_lines, repository=st.none() | texts
)
packages = st.builds(
    SystemPackages, manager=st.sampled_from(["dnf", "apt"]), arguments=arguments, line=lines, cell=optional_lines
)
programs = st.builds(
    Program,
    filename=texts,
    content=st.binary() | st.just(b"the script"),
    cells=st.lists(st.builds(Cell, number=lines, first_line=lines), max_size=2).map(tuple),
    needs_ipython=st.booleans(),
    jupyter=arguments,
    unimported=arguments,
)


def some(values):
    return st.lists(values, max_size=2).map(tuple)


interfaces = st.builds(
    Interface,
    description=texts,
    parameters=some(parameters),
    outputs=some(outputs),
    requirements=some(requirements),
    system_packages=some(packages),
    program=programs,
)
comments = some(st.builds(ScriptText, text=texts, line=lines, column=lines, cell=optional_lines))


def through_json(value):
    written = json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")
    return json.loads(written.decode(errors="surrogatepass"))


@given(st.none() | interfaces, some(findings), comments)
def test_a_reading_comes_back_as_it_was(interface, found, said):
    reading = ReadResult(interface, found, ScriptDetails(comments=said), (("outputs", "\udc80"), ("internal", "a")))

    again = values.to_reading(through_json(values.of_reading(reading, b"the script")), b"the script")

    assert repr(again) == repr(reading)


@given(some(findings))
def test_findings_come_back_as_they_were(found):
    assert values.to_findings(through_json(values.of_findings(found))) == found


@given(some(st.binary() | st.text().map(str.encode)), st.booleans())
def test_files_come_back_as_they_were(contents, executable):
    files = tuple(
        File(path=PurePosixPath(f"a/{number}"), content=content, executable=executable)
        for number, content in enumerate(contents)
    )

    assert values.to_files(through_json(values.of_files(files))) == files


def test_contents_that_were_left_out_are_asked_for():
    files = (File(path=PurePosixPath("a/large"), content=b"large"), File(path=PurePosixPath("a/small"), content=b"s"))

    kept = values.of_files(files, {"large"})

    assert kept == [["a/large", None, False], ["a/small", "s", False]]
    assert values.to_files(kept, lambda name: {"large": b"large"}[name]) == files


@pytest.mark.parametrize(
    "value", [None, 1, "text", {}, [1], [[1]], [["a", 5, False]], [["a", ["no base64"], False]], [["a", None, False]]]
)
def test_anything_else_raises(value):
    with pytest.raises((TypeError, ValueError)):
        values.to_files(value)


def test_every_field_of_an_interface_is_kept():
    """Who adds one must keep it as well, in `of_reading` and `to_reading`."""
    assert [one.name for one in fields(Interface)] == [
        "description",
        "parameters",
        "outputs",
        "requirements",
        "system_packages",
        "program",
    ]
    assert [one.name for one in fields(Program)] == [
        "filename",
        "content",
        "cells",
        "needs_ipython",
        "jupyter",
        "unimported",
    ]
    assert [one.name for one in fields(File)] == ["path", "content", "executable"]

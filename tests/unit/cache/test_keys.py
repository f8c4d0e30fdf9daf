from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from hatch_claimed.cache import keys
from hatch_claimed.cache.keys import brief, fingerprint, tool
from hatch_claimed.model import File, GridWrapper, Image, Interface, Operator, Program

IMAGE = Image(repository="r", name="claimed-a", tag="1", base="b", platforms=("linux/amd64",), mode="off")
PROGRAM = Program(filename="a.py", content=b"1")
INTERFACE = Interface(description="", parameters=(), outputs=(), requirements=(), system_packages=(), program=PROGRAM)
FILE = File(path=PurePosixPath("x"), content=b"what it holds")
OPERATOR = Operator(
    name="a",
    path=PurePosixPath("a.py"),
    kind="python",
    interface=INTERFACE,
    image=IMAGE,
    files=(FILE,),
    requirement_files=(FILE,),
)
WRAPPER = GridWrapper(
    operator=OPERATOR,
    backend="local",
    process="main",
    bindings=(),
    own=(),
    image=IMAGE,
    files=(FILE,),
    parallelism=1,
    indexed=False,
)


def test_fingerprints_tell_values_apart_that_look_alike():
    alike = [("ab", "c"), ("a", "bc"), (1,), (True,), ("1",), (1.0,), (b"1",), (0.0,), (-0.0,), ((1,),), ([1],), ()]

    assert len({fingerprint(*values) for values in alike}) == len(alike)


@pytest.mark.parametrize("component", [OPERATOR, WRAPPER], ids=["operator", "wrapper"])
@pytest.mark.parametrize("change", [{"content": b"other"}, {"executable": True}, {"path": PurePosixPath("y")}])
def test_fingerprints_of_what_is_brief_tell_files_apart(component, change):
    other = replace(component, files=(replace(FILE, **change),))

    assert fingerprint(brief(component)) != fingerprint(brief(other))


def test_a_wrapper_s_fingerprint_tells_the_files_of_its_operator_apart():
    other = replace(WRAPPER, operator=replace(OPERATOR, requirement_files=()))

    assert fingerprint(brief(WRAPPER)) != fingerprint(brief(other))


def test_what_is_brief_holds_no_contents_of_files():
    assert "what it holds" not in repr(brief(WRAPPER))


def test_the_tool_is_another_one_when_a_file_of_its_own_changes(tmp_path, monkeypatch):
    (tmp_path / "module.py").write_text("a = 1")
    (tmp_path / "__pycache__").mkdir()
    monkeypatch.setattr(keys, "_PACKAGES", (*keys._PACKAGES, tmp_path))
    before = tool()
    (tmp_path / "__pycache__" / "module.pyc").write_text("anything")

    assert tool() == before
    (tmp_path / "module.py").write_text("a = 2")
    assert tool() != before


def test_the_tool_s_own_files_are_those_of_its_packages():
    assert [(path.name, (path / "__init__.py").is_file()) for path in keys._PACKAGES] == [
        ("hatch_claimed", True),
        ("claimed_grid", True),
    ]


def test_the_tool_is_another_one_when_a_library_does(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "library-1.dist-info").mkdir()
    before = tool()
    (tmp_path / "library-1.dist-info").rename(tmp_path / "library-2.dist-info")

    assert tool() != before

from pathlib import PurePosixPath

import pytest

from hatch_claimed.languages.registry import LANGUAGES, language_of
from hatch_claimed.model import File, Image, Operator, operator_name
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.claimed import ClaimedTable
from hatch_claimed.settings.tables.grid_wrappers import GridWrapperTable
from hatch_claimed.sources.grid.wrappers import grid_wrappers
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.reader import ScriptSource
from hatch_claimed.system.tree import Tree

READERS = {one.kind: one.reader() for one in LANGUAGES}


def brought(files, folder="."):
    """Files in a folder, from a mapping of path and text, or from paths alone."""
    texts = files if hasattr(files, "items") else dict.fromkeys(files, "")
    return tuple(File(path=PurePosixPath(folder, path), content=text.encode()) for path, text in sorted(texts.items()))


def wrapped(operator, table):
    """The operator's grid wrapper, from what its table says."""
    claimed = ClaimedTable(grid_wrappers={operator.name: GridWrapperTable(**table)})
    settings = ProjectSettings(
        name="", version="1.0", table=claimed, place=SettingLocation("pyproject.toml", {}, ("tool", "claimed"))
    )
    made, findings = grid_wrappers(settings, {operator.name: operator}, Tree("nowhere"))
    assert findings == ()
    return made[0]


@pytest.fixture(scope="session")
def subject():
    """Makes an operator from the text of a script.

    `files` and `modules` lie beside the script, `requirement_files` at their place in the project; `wrapper` is the table of its
    grid wrapper, if it has one.
    """

    def make(
        text,
        path="operators/a.py",
        files=(),
        neighbours=frozenset(),
        base="docker.io/library/python:3.11-slim",
        requirement_files=(),
        wrapper=None,
        modules=(),
        elsewhere=None,
        mentioned=None,
    ):
        place = PurePosixPath(path)
        kind = language_of(place).kind
        content = text if isinstance(text, bytes) else text.encode()
        reading = READERS[kind].read(ScriptSource(place, content))
        assert reading.interface is not None, reading.findings
        name = operator_name(place)
        operator = Operator(
            name=name,
            path=place,
            kind=kind,
            interface=reading.interface,
            image=Image(
                repository="registry.example.com/team",
                name=f"claimed-{name}",
                tag="1.0",
                base=base,
                platforms=("linux/amd64",),
                mode="off",
            ),
            files=brought(files, place.parent),
            modules=brought(modules, place.parent),
            requirement_files=brought(requirement_files),
        )
        grid = None if wrapper is None else wrapped(operator, wrapper)
        found = tuple((name, PurePosixPath(there)) for name, there in (elsewhere or {}).items())
        there = tuple((text, PurePosixPath(path)) for text, path in (mentioned or {}).items())
        return ReadOperator(operator, content, reading.details, frozenset(neighbours), found, grid, there)

    return make

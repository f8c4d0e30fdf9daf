"""A store that only this test registers: a value, and a module of the coordinator."""

import io
import json
import tarfile

import pytest

from hatch_claimed.artifacts.image import app
from hatch_claimed.artifacts.image.steps import coordinator_step
from hatch_claimed.checks.analysis.process import given
from hatch_claimed.settings.json_schema import schema_text
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.grid.reference import reference, with_stores
from hatch_claimed.sources.operators import read_operators
from hatch_claimed.stores import parameters as of
from hatch_claimed.stores import registry
from hatch_claimed.stores.store import StoreKind
from hatch_claimed.system.tree import Tree

MANIFEST = (
    '[tool.claimed]\nrepository = "registry.example.com/team"\nversion = "1.0"\nbase-image = "python:3"\n'
    '[tool.claimed.grid-wrappers.count-words]\nbackend = "shelf"\n'
)
MODULE = """
from .directory import Directory


def open_shelf(address):
    return Directory(f"{address.place}/shelf", address.worker)
"""


@pytest.fixture
def shelf(monkeypatch):
    store = StoreKind(
        name="shelf",
        family="directory",
        where="a shelf",
        opener="shelf:open_shelf",
        parameters=(*of.LOCAL_FILE, of.COORDINATOR_PATH, *of.COORDINATION),
        place=("gw_coordinator_path",),
        libraries=("shelves>=2",),
    )
    monkeypatch.setitem(registry.STORES, "shelf", store)
    app._launcher_tar.cache_clear()
    yield store
    app._launcher_tar.cache_clear()


@pytest.fixture
def wrapper(shelf, tmp_path):
    folder = tmp_path / "project" / "operators"
    folder.mkdir(parents=True)
    (folder / "count_words.py").write_text("def grid_process(batch_id):\n    print('ran', batch_id)\n")
    manifest, findings = read_manifest(MANIFEST)
    settings, more = resolve(manifest, "1.0")
    assert (*findings, *more) == ()
    (subject,), findings = read_operators(settings, Tree(tmp_path / "project"))
    assert findings == ()
    return subject.wrapper


def test_it_is_a_setting_with_parameters_and_libraries(wrapper, shelf):
    assert wrapper.backend == "shelf"
    assert wrapper.own == shelf.parameters
    assert given(wrapper) == 1
    assert b"shelves>=2" in b"".join(file.content for file in coordinator_step(wrapper))


def test_pages_and_schema_name_it(shelf):
    assert '"shelf"' in schema_text()
    assert "`shelf`" in reference()
    table = "| `backend` | where | required |\n|---|---|---|\n| `local` | x | `y` |\n\nAnd so on.\n"
    assert "| `shelf` | a shelf | `gw_coordinator_path` |\n\nAnd so on.\n" in with_stores(table)


def held(wrapper, name):
    """What the archives of a wrapper's image hold of this name, as JSON."""
    for archive in app.archives(wrapper):
        with tarfile.open(fileobj=io.BytesIO(archive.content)) as tar:
            for member in tar:
                if member.name.endswith(f"/{name}"):
                    return json.load(tar.extractfile(member))
    raise LookupError(name)


def test_its_image_knows_it(wrapper, shelf):
    assert held(wrapper, "grid.json")["backend"] == "shelf"
    assert held(wrapper, "stores.json")["stores"]["shelf"] == shelf.document


def test_the_coordinator_opens_it(grid, shelf):
    grid.script("def grid_process(batch_id):\n    print('ran', batch_id)\n", backend="shelf")
    (grid.root / "claimed_grid" / "stores" / "shelf.py").write_text(MODULE)
    grid.batches("a", "b")
    result = grid.run()
    assert result.code == 0, result
    assert [line for line in ("ran a", "ran b") if line not in result.out.splitlines()] == []
    folder = grid.shared / "shelf"
    assert sorted(path.name for path in folder.iterdir()) == ["a.processed", "b.processed"]

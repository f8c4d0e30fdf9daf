"""Data walks one way: the page says in which order the stages stand, and the imports of the source tree keep to it."""

import sys
from graphlib import TopologicalSorter
from pathlib import PurePosixPath

import pytest
from architecture_page import PAGE, ROOT, Page
from source_imports import OURS, SourceTree, wrong_ways

TREE = SourceTree(ROOT)
STARTS_PROCESSES = {"hatch_claimed/system/command.py", "hatch_claimed/images/registry/credentials.py"}
NETWORK = {"http", "socket", "ssl", "urllib3", "urllib.request"}


def is_alone(path):
    return any(path.is_relative_to(folder) for folder in PAGE.alone)


def place(module):
    return PurePosixPath(*module.split("."))


def packages():
    return sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))


def test_the_page_names_every_stage_once():
    alone = {PurePosixPath(one) for one in PAGE.alone}
    told = [*PAGE.stages, *(f"{path.name}/" for path in alone if path.parent == PurePosixPath(OURS))]
    assert TREE.stages() - set(told) == set(), "the page does not name these"
    assert sorted(told) == sorted(TREE.stages())
    assert {PurePosixPath(one) for one in packages() if one != OURS} <= alone


def test_a_stage_imports_only_what_is_left_of_it():
    wrong = [f"{one}: {one.module} stands right of it" for one, allowed in wrong_ways(TREE, PAGE) if not allowed]
    assert not wrong


def test_every_exception_is_needed():
    needed = {exception for _, allowed in wrong_ways(TREE, PAGE) for exception in allowed}
    assert set(PAGE.exceptions) == needed
    assert len(PAGE.exceptions) == len(set(PAGE.exceptions))


def test_no_module_imports_itself_through_others():
    files = [path for package in packages() for path in TREE.files(package)]
    graph = {
        path: {TREE.file_of(one.module) for one in TREE.imports(path) if one.at_once} - {None, path} for path in files
    }
    assert set(TopologicalSorter(graph).static_order()) >= set(files)


def test_what_travels_into_images_stands_alone():
    assert PAGE.alone
    for folder in PAGE.alone:
        imports = [one for path in TREE.files(folder) for one in TREE.imports(path)]
        assert imports
        theirs = [one for one in imports if not place(one.module).is_relative_to(folder)]
        assert not [str(one) for one in theirs if one.module.split(".")[0] == OURS]
    others = [one for path in TREE.files() if not is_alone(path) for one in TREE.imports(path)]
    assert not [str(one) for one in others if is_alone(place(one.module))]


def test_what_travels_into_images_starts_without_libraries():
    own = {OURS, *packages(), "claimed_launcher"}
    imports = [one for folder in PAGE.alone for path in TREE.files(folder) for one in TREE.imports(path) if one.at_once]
    with_libraries = {
        one.path.parent for one in imports if one.module.split(".")[0] not in sys.stdlib_module_names | own
    }
    assert {folder.parent.name for folder in with_libraries} <= {"stores"}
    for folder in with_libraries:
        within = [one for one in imports if place(one.module).is_relative_to(folder)]
        assert not [str(one) for one in within if not one.path.is_relative_to(folder)]


def test_processes_and_the_network_have_one_door_each():
    imports = [one for path in TREE.files() if not is_alone(path) for one in TREE.imports(path)]
    assert {str(one.path) for one in imports if one.module == "subprocess"} == STARTS_PROCESSES
    network = {one.path for one in imports if not NETWORK.isdisjoint({one.module, one.module.split(".")[0]})}
    assert network
    assert not [path for path in network if not path.is_relative_to("hatch_claimed/images/registry")]


MADE_UP = Page(stages=("__init__.py", "words.py", "near/", "far/"), exceptions=(), alone=())


@pytest.fixture
def made_up(tmp_path):
    files = {
        "__init__.py": "",
        "words.py": "",
        "near/__init__.py": "",
        "near/use.py": "import os\nfrom hatch_claimed import words\nfrom hatch_claimed.near import other\n",
        "near/other.py": "",
        "far/__init__.py": "FAR = 1\n",
        "far/away.py": "from hatch_claimed.near.use import os\nimport hatch_claimed\n",
    }
    for name, text in files.items():
        path = tmp_path / OURS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return SourceTree(tmp_path)


def found(tree, page=MADE_UP):
    return [(str(one), allowed) for one, allowed in wrong_ways(tree, page)]


def test_imports_of_what_is_left_are_fine(made_up):
    assert found(made_up) == []
    assert made_up.stages() == set(MADE_UP.stages)


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("import hatch_claimed.far.away\n", "far.away"),
        ("from hatch_claimed.far import FAR\n", "far"),
        ("from hatch_claimed import far\n", "far"),
        ("from ..far import away\n", "far.away"),
        ("def later():\n    from hatch_claimed.far.away import os\n", "far.away"),
        ("if TYPE_CHECKING:\n    from hatch_claimed.far.away import os\n", "far.away"),
        ("LATER = {'far': 'hatch_claimed.far.away:os'}\n", "far.away"),
    ],
)
def test_imports_of_what_is_right_are_found(made_up, text, module):
    path = made_up.root / OURS / "near" / "other.py"
    path.write_text(text)
    line = text.count("\n")
    told = f"hatch_claimed/near/other.py:{line} imports hatch_claimed.{module}"
    assert found(made_up) == [(told, [])]
    for written in ("near/", "near/other.py"):
        page = Page(MADE_UP.stages, ((written, "far/"), ("near/use.py", "far/"), (written, "words.py")), ())
        assert found(made_up, page) == [(told, [(written, "far/")])]


def test_only_what_runs_with_a_module_is_imported_at_once(made_up):
    path = made_up.root / OURS / "near" / "other.py"
    path.write_text(
        "import a\nclass One:\n    import b\n    def later(self):\n        import c\nif TYPE_CHECKING:\n    import d\n"
        "else:\n    import e\ntry:\n    import f\nexcept ImportError:\n    pass\n"
    )
    at_once = {one.module: one.at_once for one in made_up.imports(PurePosixPath(OURS, "near", "other.py"))}
    assert at_once == {"a": True, "b": True, "c": False, "d": False, "e": True, "f": True}


def test_an_exception_needs_a_reason():
    table = "# A\n\n## Exceptions\n\n| from | to | why |\n|---|---|---|\n| `near/` | `far/`, `up.py` | reason |\n| `a/` | `b/` | |\n"
    assert Page.of(table).exceptions == (("near/", "far/"), ("near/", "up.py"))

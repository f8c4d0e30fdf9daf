"""What tables of grid wrappers come to when nothing is wrong with them."""

import pytest

from hatch_claimed.artifacts.image.runtime import interface_file
from hatch_claimed.model import File, Image
from hatch_claimed.runtime.python.claimed_launcher.interface import read
from hatch_claimed.runtime.python.claimed_launcher.values import settle
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.sources.operators import read_operators
from hatch_claimed.system.tree import Tree

MANIFEST = (
    '[tool.claimed]\nrepository = "registry.example.com/claimed-team"\nversion = "1.0"\nbase-image = "python:3"\n'
    '[tool.claimed.operators.claimed-words]\nfiles = ["operators/words.txt"]\n'
    "[tool.claimed.grid-wrappers.claimed-words]\n"
)
SCRIPT = '"""Count words."""\n\nimport os\n\ntext = os.getenv("text")\nsize = int(os.getenv("size", 3))\n'
FILES = ("gw_batch_file", "String", None, False), ("gw_batch_file_col_name", "String", "filename", False)
PATTERN = ("gw_file_path_pattern", "String", None, False), ("gw_group_by", "String", None, False)
PATH = ("gw_coordinator_path", "String", None, True)
CONNECTION = ("gw_coordinator_connection", "String", None, True)
COORDINATION = (
    ("gw_lock_timeout", "Integer", 10800, False),
    ("gw_ignore_error_files", "Boolean", False, False),
    ("gw_max_time_wait_staggering", "Integer", 60, False),
)
OPERATOR = ("text", "String", None, True), ("size", "Integer", 3, False), ("log_level", "String", "INFO", False)
TRANSFER = (
    ("gw_additional_source_files", "String", "", False),
    ("gw_local_input_path", "String", "input", False),
    ("gw_local_target_path", "String", "target", False),
    ("gw_source_connection", "String", None, True),
    ("gw_target_connection", "String", None, False),
    ("gw_coordinator_connection", "String", None, False),
)
RUN = ("gw_coordinator_path", "String", "gw-claimed-words", False)
FOLDERS = ("sgw_source_folder", "String", None, True), ("sgw_target_folder", "String", None, False)


@pytest.fixture
def wrapper(tmp_path):
    """The grid wrapper of a project whose table says this."""

    def make(table=""):
        folder = tmp_path / "operators"
        folder.mkdir()
        (folder / "claimed_words.py").write_text(SCRIPT)
        (folder / "words.txt").write_text("a")
        (folder / "regions.json").write_text("{}")
        manifest, _ = read_manifest(MANIFEST + table)
        settings, _ = resolve(manifest, "1.0")
        subjects, findings = read_operators(settings, Tree(tmp_path))
        assert findings == ()
        (subject,) = subjects
        assert subject.wrapper.operator == subject.operator
        return subject.wrapper

    return make


def rows(parameters):
    return [(one.name, one.type, one.default, one.required) for one in parameters]


@pytest.mark.parametrize(
    ("backend", "own"),
    [
        ("local", (*FILES, *PATTERN, PATH, *COORDINATION)),
        ("cos", (*FILES, CONNECTION, *COORDINATION)),
        ("s3kv", (*FILES, CONNECTION, *COORDINATION)),
        ("legacy_cos", (*FILES, *PATTERN, *TRANSFER, *COORDINATION)),
        ("sql", (*FILES, CONNECTION, RUN, *COORDINATION)),
        ("simple", (*FOLDERS, *COORDINATION)),
        ("folder", (*FOLDERS, *COORDINATION)),
    ],
)
def test_parameters_of_each_backend(wrapper, backend, own):
    made = wrapper(f'backend = "{backend}"')
    assert made.backend == backend
    assert rows(made.own) == list(own)
    assert rows(made.parameters) == [*own, *OPERATOR]
    assert all(one.description and one.line is None for one in made.own)


def test_defaults(wrapper):
    made = wrapper()
    assert (made.backend, made.process, made.bindings, made.parallelism, made.indexed) == (
        "local",
        "grid_process",
        (),
        1,
        False,
    )
    assert (made.name, made.stem, str(made.path), made.kind) == (
        "gw-claimed-words",
        "gw_claimed_words",
        "operators/claimed_words.py",
        "python",
    )
    assert made.description == "Grid wrapper of claimed-words.\n\nCount words."
    assert made.image == Image(
        repository="registry.example.com/claimed-team",
        name="claimed-gw-claimed-words",
        tag="1.0",
        base="python:3",
        platforms=("linux/amd64",),
        mode="off",
        labels=(("org.opencontainers.image.version", "1.0"),),
    )
    assert made.outputs == ()


def test_shares(wrapper):
    made = wrapper("indexed = true\nparallelism = 7")
    assert (made.parallelism, made.indexed) == (7, True)
    shares = ("gw_shares", "Integer", 7, False), ("gw_share", "Integer", None, False)
    assert rows(made.own) == [*FILES, *PATTERN, *shares]


@pytest.mark.parametrize(("given", "handed_over"), [({}, "7"), ({"gw_shares": "7"}, "7"), ({"gw_shares": "3"}, "3")])
def test_the_coordinator_gets_the_number_of_shares_though_it_is_the_default(wrapper, tmp_path, given, handed_over):
    made = wrapper("indexed = true\nparallelism = 7")
    (tmp_path / "interface.csv").write_bytes(interface_file(made).content)
    settled = settle(read(str(tmp_path / "interface.csv")), {"text": "x"}, given)
    assert settled.problems == []
    assert settled.changes["gw_shares"] == handed_over


def test_bound_parameters_are_none_of_the_wrapper(wrapper):
    made = wrapper('parameters = { size = "5", text = "{batch}.txt" }')
    assert (made.process, made.bindings) == (None, (("size", "5"), ("text", "{batch}.txt")))
    assert rows(made.parameters) == [*FILES, *PATTERN, PATH, *COORDINATION, OPERATOR[-1]]


def test_files_come_beside_those_of_the_operator(wrapper):
    made = wrapper('process = "each"\nfiles = ["operators/*.json", "operators/words.txt"]')
    assert made.process == "each"
    assert [(str(one.path), one.content) for one in made.operator.files] == [("operators/words.txt", b"a")]
    assert made.files[0] == File(path=made.files[0].path, content=b"{}")
    assert [str(one.path) for one in made.files] == ["operators/regions.json", "operators/words.txt"]

"""Commands of C3's Jobs and components: which of them name the operator, and what they hand over."""

import importlib.util

import pytest

from claimed_grid.connection import parse as read_connection
from hatch_claimed.languages.language import RUNTIME
from hatch_claimed.runtime.python.claimed_launcher.interface import Interface
from hatch_claimed.runtime.python.claimed_launcher.old_command import adapted, is_of_c3

WORKDIR = "/opt/app-root/src/"
# what C3 put into Jobs, components and CWL files, by its version and by the folder that it was called from
SCRIPT = ["count-words.py", "claimed_count-words.py", "a/b/claimed_count-words.py", "b/claimed_count-words.py"]
NOTEBOOK = ["my-nb.ipynb", "claimed_my-nb.ipynb", "my_nb.py", "claimed_my_nb.py", "nb/claimed_my-nb.ipynb"]
WRAPPER = ["gw_count_words.py", "claimed_gw_count-words.py", "claimed_cgw_count_words.py", "cgw_count_words.py"]
OTHERS = [
    "words.py",
    "other.py",
    "x/claimed_count-words.py",
    "claimed_other.py",
    "claimed_count-words.ipynb",
    "claimed_.py",
]


@pytest.fixture
def operator_file(tmp_path, monkeypatch):
    """The module as it lies in an image that is laid out by `lay_out`."""
    spec = importlib.util.spec_from_file_location("operator_file", RUNTIME / "python/commands/operator_file.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HOME", str(tmp_path / "home"))
    monkeypatch.setattr(module, "INTERFACE", str(tmp_path / "home/interface.csv"))
    monkeypatch.setattr(module, "WORKDIR", f"{tmp_path}/work/")
    (tmp_path / "home").mkdir()
    return module


def lay_out(tmp_path, script, folder="", kind="python", files=(), linked=(), wrapper=False):
    rows = (
        f'role,name,type,required,default,default_by,description\nscript,{script},{kind},,,,"It, é\nfolder,no,,,,,\n"\n'
    )
    rows += f"folder,{folder},,,,,\n" if folder else ""
    (tmp_path / "home/interface.csv").write_text(rows, encoding="utf-8")
    for place in (*files, f"{folder}/{script}"):
        for root in (tmp_path / "home/app", tmp_path / "work"):
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            (root / place).write_text(place)
    for place in linked:
        (tmp_path / "work" / place).touch()
    if wrapper:
        (tmp_path / "home/grid.json").touch()


@pytest.mark.parametrize(
    ("layout", "names"),
    [
        ({"script": "count-words.py", "folder": "a/b"}, SCRIPT),
        ({"script": "my-nb.py", "folder": "nb", "kind": "notebook"}, NOTEBOOK),
        ({"script": "count-words.py", "folder": "a/b", "wrapper": True}, WRAPPER),
    ],
)
def test_what_c3_called_the_operator_means_it(operator_file, tmp_path, layout, names):
    lay_out(tmp_path, **layout)
    asked = [*SCRIPT, *NOTEBOOK, *WRAPPER, *OTHERS]
    assert [name for name in asked if operator_file.is_called(name)] == names


def test_a_file_of_the_project_stays_what_it_is(operator_file, tmp_path):
    files = ["count.py", "a/claimed_count.py"]
    lay_out(tmp_path, "count.py", "a", files=files, linked=["claimed_count.py"])
    names = ["count.py", "claimed_count.py", "a/claimed_count.py", "a/count.py"]
    assert [name for name in names if operator_file.is_called(name)] == ["a/count.py"]


def test_a_file_that_is_mounted_over_the_script_is_itself(operator_file, tmp_path):
    lay_out(tmp_path, "count.py", "a")
    (tmp_path / "work/a/count.py").write_text("edited")
    assert [name for name in ("a/count.py", "count.py", "claimed_count.py") if operator_file.is_called(name)] == [
        "count.py",
        "claimed_count.py",
    ]
    (tmp_path / "work/count.py").write_text(f"import os\nos.execv('{tmp_path}/home/run', ['--'])\n")
    assert operator_file.is_called("count.py")
    (tmp_path / "work/count.py").unlink()
    (tmp_path / "work/count.py").mkdir()
    assert not operator_file.is_called("count.py")


@pytest.mark.parametrize(
    ("command", "script"),
    [
        (["python", "./a.py", "n=1"], "./a.py"),
        (["/opt/app-root/bin/python", "-u", "-B", "/opt/app-root/src/a.py"], "/opt/app-root/src/a.py"),
        (["/usr/bin/python3", "/usr/local/bin/ipython", "a.ipynb", "b.py"], "a.ipynb"),
        (["python", "/opt/claimed/commands/no_ipython.py", "a.py"], "a.py"),
        (["python", "-c", "a.py"], None),
        (["python", "-m", "a.py"], None),
        (["python", "-X", "dev", "a.py"], None),
        (["python", "a", "b.py"], None),
        (["ipython"], None),
        (["python", "-u"], None),
    ],
)
def test_the_script_of_a_command(operator_file, command, script):
    number = operator_file.script_of(command)
    assert (command[number] if number else None) == script


def interface(*parameters, outputs=()):
    made = Interface()
    for name, kind, required, default in parameters:
        by = "" if default is None else "script"
        made.add("parameter", name, kind, required=str(required).lower(), default=default or "", default_by=by)
    for name in outputs:
        made.add("output", name)
    return made


def test_what_is_known_is_handed_on(capfd):
    made = interface(("n", "Integer", False, "5"), ("path", "String", True, None), outputs=["result"])
    given = ["n=7", "path=", "result=/tmp/outputs/result/data", "--n", "3", "stray", "a-b=c"]
    assert adapted(given, made, {}) == given
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "is_so"),
    [
        ([], True),
        (["n=7"], True),
        (["gone=7", "stray"], True),
        (["--n", "7"], True),
        (["--help"], True),
        (["stray"], False),
        (["--n", "7", "data.csv"], False),
        (["-v"], False),
        (["--gone", "7"], False),
        (["--lr=0.1"], False),
        (["a/b=c"], False),
    ],
)
def test_what_c3_can_have_written(arguments, is_so):
    assert is_of_c3(arguments, interface(("n", "Integer", False, "5"))) == is_so


def test_the_text_of_no_default_is_no_value():
    made = interface(
        ("path", "String", False, None),
        ("n", "Integer", False, None),
        ("word", "String", False, "x"),
        ("must", "String", True, None),
    )
    environment = {"path": "from the Job"}
    assert adapted(["path=None", "n=None", "word=None", "must=None"], made, environment) == ["word=None", "must=None"]
    assert environment == {}


def test_what_is_not_known_is_left_in_the_environment_and_told(capfd):
    environment = {"PATH": "/bin", "gw_lock_file_suffix": ".lock"}
    assert adapted(["PATH=", "gone=secret", "gone=again"], interface(), environment) == []
    assert environment == {"PATH": "/bin", "gw_lock_file_suffix": ".lock", "gone": "secret"}
    said = "claimed: not known to this operator, and left in the environment, as C3 does: PATH, gone, gw_lock_file_suffix\n"
    assert capfd.readouterr().err == said


CONNECTIONS = interface(
    ("gw_source_connection", "String", True, None),
    ("gw_target_connection", "String", False, None),
    ("gw_coordinator_connection", "String", False, None),
)
SOURCE = {
    "gw_source_access_key_id": "k@/+%",
    "gw_source_secret_access_key": "s:@/ ?é",
    "gw_source_endpoint": "https://s3.cloud-object-storage.cloud",
    "gw_source_bucket": "my-bucket",
}


def test_old_grid_wrappers_name_their_stores_in_parts(capfd):
    environment = {**SOURCE, "gw_target_path": "cos_results", "gw_coordinator_path": "/gw_coordinator/"}
    adapted([], CONNECTIONS, environment)
    places = {"source": "", "target": "cos_results", "coordinator": "gw_coordinator"}
    for kind, path in places.items():
        connection = read_connection(environment[f"gw_{kind}_connection"], {})
        assert (connection.access_key, connection.secret_key) == ("k@/+%", "s:@/ ?é")
        assert (connection.endpoint, connection.bucket, connection.path) == (
            SOURCE["gw_source_endpoint"],
            "my-bucket",
            path,
        )
    assert capfd.readouterr().err == ""


def test_target_and_coordinator_may_have_stores_of_their_own():
    own = {"gw_target_endpoint": "http://minio:9000/", "gw_target_bucket": "results", "gw_target_path": "a/b"}
    environment = {**SOURCE, **own, "gw_coordinator_connection": "cos://mine/b/c"}
    adapted([], CONNECTIONS, environment)
    assert environment["gw_target_connection"] == "cos://minio:9000/results/a/b?scheme=http"
    assert environment["gw_coordinator_connection"] == "cos://mine/b/c"


def test_without_a_whole_store_nothing_is_made_up():
    environment = {"gw_source_bucket": "b"}
    adapted([], CONNECTIONS, environment)
    assert environment == {"gw_source_bucket": "b"}

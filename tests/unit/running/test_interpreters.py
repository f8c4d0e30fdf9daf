"""Which Pythons are looked at; `tests/projects/test_run.py` runs operators with real ones."""

import sys
from pathlib import Path

import pytest

from hatch_claimed.running.environments import interpreters
from hatch_claimed.running.environments.interpreters import candidates, interpreter
from hatch_claimed.system.command import CompletedProcess

RUNNING = ".".join(map(str, sys.version_info[:3]))
OTHER = "3.99"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A home with programs that say what they are told to: the answers by path, and which were asked."""

    class Machine:
        home = tmp_path
        environment = {"HOME": str(tmp_path), "PATH": ""}  # noqa: RUF012 - a new one for each test
        answers = {}  # noqa: RUF012
        asked = []  # noqa: RUF012

        def add(self, name, version=f"{OTHER}.1", answer="claimed cpython {} final 0 x86_64", status=0):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o755)
            self.answers[str(path)] = CompletedProcess(status, ("Welcome!", answer.format(version)))
            return str(path)

        def find(self, version=OTHER, **environment):
            return interpreter(version, {**self.environment, **environment})

    one = Machine()

    def run(command):
        one.asked.append(command[0])
        return one.answers[command[0]]

    monkeypatch.setattr(interpreters, "run", run)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    return one


def test_the_running_one_comes_first(machine):
    machine.add(f".pyenv/versions/{RUNNING}/bin/python{RUNNING.rpartition('.')[0]}", RUNNING)
    assert {machine.find(version) for version in (None, RUNNING, RUNNING.rpartition(".")[0])} == {sys.executable}
    assert machine.asked == []


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        (".pyenv/versions/3.99.1/bin", {}),
        ("elsewhere/versions/3.99.1/bin", {"PYENV_ROOT": "{}/elsewhere"}),
        (".asdf/installs/python/3.99.1/bin", {}),
        (".local/share/mise/installs/python/3.99/bin", {}),
        ("m/installs/python/3.99/bin", {"MISE_DATA_DIR": "{}/m"}),
        ("miniconda3/bin", {}),
        ("miniforge3/envs/it's mine/bin", {}),
        ("c/envs/x/bin", {"CONDA_EXE": "{}/c/bin/conda"}),
        ("c/bin", {"CONDA_PREFIX": "{}/c"}),
        ("mamba/envs/x/bin", {"MAMBA_ROOT_PREFIX": "{}/mamba"}),
        ("on path", {"PATH": "relative:{}/on path"}),
    ],
)
def test_places(machine, name, variables):
    path = machine.add(f"{name}/python3.99")
    assert machine.find(**{key: text.format(machine.home) for key, text in variables.items()}) == path


def test_what_conda_has_written_down(machine):
    path = machine.add("far/env/bin/python3.99")
    (machine.home / ".conda").mkdir()
    (machine.home / ".conda" / "environments.txt").write_text(f"{machine.home}/gone\n{machine.home}/far/env\n")
    assert machine.find() == path


def test_the_newest_of_one_place(machine):
    for version in ("3.99.2", "3.99.10", "3.99.9"):
        machine.add(f".pyenv/versions/{version}/bin/python3.99", version)
    newest, *_ = candidates(OTHER, machine.environment)
    assert newest.parts[-3] == "3.99.10"
    assert machine.find().endswith("3.99.10/bin/python3.99")
    assert machine.find("3.99.9").endswith("3.99.9/bin/python3.99")
    assert machine.find("3.99.3") is None


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("claimed cpython 3.99.1 final 0 x86_64", 127),
        ("pyenv: python3.99: command not found", 0),
        ("claimed pypy 3.99.1 final 0 x86_64", 0),
        ("claimed cpython 3.99.1 candidate 0 x86_64", 0),
        ("claimed cpython 3.99.1 final 1 x86_64", 0),
        ("claimed cpython 3.99.1 final 0 arm64", 0),
        ("claimed cpython 3.98.1 final 0 x86_64", 0),
        ("claimed", 0),
    ],
)
def test_what_cannot_be_used_is_left_out(machine, answer, status):
    machine.add(".pyenv/versions/3.99.1/bin/python3.99", answer=answer, status=status)
    assert machine.find() is None
    good = machine.add("anaconda3/bin/python3.99")
    assert machine.find() == good


def test_shims_are_not_asked(machine):
    machine.add(".pyenv/shims/python3.99")
    assert machine.find(PATH=str(machine.home / ".pyenv" / "shims")) is None
    assert machine.asked == []


@pytest.mark.parametrize("variables", [{"UV_PYTHON_PREFERENCE": "only-managed"}, {"UV_MANAGED_PYTHON": "1"}])
def test_who_wants_uv_s_own_gets_them(machine, variables):
    machine.add("anaconda3/bin/python3.99")
    assert machine.find(**variables) is None
    assert machine.find(RUNNING, **variables) is None


@pytest.mark.parametrize("version", ["pypy3.10", "/usr/bin/python3", "3", "3.12t", ">=3.11", ""])
def test_what_is_no_version_is_left_to_uv(machine, version):
    assert machine.find(version or "x") is None
    assert machine.asked == []


def test_the_system(machine, monkeypatch):
    path = machine.add("Library/3.99/bin/python3.99")
    monkeypatch.setattr(interpreters, "_SYSTEM", (f"{machine.home}/Library/{{minor}}/bin",))
    assert machine.find() == path
    assert list(candidates("3.98", machine.environment)) == []
    assert Path(path) in candidates(OTHER, machine.environment)

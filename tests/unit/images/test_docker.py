import ast
from pathlib import Path

import pytest

import hatch_claimed
from hatch_claimed.images import docker
from hatch_claimed.system.command import CompletedProcess

PACKAGE = Path(hatch_claimed.__file__).parent
SEAM = PACKAGE / "images" / "docker.py"


@pytest.fixture
def commands(monkeypatch):
    """The commands that were run; `commands.answer` is what each of them comes to."""

    class Commands(list):
        answer = CompletedProcess(0, ("first", "last"))

        def run(self, command, **_):
            self.append(list(command))
            if self.answer is None:
                raise FileNotFoundError
            return self.answer

    made = Commands()
    monkeypatch.setattr(docker, "run", made.run)
    return made


def test_the_words(commands):
    docker.info("RegistryConfig")
    docker.inspected("a:1", "b:1", form="{{.Size}}")
    docker.inspected("a:1")
    docker.pull("a:1")
    docker.is_pushed("a@sha256:1")
    docker.contained(["--network", "none"], "a:1", ["--count", "5"])
    assert commands == [
        ["docker", "info", "--format", "{{json .RegistryConfig}}"],
        ["docker", "image", "inspect", "--format", "{{.Size}}", "a:1", "b:1"],
        ["docker", "image", "inspect", "a:1"],
        ["docker", "pull", "--quiet", "a:1"],
        ["docker", "buildx", "imagetools", "inspect", "a@sha256:1"],
        ["docker", "run", "--rm", "--network", "none", "a:1", "--count", "5"],
    ]


def test_answers(commands):
    assert docker.info("x") == "last"
    assert docker.inspected("a:1") == ("first", "last")
    assert docker.is_pushed("a:1")


@pytest.mark.parametrize("answer", [CompletedProcess(1, ("Error: no such image",)), None], ids=["no", "no docker"])
def test_no_answer(commands, answer):
    commands.answer = answer
    assert docker.info("x") is None
    assert docker.inspected("a:1") is None
    assert not docker.is_pushed("a:1")


def test_an_engine_that_says_nothing(commands):
    commands.answer = CompletedProcess(0, ())
    assert docker.info("x") is None
    assert docker.inspected("a:1") == ()


def test_a_container_that_is_ended_by_its_name(monkeypatch):
    calls = []
    monkeypatch.setattr(docker, "attached", lambda words, **more: calls.append((words, more)) or 3)
    assert docker.attach(docker.container(["--env", "A"], "a:1", ["x"]), "claimed-1", {"A": "1"}) == 3
    words = ("docker", "run", "--name", "claimed-1", "--rm", "--env", "A", "a:1", "x")
    assert calls == [(words, {"environment": {"A": "1"}, "stop": ("docker", "kill", "claimed-1")})]


def test_no_other_module_puts_commands_of_docker_together():
    def begins(node):
        return isinstance(node, ast.List | ast.Tuple) and len(node.elts) > 1 and _text(node.elts[0]) == "docker"

    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        if path != SEAM
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if begins(node) and _text(node.elts[1]) != "process"
    ]
    assert found == []


def _text(node):
    return node.value if isinstance(node, ast.Constant) else None

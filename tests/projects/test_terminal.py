"""What a terminal shows, screen for screen, and that nothing of it gets into pipes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from screens import show

ROOT = Path(__file__).parents[2]

RECORDED = ROOT / "tests" / "unit" / "images" / "progress" / "recorded"
COLOURS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLUMNS", "LINES")

DOCKER = '''\
#!{python}
"""Answers as Docker would, with the progress of a build that was recorded."""
import json, pathlib, sys, time

arguments = sys.argv[1:]
if arguments == ["buildx", "version"]:
    print("github.com/docker/buildx {version} abcdef")
elif arguments[:2] == ["buildx", "bake"]:
    form = arguments[arguments.index("--progress") + 1]
    text = pathlib.Path({recorded!r}, "{recording}.txt").read_text() if form == "rawjson" else "#1 [one 1/2] FROM base\\n"
    # a while before the end
    half = max(text.find("exporting"), 0)
    print(text[:half], end="", file=sys.stderr, flush=True)
    time.sleep({pause})
    print(text[half:], end="", file=sys.stderr, flush=True)
    if {status}:
        sys.exit({status})
    names = arguments[arguments.index("--metadata-file") + 2:]
    digests = {{name: {{"containerimage.digest": "sha256:" + str(index) * 64}} for index, name in enumerate(names[1:])}}
    pathlib.Path(arguments[arguments.index("--metadata-file") + 1]).write_text(json.dumps(digests))
elif arguments[:2] == ["image", "inspect"]:
    print("\\n".join(["98023415"] * (len(arguments) - 4)))
'''


@pytest.fixture
def terminal(project):
    """Run our command in the project at a terminal, without colours if nothing else is said."""
    # as the targets of the recorded builds are called
    for name, target in (("one", "t1"), ("two", "t2")):
        (project.root / "operators" / f"{name}.py").rename(project.root / "operators" / f"{target}.py")
    environment = {name: value for name, value in project.environment.items() if name not in COLOURS}

    def run(*arguments, columns=100, lines=60, **more):
        given = {**environment, "NO_COLOR": "1", **more}
        given = {name: value for name, value in given.items() if value is not None}
        return show(["hatch-claimed", *arguments], project.root, given, columns, lines)

    return run


@pytest.fixture
def docker(project):
    def make(recording="shared", version="v0.29.1", status=0, pause=0.0):
        path = project.bin / "docker"
        path.write_text(
            DOCKER.format(
                python=sys.executable,
                recorded=str(RECORDED),
                recording=recording,
                version=version,
                status=status,
                pause=pause,
            )
        )
        path.chmod(0o755)

    return make


LIST = f"""\
operator                  parameter     value
{"─" * 56}
t1                        --count       Integer = 3
Python, operators/t1.py   --log_level   String = 'INFO'
First.

t2                        --name        String, required
Python, operators/t2.py   --log_level   String = 'INFO'
Second."""


def test_the_list_is_a_table(terminal):
    shown = terminal("list")
    assert shown.screen == LIST
    assert (shown.status, "\x1b" in shown.written) == (0, False)


def test_the_list_in_colours_holds_the_same(terminal):
    shown = terminal("list", NO_COLOR=None)
    assert shown.screen == LIST
    assert "\x1b[1mt1" in shown.written
    assert "\x1b[36m--count" in shown.written
    assert "\x1b" not in terminal("list", NO_COLOR=None, CLICOLOR="0").written


def test_a_narrow_terminal_gets_lines(terminal):
    plain = terminal("list", TERM="dumb").screen
    assert plain.startswith("t1  (Python, operators/t1.py)\n  First.\n    --count      Integer = 3\n")
    assert terminal("list", columns=50).screen == plain


def test_what_an_encoding_lacks_is_escaped(terminal, project):
    project.file("operators/t1.py", '"""Erstellt Größen 🌍."""\n')
    screen = terminal("list", PYTHONIOENCODING="ascii", PYTHONUTF8="0").screen
    assert "Gr\\xf6\\xdfen \\U0001f30d" in re.sub(r"\s*\n", "", screen)
    assert "---------" in screen


def test_a_build_ends_with_a_table(terminal, docker):
    docker()
    shown = terminal("build", "--images", "build")
    assert (
        re.sub(r"  \d s", "  0 s", shown.screen)
        == f"""\
t1: built, since what it installs is not locked
t2: built, since what it installs is not locked
dist/claimed: 2 operators
image                                              time      size   digest
{"─" * 87}
registry.example.com/demo/claimed-t1:1.0   built    0 s   98.0 MB   sha256:000000000000
registry.example.com/demo/claimed-t2:1.0   built    0 s   98.0 MB   sha256:111111111111"""
    )
    assert shown.status == 0


def test_whole_digests_where_there_is_room(terminal, docker):
    docker()
    screen = terminal("build", "--images", "build", columns=160).screen
    assert "sha256:" + "0" * 64 in screen
    assert max(map(len, screen.split("\n"))) <= 160


def test_images_have_a_line_while_they_are_built(terminal, docker):
    docker(pause=0.6)
    written = terminal("build", "--images", "build").written
    assert "t1  running        0 s  3/3 RUN echo second" in written
    assert "t2  running        0 s  3/3 RUN echo second" in written
    # the cursor is back
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")


def test_more_images_than_lines(terminal, docker):
    docker(pause=0.6)
    assert "and 1 more  1 running" in terminal("build", "--images", "build", lines=3).written


def test_a_failure_shows_the_step_s_whole_output(terminal, docker):
    docker("no_base", status=1)
    shown = terminal("build", "--images", "build")
    progress, table, told = re.fullmatch(
        r"(.*)\ndist/claimed: 2 operators\nimage [^\n]*\n─+\n(.*?)\n(the image of .*)", shown.screen, re.DOTALL
    ).groups()
    assert (
        re.sub(r" \d s", " 0 s", progress)
        == """\
t1: built, since what it installs is not locked
t2: built, since what it installs is not locked
t1  failed         0 s  load metadata for 127.0.0.1:5000/base/nothere:1
t2  stopped        0 s  1/3 FROM 127.0.0.1:5000/base/python:3.11@sha256:aaccfd64f8e0564c7c24d6d7402d"""
    )
    # both begin with the same base, which is not asked for once more
    assert [line.split()[:2] for line in table.split("\n")] == [
        [f"registry.example.com/demo/claimed-{name}:1.0", "failed"] for name in ("t1", "t2")
    ]
    assert told.startswith(
        """\
the image of t1, t2 could not be built or pushed
  load metadata for 127.0.0.1:5000/base/nothere:1
    127.0.0.1:5000/base/nothere:1: not found
the base image 127.0.0.1:5000/base/nothere:1 cannot be had here: name another `base-image`, such as
a mirror in your network, or the mirror to take in its place below [tool.claimed.build.contexts]; a
private registry wants `docker login` first
2 of 2 images failed."""
    )
    assert shown.status == 4


@pytest.mark.parametrize("version", ["v0.12.1", "", "dev"])
def test_an_old_buildx_prints_its_lines(terminal, docker, version):
    docker(version=version)
    screen = terminal("build", "--images", "build", columns=200).screen
    assert "--progress plain" in screen
    assert "#1 [one 1/2] FROM base" in screen
    assert "registry.example.com/demo/claimed-t1:1.0   built" in screen


def test_verbose_shows_commands_and_plain_progress(terminal, docker):
    docker()
    screen = terminal("-v", "build", "--images", "build", columns=200).screen
    assert "+ docker buildx bake --file dist/claimed/docker-bake.json --progress plain" in screen
    assert "#1 [one 1/2] FROM base" in screen
    assert "+ docker image inspect --format '{{.Size}}' registry.example.com" in screen
    assert screen.count("+ docker buildx bake") == 1


def test_quiet_prints_results_alone(terminal, docker, project):
    docker()
    assert terminal("-q", "build", "--images", "build").screen.startswith("dist/claimed: 2 operators\n")
    said = project.run("hatch-claimed", "-q", "build", "--images", "build", PATH=project.environment["PATH"])
    assert (
        said
        == f"""\
dist/claimed: 2 operators
  registry.example.com/demo/claimed-t1:1.0  sha256:{"0" * 64}
  registry.example.com/demo/claimed-t2:1.0  sha256:{"1" * 64}
"""
    )


def test_quiet_tells_problems(terminal, docker, project):
    docker("no_base", status=1)
    project.file("operators/t1.py", '"""First."""\nimport os\nos.getenv("n", os.getcwd())\n')
    screen = terminal("-q", "build", "--images", "build").screen
    assert screen.startswith("operators/t1.py:3: warning CLM")
    assert "the image of t1 could not be built or pushed" in screen


def test_quiet_and_verbose_exclude_each_other(project):
    assert "take one" in project.run("hatch-claimed", "-q", "-v", "list", status=2)


def test_pipes_get_plain_lines(project, docker):
    docker()
    listed = project.run("hatch-claimed", "list")
    assert listed.startswith("one  (Python, operators/one.py)\n  First.\n    --count      Integer = 3\n")
    built = project.run("hatch-claimed", "build", "--images", "build")
    assert "--progress plain" in built
    assert f"  registry.example.com/demo/claimed-one:1.0  sha256:{'0' * 64}\n" in built
    assert "\x1b" not in listed + built


def test_colours_of_check(terminal, project):
    project.file("operators/t1.py", "import os\nint(os.getenv('n', 'x'))\n")
    assert "\x1b[31m" in terminal("check", NO_COLOR=None).written
    assert "\x1b" not in terminal("check").written
    assert "\x1b" not in project.run("hatch-claimed", "check", status=1)
    assert "\x1b[31m" in project.run("hatch-claimed", "check", status=1, FORCE_COLOR="1")
    assert "\x1b" not in project.run("hatch-claimed", "check", status=1, FORCE_COLOR="1", NO_COLOR="1")


def test_nothing_pretty_is_loaded_for_pipes(project):
    """Starting stays as quick as it was."""
    for arguments in (["--version"], ["list"]):
        code = f"import sys; sys.argv[1:] = {arguments!r}; from hatch_claimed.cli import main\ntry: main()\nfinally: print('rich' in sys.modules)"
        assert project.run(sys.executable, "-c", code).endswith("False\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("completion ", {"bash", "zsh", "fish"}),
        ("verify ", {"one", "two"}),
        ("verify one ", {"two"}),
        ("run t", {"two"}),
        ("run --engine ", {"docker", "process"}),
        ("graph ", {"both"}),
        ("compile b", {"both"}),
        ("build --images ", {"off", "build", "push"}),
        ("--q", {"--quiet"}),
    ],
)
def test_completion(project, words, expected):
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write('\n[tool.claimed.workflows.both.steps.first]\noperator = "one"\n')
    assert complete(project, words) == expected


def test_completion_of_a_project_with_errors(project):
    project.file("pyproject.toml", "[tool.claimed]\nnonsense = 1\n")
    assert [complete(project, words) for words in ("verify ", "graph ")] == [set(), set()]
    # files, which the shell knows
    assert complete(project, "run ") == {""}


def complete(project, words):
    """What bash gets, without the kind of each word."""
    typed = ["hatch-claimed", *words.split()]
    said = project.run(
        "hatch-claimed",
        COMP_WORDS=f"hatch-claimed {words}",
        COMP_CWORD=str(len(typed) - (not words.endswith(" "))),
        _HATCH_CLAIMED_COMPLETE="bash_complete",
    )
    return {line.partition(",")[2] for line in said.splitlines() if line}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_of_completion(project, shell):
    script = project.run("hatch-claimed", "completion", shell)
    assert "_HATCH_CLAIMED_COMPLETE" in script
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script, text=True, check=True)


def test_bash_completes_with_the_script(project):
    script = project.run("hatch-claimed", "completion", "bash")
    lines = f"""{script}
COMP_WORDS=(hatch-claimed verify o); COMP_CWORD=2
_hatch_claimed_completion hatch-claimed verify o
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    said = subprocess.run(
        ["bash", "--norc", "-c", lines], cwd=project.root, env=project.environment, capture_output=True, text=True
    )
    assert said.stdout == "one\n", said.stderr


def test_ctrl_c_ends_with_its_own_code(project):
    code = "import os, signal, click\nfrom hatch_claimed.cli import main as m\nfrom hatch_claimed.cli.main import cli\n"
    code += "cli.add_command(click.Command('wait', callback=lambda: os.kill(os.getpid(), signal.SIGINT)))\n"
    code += "import sys; sys.argv[1:] = ['wait']; m()"
    assert project.run(sys.executable, "-c", code, status=130).strip() == "ended by Ctrl-C"


def test_commands_are_told_quoted_and_without_logins():
    from hatch_claimed.system.command import run, telling

    told = []
    with telling(told.append):
        run(["true", "a b", "https://me:secret@example.com/x"])
        run(["true"], echo=lambda text: None)
    run(["true"])
    assert told == ["+ true 'a b' 'https://****@example.com/x'"]

"""A language that is only registered is listed, checked and rendered, and refused where it lacks something."""

import csv
import io
import json
import re
import tarfile
from pathlib import PurePosixPath

import pytest
import yaml
from click.testing import CliRunner

from hatch_claimed.adopt.detection import detect
from hatch_claimed.cli.main import cli
from hatch_claimed.errors import EngineError
from hatch_claimed.languages import registry
from hatch_claimed.languages.language import Language
from hatch_claimed.lock.requirements import project_requirements
from hatch_claimed.model import File, Finding, Interface, Parameter, Program, Requirement
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.planning.plan import plan
from hatch_claimed.planning.project import project_settings
from hatch_claimed.running.process import process
from hatch_claimed.site.component import SiteContext, component_page
from hatch_claimed.sources.reader import ReadResult, ScriptDetails, ScriptText
from hatch_claimed.system.tree import Tree

SCRIPT = """\
# Count the rows of a table.
using CSV
# how many rows are skipped
skip = get(ENV, "skip", "1")
table = ENV["table"]
"""
SETTINGS = '[project]\nname = "p"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "r.example.com/t"\ninclude = ["operators/*"]\n'
_READ = re.compile(r'get\(ENV, "(?P<name>\w+)", "(?P<default>[^"]*)"\)|ENV\["(?P<required>\w+)"\]')
_ADD = re.compile(r'Pkg\.add\("(\w+)"\)')


class JuliaReader:
    def read(self, source):
        lines = source.content.decode().splitlines()
        if lines == ["end"]:
            wrong = Finding(code="CLM010", severity="error", message="no", remedy="mend", path=str(source.path), line=1)
            return ReadResult(None, (wrong,))
        interface = Interface(
            description=lines[0].removeprefix("# "),
            parameters=tuple(_parameters(lines)),
            outputs=(),
            requirements=tuple(
                Requirement(arguments=(match[1],), line=number)
                for number, line in enumerate(lines, 1)
                for match in _ADD.finditer(line)
            ),
            system_packages=(),
            program=Program(filename=source.path.name, content=source.content),
        )
        comments = tuple(ScriptText(line, number, 1) for number, line in enumerate(lines, 1) if line.startswith("#"))
        return ReadResult(interface, (), ScriptDetails(comments=comments))


def _parameters(lines):
    for number, line in enumerate(lines, 1):
        for match in _READ.finditer(line):
            before = lines[number - 2]
            yield Parameter(
                name=match["name"] or match["required"],
                type="String",
                default=match["default"],
                required=match["default"] is None,
                description=before.removeprefix("# ") if before.startswith("# ") else None,
                line=number,
            )


def _packages_step(operator, lock, *, bytecode):
    names = " ".join(name for line in operator.requirements for name in line.arguments)
    return (File(path=PurePosixPath("install.sh"), content=f"add {names}\n".encode()),) if names else ()


@pytest.fixture(autouse=True)
def julia(monkeypatch, tmp_path):
    """Nothing but the registry hears of it."""
    launcher = tmp_path / "launcher"
    launcher.mkdir()
    (launcher / "run").write_text("#!/bin/sh\nexec julia /opt/claimed/app/*.jl\n")
    workdir = PurePosixPath("/home/julia")
    made = Language(
        kind="julia",
        label="Julia",
        noun="Julia script",
        suffixes=(".jl",),
        fence="julia",
        has_cells=False,
        is_python=False,
        extra=None,
        reader=JuliaReader,
        sourced=None,
        sign=None,
        remedy="Begin the script with a comment.",
        getting=lambda name: f'ENV["{name}"]',
        setting=lambda name, text: f'ENV["{name}"] = "{text}"',
        installing=lambda names: f"Pkg.add({', '.join(names) or '…'})",
        installed=lambda requirement: f"Pkg.add({requirement.arguments[0]})",
        base_key=None,
        default_base=lambda _: "docker.io/library/julia:1.12",
        is_bare_base=lambda base: "julia" in base,
        workdir=workdir,
        folders=(workdir,),
        launcher=launcher,
        command_variables=(),
        keeps_line_ends=True,
        packages=None,
        index="the registry of Julia",
        packages_step=_packages_step,
        environment=None,
    )
    monkeypatch.setattr(registry, "LANGUAGES", (*registry.LANGUAGES, made))
    return made


@pytest.fixture
def root(tmp_path):
    """A project with one script of Julia."""
    root = tmp_path / "project"
    write(root, "pyproject.toml", SETTINGS)
    write(root, "operators/count.jl", SCRIPT)
    return root


def write(root, name, text):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def planned(root):
    settings, findings = project_settings(root)
    return plan(settings, Tree(root), PurePosixPath("dist/claimed"), findings)


def files_of(root):
    made = planned(root)
    assert made.errors == ()
    return {str(file.path): file.content for file in made.files}


def found(root):
    settings, findings = project_settings(root)
    return {(one.code, one.path, one.line): one for one in inspect(settings, Tree(root), findings).findings}


def call(root, *words):
    done = CliRunner().invoke(cli, ["-C", str(root), *words])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_it_is_listed(root):
    done = call(root, "list")
    assert done.exit_code == 0
    assert "count  (Julia, operators/count.jl)\n  Count the rows of a table.\n" in done.output
    assert "--skip       String = '1'" in done.output
    assert "--table      String, required" in done.output
    (operator,) = json.loads(call(root, "list", "--format", "json").output)["operators"]
    assert (operator["kind"], operator["path"]) == ("julia", "operators/count.jl")


def test_it_is_checked(root):
    assert ("CLM021", "operators/count.jl", 5) not in found(root)
    done = call(root, "check")
    assert "operators/count.jl:5" in done.output
    assert "the parameter 'table' has no description" in done.output
    write(root, "operators/count.jl", "end\n")
    assert "operators/count.jl:1: error CLM010: no" in call(root, "check").output


def test_rules_speak_its_words(root):
    write(root, "operators/count.jl", 'get(ENV, "password", "Blue7Sparrow")\n# conda install julia-csv\n')
    said = {one.code: one.remedy for one in found(root).values()}
    assert said["CLM061"].startswith('Write `ENV["password"]`')
    assert "Write `Pkg.add(julia-csv)` for what the registry of Julia has" in "".join(said.values())
    write(root, "operators/count.jl", "# count\n")
    assert "Begin the script with a comment." in {one.remedy for one in found(root).values()}


def test_it_is_rendered(root, julia):
    files = files_of(root)
    assert {"count/count.yaml", "count/count.job.yaml", "count/count.cwl"} <= set(files)
    dockerfile = files["count/context/Dockerfile"].decode()
    assert "FROM docker.io/library/julia:1.12\n" in dockerfile
    assert "ENV HOME=/home/julia\nWORKDIR /home/julia\n" in dockerfile
    for name in ("count/count.yaml", "count/count.job.yaml", "count/count.cwl"):
        assert "r.example.com/t/claimed-count:1.0" in str(yaml.safe_load(files[name]))
    launcher = archive(files["count/context/launcher.tar"])
    assert launcher["opt/claimed/run"] == (julia.launcher / "run").read_bytes()
    app = archive(files["count/context/app.tar"])
    assert app["opt/claimed/app/operators/count.jl"] == SCRIPT.encode()
    assert "home/julia/operators/count.jl" in app
    rows = list(csv.DictReader(io.StringIO(app["opt/claimed/interface.csv"].decode())))
    assert [(row["role"], row["name"], row["type"]) for row in rows][:3] == [
        ("script", "count.jl", "julia"),
        ("parameter", "skip", "String"),
        ("parameter", "table", "String"),
    ]
    assert not any("packages" in name for name in files)


def archive(content):
    with tarfile.open(fileobj=io.BytesIO(content)) as opened:
        return {one.name: opened.extractfile(one).read() if one.isreg() else None for one in opened}


def test_its_packages_are_installed_and_shown(root):
    write(root, "operators/count.jl", f'{SCRIPT}Pkg.add("CSV")\n')
    assert files_of(root)["count/context/packages/install.sh"] == b"add CSV\n"
    (operator,) = planned(root).project.operators
    page = component_page(operator, SiteContext(planned(root).project, {}, ())).content.decode()
    assert "Pkg.add(CSV)" in page
    assert "Julia" in page
    assert "/home/julia/data" in page


def test_its_packages_cannot_be_locked(root):
    assert project_requirements(planned(root).project).findings == ()
    write(root, "operators/count.jl", f'{SCRIPT}Pkg.add("CSV")\n')
    (finding,) = project_requirements(planned(root).project).findings
    assert (finding.code, finding.path, finding.line) == ("CLM083", "operators/count.jl", 6)
    assert finding.message == "count installs from the registry of Julia, which no lock can hold"


def test_it_does_not_run_without_its_image(root):
    (operator,) = planned(root).project.operators
    with pytest.raises(EngineError, match=r"count\.jl is a Julia script, which runs in its image only: take --engine"):
        process(operator, {}, None)


def test_its_functions_cannot_be_wrapped_and_scripts_can(root):
    write(root, "pyproject.toml", f'{SETTINGS}[tool.claimed.grid-wrappers.count]\nprocess = "main"\n')
    wrong = next(one for (code, _, _), one in found(root).items() if code == "CLM070")
    assert wrong.message.endswith("wraps operators/count.jl, and functions of Julia scripts cannot be called")
    bound = 'parameters = { table = "data/{batch}" }\n'
    write(root, "pyproject.toml", f"{SETTINGS}[tool.claimed.grid-wrappers.count]\n{bound}")
    files = files_of(root)
    assert (
        json.loads(archive(files["gw-count/context/app.tar"])["opt/claimed/grid.json"])["operator"]["kind"] == "julia"
    )
    both = archive(files["gw-count/context/launcher.tar"])
    assert both["opt/claimed/operator/run"].startswith(b"#!/bin/sh\nexec julia")
    assert "opt/claimed/claimed_launcher/__init__.py" in both
    # the coordinator is Python, which this base image lacks
    assert b"python3" in files["gw-count/context/coordinator/install.sh"]


def test_it_is_found_in_a_repository(root):
    assert [(one.name, one.kind) for one in detect(Tree(root), {}).operators] == [("count", "julia")]


def test_a_manifest_that_selects_nothing_names_it(tmp_path):
    write(tmp_path / "empty", "pyproject.toml", SETTINGS.replace("operators/*", "operators/*.csv"))
    write(tmp_path / "empty", "operators/a.csv", "")
    messages = [one.message for one in found(tmp_path / "empty").values()]
    assert any(re.search("Python script, notebook, .* or Julia script$", one) for one in messages)

"""What errors are about, and what is left of a project without what they break."""

import pytest

from hatch_claimed.building.build import BuildRequest, load
from hatch_claimed.errors import FindingsError
from hatch_claimed.model import Broken, Finding, Subject, united
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.planning.project import project_settings
from hatch_claimed.system.tree import Tree

FINE = '"""Counts."""\nimport os\n# The number.\nn = int(os.getenv("n", 3))\n'
BAD_NAME = '"""Counts."""\nimport os\nn = int(os.getenv("my key", 3))\n'
UNREADABLE = "def broken(:\n"
PROJECT = '[project]\nname = "case"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n'


@pytest.fixture
def planned(tmp_path):
    def plan(scripts, tables="", files=()):
        (tmp_path / "operators").mkdir()
        (tmp_path / "pyproject.toml").write_text(PROJECT + tables)
        for name, text in {**scripts, **dict(files)}.items():
            path = tmp_path / "operators" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return load(BuildRequest(root=tmp_path, directory=tmp_path / "dist"))

    return plan


def names(plan):
    """What is right, and what is broken."""
    project = plan.project
    right = [one.name for one in (*project.components, *project.workflows)]
    return right, [one.name for one in project.broken]


@pytest.mark.parametrize("script", [BAD_NAME, UNREADABLE, "# pip install -r none.txt\n"])
def test_an_error_of_a_script_breaks_only_that_one(planned, script):
    plan = planned({"fine.py": FINE, "bad.py": script})
    assert names(plan) == (["fine"], ["bad"])
    (broken,) = plan.project.broken
    assert (broken.kind, broken.paths, broken.needs) == ("operator", ("operators/bad.py",), ())
    assert broken.findings == plan.errors
    assert {file.path.parts[0] for file in plan.files} == {"fine", "catalog.json", "docker-bake.json"}
    assert not [file for file in plan.files if "bad" in str(file.path)]
    assert set(plan.hashes) == {"fine"}
    assert plan.without_project_errors() is plan
    with pytest.raises(FindingsError):
        plan.without_errors()


def test_a_file_that_two_scripts_need_breaks_both(planned):
    script = '"""Counts."""\n# pip install -r operators/shared.txt\n'
    plan = planned({"fine.py": FINE, "one.py": script, "two.py": script}, files={"shared.txt": "-e ./here\n"}.items())
    assert names(plan) == (["fine"], ["one", "two"])
    assert len(plan.errors) == 1


TABLES = {
    "an unknown key": '[tool.claimed.operators.bad]\nfile = ["x"]\n',
    "a wrong type": "[tool.claimed.operators.bad]\nfiles = 3\n",
    "no table": '[tool.claimed.operators]\nbad = "x"\n',
    "a pattern without files": '[tool.claimed.operators.bad]\nfiles = ["none/*"]\n',
    "a secret that nobody reads": '[tool.claimed.operators.bad.secrets.none]\nname = "s"\n',
    "a table that means it": "[tool.claimed.operators.badd]\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_an_error_of_a_table_breaks_only_its_operator(planned, table):
    right, broken = names(planned({"fine.py": FINE, "bad.py": FINE}, table))
    assert (right, "bad" in broken) == (["fine"], True)


def test_a_table_of_nobody_does_not_vanish(planned):
    plan = planned({"fine.py": FINE}, "[tool.claimed.operators.elsewhere]\n")
    assert names(plan) == (["fine"], ["elsewhere"])
    assert plan.project.broken[0].paths == ("pyproject.toml",)


def test_two_scripts_with_one_name_are_both_broken(planned):
    plan = planned({"fine.py": FINE, "a_task.py": FINE, "a-task.py": FINE})
    assert names(plan) == (["fine"], ["a-task"])
    assert plan.project.broken[0].paths == ("operators/a-task.py", "operators/a_task.py")


@pytest.mark.parametrize("name", ["+.py", f"{'x' * 64}.py"])
def test_an_illegal_name(planned, name):
    plan = planned({"fine.py": FINE, name: FINE})
    assert names(plan)[0] == ["fine"]
    assert [one.paths for one in plan.project.broken] == [(f"operators/{name}",)]


GRID = '[tool.claimed.grid-wrappers.{}]\nparameters = {{ n = "{{batch}}" }}\n'


@pytest.mark.parametrize("script", [BAD_NAME, UNREADABLE])
def test_a_grid_wrapper_is_broken_with_its_operator(planned, script):
    plan = planned({"fine.py": FINE, "bad.py": script}, GRID.format("fine") + GRID.format("bad"))
    assert names(plan) == (["fine", "gw-fine"], ["bad", "gw-bad"])
    wrapper = plan.project.broken[1]
    assert (wrapper.kind, wrapper.needs) == ("grid wrapper", ("bad",))


WRAPPERS = {
    "its table": '[tool.claimed.grid-wrappers.bad]\nparameters = { none = "{batch}" }\n',
    "an unknown key": '[tool.claimed.grid-wrappers.bad]\nparameters = { n = "{batch}" }\nfile = 1\n',
    "a function that is missing": "[tool.claimed.grid-wrappers.bad]\n",
    "the same by another name": '[tool.claimed.grid-wrappers.other]\noperator = "bad"\n',
}


@pytest.mark.parametrize("table", WRAPPERS.values(), ids=list(WRAPPERS))
def test_an_error_of_a_grid_wrapper_leaves_its_operator(planned, table):
    plan = planned({"fine.py": FINE, "bad.py": FINE}, table)
    assert names(plan) == (["bad", "fine"], ["gw-bad"])
    assert plan.project.broken[0].findings == plan.errors


def flow(name, *steps, more=""):
    tables = "".join(f'[tool.claimed.workflows.{name}.steps.{one}]\noperator = "{one}"\n' for one in steps)
    return f"{tables}{more}"


@pytest.mark.parametrize("script", [BAD_NAME, UNREADABLE])
def test_a_workflow_is_broken_with_what_it_runs(planned, script):
    tables = GRID.format("bad") + flow("good", "fine") + flow("direct", "fine", "bad") + flow("far", "gw-bad")
    plan = planned({"fine.py": FINE, "bad.py": script}, tables)
    assert names(plan) == (["fine", "good"], ["bad", "gw-bad", "direct", "far"])
    assert {one.name: (one.needs, one.paths) for one in plan.project.broken if one.kind == "workflow"} == {
        "direct": (("bad",), ("pyproject.toml",)),
        "far": (("gw-bad",), ("pyproject.toml",)),
    }


def test_an_error_of_a_workflow_breaks_nothing_else(planned):
    plan = planned({"fine.py": FINE}, flow("good", "fine") + flow("bad", "nobody"))
    assert names(plan) == (["fine", "good"], ["bad"])


PROJECT_WIDE = {
    "an unknown key": "nothing = 1\n",
    "a setting of all": "[tool.claimed.secrets.none]\nname = 's'\n",
    "an include without files": 'include = ["operators/*.py", "none/*.py"]\n',
}


@pytest.mark.parametrize("settings", PROJECT_WIDE.values(), ids=list(PROJECT_WIDE))
def test_an_error_of_the_project_stops_everything(planned, settings):
    plan = planned({"fine.py": FINE, "bad.py": BAD_NAME}, settings)
    assert plan.files == ()
    with pytest.raises(FindingsError) as stopped:
        plan.without_project_errors()
    assert set(plan.errors) <= set(stopped.value.findings)


def test_a_lock_that_cannot_be_read_is_an_error_of_the_project(planned, tmp_path):
    (tmp_path / "claimed.lock").write_text("version = ?")
    with pytest.raises(FindingsError, match=r"claimed\.lock"):
        planned({"fine.py": FINE}).without_project_errors()


def test_what_is_remembered_is_about_the_same(planned, tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMED_CACHE_DIR", str(tmp_path / "cache"))
    tables = GRID.format("fine") + "[tool.claimed.grid-wrappers.good]\n"
    first = planned({"fine.py": FINE, "good.py": FINE, "bad.py": BAD_NAME}, tables)
    again = load(BuildRequest(root=tmp_path, directory=tmp_path / "dist"))
    assert again == first
    assert names(again) == (["fine", "good", "gw-fine"], ["bad", "gw-good"])
    settings, known = project_settings(tmp_path)
    assert inspect(settings, Tree(tmp_path), known).broken == first.project.broken


def test_findings_are_united():
    one = Finding(code="CLM001", severity="error", message="m", remedy="r", path="p")
    first, second = one.on(Subject.operator("a")), one.on(Subject.operator("b"))
    (both,) = united([first, second, first])
    assert both == one
    assert both.about == {Subject.operator("a"), Subject.operator("b")}
    assert Broken(name="a", kind="operator", paths=("a.py",)).needs == ()


KEPT = '[tool.claimed.secrets.{}]\nname = "s"\n'
EXCLUDED = {
    "its table": '[tool.claimed.operators.out]\nfiles = ["none/*"]\n',
    "the table of its script": '[tool.claimed.operators."operators/out.py"]\nname = "other"\n',
    "its grid wrapper": GRID.format("out"),
    "its grid wrapper by another name": '[tool.claimed.grid-wrappers.many]\noperator = "out"\n',
    "a secret that it reads": KEPT.format("password"),
}


@pytest.mark.parametrize("table", EXCLUDED.values(), ids=list(EXCLUDED))
def test_what_is_said_of_an_excluded_operator_waits_for_it(planned, table):
    script = FINE + 'password = os.environ["password"]\n'
    plan = planned({"fine.py": FINE, "out.py": script}, 'exclude = ["operators/out.py"]\n' + table)
    assert (plan.errors, names(plan)) == ((), (["fine"], []))


@pytest.mark.parametrize("step", ["out", "gw-out"])
def test_a_workflow_that_runs_an_excluded_operator_is_told_so(planned, step):
    tables = 'exclude = ["operators/out.py"]\n' + GRID.format("out") + flow("bad", step)
    (error,) = planned({"fine.py": FINE, "out.py": FINE}, tables).errors
    assert error.code == "CLM100"
    assert error.message.endswith(f"runs {step!r}, which `exclude` leaves out")


def test_an_include_of_excluded_scripts_alone(planned):
    settings = 'include = ["operators/*.py", "operators/old/*.py"]\nexclude = ["operators/old/*"]\n'
    assert names(planned({"fine.py": FINE, "old/gone.py": FINE}, settings)) == (["fine"], [])

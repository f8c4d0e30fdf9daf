from dataclasses import dataclass, field, replace

import pytest
from sample_locks import BASE, R_BASE, FakeConfig, digest, operator, project, wrapper

from hatch_claimed.lock.changes import changes
from hatch_claimed.lock.compare import missing, stale
from hatch_claimed.lock.document import read, write
from hatch_claimed.lock.model import RPackages, SystemPackage
from hatch_claimed.lock.resolve import make
from hatch_claimed.lock.tools import NoShellError, ProbeError, Upgrade
from hatch_claimed.model import Requirement

BOTH = ("linux/amd64", "linux/arm64")


def locked(asked, tools, old=None, **upgrade):
    outcome = make(asked, old, Upgrade(**upgrade), tools)
    assert outcome.lock is not None, outcome.findings
    lock, findings = read(write(outcome.lock))
    assert findings == ()
    assert stale(asked, lock) == ()
    return lock


def versions(lock, name, platform="linux/amd64"):
    return {package.name: package.version for package in lock.environment(name, platform).packages}


@dataclass
class FakeEngine:
    python_there: str | None = None
    packages: tuple = ()
    error: str = ""
    asked: list = field(default_factory=list)
    has_shell: bool = True

    def python(self, reference, platform, words=()):
        self.asked.append((reference, platform, words))
        if not self.has_shell:
            message = "no shell"
            raise NoShellError(message)
        return self.python_there

    def system(self, reference, platform, manager, lines):
        self.asked.append((reference, platform, manager, lines))
        if self.error:
            raise ProbeError(self.error)
        return self.packages


def test_operators_with_the_same_requirements_share_an_environment(tools):
    lock = locked(project(operator("a", "numpy"), operator("b", "pandas"), operator("c", "numpy -U")), tools)
    assert [one.operators for one in lock.environments] == [("a", "c"), ("b",)]
    assert len([question for question in tools.compile.asked if question.requirements == ("numpy",)]) == 1


def test_two_platforms_are_two_environments(tools):
    lock = locked(project(operator("a", "numpy", platforms=BOTH)), tools)
    assert [(one.platform, one.packages[0].hashes) for one in lock.environments] == [
        ("linux/amd64", (digest("numpy-2.2.6-x86_64-manylinux_2_28"),)),
        ("linux/arm64", (digest("numpy-2.2.6-aarch64-manylinux_2_28"),)),
    ]
    assert [wheels.target for wheels in lock.installer.wheels] == ["aarch64-manylinux_2_28", "x86_64-manylinux_2_28"]
    assert lock.base(BASE).platforms == {
        "linux/amd64": digest(f"{digest('base')}-linux/amd64"),
        "linux/arm64": digest(f"{digest('base')}-linux/arm64"),
    }


def test_nothing_changes_and_nobody_is_asked_when_the_project_stays(tools):
    asked = project(operator("a", "numpy"), operator("b", "pandas", platforms=BOTH))
    lock = locked(asked, tools)
    tools.compile.asked.clear()
    tools.registry.asked.clear()
    tools.registry.tags[BASE] = digest("moved")
    tools.compile.newest["numpy"] = ["3"]
    again = locked(asked, replace(tools, uv="1.0"), lock)
    assert write(again) == write(lock)
    assert (tools.compile.asked, tools.registry.asked) == ([], [])
    assert changes(lock, again) == ()


def test_a_changed_requirement_changes_only_its_operators(tools):
    lock = locked(project(operator("a", "numpy"), operator("b", "numpy pandas")), tools)
    tools.compile.newest.update(numpy=["2.2.6", "3"], pandas=["2.0", "2.3", "4"])
    again = locked(project(operator("a", "numpy"), operator("b", "numpy pandas==2.0")), tools, lock)
    assert (versions(again, "a"), versions(again, "b")) == ({"numpy": "2.2.6"}, {"numpy": "2.2.6", "pandas": "2.0"})
    assert changes(lock, again) == ("pandas 2.3 -> 2.0 (linux/amd64: b)",)
    before, after = write(lock).splitlines(), write(again).splitlines()
    pandas = digest("pandas-2.0-x86_64-manylinux_2_28")
    assert [line for line in after if line not in before and not line.startswith(("id =", "made-from ="))] == [
        '    "numpy pandas==2.0",',
        'version = "2.0"',
        f'    "{pandas}",',
    ]


def test_one_package_is_upgraded_wherever_it_is(tools):
    asked = project(operator("a", "numpy"), operator("b", "numpy pandas"), operator("c", "pandas"))
    lock = locked(asked, tools)
    tools.compile.newest.update(numpy=["2.2.6", "3"], pandas=["2.3", "4"])
    tools.compile.asked.clear()
    again = locked(asked, tools, lock, packages=("NumPy",))
    assert versions(again, "b") == {"numpy": "2.2.6", "pandas": "2.3"}  # the fake knows no other spelling
    again = locked(asked, tools, lock, packages=("numpy",))
    assert changes(lock, again) == ("numpy 2.2.6 -> 3 (linux/amd64: a, b)",)
    assert all("numpy" in question.requirements[0] for question in tools.compile.asked)


def test_an_upgrade_of_everything_takes_bases_uv_and_the_snapshot_too(tools):
    r = operator("r", Requirement(arguments=("x",), line=2), kind="r", base=R_BASE)
    asked = project(operator("a", "numpy"), r)
    lock = locked(asked, tools)
    tools.registry.tags[BASE] = digest("moved")
    tools.compile.newest.update(numpy=["3"], uv=["0.9", "1.0"])
    newer = replace(tools, uv="1.0", today=tools.today.replace(day=10))
    assert changes(lock, locked(asked, newer, lock, everything=True)) == (
        f"{BASE} {digest('base')[:19]} -> {digest('moved')[:19]}",
        "uv 0.9 -> 1.0",
        "numpy 2.2.6 -> 3 (linux/amd64: a)",
        "x from https://packagemanager.posit.co/cran/2026-03-01 -> from https://packagemanager.posit.co/cran/2026-03-09 (r)",
    )


def test_an_operator_and_a_platform_come_and_go(tools):
    lock = locked(project(operator("a", "numpy")), tools)
    again = locked(project(operator("a", "numpy", platforms=BOTH), operator("b", "numpy")), tools, lock)
    assert changes(lock, again) == ("+ numpy 2.2.6 (linux/amd64: b; linux/arm64: a)",)
    assert changes(again, locked(project(operator("b", "pandas")), tools, again)) == (
        "- numpy 2.2.6 (linux/amd64: a, b; linux/arm64: a)",
        "+ pandas 2.3 (linux/amd64: b)",
    )


def test_what_uv_refuses_is_told_at_its_line_for_every_operator(tools):
    asked = project(operator("a", "six", "numpy==99"), operator("b", "pandas"), operator("c", "six", "numpy==99"))
    outcome = make(asked, None, Upgrade(), tools)
    assert outcome.lock is None
    assert [(one.path, one.line, one.message) for one in outcome.findings] == [
        ("operators/a.py", 11, "a requires `numpy==99`, which cannot be locked for Python 3.12, linux/amd64"),
        ("operators/c.py", 11, "c requires `numpy==99`, which cannot be locked for Python 3.12, linux/amd64"),
    ]
    assert outcome.findings[0].remedy == (
        "Write versions that exist and fit each other, then run `hatch-claimed lock` again. uv says:\n"
        "    error: No solution found\n"
        "      cause: there is no version of numpy==99 and you require numpy==99"
    )


def test_a_base_that_is_missing_is_told_at_the_operator(tools):
    (finding,) = make(project(operator("a", base="x/none:1")), None, Upgrade(), tools).findings
    assert (finding.code, finding.path, finding.message) == (
        "CLM083",
        "operators/a.py",
        "a starts from x/none:1, and there is no image x/none:1",
    )
    assert finding.remedy == (
        "Check `base-image`, and log in where it needs that.\n"
        "Or name another `base-image`, such as a mirror of this one in your network. "
        "`hatch-claimed run a --engine process` needs none."
    )


def test_a_base_without_a_platform_is_told_at_the_operator(tools):
    (finding,) = make(project(operator("a", platforms=("linux/s390x",))), None, Upgrade(), tools).findings
    assert finding.message == f"a starts from {BASE}, which is not there for linux/s390x"


@pytest.mark.parametrize(("engine", "python"), [(FakeEngine("3.11.4"), "3.11"), (FakeEngine(None), None), (None, None)])
def test_a_base_that_does_not_say_its_python_is_run(tools, engine, python):
    asked = project(operator("a", "numpy", base=R_BASE))
    outcome = make(asked, None, Upgrade(), replace(tools, engine=engine))
    if python:
        assert outcome.lock.base(R_BASE).python == python
    else:
        (finding,) = outcome.findings
        assert finding.message == f"a starts from {R_BASE}, which does not say what Python it brings"


def test_system_packages_have_the_versions_that_the_base_tells(tools):
    engine = FakeEngine(packages=(SystemPackage(name="git", version="1:2"), SystemPackage(name="perl", version="5")))
    asked = project(operator("a", system=["apt update", "apt install git"]), operator("b", system=["apt install git"]))
    lock = locked(asked, replace(tools, engine=engine), None)
    assert [(one.operators, one.lines, one.packages) for one in lock.system] == [
        (("a",), ("update", "install git"), engine.packages),
        (("b",), ("install git",), engine.packages),
    ]
    assert engine.asked[0] == (
        f"registry.example.com/python:3.12@{digest('base')}",
        "linux/amd64",
        "apt",
        ("update", "install git"),
    )
    engine.asked.clear()
    assert write(locked(asked, tools, lock)) == write(lock)
    assert engine.asked == []


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        (None, "no Docker engine runs"),
        (FakeEngine(error="E: Unable to locate package git"), "E: Unable to locate package git"),
    ],
)
def test_system_packages_without_versions_are_told(tools, engine, said):
    asked = project(operator("a", system=["apt install -q git less"]))
    outcome = make(asked, None, Upgrade(), replace(tools, engine=engine))
    (system,) = outcome.lock.system
    assert system.packages == (SystemPackage(name="git"), SystemPackage(name="less"))
    (finding,) = outcome.findings
    assert (finding.code, finding.severity, finding.line) == ("CLM083", "warning", 5)
    assert finding.message == f"a is locked without the versions of its apt packages: {said}"


def test_the_coordinator_of_an_r_script_has_the_python_of_its_system(tools):
    r = operator("r", kind="r", base=R_BASE)
    engine = FakeEngine(packages=(SystemPackage(name="python3", version="3.13.5-1"),))
    lock = locked(project(r, wrappers=(wrapper(r),)), replace(tools, engine=engine))
    assert lock.environment("gw-r", "linux/amd64").python == "3.13"
    assert [one.lines for one in lock.system_of("gw-r", "linux/amd64")] == [("install python3 python3-pip",)]
    assert lock.environment("r", "linux/amd64") is None


def test_a_coordinator_shares_what_its_operator_has(tools):
    one = operator("a", "boto3>=1.35.70")
    lock = locked(project(one, wrappers=(wrapper(one),)), tools)
    assert [each.operators for each in lock.environments] == [("a", "gw-a")]


def test_r_packages_keep_their_snapshot_and_their_own_repository(tools):
    def r(*more):
        own = Requirement(arguments=("own",), line=4, repository="https://r.example.com")
        return operator("r", own, *(Requirement(arguments=(name,), line=5) for name in more), kind="r", base=R_BASE)

    lock = locked(project(r("x")), tools)
    snapshot = "https://packagemanager.posit.co/cran/2026-03-01"
    own = RPackages(repository="https://r.example.com", operators=("r",), packages=("own",))
    assert lock.r == (RPackages(repository=snapshot, operators=("r",), packages=("x",)), own)
    again = locked(project(r("x", "y")), replace(tools, today=tools.today.replace(day=20)), lock)
    assert again.r == (RPackages(repository=snapshot, operators=("r",), packages=("x", "y")), own)


def test_a_project_that_installs_nothing_still_has_its_base(tools):
    lock = locked(project(operator("a")), tools)
    assert (lock.base(BASE).pinned, lock.base(BASE).python, lock.installer) == (f"{BASE}@{digest('base')}", None, None)


def _stale(before, after, tools):
    return [(one.path, one.line, one.message) for one in stale(after, locked(before, tools))]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (
            operator("a", "six", "numpy==2.2.5"),
            operator("a", "six", "numpy==2.2.6"),
            [("operators/a.py", 11, "a requires `numpy==2.2.6`, and claimed.lock was made from `numpy==2.2.5` here")],
        ),
        (
            operator("a", "six"),
            operator("a", "six", "numpy"),
            [("operators/a.py", 11, "a requires `numpy`, and claimed.lock was made from nothing here")],
        ),
        (
            operator("a", "six", "numpy"),
            operator("a", "numpy"),
            [("operators/a.py", None, "a no longer requires `six`, which claimed.lock was made from")],
        ),
        (
            operator("a", "six"),
            operator("a"),
            [("claimed.lock", None, "holds Python packages for linux/amd64 of a, which the project does not require")],
        ),
        (
            operator("a"),
            operator("a", "six"),
            [("operators/a.py", 10, "a installs `six`, and claimed.lock has nothing of this operator")],
        ),
        (
            operator("a", "six"),
            operator("a", "six", platforms=BOTH),
            [
                ("operators/a.py", None, f"a is built for linux/arm64, and claimed.lock has {BASE} only for others"),
                ("operators/a.py", 10, "a installs `six`, and claimed.lock has nothing of it for linux/arm64"),
            ],
        ),
        (
            operator("a", "six"),
            operator("a", "six", base="x/y:1"),
            [("operators/a.py", None, "a starts from x/y:1, and claimed.lock has no such base image")],
        ),
        (
            operator("a", "six", "-r r.txt", files=[("r.txt", "x")]),
            operator("a", "six", "-r r.txt", files=[("r.txt", "y")]),
            [("operators/a.py", 11, "a installs from r.txt, which is not what claimed.lock was made from")],
        ),
        (
            operator("a", system=["apt install git"]),
            operator("a", system=["apt install git", "apt install less"]),
            [("operators/a.py", 6, "a requires `install less`, and claimed.lock was made from nothing here")],
        ),
        (
            operator("a"),
            operator("a", system=["dnf install git"]),
            [("operators/a.py", 5, "a installs `dnf install git`, which claimed.lock does not have")],
        ),
        (
            operator("a", Requirement(arguments=("x",), line=2), kind="r", base=R_BASE),
            operator("a", Requirement(arguments=("x", "y"), line=2), kind="r", base=R_BASE),
            [("operators/a.R", 2, "a installs x, y, which claimed.lock was not made from")],
        ),
        (
            operator("a", base=BASE, platforms=BOTH),
            operator("a", base=BASE),
            [("claimed.lock", None, "was made from something else than what the project requires now")],
        ),
    ],
)
def test_a_lock_is_stale_where_the_project_asks_for_something_else(before, after, found, tools):
    assert _stale(project(before), project(after), tools) == found


def test_cells_of_notebooks_are_named(tools):
    before = operator("a", Requirement(arguments=("x",), line=2, cell=3))
    after = operator("a", Requirement(arguments=("y",), line=2, cell=3))
    (finding,) = stale(project(after), locked(project(before), tools), "error")
    assert (finding.code, finding.severity, finding.line, finding.cell) == ("CLM080", "error", 2, 3)
    assert finding.remedy == "Run `hatch-claimed lock` and commit claimed.lock."


def test_each_sharing_operator_is_named(tools):
    lock = locked(project(operator("a", "six"), operator("b", "six")), tools)
    found = stale(project(operator("a", "six"), operator("b", "six>1"), operator("c", "six")), lock)
    assert [one.path for one in found] == ["operators/b.py", "operators/c.py"]


def test_no_lock_is_a_hint():
    assert (missing().code, missing().severity, missing().path) == ("CLM082", "hint", "claimed.lock")


def test_an_entry_point_or_a_shell_may_choose_another_python_than_the_config_says(tools):
    said = {"PYTHON_VERSION": "3.12.7"}
    for config, words in [
        (FakeConfig(said, ("/entry.sh",)), ("/entry.sh", "/bin/sh", "-c")),
        (FakeConfig(said, (), ("bash", "-lc")), ("bash", "-lc")),
        (FakeConfig(said, ("tini", "--"), ("bash", "-lc")), ("tini", "--", "bash", "-lc")),
    ]:
        tools.registry.configs[BASE] = config
        engine = FakeEngine("3.10.1")
        lock = locked(project(operator("a", "numpy")), replace(tools, engine=engine))
        assert (lock.base(BASE).python, engine.asked[0][2]) == ("3.10", words)
        assert locked(project(operator("a", "numpy")), tools).base(BASE).python == "3.12"


@pytest.mark.parametrize("python", ["3.8.20", "2.7.18"])
def test_a_base_whose_python_is_too_old_is_refused(tools, python):
    tools.registry.configs[BASE] = FakeConfig({"PYTHON_VERSION": python})
    outcome = make(project(operator("a", "numpy")), None, Upgrade(), tools)
    (found,) = outcome.findings
    assert outcome.lock is None
    assert (found.code, found.path, found.remedy) == (
        "CLM083",
        "operators/a.py",
        "Choose a `base-image` with Python 3.9 or newer.",
    )
    assert found.message == f"a starts from {BASE}, which has Python {python.rpartition('.')[0]}"


def test_a_base_without_a_shell_is_refused(tools):
    tools.registry.configs[BASE] = FakeConfig({})
    outcome = make(project(operator("a", "numpy")), None, Upgrade(), replace(tools, engine=FakeEngine(has_shell=False)))
    assert [one.message for one in outcome.findings] == [f"a starts from {BASE}, which has no shell"]
    assert "docker.io/library/python:3.12-slim" in outcome.findings[0].remedy

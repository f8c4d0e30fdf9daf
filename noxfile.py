"""The project's chores. `nox -l` lists them; `nox -s tests` runs the tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv|virtualenv"
# where a Python is missing, its sessions are skipped with a word, or fail where all must run
nox.options.download_python = "never"
nox.options.sessions = ["lint", "typing", "tests"]

ROOT = Path(__file__).parent
EXAMPLE = ROOT / "example-project"
PYPROJECT = nox.project.load_toml("pyproject.toml")
GROUPS = PYPROJECT["dependency-groups"]
PYTHONS = nox.project.python_versions(PYPROJECT)

KFP_2 = ["kfp==2.17.0", "kfp-kubernetes==2.17.0", "docker"]
KFP_1 = ["kfp==1.8.22", "setuptools<70"]
CWLTOOL = ["cwltool==3.3.20260925135507"]
TEKTON = ["kfp-tekton==1.9.3", "setuptools<70"]
TOIL = ["toil[cwl]==9.6.0"]
PAPERMILL = ["papermill==2.7.0", "ipykernel==7.4.0"]


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff's rules and format, and the published schema."""
    session.install(*GROUPS["lint"])
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def typing(session: nox.Session) -> None:
    """Mypy, strict."""
    session.install("-e", ".[r]", *GROUPS["typing"])
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Unit tests, sample projects built by real frontends, and artifacts loaded by real clients. Needs no engine."""
    session.install("-e", ".[r]", *GROUPS["test"])
    folders = [f"tests/{name}" for name in ("unit", "packaging", "runtime", "grid", "projects", "clients")]
    folders.append("tests/across/test_parts.py")
    session.run("pytest", "--numprocesses=2", *(session.posargs or folders), env=clients(session))


@nox.session(python=PYTHONS)
def supported(session: nox.Session) -> None:
    """Unit tests with each Python that the classifiers name, and the newest versions of all dependencies.

    The newest Python measures how much of the code they reach.
    """
    session.install("--upgrade", "-e", ".[r,s3,sql]", *GROUPS["test"])
    # from Python 3.12 on, counting lines costs next to nothing
    count = ["--cov", "--cov-report="] if session.python == PYTHONS[-1] and not session.posargs else []
    arguments = session.posargs or ["tests/unit", *count]
    session.run("pytest", "--numprocesses=2", *arguments, env={"COVERAGE_CORE": "sysmon"})


@nox.session(python=PYTHONS)
def lowest(session: nox.Session) -> None:
    """Install the lowest versions of all dependencies, from wheels, and run the unit tests with two of the Pythons."""
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"]
    # kfp demands one version of click, so that its floor and that of click do not fit together
    chosen = [*project["dependencies"], *(one for name in ("r", "s3", "sql") for one in extras[name])]
    session.install("--only-binary=:all:", *floors(chosen))
    # it brings packages of which there is no wheel for any version
    session.install("--dry-run", "--only-binary=:all:", "--no-binary=kfp-server-api", *floors(extras["kfp"]))
    if session.python not in {PYTHONS[0], PYTHONS[-1]}:
        return
    session.install("-e", ".", *GROUPS["test"], *floors(chosen))
    session.run("pytest", "--numprocesses=2", *(session.posargs or ["tests/unit"]))


@nox.session
def engine(session: nox.Session) -> None:
    """Images built, pushed, pulled and run by Docker, Kubeflow's local runner and cwltool. Needs Docker."""
    session.install("-e", ".[r]", *GROUPS["test"])
    # one after the other: Kubeflow's runner stumbles over images that others remove meanwhile
    session.run("pytest", *(session.posargs or ["tests/engine", "tests/across"]), env=clients(session))


@nox.session(name="clients-all")
def clients_all(session: nox.Session) -> None:
    """What all scripts of the tests see, compared between clients; folders of projects may follow. Needs Docker."""
    session.install("-e", ".[r]", *GROUPS["test"])
    projects = os.pathsep.join(str(Path(one).resolve()) for one in session.posargs)
    env = {**clients(session), "CLAIMED_TEST_ACROSS": "all", "CLAIMED_TEST_ACROSS_PROJECTS": projects}
    session.run("pytest", "tests/across", env=env)


@nox.session
def docs(session: nox.Session) -> None:
    """The pages, with all links checked, and each of their commands and examples. The site lies in site/."""
    session.install("-e", ".[r]", *GROUPS["docs"])
    session.run("mkdocs", "build", "--strict", "--clean", env={"NO_MKDOCS_2_WARNING": "1"})
    session.run("pytest", *(session.posargs or ["tests/docs"]))


@nox.session
def generate(session: nox.Session) -> None:
    """Write the reference pages and the JSON Schema, which follow from the code."""
    session.install("-e", ".[r]")
    session.run("python", ".ci/generate.py")


@nox.session
def expectations(session: nox.Session) -> None:
    """Write the whole files that tests expect anew; `git diff` shows what has changed."""
    session.install("-e", ".[r]", *GROUPS["test"])
    folders = [f"tests/{name}" for name in ("unit", "projects", "clients")]
    session.run("pytest", "--numprocesses=2", "--update-expected", *(session.posargs or folders), env=clients(session))


@nox.session
def site(session: nox.Session) -> None:
    """The site of `hatch-claimed catalog` in a browser. Needs Debian's chromium and chromium-driver."""
    session.install("-e", ".[r]", *GROUPS["test"], *GROUPS["site"])
    session.run("pytest", *(session.posargs or ["tests/site"]))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Read and check 100,000 mutated scripts."""
    session.install("-e", ".[r]")
    session.run("python", "tests/fuzz/mutate.py", *(session.posargs or ["--count", "100000"]))


@nox.session
def bench(session: nox.Session) -> None:
    """How long things take, as ratios within one run."""
    session.install("-e", ".[r]")
    for program in sorted((ROOT / "bench").glob("*.py")):
        session.run("python", str(program), *session.posargs)


@nox.session
def example(session: nox.Session) -> None:
    """Build the example project, and run one of its operators: as a process, and with an engine as a container."""
    session.install("build", "hatch", "uv")
    # the version stays while the code changes, and uv would install what it has seen before under that version
    session.run("uv", "cache", "clean", "hatch-claimed", silent=True)
    tmp = Path(session.create_tmp()).resolve()
    folder = tmp / "frontends"
    shutil.rmtree(folder, ignore_errors=True)
    session.run("python", "-m", "build", "--wheel", "--outdir", str(folder), silent=True)
    # until it is published, this project's own wheel is what `requires = ["hatch-claimed"]` finds
    here = {"PIP_FIND_LINKS": str(folder), "UV_FIND_LINKS": str(folder), "HATCH_DATA_DIR": str(folder / "hatch")}
    # nox's own environment is not the one that Hatch installs build requirements into
    here |= {"UV_PYTHON": None, "VIRTUAL_ENV": None}
    session.chdir(EXAMPLE)
    session.run("hatch", "build", env={**here, "CLAIMED_IMAGES": "off"})
    wheel = next(folder.glob("*.whl"))
    session.install(f"hatch-claimed[r] @ {wheel.as_uri()}")
    run_operator(session, tmp, "make-measurements", "--num_values", "5", "--engine", "process")
    if not has_engine():
        session.warn("No Docker engine with buildx here. With one, this builds the images and runs an operator in one:")
        session.warn("start Docker, then call this again, or CLAIMED_IMAGES=build hatch build -t claimed")
        return
    session.run("hatch", "build", "-t", "claimed", env={**here, "CLAIMED_IMAGES": "build"})
    run_operator(session, tmp, "make-measurements", "--num_values", "5", "--engine", "docker")


def clients(session: nox.Session) -> dict[str, str]:
    """Install the clients that load and run artifacts, each in an environment of its own, and say where they are."""
    return {
        "CLAIMED_TEST_KFP2_PYTHON": str(environment(session, "kfp2", KFP_2) / "python"),
        "CLAIMED_TEST_KFP1_PYTHON": str(environment(session, "kfp1", KFP_1) / "python"),
        "CLAIMED_TEST_CWLTOOL": str(environment(session, "cwltool", CWLTOOL) / "cwltool"),
        "CLAIMED_TEST_TEKTON_PYTHON": str(environment(session, "tekton", TEKTON) / "python"),
        "CLAIMED_TEST_TOIL": str(environment(session, "toil", TOIL) / "toil-cwl-runner"),
        "CLAIMED_TEST_PAPERMILL_PYTHON": str(environment(session, "papermill", PAPERMILL) / "python"),
    }


def floors(requirements: list[str]) -> list[str]:
    """The same requirements, each of the lowest version that it allows."""
    return [re.sub(r">=([^,]+).*", r"==\1", requirement) for requirement in requirements]


def uv_program() -> str | None:
    """Where uv is, which nox may have come with."""
    try:
        from uv import find_uv_bin
    except ImportError:
        return shutil.which("uv")
    return str(find_uv_bin())


def environment(session: nox.Session, name: str, packages: list[str]) -> Path:
    """Make a virtual environment with packages, or take the one of last time; the result is its folder of programs."""
    folder = session.cache_dir / "environments" / name
    stamp = folder / "packages.json"
    if not stamp.is_file() or json.loads(stamp.read_text()) != packages:
        shutil.rmtree(folder, ignore_errors=True)
        uv = uv_program()
        if uv:
            session.run(uv, "venv", "--quiet", "--python", str(session.bin) + "/python", str(folder), external=True)
            python = str(folder / "bin" / "python")
            session.run(uv, "pip", "install", "--quiet", "--python", python, *packages, external=True)
        else:
            session.run("python", "-m", "venv", str(folder), silent=True)
            session.run(str(folder / "bin" / "python"), "-m", "pip", "install", "-q", *packages, external=True)
        stamp.write_text(json.dumps(packages))
    return (folder / "bin").resolve()


def run_operator(session: nox.Session, tmp: Path, *arguments: str) -> None:
    """Run an operator of the example project, and tell what it wrote."""
    work = tmp / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    session.run("hatch-claimed", "-C", str(EXAMPLE), "run", *arguments, "--data", str(work))
    for result in sorted(work.iterdir()):
        session.log(f"{result.name}: {len(result.read_text().splitlines())} lines, in {work}")


def has_engine() -> bool:
    """Whether Docker answers and has buildx."""
    commands = (["docker", "version"], ["docker", "buildx", "version"])
    try:
        return all(subprocess.run(command, capture_output=True, check=False).returncode == 0 for command in commands)
    except FileNotFoundError:
        return False

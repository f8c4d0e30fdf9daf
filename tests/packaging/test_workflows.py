"""The project's own workflows and hooks, looked at by the linters of their readers, and held against pyproject.toml."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CI, RELEASE = (
    yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text()) for name in ("ci.yml", "release.yml")
)


def program(name, *arguments):
    done = subprocess.run([PROGRAMS / name, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def supported():
    prefix = "Programming Language :: Python :: 3."
    return [f"3.{text.removeprefix(prefix)}" for text in PYPROJECT["project"]["classifiers"] if text.startswith(prefix)]


def steps(workflow):
    return [(name, step) for name, job in workflow["jobs"].items() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_github_takes_it(path):
    program("actionlint", "-shellcheck=", "-pyflakes=", path)
    program("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_shells_take_its_scripts(path):
    scripts = [step["run"] for _, step in steps(yaml.safe_load(path.read_text())) if "run" in step]
    subprocess.run(["bash", "-n"], input="\n".join(scripts), text=True, check=True)


def test_pre_commit_takes_its_files():
    program("pre-commit", "validate-config", ".pre-commit-config.yaml")
    program("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")


def test_hooks_have_the_versions_of_the_groups():
    [repository] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    wanted = {one for hook in repository["hooks"] for one in hook.get("additional_dependencies", [])}
    groups = PYPROJECT["dependency-groups"]
    assert wanted - {*groups["lint"], *groups["test"]} == set()


def test_every_supported_python_is_tested_before_a_release():
    assert supported() == ["3.11", "3.12", "3.13"]
    assert PYPROJECT["project"]["requires-python"] == f">={supported()[0]}"
    assert PYPROJECT["tool"]["ruff"]["target-version"] == f"py{supported()[0].replace('.', '')}"
    assert CI["jobs"]["supported"]["strategy"]["matrix"]["python"] == supported()
    assert RELEASE["jobs"]["test"]["strategy"]["matrix"]["python"] == supported()


def test_sessions_that_are_called_exist():
    tree = ast.parse((ROOT / "noxfile.py").read_text())
    known = {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.decorator_list}
    sessions = set(CI["jobs"]["chores"]["strategy"]["matrix"]["session"])
    called = re.findall(r"(?:nox -s|^ *each_python) ([a-z ]+)", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert sessions | set(" ".join(called).split()) <= known


def test_unit_tests_run_with_every_python_and_with_old_and_new_dependencies():
    everywhere = {name for _, step in steps(CI) for name in re.findall(r"(\w+)-\$", step.get("run", ""))}
    assert everywhere == {"supported", "lowest"}
    here = re.findall(r"^ *each_python (\w+)", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert here == ["supported", "lowest"]
    ways = [*(step["run"] for _, step in steps(CI) if "nox" in step.get("run", "")), (ROOT / ".ci" / "run").read_text()]
    # without the option, nox skips what has no interpreter
    several = [way for way in ways if "supported" in way]
    assert len(several) == 2
    assert all("nox --error-on-missing-interpreters -s" in way for way in several)


def test_coverage_has_a_floor_and_is_measured_with_the_newest_python():
    assert PYPROJECT["tool"]["coverage"]["report"]["fail_under"] >= 90
    assert any(one.startswith("pytest-cov") for one in PYPROJECT["dependency-groups"]["test"])
    text = (ROOT / "noxfile.py").read_text()
    session = text[text.index("def supported(") : text.index("def lowest(")]
    assert '["--cov", "--cov-report="] if session.python == PYTHONS[-1]' in session


def test_what_is_published_was_built_once_and_tested():
    jobs = RELEASE["jobs"]
    assert {name: job.get("needs") for name, job in jobs.items()} == {"build": None, "test": "build", "publish": "test"}
    assert [name for name, step in steps(RELEASE) if "python -m build" in step.get("run", "")] == ["build"]
    downloads = [name for name, step in steps(RELEASE) if step.get("uses", "").startswith("actions/download-artifact@")]
    assert downloads == ["test", "publish"]
    assert jobs["publish"]["steps"][-1]["uses"] == "pypa/gh-action-pypi-publish@release/v1"


def test_only_publishing_may_sign():
    assert CI["permissions"] == RELEASE["permissions"] == {"contents": "read"}
    granted = {name: job["permissions"] for name, job in RELEASE["jobs"].items() if "permissions" in job}
    assert granted == {"publish": {"contents": "read", "id-token": "write", "attestations": "write"}}
    assert [name for name, job in CI["jobs"].items() if "permissions" in job] == []
    assert "secrets." not in "".join(path.read_text() for path in WORKFLOWS)


def test_the_changelog_keeps_its_form():
    text = (ROOT / "CHANGELOG.md").read_text()
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert [one for one in headings[1:] if not re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}", one)] == []
    sections = re.findall(r"^### (.+)$", text, flags=re.MULTILINE)
    assert set(sections) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert text.count("\n- ") >= len(sections) > 0

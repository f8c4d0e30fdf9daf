"""Compiling pipelines: the SDKs of Kubeflow are run in a process of their own, since no two of them fit together."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from hatch_claimed.artifacts.workflows.kfp import KFP_1, KFP_2, Sdk
from hatch_claimed.artifacts.workflows.workflow_files import pipeline_path
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import File
from hatch_claimed.model.workflow import Workflow
from hatch_claimed.system.command import CompletedProcess, run


class CompileError(ClaimedError):
    """A pipeline cannot be compiled."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a pipeline is compiled to: by which SDK, asked for how, and what to install for it."""

    name: str
    sdk: Sdk
    arguments: tuple[str, ...]
    requirement: Requirement


TARGETS: Mapping[str, Target] = {
    one.name: one
    for one in (
        Target("ir", KFP_2, (), Requirement("kfp>=2.13")),
        Target("argo", KFP_1, ("argo",), Requirement("kfp<2,>=1.8.22")),
        Target("tekton", KFP_1, ("tekton",), Requirement("kfp-tekton>=1.9")),
    )
}


def compile_pipeline(files: Iterable[File], workflow: Workflow, target: Target, python: str) -> bytes:
    """The compiled pipeline of a workflow, whose sources and components are among the files of a plan.

    Raises CompileError where that Python is missing or lacks the SDK, and for what the SDK itself refuses.
    """
    _check_sdk(workflow, target, python)
    with tempfile.TemporaryDirectory(prefix="claimed-") as folder:
        for file in files:
            if file.path.suffix in {".py", ".yaml"} and "context" not in file.path.parts:
                (path := Path(folder) / file.path).parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.content)
        source = Path(folder) / pipeline_path(workflow, target.sdk)
        result = Path(folder) / "pipeline.yaml"
        done = _run([python, "-W", "ignore", str(source), *target.arguments, str(result)])
        if done.status or not result.is_file():
            last = "\n".join(f"    {line}" for line in done.lines[-3:])
            message = f"{python} could not compile {workflow.name!r} to {target.name}:\n{last}"
            raise CompileError(message)
        return result.read_bytes()


def _check_sdk(workflow: Workflow, target: Target, python: str) -> None:
    # its metadata tells the version at once, while to import it takes seconds
    asked = f"from importlib.metadata import version; print(version({target.requirement.name!r}))"
    done = _run([python, "-W", "ignore", "-c", asked])
    if done.status or not target.requirement.specifier.contains(done.lines[-1], prereleases=True):
        message = (
            f"{python} has no SDK of Kubeflow that compiles to {target.name}: it wants `{target.requirement}`.\n"
            f"    Make an environment for it, and name its Python with --python:\n"
            f"    python3.11 -m venv kubeflow && kubeflow/bin/pip install '{target.requirement}' 'setuptools<70'\n"
            f"    hatch-claimed compile {workflow.name} --to {target.name} --python kubeflow/bin/python"
        )
        raise CompileError(message)


def _run(command: list[str]) -> CompletedProcess:
    try:
        return run(command)
    except OSError as error:
        message = f"{command[0]} cannot be run: {error.strerror}\n    Name a Python with --python."
        raise CompileError(message) from None

"""The installation steps of an image, each a folder of the build context that one RUN step mounts.

The folder holds all that the step depends on. Operators with equal folders and base share the step and its layer.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.layout import LIBRARY, TEMPLATES
from hatch_claimed.artifacts.image.table import table
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.model import File, GridBackend, GridWrapper, Operator, Requirement
from hatch_claimed.sources.files import candidates, file_arguments

_MOUNT = PurePosixPath("/run/claimed")
_FILES = PurePosixPath("files")
_BOTO3 = ("boto3>=1.35.70",)
_LIBRARIES: dict[GridBackend, tuple[str, ...]] = {
    "cos": _BOTO3,
    "s3kv": _BOTO3,
    "legacy_cos": _BOTO3,
    "sql": ("sqlalchemy>=2.0", "psycopg[binary]>=3.1"),
}


def system_step(operator: Operator) -> tuple[File, ...]:
    """What installs system packages; empty when the script asks for none."""
    lines = operator.interface.system_packages
    if not lines:
        return ()
    script = render(TEMPLATES, "system.sh.j2", lines=lines, managers={line.manager for line in lines})
    return (_install_script(script),)


def packages_step(operator: Operator) -> tuple[File, ...]:
    """What installs the packages of the script's own language; empty when it asks for none."""
    return _r_step(operator) if operator.kind == "r" else _pip_step(operator)


def coordinator_step(wrapper: GridWrapper) -> tuple[File, ...]:
    """What installs the coordinator's own libraries, and Python where the operator is R; empty when it needs none."""
    libraries = () if wrapper.indexed else _LIBRARIES.get(wrapper.backend, ())
    if not libraries and wrapper.kind != "r":
        return ()
    script = render(
        TEMPLATES,
        "coordinator.sh.j2",
        libraries=libraries,
        target=[str(LIBRARY)],
        system_packages=["python3", "python3-pip"] if libraries else ["python3"],
    )
    return (_install_script(script),)


def _pip_step(operator: Operator) -> tuple[File, ...]:
    lines = [_pip_arguments(requirement, operator) for requirement in operator.interface.requirements]
    if operator.interface.program.needs_ipython:
        lines.append(["ipython"])
    if not lines:
        return ()
    files = [File(path=_FILES / file.path, content=file.content) for file in operator.requirement_files]
    return (_install_script(render(TEMPLATES, "pip.sh.j2", lines=lines)), *files)


def _pip_arguments(requirement: Requirement, operator: Operator) -> list[str]:
    """Pip's arguments, with the files that they name as they are mounted in the step."""
    there = {file.path for file in operator.requirement_files}
    arguments = list(requirement.arguments)
    for index, name in file_arguments(requirement.arguments):
        path = next((path for path in candidates(name, operator.path) if path in there), None)
        if path:
            option = arguments[index].removesuffix(name)
            arguments[index] = f"{option}{_MOUNT / _FILES / path}"
    return arguments


def _r_step(operator: Operator) -> tuple[File, ...]:
    requirements = operator.interface.requirements
    if not requirements:
        return ()
    rows = [("line", "package", "repository")]
    for number, requirement in enumerate(requirements, 1):
        rows += [(str(number), package, requirement.repository or "") for package in requirement.arguments]
    return (
        _install_script(render(TEMPLATES, "r.sh.j2")),
        File(path=PurePosixPath("install.R"), content=(TEMPLATES / "install.R").read_bytes()),
        File(path=PurePosixPath("packages.csv"), content=table(rows)),
    )


def _install_script(content: bytes) -> File:
    return File(path=PurePosixPath("install.sh"), content=content)

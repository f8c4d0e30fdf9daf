"""The installation steps of an image, each a folder of the build context that one RUN step mounts.

The folder holds all that the step depends on. Operators with equal folders and base share the step and its layer.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from hatch_claimed.artifacts.image import locked_steps
from hatch_claimed.artifacts.image.distributions import NAMES, distribution_names, locate, locate_arguments, names_file
from hatch_claimed.artifacts.image.layout import ENVIRONMENT, LIBRARY, TEMPLATES
from hatch_claimed.artifacts.image.table import table
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.lock.compare import is_snapshot
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import File, GridWrapper, Operator, Requirement
from hatch_claimed.sources.grid.coordinator import system_packages
from hatch_claimed.sources.install.pip import pep508
from hatch_claimed.sources.script_files import candidates, file_arguments
from hatch_claimed.stores.registry import store_of

_MOUNT = PurePosixPath("/run/claimed")
_FILES = PurePosixPath("files")


def system_step(operator: Operator, lock: LockedImage | None = None) -> tuple[File, ...]:
    """What installs system packages; empty when the script asks for none."""
    lines = operator.interface.system_packages
    if not lines:
        return ()
    if lock and (exact := locked_steps.system_step(lock)):
        return exact
    script = render(TEMPLATES, "system.sh.j2", lines=lines, managers={line.manager for line in lines})
    return (_install_script(script),)


def packages_step(operator: Operator, lock: LockedImage | None = None, *, bytecode: bool = True) -> tuple[File, ...]:
    """What installs the packages of the script's own language; empty when it asks for none."""
    return operator.language.packages_step(operator, lock, bytecode=bytecode)


def python_packages(operator: Operator, lock: LockedImage | None, *, bytecode: bool) -> tuple[File, ...]:
    """The `packages_step` of Python."""
    exact = locked_steps.python_step(lock, operator.language, bytecode=bytecode) if lock else ()
    # without any package there is a step as well: it asks what Python the base image has
    return exact or _pip_step(operator)


def coordinator_step(wrapper: GridWrapper, lock: LockedImage | None = None) -> tuple[File, ...]:
    """What installs the coordinator's own libraries; empty when it needs none.

    Python itself may be missing, where the operator is of another language: that is for `interpreter_step` if locked.
    """
    if lock:
        return locked_steps.python_step(lock, wrapper.language, aside=True)
    needed, packages = store_of(wrapper).libraries, system_packages(wrapper)
    if not needed and not packages:
        return ()
    script = render(
        TEMPLATES,
        "coordinator.sh.j2",
        libraries=needed,
        target=[str(LIBRARY)],
        system_packages=packages or ("python3", "python3-pip"),
        environment=[str(ENVIRONMENT)],
        locate_arguments=locate_arguments(wrapper.language, LIBRARY, _MOUNT / NAMES),
        required=False,
    )
    return (_install_script(script), locate(), names_file(_name(library) for library in needed))


def _pip_step(operator: Operator) -> tuple[File, ...]:
    lines = [_pip_arguments(requirement, operator) for requirement in operator.interface.requirements]
    if operator.interface.program.brought:
        lines.append(list(operator.interface.program.brought))
    files = [File(path=_FILES / file.path, content=file.content) for file in operator.requirement_files]
    script = render(
        TEMPLATES,
        "pip.sh.j2",
        lines=lines,
        environment=[str(ENVIRONMENT)],
        locate_arguments=locate_arguments(operator.language, None, _MOUNT / NAMES),
        required=True,
    )
    return (_install_script(script), locate(), names_file(distribution_names(operator)), *(files if lines else ()))


def _pip_arguments(requirement: Requirement, operator: Operator) -> list[str]:
    """Pip's arguments, with the files that they name as they are mounted in the step."""
    there = {file.path for file in operator.requirement_files}
    # nobody has root's own packages
    arguments = [argument for argument in requirement.arguments if argument != "--user"]
    for index, name in file_arguments(tuple(arguments)):
        path = next((path for path in candidates(name, operator.path) if path in there), None)
        if path:
            option = arguments[index].removesuffix(name)
            arguments[index] = f"{option}{_MOUNT / _FILES / path}"
    return arguments


def interpreter_step(wrapper: GridWrapper, lock: LockedImage | None) -> tuple[File, ...]:
    """What installs Python for the coordinator where the operator has none, as the lock has it."""
    return locked_steps.system_step(lock) if lock and not wrapper.language.is_python else ()


def r_packages(operator: Operator, lock: LockedImage | None) -> tuple[File, ...]:
    """The `packages_step` of R."""
    requirements = operator.interface.requirements
    lines = [(one.repository or "", "", one.arguments) for one in requirements]
    if lock:
        lines = [(*_places(one.repository), one.packages) for one in lock.r]
    rows = [("line", "package", "repository", "snapshot")]
    for number, (repository, snapshot, packages) in enumerate(lines, 1):
        rows += [(str(number), package, repository, snapshot) for package in packages]
    script = render(
        TEMPLATES,
        "r.sh.j2",
        environment=[str(ENVIRONMENT)],
        home=[str(operator.language.workdir)],
        packages=bool(requirements),
    )
    if not requirements:
        # as for Python, it asks what the base image has
        return (_install_script(script), _program("reach.R"))
    return (
        _install_script(script),
        *(_program(name) for name in ("reach.R", "install.R", "locate.R")),
        File(path=PurePosixPath("packages.csv"), content=table(rows)),
    )


def _program(name: str) -> File:
    return File(path=PurePosixPath(name), content=(TEMPLATES / name).read_bytes())


def _places(repository: str) -> tuple[str, str]:
    """The repository that a script names, and the snapshot that the lock chose where it names none."""
    return ("", repository) if is_snapshot(repository) else (repository, "")


def _name(library: str) -> str:
    read = pep508(library)
    return read.name if read else library


def _install_script(content: bytes) -> File:
    return File(path=PurePosixPath("install.sh"), content=content)

"""From discovered scripts to operators: reading each, and gathering what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.model import Finding, GridWrapper, Image, Interface, Kind, Operator
from hatch_claimed.settings.settings import OperatorSettings, Settings
from hatch_claimed.sources.discover import Script, discover
from hatch_claimed.sources.files import AdditionalFiles, RequirementFiles, read
from hatch_claimed.sources.grid.wrappers import grid_wrappers
from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import Details, Reader, Source
from hatch_claimed.tree import Tree, escaped


@dataclass(frozen=True, slots=True)
class ReadOperator:
    """An operator, its script's bytes and details, and the Python modules that lie where the script finds them here.

    `neighbours` are module names beside the script; in the image only those are there that `files` brings along.
    `wrapper` is the operator's grid wrapper, where the project declares one.
    """

    operator: Operator
    content: bytes
    details: Details
    neighbours: frozenset[str]
    wrapper: GridWrapper | None = None


def read_operators(settings: Settings, tree: Tree) -> tuple[tuple[ReadOperator, ...], tuple[Finding, ...]]:
    """All operators of a project, sorted by name, and everything that is wrong with them.

    An operator with an unreadable script is left out; its findings say why.
    """
    scripts, found = discover(settings, tree)
    findings = list(found)
    modules = {folder: _modules(folder, tree) for folder in {script.path.parent for script in scripts}}
    operators = [_operator(script, settings, tree, modules, findings) for script in scripts]
    read = {
        script.name: operator.operator if operator else None
        for script, operator in zip(scripts, operators, strict=True)
    }
    wrappers, wrong = grid_wrappers(settings, read, tree)
    by_operator = {wrapper.operator.name: wrapper for wrapper in wrappers}
    subjects = tuple(replace(one, wrapper=by_operator.get(one.operator.name)) for one in operators if one)
    return subjects, (*findings, *wrong)


def _operator(
    script: Script,
    settings: Settings,
    tree: Tree,
    modules: Mapping[PurePosixPath, frozenset[str]],
    findings: list[Finding],
) -> ReadOperator | None:
    def finding(code: str, message: str, remedy: str) -> Finding:
        return Finding(code=code, severity="error", message=message, remedy=remedy, path=str(script.path))

    content = read(tree, script.path, finding, findings)
    if content is None:
        return None
    reading = _READERS[script.kind].read(Source(script.path, content))
    findings.extend(reading.findings)
    if reading.interface is None:
        return None
    operator = _assemble(script, reading.interface, settings, tree, findings)
    return ReadOperator(operator, content, reading.details, modules[script.path.parent])


def _assemble(
    script: Script,
    interface: Interface,
    settings: Settings,
    tree: Tree,
    findings: list[Finding],
) -> Operator:
    own = settings.operator(script.name, script.kind)
    place = settings.place.at("operators", script.name, "files")
    files, found = AdditionalFiles(script.path, interface.program.filename, tree).read(own.files, place)
    findings.extend(found)
    requirement_files = RequirementFiles(script, tree)
    if script.kind != "r":
        for requirement in interface.requirements:
            requirement_files.add(requirement)
    findings.extend(requirement_files.findings)
    return Operator(
        name=script.name,
        path=script.path,
        kind=script.kind,
        interface=interface,
        image=_image(script, own),
        files=files,
        requirement_files=tuple(file for _, file in sorted(requirement_files.files.items())),
    )


def _modules(folder: PurePosixPath, tree: Tree) -> frozenset[str]:
    """What a script in the folder can import from it."""
    below = escaped(str(folder))
    modules = {path.stem for path in tree.glob(f"{below}/*.py")}
    packages = {path.parent.name for path in tree.glob(f"{below}/*/__init__.py")}
    return frozenset(modules | packages)


def _image(script: Script, own: OperatorSettings) -> Image:
    return Image(
        reference=f"{own.repository}/claimed-{script.name}:{own.version}",
        base=own.base_image,
        platforms=own.platforms,
        mode=own.images,
    )


_READERS: dict[Kind, Reader] = {one.kind: one for one in (PythonReader(), NotebookReader(), RReader())}

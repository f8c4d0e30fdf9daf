"""From discovered scripts to operators: reading each, and gathering what it needs."""

from __future__ import annotations

from hatch_claimed.model import Finding, Image, Interface, Kind, Operator
from hatch_claimed.settings.settings import OperatorSettings, Settings
from hatch_claimed.sources.discover import Script, discover
from hatch_claimed.sources.files import AdditionalFiles, RequirementFiles, read
from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import Reader, Source
from hatch_claimed.tree import Tree


def read_operators(settings: Settings, tree: Tree) -> tuple[tuple[Operator, ...], tuple[Finding, ...]]:
    """All operators of a project, sorted by name, and everything that is wrong with them.

    An operator with an unreadable script is left out; its findings say why.
    """
    scripts, found = discover(settings, tree)
    findings = list(found)
    operators = [_operator(script, settings, tree, findings) for script in scripts]
    return tuple(operator for operator in operators if operator), tuple(findings)


def _operator(script: Script, settings: Settings, tree: Tree, findings: list[Finding]) -> Operator | None:
    def finding(code: str, message: str, remedy: str) -> Finding:
        return Finding(code=code, severity="error", message=message, remedy=remedy, path=str(script.path))

    content = read(tree, script.path, finding, findings)
    if content is None:
        return None
    reading = _READERS[script.kind].read(Source(script.path, content))
    findings.extend(reading.findings)
    if reading.interface is None:
        return None
    return _assemble(script, reading.interface, settings, tree, findings)


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


def _image(script: Script, own: OperatorSettings) -> Image:
    return Image(
        reference=f"{own.repository}/claimed-{script.name}:{own.version}",
        base=own.base_image,
        platforms=own.platforms,
        mode=own.images,
    )


_READERS: dict[Kind, Reader] = {one.kind: one for one in (PythonReader(), NotebookReader(), RReader())}

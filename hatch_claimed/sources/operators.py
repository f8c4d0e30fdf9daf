"""From discovered scripts to operators: reading each, and gathering what it needs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.languages.language import Language
from hatch_claimed.languages.notebook.language import NOTEBOOK
from hatch_claimed.languages.python.language import PYTHON
from hatch_claimed.model import Finding, GridWrapper, Image, Interface, Operator, Subject, image_name, united
from hatch_claimed.settings.load import PYPROJECT
from hatch_claimed.settings.parse import dotted
from hatch_claimed.settings.settings import OperatorSettings, ProjectSettings
from hatch_claimed.sources.deploy.resolve import resolved, unused_secrets
from hatch_claimed.sources.deploy.writing import writing_problems
from hatch_claimed.sources.discover import Discovery, ScriptFile, discover
from hatch_claimed.sources.grid.wrappers import grid_wrappers
from hatch_claimed.sources.project_modules.collector import ModuleCollector
from hatch_claimed.sources.reader import ReadResult, ScriptDetails, ScriptSource
from hatch_claimed.sources.referenced_files import mentioned
from hatch_claimed.sources.script_files import AdditionalFiles, RequirementFiles, read
from hatch_claimed.sources.variables.declared import useless, variables
from hatch_claimed.system.tree import Tree, escaped

if TYPE_CHECKING:
    from hatch_claimed.sources.project_modules.file_imports import FileImports
    from hatch_claimed.sources.python.code import Code


@dataclass(frozen=True, slots=True)
class ReadOperator:
    """An operator, its script's bytes and details, and the Python modules that lie where the script finds them here.

    `neighbours` are module names beside the script, `elsewhere` modules of the project that are imported and that
    Python does not find. `mentioned` are texts of the script that are paths of the project's files, with these.
    `wrapper` is the operator's grid wrapper, where the project declares one, `table_key` the key of its table where
    that is not its name.
    """

    operator: Operator
    content: bytes
    details: ScriptDetails
    neighbours: frozenset[str]
    elsewhere: tuple[tuple[str, PurePosixPath], ...] = ()
    wrapper: GridWrapper | None = None
    mentioned: tuple[tuple[str, PurePosixPath], ...] = ()
    table_key: str | None = None

    @property
    def table(self) -> str:
        """The header of the operator's table in pyproject.toml."""
        return f"[{dotted(('tool', 'claimed', 'operators', self.table_key or self.operator.name))}]"


class ScriptReading:
    """How operators are read: each script by the reader of its language, and what it says is kept whole."""

    def read(self, of: Language, source: ScriptSource) -> ReadResult:
        """Read a script."""
        return of.reader().read(source)

    def facts(self, of: Language, source: ScriptSource, codes: Sequence[Code] | None = None) -> FileImports:
        """What a script or a module says of modules that it needs; `codes` are there where it was read just now."""
        from hatch_claimed.sources.project_modules.file_imports import facts, parsed
        from hatch_claimed.sources.python.code import PythonSyntaxProblem

        if codes is None and of.has_cells:
            codes = ScriptReading.read(self, of, source).details.codes
        if codes is None:
            code = parsed(str(source.path), source.content)
            codes = () if isinstance(code, PythonSyntaxProblem) else (code,)
        return facts(codes)

    def leave(self, subject: ReadOperator) -> ReadOperator:
        """What is kept of an operator once it is read; its grid wrapper is not known yet."""
        return subject


def read_operators(
    settings: ProjectSettings, tree: Tree, way: ScriptReading | None = None
) -> tuple[tuple[ReadOperator, ...], tuple[Finding, ...]]:
    """All operators of a project, sorted by name, and everything that is wrong with them.

    An operator with an unreadable script is left out; its findings say why.
    """
    return read_discovered(discover(settings, tree), tree, way)


def read_discovered(
    found: Discovery, tree: Tree, way: ScriptReading | None = None
) -> tuple[tuple[ReadOperator, ...], tuple[Finding, ...]]:
    """The operators of scripts that were found and named, as `read_operators` gives them."""
    way = way or ScriptReading()
    scripts, settings = found.scripts, found.settings
    findings = list(found.findings)
    modules = {folder: _modules(folder, tree) for folder in {script.path.parent for script in scripts}}
    own = ModuleCollector(
        tree, settings.sources, lambda path, content: way.facts(_language(path), ScriptSource(path, content))
    )
    gathered = _Gathered(settings, tree, modules, findings, way, own)
    operators = [gathered.operator(script) for script in scripts]
    read = {
        script.name: operator.operator if operator else None
        for script, operator in zip(scripts, operators, strict=True)
    }
    wrappers, wrong = grid_wrappers(settings, read, tree, found.excluded_names)
    by_operator = {wrapper.operator.name: wrapper for wrapper in wrappers}
    subjects = tuple(replace(one, wrapper=by_operator.get(one.operator.name)) for one in operators if one)
    unused = unused_secrets(settings, [*read.values(), *wrappers], (tree.try_read(path) for path in found.excluded))
    # what the project's own table says wrong is wrong for each operator
    return subjects, united((*findings, *wrong, *unused))


def _about(finding: Finding, script: ScriptFile) -> Finding:
    """The finding of a script or of a file that it needs. Those of settings know what their table is about."""
    return finding if finding.path == PYPROJECT else finding.on(Subject.operator(script.name))


@dataclass(frozen=True, slots=True)
class _Gathered:
    settings: ProjectSettings
    tree: Tree
    modules: Mapping[PurePosixPath, frozenset[str]]
    findings: list[Finding]
    way: ScriptReading
    own: ModuleCollector

    def operator(self, script: ScriptFile) -> ReadOperator | None:
        """The operator, where its script can be read. What is found on the way is about it."""
        before = len(self.findings)
        operator = self._operator(script)
        self.findings[before:] = [_about(one, script) for one in self.findings[before:]]
        return operator

    def _operator(self, script: ScriptFile) -> ReadOperator | None:
        def finding(code: str, message: str, remedy: str) -> Finding:
            return Finding(code=code, severity="error", message=message, remedy=remedy, path=str(script.path))

        content = read(self.tree, script.path, finding, self.findings)
        if content is None:
            return None
        wanted = variables(self.settings, script.name)
        source = ScriptSource(script.path, content, wanted)
        reading = self.way.read(script.language, source)
        self.findings.extend(self._explained(script, content, reading.findings))
        if reading.interface is None:
            return None
        self.findings.extend(useless(self.settings, script.name, reading.unused))
        operator = _assemble(script, reading.interface, self.settings, self.tree, self.findings)
        named = mentioned(script.path, content, self.tree)
        subject = ReadOperator(
            operator,
            content,
            reading.details,
            self.modules[script.path.parent],
            mentioned=named,
            table_key=self.settings.table_keys.get(script.name),
        )
        return self.way.leave(self._with_modules(subject, source))

    def _with_modules(self, subject: ReadOperator, source: ScriptSource) -> ReadOperator:
        """The operator with the modules of the project that it imports."""
        operator = subject.operator
        alone = not self.settings.operator(operator.name, operator.kind).modules
        if not operator.language.is_python:
            modules = () if alone else self.own.sourced(operator, source.content)
            return replace(subject, operator=replace(operator, modules=modules)) if modules else subject
        said = self.way.facts(operator.language, source, subject.details.codes or None)
        found, modules = self.own.of(operator, said, alone=alone)
        operator = replace(operator, modules=modules, folders=found.folders, package=found.package)
        return replace(subject, operator=operator, elsewhere=found.elsewhere)

    def _explained(self, script: ScriptFile, content: bytes, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings, with what the image's Python has to do with those about syntax."""
        if not script.language.is_python or not any(one.severity == "error" for one in findings):
            return findings
        # what can be read needs none of it
        from hatch_claimed.sources.newer_syntax import explained

        base = self.settings.operator(script.name, script.kind).base_image
        return explained(findings, base, partial(_line, script, content))


def _language(module: PurePosixPath) -> Language:
    """What a module of a Python script is read as."""
    return NOTEBOOK if module.suffix in NOTEBOOK.suffixes else PYTHON


def _line(script: ScriptFile, content: bytes, finding: Finding) -> str:
    """The line of a script or cell that a finding is about."""
    if script.language.has_cells:
        from hatch_claimed.sources.notebook.document import cells

        found = cells(content, str(script.path))
        texts = {} if isinstance(found, Finding) else {cell.number: cell.text for cell in found}
        text = texts.get(finding.cell or 0, "")
    else:
        text = content.decode(errors="replace")
    return "".join(re.split(r"\r\n|\r|\n", text)[(finding.line or 1) - 1 : finding.line or 1])


def _assemble(
    script: ScriptFile,
    interface: Interface,
    settings: ProjectSettings,
    tree: Tree,
    findings: list[Finding],
) -> Operator:
    own = settings.operator(script.name, script.kind)
    place = settings.own_place(script.name).at("files")
    files, found = AdditionalFiles(script.path, interface.program.filename, tree).read(own.files, place)
    findings.extend(found)
    requirement_files = RequirementFiles(script, tree)
    if script.language.uses_pip:
        for requirement in interface.requirements:
            requirement_files.add(requirement)
    findings.extend(requirement_files.findings)
    operator = Operator(
        name=script.name,
        path=script.path,
        kind=script.kind,
        interface=interface,
        image=_image(script, own),
        files=files,
        requirement_files=tuple(file for _, file in sorted(requirement_files.files.items())),
    )
    deployment, wrong = resolved(settings.deploy(script.name), operator)
    findings.extend((*wrong, *writing_problems(operator, deployment)))
    return replace(operator, deployment=deployment)


def _modules(folder: PurePosixPath, tree: Tree) -> frozenset[str]:
    """What a script in the folder can import from it."""
    below = escaped(str(folder))
    modules = {path.stem for path in tree.glob(f"{below}/*.py")}
    packages = {path.parent.name for path in tree.glob(f"{below}/*/__init__.py")}
    return frozenset(modules | packages)


def _image(script: ScriptFile, own: OperatorSettings) -> Image:
    return Image(
        repository=own.repository,
        name=image_name(script.name),
        tag=own.version,
        labels=own.labels,
        base=own.base_image,
        platforms=own.platforms,
        mode=own.images,
    )

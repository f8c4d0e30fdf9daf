"""What a project holds, and everything that is wrong with it: what checks and builds have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.cache.keys import brief, fingerprint, fingerprint_of_names
from hatch_claimed.cache.memory import Memory
from hatch_claimed.cache.values import of_facts, of_findings, of_reading, to_facts, to_findings, to_reading
from hatch_claimed.checks.ignores import ignoring, kept
from hatch_claimed.languages.language import Language
from hatch_claimed.model import Broken, Finding, Project, Subject
from hatch_claimed.model.workflow import Workflow
from hatch_claimed.planning.broken import broken, broken_names
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.sources.discover import Discovery, discover
from hatch_claimed.sources.operators import ReadOperator, ScriptReading, read_discovered
from hatch_claimed.sources.reader import ReadResult, ScriptDetails, ScriptSource
from hatch_claimed.system.tree import Tree

if TYPE_CHECKING:
    from hatch_claimed.sources.project_modules.file_imports import FileImports
    from hatch_claimed.sources.python.code import Code


@dataclass(frozen=True, slots=True)
class Inspection:
    """The operators that could be read and the workflows of these, by name, and the findings that nobody ignores.

    `broken` are those with errors, also those that could not be read.
    """

    subjects: tuple[ReadOperator, ...]
    findings: tuple[Finding, ...]
    workflows: tuple[Workflow, ...] = ()
    broken: tuple[Broken, ...] = ()

    def project(self, settings: ProjectSettings, output: PurePosixPath) -> Project:
        """The project of all that has no errors, and what has beside it."""
        wrong = {(one.kind, one.name) for one in self.broken}
        operators = [one.operator for one in self.subjects if ("operator", one.operator.name) not in wrong]
        wrappers = (one.wrapper for one in self.subjects)
        return Project(
            name=settings.name,
            version=settings.version,
            operators=tuple(operators),
            output=output,
            grid_wrappers=tuple(one for one in wrappers if one and ("grid wrapper", one.name) not in wrong),
            workflows=tuple(one for one in self.workflows if ("workflow", one.name) not in wrong),
            build=settings.build,
            broken=self.broken,
        )


def inspect(settings: ProjectSettings, tree: Tree, known: tuple[Finding, ...] = ()) -> Inspection:
    """Read and check a project. `known` are findings about the settings."""
    return inspect_scripts(discover(settings, tree), tree, known)


def inspect_scripts(scripts: Discovery, tree: Tree, known: tuple[Finding, ...] = ()) -> Inspection:
    """Read and check scripts that were found and named."""
    from hatch_claimed.checks.registry import check

    subjects, found = read_discovered(scripts, tree)
    checked = tuple(one for subject in subjects for one in _about(check([subject]), subject, scripts.settings))
    return _inspection(scripts, subjects, known + found, checked)


def survey(settings: ProjectSettings, tree: Tree, known: tuple[Finding, ...], memory: Memory) -> Inspection:
    """The same, of which builds keep no more than they need: subjects come without syntax trees.

    Scripts that the memory knows, with all that their findings depend on, are not read again.
    """
    tables = settings.table.grid_wrappers
    surveyor = _Surveyor(memory, frozenset(table.operator or name for name, table in tables.items()))
    scripts = discover(settings, tree)
    subjects, found = read_discovered(scripts, tree, surveyor)
    checked = tuple(one for subject in subjects for one in _about(surveyor.findings(subject), subject, settings))
    return _inspection(scripts, subjects, known + found, checked)


def _inspection(
    scripts: Discovery,
    subjects: tuple[ReadOperator, ...],
    found: tuple[Finding, ...],
    checked: tuple[Finding, ...],
) -> Inspection:
    settings = scripts.settings
    found = tuple(map(scripts.named, found))
    read, wrong = _workflows(scripts, subjects, found) if settings.table.workflows else ((), ())
    findings = kept(found + wrong + checked, subjects, settings)
    return Inspection(subjects, findings, read, broken(settings, subjects, findings))


def _about(findings: tuple[Finding, ...], subject: ReadOperator, settings: ProjectSettings) -> Iterator[Finding]:
    """What rules found in an operator, which is about it or about its grid wrapper."""
    name = subject.operator.name
    for one in findings:
        if one.severity != "error":
            yield one
        elif subject.wrapper and _is_of_wrapper(one):
            tables = settings.table.grid_wrappers
            yield one.on(
                *(Subject.grid_wrapper(key) for key, table in tables.items() if (table.operator or key) == name)
            )
        else:
            yield one.on(Subject.operator(name))


def _is_of_wrapper(finding: Finding) -> bool:
    # without errors, no rule is needed
    from hatch_claimed.checks.registry import of_wrappers

    return finding.code in of_wrappers()


def _workflows(
    scripts: Discovery, subjects: tuple[ReadOperator, ...], found: tuple[Finding, ...]
) -> tuple[tuple[Workflow, ...], tuple[Finding, ...]]:
    from hatch_claimed.sources.workflows.resolve import workflows

    components = (component for one in subjects for component in (one.operator, one.wrapper) if component)
    settings = scripts.settings
    return workflows(settings, components, broken_names(settings, found), scripts.excluded_names)


@dataclass
class _Surveyor(ScriptReading):
    """Reads and checks one operator after the other. Those that are `wrapped` are checked with their wrappers."""

    memory: Memory
    wrapped: frozenset[str]
    checked: dict[PurePosixPath, tuple[Finding, ...]] = field(default_factory=dict)
    recalled: set[PurePosixPath] = field(default_factory=set)

    def read(self, of: Language, source: ScriptSource) -> ReadResult:
        key = fingerprint("read", of.kind, source)
        reading = self.memory.recall(key, lambda value: to_reading(value, source.content))
        if reading is not None:
            self.recalled.add(source.path)
            return reading
        reading = super().read(of, source)
        self.memory.keep(key, of_reading(replace(reading, details=_lean(reading.details)), source.content))
        return reading

    def facts(self, of: Language, source: ScriptSource, codes: Sequence[Code] | None = None) -> FileImports:
        key = fingerprint("facts", of.kind, source)
        facts = self.memory.recall(key, to_facts)
        if facts is None:
            facts = super().facts(of, source, codes)
            self.memory.keep(key, of_facts(facts))
        return facts

    def leave(self, subject: ReadOperator) -> ReadOperator:
        if subject.operator.name in self.wrapped:
            return subject
        self.checked[subject.operator.path] = self._check(subject)
        return replace(subject, details=_lean(subject.details))

    def findings(self, subject: ReadOperator) -> tuple[Finding, ...]:
        """What the rules find, in a subject with its grid wrapper."""
        path = subject.operator.path
        return self.checked[path] if path in self.checked else self._check(subject)

    def _check(self, subject: ReadOperator) -> tuple[Finding, ...]:
        wrapper, beside = subject.wrapper and brief(subject.wrapper), fingerprint_of_names(subject.neighbours)
        more = subject.elsewhere, subject.mentioned, subject.table_key
        key = fingerprint("check", brief(subject.operator), subject.content, beside, *more, wrapper)
        findings = self.memory.recall(key, to_findings)
        if findings is None:
            # what is remembered needs no rules
            from hatch_claimed.checks.registry import check

            findings = check([self._whole(subject)])
            self.memory.keep(key, of_findings(findings))
        return findings

    def _whole(self, subject: ReadOperator) -> ReadOperator:
        """The subject with all details, which the memory does not hold."""
        operator = subject.operator
        if operator.path not in self.recalled:
            return subject
        reading = super().read(operator.language, ScriptSource(operator.path, subject.content))
        return replace(subject, details=reading.details)


def _lean(details: ScriptDetails) -> ScriptDetails:
    return ScriptDetails(comments=ignoring(details.comments))

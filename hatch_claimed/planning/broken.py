"""What of a project its errors keep from being built: those that errors are about, and those that need them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hatch_claimed.model import Broken, Finding, Subject, grid_wrapper_name
from hatch_claimed.model.finding import GRID_WRAPPERS, OPERATORS, WORKFLOWS
from hatch_claimed.settings.load import PYPROJECT
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.workflows.draft import component_of


def project_errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors that are about nothing that could be left out: those of the whole project."""
    return tuple(one for one in findings if one.severity == "error" and not one.about)


def broken_names(settings: ProjectSettings, findings: Iterable[Finding]) -> frozenset[str]:
    """The names of operators and grid wrappers that errors are about or that need such an operator."""
    found = _Errors(settings, (), tuple(findings))
    return frozenset(one.name for one in (*found.operators, *found.grid_wrappers))


def broken(
    settings: ProjectSettings, subjects: Sequence[ReadOperator], findings: Sequence[Finding]
) -> tuple[Broken, ...]:
    """All that has errors: operators, grid wrappers and workflows, each sorted by name. `findings` are those to heed.

    A grid wrapper is broken with its operator, a workflow with what one of its steps runs.
    """
    if not any(one.severity == "error" and one.about for one in findings):
        return ()
    found = _Errors(settings, subjects, findings)
    return (*found.operators, *found.grid_wrappers, *found.workflows)


@dataclass(frozen=True)
class _Errors:
    settings: ProjectSettings
    subjects: Sequence[ReadOperator]
    findings: Sequence[Finding]

    @cached_property
    def by_subject(self) -> Mapping[Subject, list[Finding]]:
        found: dict[Subject, list[Finding]] = defaultdict(list)
        for one in self.findings:
            for subject in one.about if one.severity == "error" else ():
                found[subject].append(one)
        return found

    @cached_property
    def operators(self) -> tuple[Broken, ...]:
        return tuple(
            Broken(name=name, kind="operator", paths=self._paths(name, errors), findings=tuple(errors))
            for (_, name), errors in self._of(OPERATORS)
        )

    @cached_property
    def grid_wrappers(self) -> tuple[Broken, ...]:
        tables = self.settings.table.grid_wrappers
        wrapped = {name: table.operator or name for name, table in tables.items()}
        # a table that could not be read at all is called like its operator
        wrapped |= {subject.name: subject.name for subject, _ in self._of(GRID_WRAPPERS) if subject.name not in wrapped}
        broken_operators = {one.name for one in self.operators}
        return tuple(
            Broken(
                name=grid_wrapper_name(operator),
                kind="grid wrapper",
                paths=self._script(operator) or (PYPROJECT,),
                findings=tuple(dict.fromkeys(errors)),
                needs=(operator,) if operator in broken_operators else (),
            )
            for operator in sorted(set(wrapped.values()))
            if (errors := self._of_wrappers(wrapped, operator)) or operator in broken_operators
        )

    @cached_property
    def workflows(self) -> tuple[Broken, ...]:
        tables = self.settings.table.workflows
        names = {one.name for one in (*self.operators, *self.grid_wrappers)}
        names -= {one.operator.name for one in self.subjects} - {one.name for one in self.operators}
        needs = {
            name: tuple(
                dict.fromkeys(one for step, run in table.steps.items() if (one := component_of(step, run)) in names)
            )
            for name, table in tables.items()
        }
        own = {subject.name: errors for subject, errors in self._of(WORKFLOWS)}
        return tuple(
            Broken(
                name=name,
                kind="workflow",
                paths=(PYPROJECT,),
                findings=tuple(own.get(name, ())),
                needs=needs.get(name, ()),
            )
            for name in sorted({*tables, *own})
            if name in own or needs[name]
        )

    def _of(self, table: str) -> list[tuple[Subject, list[Finding]]]:
        return sorted((subject, errors) for subject, errors in self.by_subject.items() if subject.table == table)

    def _of_wrappers(self, wrapped: Mapping[str, str], operator: str) -> list[Finding]:
        tables = [name for name, one in wrapped.items() if one == operator]
        return [one for name in tables for one in self.by_subject.get(Subject.grid_wrapper(name), ())]

    def _script(self, operator: str) -> tuple[str, ...]:
        return tuple(str(one.operator.path) for one in self.subjects if one.operator.name == operator)

    def _paths(self, operator: str, errors: Iterable[Finding]) -> tuple[str, ...]:
        """The scripts of that name; those that could not be read are where their errors are."""
        unread: Iterator[str] = (one.path for one in errors if one.path != PYPROJECT)
        return tuple(sorted({*self._script(operator)} or {*unread} or {PYPROJECT}))

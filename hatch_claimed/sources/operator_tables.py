"""What settings say of operators' names, and what is wrong with names and with the tables of operators."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hatch_claimed.languages.registry import language_of
from hatch_claimed.model import Finding, Subject
from hatch_claimed.model.similar import closest
from hatch_claimed.settings.parse import dotted
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.sources.operator_names import MAX_NAME, DerivedNames, Names, derived_names, distinct_names

_FEW = 3
"""Of so many files of one name each is shown."""


@dataclass(frozen=True, slots=True)
class OperatorNaming:
    """The names by the scripts' paths, and by these names the keys of tables that are called otherwise.

    `names_by_key` are the names by the keys of all tables, `undeclared` those that settings should say, since nothing
    else keeps them or there are none. `excluded_names` are names and paths of excluded scripts.
    """

    names: Names
    table_keys: Mapping[str, str]
    names_by_key: Mapping[str, str]
    findings: tuple[Finding, ...]
    undeclared: Names
    excluded_names: frozenset[str] = frozenset()


def name_operators(
    settings: ProjectSettings, paths: Sequence[PurePosixPath], excluded: Sequence[PurePosixPath]
) -> OperatorNaming:
    """Name scripts by the settings, and otherwise by their paths. Tables of `excluded` scripts may wait for them."""
    draft = _Draft(settings, derived_names(paths))
    for path in sorted(paths):
        draft.add(path)
    excluded_names = frozenset(
        {*map(str, excluded), *derived_names({*paths, *excluded}).names.values()} - {*draft.names.values()}
        if excluded
        else ()
    )
    findings = (*draft.names_findings(), *draft.hints(), *draft.table_findings(excluded_names))
    names_by_key = {key: draft.names[path] for path, keys in draft.keys.items() for key in keys}
    return OperatorNaming(
        draft.names, draft.table_keys(), names_by_key, findings, draft.undeclared_names(), excluded_names
    )


def name_line(path: PurePosixPath, name: str) -> str:
    """The line below `[tool.claimed.operators]` that names an operator."""
    return f'{dotted((str(path),))} = {{ name = "{name}" }}'


@dataclass
class _Draft:
    settings: ProjectSettings
    derived: DerivedNames
    names: dict[PurePosixPath, str] = field(default_factory=dict)
    keys: dict[PurePosixPath, list[str]] = field(default_factory=dict)
    by_path: dict[PurePosixPath, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_path = defaultdict(list)
        for key in self.settings.table.operators:
            self.by_path[PurePosixPath(key)].append(key)

    def add(self, path: PurePosixPath) -> None:
        """Name one script, by its first table where that has a name."""
        own = self.derived.names[path]
        tables = self.settings.table.operators
        self.keys[path] = [*self.by_path.get(path, ()), *([own] if own in tables else [])]
        said = (tables[key].name for key in self.keys[path])
        self.names[path] = next((name for name in said if name), own)

    def table_keys(self) -> dict[str, str]:
        """The keys of tables that are not the operator's name."""
        return {self.names[path]: keys[0] for path, keys in self.keys.items() if keys and keys[0] != self.names[path]}

    def undeclared_names(self) -> Names:
        """Names for those of files with one name, and for those without a legal name, of which no table says it."""
        counts, chosen = Counter(self.names.values()), distinct_names(self.names)
        clashing = {path for same in self.derived.clashes.values() for path in same}
        right = {path for path, name in self.names.items() if counts[name] == 1 and 0 < len(name) <= MAX_NAME}
        return {
            path: name if path in right else chosen[path]
            for path, name in self.names.items()
            if not self._sets_name(path) and (path in clashing or path not in right)
        }

    def names_findings(self) -> Iterator[Finding]:
        """Names of several operators, and names that Kubernetes refuses."""
        by_name: dict[str, list[PurePosixPath]] = defaultdict(list)
        for path, name in self.names.items():
            by_name[name].append(path)
        for name, same in by_name.items():
            if name and len(same) > 1:
                yield self._same_name(name, same)
            if not name or len(name) > MAX_NAME:
                yield from (self._illegal_name(path, name) for path in same)

    def hints(self) -> Iterator[Finding]:
        """CLM129, once for all files of one name: operators are named by their folders, and nothing keeps that."""
        counts = Counter(self.names.values())
        for given, same in self.derived.clashes.items():
            undeclared = [path for path in same if not self._sets_name(path) and counts[self.names[path]] == 1]
            if undeclared:
                yield self._undeclared_name(given, same, undeclared)

    def table_findings(self, excluded_names: AbstractSet[str]) -> Iterator[Finding]:
        """Tables of no operator, but for those in `excluded_names`, and second tables of one."""
        used: dict[str, PurePosixPath] = {}
        for path, keys in self.keys.items():
            used.update(dict.fromkeys(keys, path))
            yield from (self._second_table(key, keys[0], path) for key in keys[1:])
        by_name = {name: path for path, name in self.names.items()}
        for key in self.settings.table.operators:
            if key in used or key in excluded_names:
                continue
            if key in by_name:
                yield self._second_table(key, self.keys[by_name[key]][0], by_name[key])
            else:
                names, remedy = self._meant(key)
                finding = self.settings.place.at("operators", key).finding("CLM001", "names no operator", remedy)
                # what the table says is missing where it was meant
                yield finding.on(*map(Subject.operator, names))

    def _sets_name(self, path: PurePosixPath) -> bool:
        return any(self.settings.table.operators[key].name for key in self.keys[path])

    def _same_name(self, name: str, paths: list[PurePosixPath]) -> Finding:
        named = next((path for path in paths if self._sets_name(path)), None)
        if named is not None:
            others = " and ".join(str(path) for path in paths if path != named)
            place = self.settings.place.at("operators", self.keys[named][0], "name")
            return place.finding("CLM008", f"is {name!r}, as {others} is called", "Name one of them otherwise.")
        first, *rest = paths
        line = name_line(rest[-1], distinct_names(paths)[rest[-1]])
        return Finding(
            code="CLM008",
            severity="error",
            message=f"gives the operator name {name!r}, as does {' and '.join(map(str, rest))}",
            remedy=f"Name one of them, such as `{line}` below `[tool.claimed.operators]`, rename a file, or leave one "
            "out with `exclude`.",
            path=str(first),
            about=frozenset({Subject.operator(name)}),
        )

    def _illegal_name(self, path: PurePosixPath, name: str) -> Finding:
        what = f"is {len(name)} characters long" if name else "holds no letter or digit"
        line = name_line(path, distinct_names([path])[path])
        return Finding(
            code="CLM009",
            severity="error",
            message=f"gives the operator name {name!r}, which {what}",
            remedy=f"Rename the file, or write `{line}` below `[tool.claimed.operators]`: 1 to {MAX_NAME} letters, "
            "digits and hyphens make a Kubernetes name (RFC 1123).",
            path=str(path),
            about=frozenset({Subject.operator(name)}),
        )

    def _undeclared_name(
        self, given: str, same: Sequence[PurePosixPath], undeclared: Sequence[PurePosixPath]
    ) -> Finding:
        first = undeclared[0]
        others = [path for path in same if path != first]
        shown = " and ".join(map(str, others)) if len(others) < _FEW else f"{others[0]} and {len(others) - 1} more"
        lines = ", ".join(f"`{name_line(path, self.names[path])}`" for path in undeclared[:_FEW])
        rest = f", and so on for {len(undeclared) - _FEW} more" if len(undeclared) > _FEW else ""
        return Finding(
            code="CLM129",
            severity="hint",
            message=f"gives the name {given!r}, as {'do' if len(others) > 1 else 'does'} {shown}, so it is called "
            f"{self.names[first]!r} after its folder: another file can change that, and the names of images with it",
            remedy=f"Write below `[tool.claimed.operators]`: {lines}{rest}. `hatch-claimed init` adds all such lines.",
            path=str(first),
        )

    def _second_table(self, key: str, first: str, path: PurePosixPath) -> Finding:
        other = dotted((*self.settings.place.path, "operators", first))
        message = f"is a second table of {path}, beside `{other}`"
        finding = self.settings.place.at("operators", key).finding("CLM008", message, "Write all into one of them.")
        return finding.on(Subject.operator(self.names[path]))

    def _meant(self, key: str) -> tuple[tuple[str, ...], str]:
        """The operators that a table was probably meant for, and what to write."""
        if key in self.derived.clashes:
            names = tuple(self.names[path] for path in self.derived.clashes[key])
            shown = ", ".join(f"`{name}`" for name in names[:_FEW])
            return names, f"{len(names)} files give this name, and are called {shown}{' …' if names[_FEW:] else ''}."
        if "/" in key or language_of(PurePosixPath(key)):
            path = closest(key, [str(path) for path in self.names])
            if path is None:
                return (), "No such script is selected by `include`."
            return (self.names[PurePosixPath(path)],), f'Did you mean `"{path}"`?'
        names = tuple(sorted(self.names.values()))
        meant = closest(key, names, folded=True)
        return ((meant,), f"Did you mean `{meant}`?") if meant else ((), f"Operators are {', '.join(names) or 'none'}.")

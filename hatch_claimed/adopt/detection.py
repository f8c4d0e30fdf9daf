"""Which scripts of a repository look like operators, and why the others do not."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.adopt.exclusions import exclusion_reason, projects
from hatch_claimed.adopt.modules import imported_modules, included_modules
from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import language, language_of, suffixes
from hatch_claimed.model import Interface, operator_name
from hatch_claimed.sources.operators import ScriptReading
from hatch_claimed.sources.reader import ReadResult, ScriptSource
from hatch_claimed.system.tree import Tree


@dataclass(frozen=True, slots=True)
class DetectedOperator:
    """A script that looks like an operator. `helpers` are files of the project that it imports."""

    name: str
    path: PurePosixPath
    kind: str
    why: str
    helpers: tuple[PurePosixPath, ...] = ()

    @property
    def language(self) -> Language:
        """What there is to say of its language."""
        return language(self.kind)


@dataclass(frozen=True, slots=True)
class SkippedScript:
    """A script that does not, or a whole folder of such."""

    path: PurePosixPath
    why: str


@dataclass(frozen=True, slots=True)
class Detection:
    """The operators by name, and what was left out by path."""

    operators: tuple[DetectedOperator, ...]
    skipped: tuple[SkippedScript, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: PurePosixPath
    language: Language
    reading: ReadResult
    content: bytes

    @property
    def interface(self) -> Interface | None:
        return self.reading.interface


def detect(tree: Tree, named: Mapping[PurePosixPath, str]) -> Detection:
    """Look through a repository. `named` are scripts that something there calls operators, and what does."""
    skipped: list[SkippedScript] = []
    candidates: list[_Candidate] = []
    outside = projects(tree)
    for path in sorted({path for suffix in suffixes() for path in tree.glob(f"**/*{suffix}")}):
        why = exclusion_reason(path, outside, named=path in named)
        candidate = None if why else _candidate(tree, path)
        if candidate is None:
            skipped.append(SkippedScript(path, why or "cannot be read"))
        else:
            candidates.append(candidate)
    used = _used(tree, candidates)
    found: list[DetectedOperator] = []
    for one in candidates:
        why = None if one.path in named else _by_content(one, tree, used)
        if why:
            skipped.append(SkippedScript(one.path, why))
        else:
            found.append(_found(one, tree, named.get(one.path)))
    unique, doubles = _unique(found, named)
    order = sorted((*skipped, *doubles), key=lambda one: one.path)
    return Detection(tuple(sorted(unique, key=lambda one: one.name)), tuple(order))


def _candidate(tree: Tree, path: PurePosixPath) -> _Candidate | None:
    of = language_of(path)
    content = tree.try_read(path)
    if content is None:
        return None
    return _Candidate(path, of, ScriptReading().read(of, ScriptSource(path, content)), content) if of else None


def _by_content(one: _Candidate, tree: Tree, used: Mapping[PurePosixPath, PurePosixPath]) -> str | None:
    """Why a script that says this is no operator."""
    return next(_reasons(one, tree, used), None)


def _reasons(one: _Candidate, tree: Tree, used: Mapping[PurePosixPath, PurePosixPath]) -> Iterator[str]:
    if one.interface is None:
        # without the grammar of a language, `check` says what to install
        sign = one.language.sign
        if not (sign and sign.search(one.content)):
            yield _unreadable(one.reading)
        return
    if one.path in used and not _is_program(one):
        yield f"a helper: imported by {used[one.path]}"
    if _is_pipeline(one):
        yield "defines a Kubeflow pipeline"
    if not _signs(one.reading):
        yield "reads no environment variable and installs nothing"
    if tree.is_file(one.path.parent / "__init__.py") and not _is_program(one):
        yield f"part of the package {one.path.parent}"


def _unreadable(reading: ReadResult) -> str:
    first = reading.findings[0]
    where = f"line {first.line}: " if first.line else ""
    return f"{where}{first.message.rstrip('.')}"


def _used(tree: Tree, candidates: Iterable[_Candidate]) -> dict[PurePosixPath, PurePosixPath]:
    """Which scripts others import, and one that does."""
    found: dict[PurePosixPath, PurePosixPath] = {}
    for one in candidates:
        for helper in imported_modules(tree, one.path, one.reading.details.codes):
            found.setdefault(helper, one.path)
    return found


def _is_program(one: _Candidate) -> bool:
    """Whether it does something when it runs, and knows when it is only imported."""
    return one.path.suffix != ".py" or b"__main__" in one.content


def _is_pipeline(one: _Candidate) -> bool:
    return any(
        isinstance(visit.node, ast.FunctionDef) and any("pipeline" in ast.unparse(d) for d in visit.node.decorator_list)
        for code in one.reading.details.codes
        for visit in code.of(ast.FunctionDef)
    )


def _signs(reading: ReadResult) -> list[str]:
    """What makes a script look like an operator."""
    interface = reading.interface
    if interface is None:
        return []
    counts = (
        (len(interface.parameters), "parameter"),
        (len(interface.outputs), "output"),
        (len(interface.requirements), "install line"),
        (len(interface.system_packages), "line of system packages"),
    )
    signs = [f"{count} {noun if count == 1 else noun.replace('line', 'lines') if 'line' in noun else noun + 's'}"
            for count, noun in counts if count]  # fmt: skip
    # a script that sets OMP_NUM_THREADS does something, too
    return signs or ["reads or sets variables" for finding in reading.findings if finding.code == "CLM110"]


def _found(one: _Candidate, tree: Tree, named: str | None) -> DetectedOperator:
    signs = _signs(one.reading)
    why = ", ".join([*signs, *([f"named in {named}"] if named else [])])
    helpers = included_modules(tree, one.path, one.reading.details.codes)
    return DetectedOperator(operator_name(one.path), one.path, one.language.kind, why, helpers)


def _unique(
    found: Iterable[DetectedOperator], named: Mapping[PurePosixPath, str]
) -> tuple[list[DetectedOperator], Iterator[SkippedScript]]:
    """One script for each name: the first, and before all others one that something names."""
    first: dict[str, DetectedOperator] = {}
    ordered = sorted(found, key=lambda one: (one.path not in named, one.path))
    for one in ordered:
        first.setdefault(one.name, one)
    doubles = (
        SkippedScript(one.path, f"gives the same operator name as {first[one.name].path}: rename one of them")
        for one in ordered
        if first[one.name] is not one
    )
    return list(first.values()), doubles

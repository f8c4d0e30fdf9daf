"""Which scripts of a repository look like operators, and why the others do not."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from hatch_claimed.adopt.exclusions import exclusion_reason, projects
from hatch_claimed.adopt.generated import generated_by
from hatch_claimed.adopt.modules import folder_of, imported_modules, imported_names, included_modules, module_code
from hatch_claimed.adopt.own_files import data_folders, own_files
from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import language, language_of, suffixes
from hatch_claimed.model import Interface, operator_name
from hatch_claimed.sources.operator_names import derived_names, distinct_names
from hatch_claimed.sources.operators import ScriptReading
from hatch_claimed.sources.reader import ReadResult, ScriptDetails, ScriptSource
from hatch_claimed.system.tree import Tree

_LOST_ARGUMENTS = frozenset({"CLM131", "CLM132"})
"""Findings about an interface that is there, and that cannot be read."""


@dataclass(frozen=True, slots=True)
class DetectedOperator:
    """A script that looks like an operator. `helpers` are modules of the project that it imports.

    `files` are what the settings must name for its image to have it.

    `table_key` is the key of its table in the settings where that is not its name. With `is_chosen` the name is another
    one than its file's, or one that other files could take away, so that the settings must say it.
    """

    name: str
    path: PurePosixPath
    kind: str
    why: str
    helpers: tuple[PurePosixPath, ...] = ()
    table_key: str | None = None
    is_chosen: bool = False
    files: tuple[PurePosixPath, ...] = ()

    @property
    def language(self) -> Language:
        """What there is to say of its language."""
        return language(self.kind)


@dataclass(frozen=True, slots=True)
class SkippedScript:
    """A script that does not, or a whole folder of such. `is_unread` says that nobody looked into it."""

    path: PurePosixPath
    why: str
    is_unread: bool = False


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
            skipped.append(SkippedScript(path, why or "cannot be read", is_unread=why is not None))
        else:
            candidates.append(candidate)
    imports = _Imports.of(tree, candidates)
    found: list[DetectedOperator] = []
    for one in candidates:
        why = None if one.path in named else _by_content(one, tree, imports)
        if why:
            skipped.append(SkippedScript(one.path, why))
        else:
            found.append(_found(one, tree, named.get(one.path)))
    order = sorted(skipped, key=lambda one: one.path)
    return Detection(tuple(sorted(_with_names(found), key=lambda one: one.name)), tuple(order))


def _with_names(found: Sequence[DetectedOperator]) -> Iterator[DetectedOperator]:
    """The operators by names that are all different, whatever their files are called."""
    paths = [one.path for one in found]
    names = distinct_names(paths)
    clashing = {path for same in derived_names(paths).clashes.values() for path in same}
    for one in found:
        if one.path in clashing or names[one.path] != one.name:
            yield replace(one, name=names[one.path], table_key=str(one.path), is_chosen=True)
        else:
            yield one


def _candidate(tree: Tree, path: PurePosixPath) -> _Candidate | None:
    of = language_of(path)
    content = tree.try_read(path)
    if content is None:
        return None
    return _Candidate(path, of, ScriptReading().read(of, ScriptSource(path, content)), content) if of else None


@dataclass(frozen=True, slots=True)
class _Imports:
    """Which scripts are imported, each with one that does, and the modules in packages that imports may mean."""

    used: Mapping[PurePosixPath, PurePosixPath]
    names: Collection[str]

    @classmethod
    def of(cls, tree: Tree, candidates: Iterable[_Candidate]) -> _Imports:
        used: dict[PurePosixPath, PurePosixPath] = {}
        names: set[str] = set()
        for one in candidates:
            codes = one.reading.details.codes
            names.update(imported_names(one.path, codes))
            for helper in imported_modules(tree, one.path, codes):
                used.setdefault(helper, one.path)
        return cls(used, names)


def _by_content(one: _Candidate, tree: Tree, imports: _Imports) -> str | None:
    """Why a script that says this is no operator."""
    return next(_reasons(one, tree, imports), None)


def _reasons(one: _Candidate, tree: Tree, imports: _Imports) -> Iterator[str]:
    generated = generated_by(one.path, one.content, tree)
    if generated:
        yield generated
    if one.interface is None:
        # without the grammar of a language, `check` says what to install
        sign = one.language.sign
        if not (sign and sign.search(one.content)):
            yield _unreadable(one.reading)
        return
    if one.path in imports.used and not _is_program(one):
        yield f"a helper: imported by {imports.used[one.path]}"
    if _is_pipeline(one):
        yield "defines a Kubeflow pipeline"
    if not _signs(one.reading):
        yield _without_signs(one, tree)
    if _is_in_package(one, tree, imports):
        yield f"part of the package {one.path.parent}"


def _is_in_package(one: _Candidate, tree: Tree, imports: _Imports) -> bool:
    """Whether it is there to be imported. An empty `__init__.py` alone makes no package of a folder of scripts."""
    marker = one.path.parent / "__init__.py"
    if _is_program(one) or not tree.is_file(marker):
        return False
    return bool((tree.try_read(marker) or b"").strip()) or f"{one.path.parent.name}.{one.path.stem}" in imports.names


def _without_signs(one: _Candidate, tree: Tree) -> str:
    """What the reader says of arguments that become no parameters, or that there are none at all."""
    said = next((finding for finding in one.reading.findings if finding.code in _LOST_ARGUMENTS), None)
    if said:
        return f"line {said.line}: {said.message.rstrip('.')}"
    module = _parser_elsewhere(one, tree)
    if module:
        return (
            f"its arguments are declared in {module}, where they are not read: "
            "named in `include`, it takes them behind `--`"
        )
    return "has no parameter and no output, and installs nothing"


def _parser_elsewhere(one: _Candidate, tree: Tree) -> PurePosixPath | None:
    """The module that makes a parser for the script; one that is a program makes its own."""
    for path in included_modules(tree, one.path, one.reading.details.codes):
        content = tree.try_read(path) or b""
        if b"ArgumentParser(" in content and b"__main__" not in content:
            return path
    return None


def _unreadable(reading: ReadResult) -> str:
    first = reading.findings[0]
    where = f"line {first.line}: " if first.line else ""
    return f"{where}{first.message.rstrip('.')}"


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
    modules = included_modules(tree, one.path, one.reading.details.codes)
    helpers = tuple(sorted(map(folder_of, modules)))
    read = [own_files(tree, one.path, one.reading.details)]
    read += [own_files(tree, path, ScriptDetails(codes=module_code(tree, path))) for path in modules]
    files = {*data_folders(tree, helpers), *(path for paths in read for path in paths)}
    found = DetectedOperator(operator_name(one.path), one.path, one.language.kind, why, helpers)
    return replace(found, files=_without_inner(files))


def _without_inner(files: Collection[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """The files and folders without those in one of the folders, sorted."""
    return tuple(sorted(path for path in files if not any(folder in files for folder in path.parents)))

"""Results as JSON values and back. What comes back equals what was given; anything else raises.

Rows hold the fields of a dataclass in their order: whoever changes a dataclass changes this tool, and another tool
finds none of the old entries.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any, TypeVar

from hatch_claimed.cache.memory import Json
from hatch_claimed.model import (
    Cell,
    CommandArgument,
    File,
    Finding,
    Interface,
    Output,
    Parameter,
    Program,
    Requirement,
    SystemPackages,
)
from hatch_claimed.sources.project_modules.file_imports import FileImports, ImportedModule
from hatch_claimed.sources.project_modules.path_entries import PathEntry
from hatch_claimed.sources.reader import ReadResult, ScriptDetails, ScriptText
from hatch_claimed.sources.variables.overrides import Unused

Row = TypeVar(
    "Row",
    Parameter,
    CommandArgument,
    Output,
    Requirement,
    SystemPackages,
    Cell,
    Finding,
    ScriptText,
    ImportedModule,
    PathEntry,
)


def of_findings(findings: Iterable[Finding]) -> Json:
    """Findings as rows."""
    return _rows(findings)


def to_findings(value: Json) -> tuple[Finding, ...]:
    """The findings of `of_findings`."""
    return _FINDINGS(value)


def of_facts(facts: FileImports) -> Json:
    """What code says of the modules that it needs."""
    return [_rows(facts.imported), _rows(facts.locations), list(facts.exported), facts.searches, list(facts.ran)]


def to_facts(value: Json) -> FileImports:
    """The facts of `of_facts`."""
    imported, locations, exported, searches, ran = _list(value)
    return FileImports(_IMPORTED(imported), _LOCATIONS(locations), _texts(exported), bool(searches), _texts(ran))


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def of_reading(reading: ReadResult, content: bytes) -> Json:
    """What a reader understood of `content`. Of the details only the comments are kept."""
    interface = None if reading.interface is None else _of_interface(reading.interface, content)
    unused: Json = [[key, name] for key, name in reading.unused]
    return [interface, _rows(reading.findings), _rows(reading.details.comments), unused]


def to_reading(value: Json, content: bytes) -> ReadResult:
    """The reading of `of_reading`."""
    interface, findings, comments, unused = _list(value)
    return ReadResult(
        None if interface is None else _to_interface(interface, content),
        to_findings(findings),
        ScriptDetails(comments=_TEXTS(comments)),
        tuple(_unused(row) for row in _list(unused)),
    )


def _unused(row: Json) -> Unused:
    key, name = _list(row)
    return _text(key), _text(name)


def _missing(name: str) -> bytes:
    raise ValueError(name)


def of_files(files: Iterable[File], without: Collection[str] = ()) -> Json:
    """Files, but for the contents of those with names in `without`."""
    return [
        [str(file.path), None if file.path.name in without else _packed(file.content), file.executable]
        for file in files
    ]


def to_files(value: Json, left_out: Callable[[str], bytes] = _missing) -> tuple[File, ...]:
    """The files of `of_files`; `left_out` gives the contents that they are without, by name."""
    return tuple(_file(row, left_out) for row in _list(value))


def _file(row: Json, left_out: Callable[[str], bytes]) -> File:
    name, content, executable = _list(row)
    path = PurePosixPath(_text(name))
    return File(
        path=path,
        content=left_out(path.name) if content is None else _unpacked(content),
        executable=bool(executable),
    )


def _of_interface(interface: Interface, content: bytes) -> Json:
    program = interface.program
    return [
        interface.description,
        _rows(interface.parameters),
        _rows(interface.outputs),
        _rows(interface.requirements),
        _rows(interface.system_packages),
        program.filename,
        # most programs are the script as it stands
        None if program.content == content else _of_bytes(program.content),
        _rows(program.cells),
        program.needs_ipython,
        list(program.jupyter),
        list(program.unimported),
    ]


def _to_interface(value: Json, content: bytes) -> Interface:
    description, parameters, outputs, requirements, packages, name, text, cells, *more = _list(value)
    ipython, jupyter, unimported = more
    return Interface(
        description=_text(description),
        parameters=_PARAMETERS(parameters),
        outputs=_OUTPUTS(outputs),
        requirements=_REQUIREMENTS(requirements),
        system_packages=_PACKAGES(packages),
        program=Program(
            filename=_text(name),
            content=content if text is None else _to_bytes(text),
            cells=_CELLS(cells),
            needs_ipython=bool(ipython),
            jupyter=tuple(_text(one) for one in _list(jupyter)),
            unimported=tuple(_text(one) for one in _list(unimported)),
        ),
    )


def _rows(values: Iterable[Any]) -> Json:
    return [
        # what does not count when two are compared is said of them later
        [_of_field(getattr(value, one.name)) for one in fields(value) if one.compare]
        for value in values
    ]


def _of_field(value: Any) -> Json:
    if isinstance(value, tuple):
        return [_of_field(one) for one in value]
    return {"argument": _rows([value])} if isinstance(value, CommandArgument) else value


def _from_rows(kind: type[Row]) -> Callable[[Json], tuple[Row, ...]]:
    names = [one.name for one in fields(kind) if one.compare]

    def values(rows: Json) -> tuple[Row, ...]:
        return tuple(kind(**dict(zip(names, map(_to_field, _list(row)), strict=True))) for row in _list(rows))

    return values


def _to_field(value: Json) -> Any:
    if isinstance(value, list):
        return tuple(_to_field(one) for one in value)
    if isinstance(value, dict):
        (argument,) = _ARGUMENTS(value["argument"])
        return argument
    return value


def _packed(content: bytes) -> Json:
    """Text as it is; archives, which are mostly zeros, compressed."""
    if b"\0" not in content:
        return _of_bytes(content)
    return [b64encode(zlib.compress(content, 1)).decode()]


def _unpacked(value: Json) -> bytes:
    if isinstance(value, str):
        return _to_bytes(value)
    (text,) = _list(value)
    try:
        return zlib.decompress(b64decode(_text(text)))
    except zlib.error as error:
        raise ValueError(text) from error


def _of_bytes(content: bytes) -> str:
    return content.decode(errors="surrogateescape")


def _to_bytes(value: Json) -> bytes:
    return _text(value).encode(errors="surrogateescape")


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


_IMPORTED, _LOCATIONS = _from_rows(ImportedModule), _from_rows(PathEntry)
_FINDINGS, _TEXTS, _CELLS = _from_rows(Finding), _from_rows(ScriptText), _from_rows(Cell)
_ARGUMENTS = _from_rows(CommandArgument)
_PARAMETERS, _OUTPUTS = _from_rows(Parameter), _from_rows(Output)
_REQUIREMENTS, _PACKAGES = _from_rows(Requirement), _from_rows(SystemPackages)

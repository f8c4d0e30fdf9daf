"""The launcher's own files, as they are copied into images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.image.table import table
from hatch_claimed.model import File, Kind, Operator

_RUNTIME = Path(__file__).parents[2] / "runtime"
_HEADER = ("role", "name", "type", "required", "default", "description")
_LINE_END = re.compile("\r\n?")
_UNREADABLE = re.compile("[\0\ud800-\udfff]")


@cache
def launcher_files(kind: Kind) -> tuple[File, ...]:
    """The launcher of a kind, sorted; paths are relative to the launcher's folder in the image."""
    folder = _RUNTIME / ("r" if kind == "r" else "python")
    return tuple(
        File(
            path=PurePosixPath(path.relative_to(folder).as_posix()),
            content=path.read_bytes(),
            executable=path.name == "run",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )


def interface_file(operator: Operator) -> File:
    """What the launcher must know of an operator, as CSV: its script, cells, parameters and outputs.

    CSV because base R reads it, and has no parser for JSON or YAML. A default that is empty and one that is missing
    look the same: the launcher only shows defaults, the script itself holds them.
    """
    rows = [_HEADER, *_program_rows(operator), *_interface_rows(operator)]
    return File(path=PurePosixPath("interface.csv"), content=table(rows))


def _program_rows(operator: Operator) -> Iterator[Sequence[str]]:
    program = operator.interface.program
    yield "script", program.filename, operator.kind, "", "", _readable(operator.description)
    for cell in program.cells:
        yield "cell", str(cell.number), str(cell.first_line), "", "", ""


def _interface_rows(operator: Operator) -> Iterator[Sequence[str]]:
    for p in operator.parameters:
        texts = _readable(p.default_text), _readable(p.description)
        yield "parameter", p.name, p.type, str(p.required).lower(), *texts
    for output in operator.outputs:
        yield "output", output.name, "", "", "", _readable(output.description)


def _readable(text: str | None) -> str:
    """The text as both launchers read it.

    UTF-8 cannot hold surrogates, R cannot read zero bytes, and to R every kind of line end is a line feed.
    """
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text or ""))

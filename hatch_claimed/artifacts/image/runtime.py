"""The launcher's own files, as they are copied into images."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.image.table import table
from hatch_claimed.model import File, Kind, Operator

_RUNTIME = Path(__file__).parents[2] / "runtime"


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
    """What the launcher must know of an operator: its script, cells, parameters and outputs, as CSV.

    CSV because base R reads it, and has no parser for JSON or YAML.
    """
    program = operator.interface.program
    rows = [("role", "name", "type", "required"), ("script", program.filename, operator.kind, "")]
    rows += [("cell", str(cell.number), str(cell.first_line), "") for cell in program.cells]
    rows += [("parameter", p.name, p.type, str(p.required).lower()) for p in operator.parameters]
    rows += [("output", output.name, "", "") for output in operator.outputs]
    return File(path=PurePosixPath("interface.csv"), content=table(rows))

"""Files of the project that a script reads and that nothing brings along."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.file_reads import FileRead, plain_reads
from hatch_claimed.sources.reader import ScriptDetails

if TYPE_CHECKING:
    from hatch_claimed.checks.analysis.r_file_reads import RFileRead

SHARED = "data"
"""The folder that `run` and today's command line share with whoever runs the operator."""


def left_behind(
    script: PurePosixPath,
    details: ScriptDetails,
    mentioned: Sequence[tuple[str, PurePosixPath]],
    brought: Collection[PurePosixPath],
    outputs: Collection[str | None] = (),
) -> tuple[tuple[PurePosixPath, FileRead | RFileRead], ...]:
    """The files by their places in the project, each with what reads it first.

    `mentioned` are texts of the script that are paths of files, `brought` what comes along, and `outputs` what the
    script says that it writes.
    """
    here = {
        str(PurePosixPath(text)): path
        for text, path in mentioned
        if path not in brought and text not in outputs and path.parts[0] != SHARED and path.suffix != ".py"
    }
    # without such files, nothing is looked at
    reads = _reads(script, details) if here else ()
    found = [(here[path], one) for one in reads if (path := str(PurePosixPath(one.path))) in here]
    return tuple((place, one) for place, one in found if not _is_named_otherwise(one.path, details))


def _reads(script: PurePosixPath, details: ScriptDetails) -> Sequence[FileRead | RFileRead]:
    if details.r is None:
        return plain_reads(details.codes, script)
    # a project without R scripts needs none of it
    from hatch_claimed.checks.analysis.r_file_reads import plain_reads_by_r

    return plain_reads_by_r(details.r)


def _is_named_otherwise(path: str, details: ScriptDetails) -> bool:
    """Whether another text holds the file's name: an address, or a command that fetches or makes the file."""
    whole = _parts(path)
    told = set(_descriptions(details))
    # the texts that the path is put together of end it
    others = (one.text for one in details.literals if whole[-1] in one.text and one.text not in told)
    return any(whole[-len(parts) :] != parts for text in others if (parts := _parts(text)))


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a path from its first name: `/a.csv` is the end of a text such as `f'{HERE}/a.csv'`."""
    return tuple(part for part in PurePosixPath(text.lstrip("/")).parts if part != "..")


def _descriptions(details: ScriptDetails) -> Iterator[str]:
    """Texts that are no values: docstrings."""
    for code in details.codes:
        for visit in code.of(ast.Constant):
            if isinstance(visit.parent, ast.Expr) and isinstance(visit.node, ast.Constant):
                yield str(visit.node.value)

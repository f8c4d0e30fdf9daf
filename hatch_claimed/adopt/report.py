"""What `hatch-claimed init` says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from hatch_claimed.adopt.adoption import Adoption
from hatch_claimed.adopt.detection import SkippedScript
from hatch_claimed.model.quantities import quantity
from hatch_claimed.settings.parse import dotted

_ALONE = 2
"""Up to so many scripts of a folder are named one by one; of more there is only a number."""
_MOST = 40
_SHOWN = 12
"""So many are named of those that are left out for one reason."""


def operator_lines(adoption: Adoption) -> Iterator[str]:
    """The operators, what was left out, and what people must know."""
    yield _count(len(adoption.operators), "operator") + (":" if adoption.operators else "")
    width = max((len(one.name) for one in adoption.operators), default=0)
    for one in adoption.operators:
        why = f": {one.why}" if one.why else ""
        yield f"  {one.name:{width}}  {one.path} ({one.language.label}){why}"
        if included := dict.fromkeys(map(str, (*one.helpers, *one.files))):
            yield f"  {'':{width}}  includes {', '.join(included)}"
    yield from _section("No operators:", _skipped(adoption.skipped))
    if adoption.operators and any(not one.is_unread for one in adoption.skipped):
        yield "  (What should be one all the same: name it in `include` of [tool.claimed].)"
    yield from _section("To know:", (f"{note.place}: {note.text}" for note in adoption.notes))


def how_to_adopt(adoption: Adoption) -> Iterator[str]:
    """What to do where no script looks like an operator."""
    example = next((str(one.path) for one in adoption.skipped if not one.is_unread), "script.py")
    yield "no script here looks like an operator, so nothing was written"
    yield "    Let a script take a value from outside, as in `os.getenv('input_path', 'a.csv')`, and call this again."
    yield f'    Or name those that need none: `include = ["{example}"]` below [tool.claimed] in pyproject.toml.'


def edit_lines(adoption: Adoption, *, dry: bool) -> Iterator[str]:
    """What was written, or would be, and what stays as it is."""
    verbs = ("would write", "would add to") if dry else ("wrote", "added to")
    for edit in adoption.edits:
        yield f"{verbs[edit.before is not None]} {edit.path}"
    for path in adoption.existing:
        yield f"left alone {path}, which is there already; --force replaces it"
    for key in adoption.differing:
        yield f"left alone `{dotted(key)}` of pyproject.toml, which says something else; --force replaces it"
    if not adoption.edits and not adoption.existing and not adoption.differing:
        yield "nothing to write: all is there"


def next_steps(adoption: Adoption) -> Iterator[str]:
    """The three commands that come next."""
    if adoption.is_placeholder:
        yield "Images have no registry yet: `repository` below [tool.claimed] is only a placeholder."
    yield "Next:"
    errors = any(finding.severity == "error" for finding in adoption.inspection.findings)
    first = ("hatch-claimed check --fix", "applies safe fixes, and says what is left")
    commands = [
        first if errors else ("hatch-claimed list", "shows the operators with their parameters"),
        ("hatch-claimed build --images build", "makes all artifacts and images"),
        _run(adoption),
    ]
    width = max(len(command) for command, _ in commands)
    for command, what in commands:
        yield f"  {command:{width}}  # {what}"


def _run(adoption: Adoption) -> tuple[str, str]:
    subjects = adoption.inspection.subjects
    image = subjects[0].operator.image.reference if subjects else "IMAGE"
    return f"docker run --rm {image} --help", "says what it takes"


def _skipped(skipped: Sequence[SkippedScript]) -> Iterator[str]:
    """A line for each script, or for all that are left out for one reason, in the order of their first scripts."""
    groups: dict[str, list[SkippedScript]] = defaultdict(list)
    for one in skipped:
        groups[one.why].append(one)
    lines = [line for why, group in groups.items() for line in _group(why, group)]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"… and {len(lines) - _MOST} more"


def _group(why: str, group: Sequence[SkippedScript]) -> Iterator[str]:
    folders: dict[PurePosixPath, list[str]] = defaultdict(list)
    for one in group:
        folders[one.path.parent].append(str(one.path))
    places = [
        place
        for folder, paths in folders.items()
        for place in (paths if len(paths) <= _ALONE else [f"{folder}/ ({len(paths)} scripts)"])
    ]
    if len(places) <= _ALONE:
        yield from (f"{place}: {why}" for place in places)
    else:
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        yield f"{', '.join(places[:_SHOWN])}{more}: {why}"


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    texts = list(lines)
    if texts:
        yield title
        yield from (f"  {text}" for text in texts)


def _count(number: int, noun: str) -> str:
    return quantity(number, noun) if number else f"No {noun}s"

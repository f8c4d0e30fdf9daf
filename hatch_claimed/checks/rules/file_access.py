"""Results that stay in the container and go with it, and files that stay behind when it starts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.file_reads import FileRead
from hatch_claimed.checks.analysis.file_writes import FileWrite, unused_writes
from hatch_claimed.checks.analysis.files_setting import files_line
from hatch_claimed.checks.analysis.left_behind import SHARED, left_behind
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.languages.registry import suffixes
from hatch_claimed.sources.operators import ReadOperator

if TYPE_CHECKING:
    from hatch_claimed.checks.analysis.r_file_reads import RFileRead
    from hatch_claimed.checks.analysis.r_file_writes import RFileWrite

_MOST = 3
"""With more files than that, each is hardly a result of its own, and one finding tells of all."""
_LONGEST = 200
_TEMPORARY = re.compile(r"te?mp|scratch|cache|\..*", re.IGNORECASE)
_PARTS_OF_WORDS = re.compile(r"[\W_]+")
# code, settings and notes for other programs, which the script starts or which look after it
_NO_RESULTS = frozenset(
    {suffix.lower() for suffix in suffixes()}
    | {".sh", ".lock", ".pid", ".log", ".ini", ".cfg", ".toml", ".env", ".tmp"}
)


def _unused(subject: ReadOperator) -> Sequence[FileWrite | RFileWrite]:
    script = subject.details.r
    if script is None:
        return unused_writes(subject.details.codes)
    # a project without R scripts needs none of it
    from hatch_claimed.checks.analysis.r_file_writes import unused_writes_by_r

    return unused_writes_by_r(script)


def _undeclared(subject: ReadOperator) -> Iterator[Violation]:
    setting = subject.operator.language.setting
    found = _unused(subject)
    folders = {
        str(one.default) for one in subject.operator.interface.parameters if one.type == "String" and one.default
    }
    results = [one for one in found if _is_result(one.path, folders)]
    if len(results) > _MOST:
        yield _several(results, setting)
        return
    taken = {one.name for one in subject.operator.parameters} | {one.name for one in subject.operator.outputs}
    for one in results:
        message = f"{one.path!r} is written and is no output: it goes when the container does"
        name = _name(one.path, taken)
        taken.add(name)
        yield _problem(one, message, f"If it is a result, add `{setting(name, _marked(one.path))}`")


def _not_brought(subject: ReadOperator) -> Iterator[Violation]:
    operator = subject.operator
    brought = {file.path for file in (*operator.files, *operator.modules)}
    outputs = {one.path for one in operator.outputs}
    found = left_behind(operator.path, subject.details, subject.mentioned, brought, outputs)
    places = dict.fromkeys(place for place, _ in found)
    remedy = files_line(subject, ", ".join(json.dumps(str(place), ensure_ascii=False) for place in places))
    for place, one in found:
        message = f"{str(place)!r} is a file of the project that is read here, and nothing copies it into the image"
        yield _problem(one, message, f"{remedy}\nOr make the path a parameter.")


def _several(results: Sequence[FileWrite | RFileWrite], setting: Callable[[str, str], str]) -> Violation:
    shown = ", ".join(repr(one.path) for one in results[:_MOST])
    message = f"{shown} and {len(results) - _MOST} more are written and are no outputs: they go when the container does"
    line = setting(_name(results[0].path, ()), _marked(results[0].path))
    remedy = f"Add a line such as `{line}` for each that is a result, or write one archive"
    return _problem(results[0], message, remedy)


def _is_result(path: str, folders: Collection[str]) -> bool:
    """Whether a file lies where it surely goes with the container, and looks like a result."""
    if len(path) > _LONGEST or not path.isprintable() or "%" in path or ":" in path:
        return False
    whole = PurePosixPath(path)
    parts = [part for part in whole.parts if part != "."]
    if not parts or whole.is_absolute() or parts[0] in {SHARED, "~"} or whole.suffix.lower() in _NO_RESULTS:
        return False
    if any(
        _TEMPORARY.fullmatch(word) for part in parts for word in (part, *_PARTS_OF_WORDS.split(part)) if part != ".."
    ):
        return False
    return not any(folder.strip("./") and whole.is_relative_to(PurePosixPath(folder)) for folder in folders)


def _name(path: str, taken: Collection[str]) -> str:
    """A name for the output that is free: that of the file, where it can be one."""
    name = _PARTS_OF_WORDS.sub("_", PurePosixPath(path).stem).strip("_").lower()
    name = name if name.isascii() and name.isidentifier() else "result"
    while name in taken:
        name += "_file"
    return name


def _marked(path: str) -> str:
    """A path that looks like one: a bare word might be anything."""
    return path if "." in path or "/" in path else f"./{path}"


def _problem(one: FileWrite | RFileWrite | FileRead | RFileRead, message: str, remedy: str) -> Violation:
    if isinstance(one, FileWrite | FileRead):
        return problem_at(one.node, one.code, message, remedy)
    return Violation(message=message, remedy=remedy, line=one.line)


RULES = (
    Rule(
        code="CLM114",
        severity="hint",
        title="a file that is written and is no output",
        why="What a container writes into its own folders goes when it ends. Outputs are delivered: to the place that "
        "`--name PATH` says, to the next step of a pipeline, to CWL. A file whose path is used elsewhere in the "
        "script, such as in an upload, is not meant, nor one in `data/`.",
        bad='"""Count words."""\n\nimport os\n\n'
        "# what is counted\ntext = os.getenv('text', 'a rose')\n"
        "with open('count.txt', 'w') as file:\n    file.write(str(len(text.split())))\n",
        good='"""Count words."""\n\nimport os\n\n'
        "# what is counted\ntext = os.getenv('text', 'a rose')\n"
        "# the number of words\nos.environ['count'] = 'count.txt'\n"
        "with open('count.txt', 'w') as file:\n    file.write(str(len(text.split())))\n",
        check=_undeclared,
    ),
    Rule(
        code="CLM123",
        severity="warning",
        title="a file of the project that stays behind",
        why="An image holds the script, what it imports or sources of the project, and what `files` names. Any other "
        "file that the script opens by a constant path, or by one made of `__file__`, is there at its author's "
        "desk and not in a container. Files below `data/` are left alone, since whoever runs the operator provides "
        "these, and so are paths that the "
        "script also uses otherwise.",
        bad='"""Count stations; the table lies beside the script."""\n\n# pip install pandas==2.2.3\n'
        "import pandas as pd\n\nprint(len(pd.read_csv('stations.csv')))\n",
        good='"""Count stations."""\n\nimport os\n\n# pip install pandas==2.2.3\nimport pandas as pd\n\n'
        "# the table\npath = os.getenv('path', 'data/stations.csv')\nprint(len(pd.read_csv(path)))\n",
        check=_not_brought,
    ),
)

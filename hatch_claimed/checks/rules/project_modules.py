"""What the project's own modules hide from those who look at the script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.imports import codes_of, leading_to, place_in
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import File, Parameter
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.project_modules.file_imports import parsed
from hatch_claimed.sources.python.code import PythonSyntaxProblem
from hatch_claimed.sources.python.environment.libraries import MODULES
from hatch_claimed.sources.python.interface import environment
from hatch_claimed.sources.python.run_magics import runs
from hatch_claimed.sources.reader import ScriptSource

if TYPE_CHECKING:
    from hatch_claimed.sources.project_modules.sourced_files import SourcedFile

_READING = ("environ", "expandvars", "getenv", *sorted(MODULES))
# a computed name, and what goes where nobody can follow
_OUT_OF_SIGHT = frozenset({"CLM025", "CLM113"})


def _hidden(subject: ReadOperator) -> Iterator[Violation]:
    operator = subject.operator
    if subject.details.r is not None:
        yield from _hidden_by_r(subject)
        return
    known = {one.name for one in operator.parameters} | {one.name for one in operator.outputs}
    for file in (*operator.modules, *_running(subject)):
        statement = leading_to(file.path, subject)
        if statement is None:
            continue
        for message, remedy in _of_module(file, known):
            yield problem_at(statement.node, statement.code, message, remedy)


def _running(subject: ReadOperator) -> Iterator[File]:
    """The additional files that may run: modules, and notebooks that `%run` names."""
    files = [file for file in subject.operator.files if file.path.suffix in {".py", ".ipynb"}]
    found = runs(subject.details.codes if files else ())
    ran = {place for run in found for place in run.places(subject.operator.place)}
    yield from (file for file in files if file.path.suffix == ".py" or file.path in ran)


def _of_module(file: File, known: set[str]) -> Iterator[tuple[str, str]]:
    code = parsed(str(file.path), file.content) if file.path.suffix == ".py" else None
    if isinstance(code, PythonSyntaxProblem):
        message = f"{file.path} is no Python that can be read: {code.message}, in line {code.line}"
        yield message, "Correct the line: nobody knows what the module imports, and its import will fail."
        return
    codes = codes_of(file) if code is None else (code,)
    if not any(word in code.text for code in codes for word in (*_READING, "get_ipython")):
        return
    found = environment(codes)
    for one in found.parameters:
        if one.name not in known:
            known.add(one.name)
            place = f"in {place_in(one.line, one.cell)}, which is no parameter of this operator"
            message = f"{file.path} reads the variable {one.name!r} {place}"
            yield (
                message,
                f"Read it in the script, as in `os.getenv({one.name!r}, …)`, or hand its value to the module.",
            )
    lost = next((one for one in found.findings if one.code in _OUT_OF_SIGHT), None)
    if lost:
        place = place_in(lost.line, lost.cell)
        message = f"{file.path} uses the environment in {place}, where nobody can tell which variables"
        yield message, "If parameters are among them, read each in the script, as in `os.getenv('threshold')`."


def _hidden_by_r(subject: ReadOperator) -> Iterator[Violation]:
    operator = subject.operator
    files = {file.path: file.content for file in (*operator.files, *operator.modules)}
    if not any(b"getenv" in content for content in files.values()):
        return
    from hatch_claimed.sources.project_modules.sourced_files import sourced
    from hatch_claimed.sources.r.reader import RReader

    known = {one.name for one in operator.parameters} | {one.name for one in operator.outputs}
    for one in sourced(operator.place, subject.content, files.get):
        read = RReader().read(ScriptSource(one.path, files[one.path])).interface
        for parameter in read.parameters if read else ():
            if parameter.name not in known:
                known.add(parameter.name)
                yield _hidden_by_file(one, parameter)


def _hidden_by_file(file: SourcedFile, parameter: Parameter) -> Violation:
    name = parameter.name
    return Violation(
        message=f"{file.path} reads the variable {name!r} in line {parameter.line}, which is no parameter of this"
        " operator",
        remedy=f'Read it in the script, as in `Sys.getenv("{name}", …)`, or hand its value to a function of the file.',
        line=file.line,
    )


RULES = (
    Rule(
        code="CLM116",
        severity="warning",
        title="something that a module of the project hides",
        why=(
            "Modules, and files that R sources, are copied into the image, but an operator's interface is what its"
            " script reads: a variable that only they read stands in no artifact, and nobody can set it in a pipeline."
            " The same holds for what a module reads by a name that it is given. Of a module that is no Python, nobody"
            " knows what it needs."
        ),
        bad=(
            '"""Cleans measurements; `cleaning.py` reads the variable `limit`."""\n\nimport os\n\n'
            "from cleaning import without_gaps\n\nwithout_gaps(os.getenv('measurements', 'measurements.csv'))\n"
        ),
        good=(
            '"""Cleans measurements."""\n\nimport os\n\nfrom cleaning import without_gaps\n\n'
            "# Gaps up to this length are filled.\nlimit = int(os.getenv('limit', 5))\n"
            "without_gaps(os.getenv('measurements', 'measurements.csv'), limit)\n"
        ),
        check=_hidden,
    ),
)

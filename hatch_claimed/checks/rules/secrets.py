"""Secrets in the source, which everybody can read who has the repository, the image or an artifact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.literals import believed, secret_literals
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import Parameter, Severity
from hatch_claimed.model.secrets.defaults import is_secret_default
from hatch_claimed.model.secrets.forms import credentials, credentials_in
from hatch_claimed.model.secrets.names import is_shortened
from hatch_claimed.model.secrets.values import is_random, is_secret, looks_random
from hatch_claimed.sources.install.lines import is_install_comment
from hatch_claimed.sources.names import legal_name
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.reader import ScriptText

# what stands in front of a literal in R, and a whole assignment in a comment
_ASSIGNED = re.compile(r"""([\w.]+)["'\]]*\s*(?:<<?-|(?<![=!<>])=)\s*$""")
_OPTION = re.compile(r"""([\w.]+)\(\s*(?:[^()]*,\s*)?["']([\w.@+-]+)["']\s*,\s*$""")
_LOGIN = "authenticate"
# names have an end, since a long word would be read again from each of its letters
_COMMENTED = re.compile(r"""([A-Za-z_][\w.]{0,127})["'\]]*\s*(?:<-|=|:)\s*["']([^"'\s]+)["']""")
_CHANGE = "and change the secret: it is in the history of the repository"


def _secret_default(subject: ReadOperator) -> Iterator[Violation]:
    literals = {literal.text for literal in subject.details.literals}
    for parameter in subject.operator.interface.parameters:
        default = parameter.default
        # credentials in one literal are found there
        if not is_secret_default(parameter.name, default) or (default in literals and credentials_in(str(default))):
            continue
        yield Violation.at(
            parameter,
            f"the default of {parameter.name!r} looks like a secret; everybody who has the image can read it",
            f"Write `{_required(parameter, subject)}`, which makes it required, {_CHANGE}",
        )


def _required(parameter: Parameter, subject: ReadOperator) -> str:
    if parameter.injected:
        return f"{parameter.name}: str"
    return "required=True" if parameter.argument else subject.operator.language.getting(parameter.name)


def _literal_credentials(subject: ReadOperator) -> Iterator[Violation]:
    found: dict[tuple[int | None, int | None, int | None], Violation] = {}
    # such a default is replaced by what makes its parameter required, as CLM061 has it
    declared = {
        (one.cell, one.line): f"Write `{_required(one, subject)}` in place of the value, {_CHANGE}"
        for one in subject.operator.interface.parameters
        if one.injected or one.argument
    }
    for problem in (*_by_form(subject), *_by_name(subject)):
        remedy = declared.get((problem.cell, problem.line), problem.remedy)
        found.setdefault((problem.cell, problem.line, problem.column), replace(problem, remedy=remedy))
    yield from found.values()


def _by_form(subject: ReadOperator) -> Iterator[Violation]:
    comments = [comment for comment in subject.details.comments if not is_install_comment(comment.text)]
    for text in (*subject.details.literals, *comments):
        found = credentials(text.text)
        if found:
            yield _at(text, f"{found.what} is written here", _remedy(found.name, subject), certain=found.certain)


def _by_name(subject: ReadOperator) -> Iterator[Violation]:
    parameters = frozenset(one.name for one in subject.operator.interface.parameters)
    for one in secret_literals(subject.details.codes, parameters):
        problem = problem_at(one.node, one.code, _message(one.name), _remedy(one.name, subject))
        yield replace(problem, severity=_severity(certain=one.certain))
    if subject.details.r is not None:
        yield from _by_name_in_r(subject, parameters)
    yield from _in_comments(subject)


def _in_comments(subject: ReadOperator) -> Iterator[Violation]:
    for comment in subject.details.comments:
        for match in _COMMENTED.finditer(comment.text):
            if believed(match[1], match[2]) and looks_random(match[2]):
                yield _named(comment, match[1], subject, certain=not is_shortened(match[1]))


def _by_name_in_r(subject: ReadOperator, parameters: frozenset[str]) -> Iterator[Violation]:
    lines = subject.content.split(b"\n")
    for literal in subject.details.literals:
        before = lines[literal.line - 1][: literal.column - 1].decode(errors="replace")[-200:]
        match = _ASSIGNED.search(before)
        if match and believed(match[1], literal.text):
            yield _named(literal, match[1], subject, certain=not is_shortened(match[1]))
            continue
        option = _OPTION.search(before)
        name = _option(option[1], option[2], literal.text) if option else None
        if name and name not in parameters:
            yield _named(literal, name, subject, certain=False)


def _option(function: str, first: str, text: str) -> str | None:
    """The name that says of the second argument of a call in R that it is a secret."""
    if function == _LOGIN and looks_random(text) and is_secret(text, "password"):
        return "password"
    return first if believed(first, text) and is_random(text) else None


def _named(text: ScriptText, name: str, subject: ReadOperator, *, certain: bool) -> Violation:
    return _at(text, _message(name), _remedy(name, subject), certain=certain)


def _severity(*, certain: bool) -> Severity | None:
    """That of the rule, which stops builds, where nothing else can be meant."""
    return None if certain else "warning"


def _message(name: str) -> str:
    return f"{name!r} is given a secret as text"


def _remedy(name: str, subject: ReadOperator) -> str:
    return f"Write `{subject.operator.language.getting(legal_name(name))}` in its place, {_CHANGE}"


def _at(text: ScriptText, message: str, remedy: str, *, certain: bool) -> Violation:
    return Violation(
        message=message,
        remedy=remedy,
        line=text.line,
        column=text.column,
        cell=text.cell,
        severity=_severity(certain=certain),
    )


RULES = (
    Rule(
        code="CLM061",
        severity="warning",
        title="a secret as a parameter's default",
        why="The image holds the script, and with it the default. Artifacts, lists and the catalogue leave it out, and "
        "the script applies it all the same. A parameter without a default is required, so that nobody forgets it, and "
        "can come from a Kubernetes secret.",
        bad='"""Load the sales of one day."""\n\nimport os\n\n'
        "# password of the warehouse\npassword = os.getenv('password', 'Blue7Sparrow')\n",
        good='"""Load the sales of one day."""\n\nimport os\n\n'
        "# password of the warehouse\npassword = os.getenv('password')\n"
        "# most tokens in one request\nmax_tokens = int(os.getenv('max_tokens', 1000))\n",
        check=_secret_default,
    ),
    Rule(
        code="CLM062",
        severity="error",
        title="credentials in the script",
        why="The script travels into the image and stays in the history of the repository: whoever has one of them has "
        "the credentials. The value is never shown here. It is a warning where something else could be meant: for "
        "options that a call sets, names such as `smtp_pass`, and tokens that anybody may issue.",
        bad='"""Copy a table into the object store."""\n\nimport s3fs\n\n'
        "store = s3fs.S3FileSystem(key='sales-reader', secret_key='Kd83jf0sLq2mVz71')\n"
        "target = 'cos://AK7d3kfm:x82kfLw9qPz@s3.eu-de.cloud-object-storage.appdomain.cloud/sales/today.csv'\n"
        "store.set_option('fs.s3a.secret.key', 'Kd83jf0sLq2mVz71')\n",
        good='"""Copy a table into the object store."""\n\nimport os\n\nimport s3fs\n\n'
        "# secret key of the object store\nsecret_key = os.getenv('secret_key')\n"
        "# where the table goes, as cos://key:secret@endpoint/bucket/path\ntarget = os.getenv('target')\n"
        "store = s3fs.S3FileSystem(key='sales-reader', secret_key=secret_key)\n",
        check=_literal_credentials,
    ),
)

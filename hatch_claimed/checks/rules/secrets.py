"""Secrets in the source, which everybody can read who has the repository, the image or an artifact."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from hatch_claimed.checks.rule import Problem, Rule
from hatch_claimed.checks.rules._calls import problem_at
from hatch_claimed.checks.rules._secrets import credentials_in, is_secret, looks_random, secret_kind
from hatch_claimed.sources.install.lines import is_install_comment
from hatch_claimed.sources.names import legal_name
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Visit
from hatch_claimed.sources.reader import Text

# what stands in front of a literal in R, and a whole assignment in a comment
_ASSIGNED = re.compile(r"""([\w.]+)["'\]]*\s*(?:<<?-|(?<![=!<>])=)\s*$""")
_COMMENTED = re.compile(r"""([A-Za-z_][\w.]*)["'\]]*\s*(?:<-|=|:)\s*["']([^"'\s]+)["']""")
_NAMES = {
    "a URL with a password": "connection",
    "a private key": "private_key",
    "an AWS access key id": "access_key_id",
}
_CHANGE = "and change the secret: it is in the history of the repository"


def _secret_default(subject: ReadOperator) -> Iterator[Problem]:
    literals = {literal.text for literal in subject.details.literals}
    for parameter in subject.operator.interface.parameters:
        default = parameter.default
        if not isinstance(default, str):
            continue
        kind = secret_kind(parameter.name)
        # credentials in one literal are found there
        if credentials_in(default) is not None:
            found = default not in literals
        else:
            found = kind is not None and is_secret(default, kind)
        if found:
            yield Problem(
                message=f"the default of {parameter.name!r} looks like a secret; images and artifacts show it",
                remedy=f"Write `{_read(parameter.name, subject)}`, which makes it required, {_CHANGE}",
                line=parameter.line,
                cell=parameter.cell,
            )


def _literal_credentials(subject: ReadOperator) -> Iterator[Problem]:
    found: dict[tuple[int | None, int | None, int | None], Problem] = {}
    for problem in (*_by_form(subject), *_by_name(subject)):
        found.setdefault((problem.cell, problem.line, problem.column), problem)
    yield from found.values()


def _by_form(subject: ReadOperator) -> Iterator[Problem]:
    comments = [comment for comment in subject.details.comments if not is_install_comment(comment.text)]
    for text in (*subject.details.literals, *comments):
        what = credentials_in(text.text)
        if what:
            yield _at(text, f"{what} is written here", _remedy(_NAMES.get(what, "token"), subject))


def _by_name(subject: ReadOperator) -> Iterator[Problem]:
    for code in subject.details.codes:
        for visit in code.of(ast.Assign, ast.AnnAssign, ast.keyword, ast.Dict, ast.arguments):
            for name, value in _named_literals(visit):
                text = _constant(value)
                # tables and signatures hold many words beside passwords
                wanted = _believed if isinstance(visit.node, ast.Assign | ast.AnnAssign | ast.keyword) else _random
                if text and wanted(name, text):
                    yield problem_at(value, code, _message(name), _remedy(name, subject))
    if subject.operator.kind == "r":
        yield from _by_name_in_r(subject)
    yield from _in_comments(subject)


def _in_comments(subject: ReadOperator) -> Iterator[Problem]:
    for comment in subject.details.comments:
        for match in _COMMENTED.finditer(comment.text):
            if _random(match[1], match[2]):
                yield _at(comment, _message(match[1]), _remedy(match[1], subject))


def _by_name_in_r(subject: ReadOperator) -> Iterator[Problem]:
    lines = subject.content.split(b"\n")
    for literal in subject.details.literals:
        before = lines[literal.line - 1][: literal.column - 1].decode(errors="replace")
        match = _ASSIGNED.search(before[-200:])
        if match and _believed(match[1], literal.text):
            yield _at(literal, _message(match[1]), _remedy(match[1], subject))


def _named_literals(visit: Visit) -> Iterator[tuple[str, ast.expr]]:
    """Names with the literals that they are given: `name = "…"`, `f(name="…")`, `x["name"] = "…"`, `{"name": "…"}`."""
    match visit.node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_target(target), value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield _target(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            yield from ((_constant(key), value) for key, value in zip(keys, values, strict=True))
        case ast.arguments():
            yield from _defaults(visit.node)


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    behind = positional[len(positional) - len(arguments.defaults) :]
    yield from ((one.arg, value) for one, value in zip(behind, arguments.defaults, strict=True))
    for one, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if value is not None:
            yield one.arg, value


def _target(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=key):
            return _constant(key)
    return ""


def _constant(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _believed(name: str, text: str) -> bool:
    """Whether a text is a secret beyond doubt: this rule stops builds. Plain words count for passwords only."""
    kind = secret_kind(name)
    if kind is None or not is_secret(text, kind):
        return False
    return kind == "password" or looks_random(text)


def _random(name: str, text: str) -> bool:
    return _believed(name, text) and looks_random(text)


def _message(name: str) -> str:
    return f"{name!r} is given a secret as text"


def _remedy(name: str, subject: ReadOperator) -> str:
    return f"Write `{_read(legal_name(name), subject)}` in its place, {_CHANGE}"


def _read(name: str, subject: ReadOperator) -> str:
    return f'Sys.getenv("{name}")' if subject.operator.kind == "r" else f"os.getenv({name!r})"


def _at(text: Text, message: str, remedy: str) -> Problem:
    return Problem(message=message, remedy=remedy, line=text.line, column=text.column, cell=text.cell)


RULES = (
    Rule(
        code="CLM061",
        severity="warning",
        title="a secret as a parameter's default",
        why="Defaults are copied into the image, into every artifact and into the catalogue, where everybody can read "
        "them. A parameter without a default is required, so that nobody forgets it, and can come from a Kubernetes "
        "secret.",
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
        "the credentials. The value is never shown here.",
        bad='"""Copy a table into the object store."""\n\nimport s3fs\n\n'
        "store = s3fs.S3FileSystem(key='sales-reader', secret_key='Kd83jf0sLq2mVz71')\n"
        "target = 'cos://AK7d3kfm:x82kfLw9qPz@s3.eu-de.cloud-object-storage.appdomain.cloud/sales/today.csv'\n",
        good='"""Copy a table into the object store."""\n\nimport os\n\nimport s3fs\n\n'
        "# secret key of the object store\nsecret_key = os.getenv('secret_key')\n"
        "# where the table goes, as cos://key:secret@endpoint/bucket/path\ntarget = os.getenv('target')\n"
        "store = s3fs.S3FileSystem(key='sales-reader', secret_key=secret_key)\n",
        check=_literal_credentials,
    ),
)

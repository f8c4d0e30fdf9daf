"""Literals that Python code gives to something with a name: to variables, keys, options of calls, and shells."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hatch_claimed.model.secrets.names import PARTS, is_shortened, secret_kind
from hatch_claimed.model.secrets.values import is_key_material, is_placeholder, is_random, is_secret, looks_random
from hatch_claimed.sources.python.code import Code, SyntaxNode, last_name

_OF_SETTERS = """
config conf set setconf set_conf setdefault option setoption set_option set_config setproperty set_property put putenv
setenv add_header putheader header set_header __setitem__ setitem set_value set_key set_secret
"""
_SETTERS = frozenset(_OF_SETTERS.split())
"""Calls whose first argument is the name of an option, and whose second is its value; in lower case."""
_OF_LOGINS = """
login authenticate auth basic_auth httpbasicauth httpdigestauth httpproxyauth basicauth usernamepassword
usernamepasswordcredentials plaincredentials plainauthprovider
"""
_LOGINS = frozenset(_OF_LOGINS.split())
"""Calls that take a token, or a user and a password."""
_CLIENTS = ("client", "session", "connect", "connection", "minio", "filesystem")
_SET = re.compile(r"^(?:set|with|add)_?")
_READS = re.compile(r"get|read|fetch|load|find|has|is|delete|remove|drop|list|create|new|use", re.IGNORECASE)
_SHELLS = frozenset(
    ["system", "popen", "run", "call", "check_call", "check_output", "getoutput", "run_line_magic", "run_cell_magic"]
)
_OPTION = re.compile(r"""(?:^|\s)--([A-Za-z][\w-]{1,60})[=\s]\s*["']?([^\s"';|&]{4,256})""")
_VARIABLE = re.compile(r"""(?:^|[\s;])([A-Za-z_]\w{1,60})=["']?([^\s"';|&]{4,256})""")
_LOGIN_LINE = re.compile(r"\blogin\s+(?:--\S+\s+)*([A-Za-z0-9_-]{20,256})\s*(?:$|[;&|])", re.MULTILINE)
# what the Climate Data Store issues
_KEY_OF_STORE = re.compile(r"(?:\d+:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# a part of every name and every call that counts here
_TELLING = re.compile("|".join((*PARTS, "auth", "login", *_CLIENTS)), re.IGNORECASE)
_NOBODY = frozenset({"anonymous", "ftp", "guest", "user", "username"})


@dataclass(frozen=True, slots=True)
class SecretLiteral:
    """A text that is a secret, with the name that says so. `certain` where the code can mean nothing else."""

    name: str
    node: ast.expr
    code: Code
    certain: bool


def secret_literals(codes: Sequence[Code], parameters: frozenset[str]) -> Iterator[SecretLiteral]:
    """The secrets that code gives to what has a name. Defaults of parameters have a rule of their own."""
    for code in codes:
        if not _TELLING.search(code.text):
            continue
        for visit in code.of(ast.Assign, ast.AnnAssign, ast.keyword, ast.Dict, ast.arguments):
            # tables and signatures hold many words beside passwords
            wanted = believed if isinstance(visit.node, ast.Assign | ast.AnnAssign | ast.keyword) else _random
            for name, value in _named(visit):
                if wanted(name, constant(value)):
                    yield SecretLiteral(name, value, code, not is_shortened(name))
        for name, value in (*_given(code, parameters), *_in_rows(code)):
            yield SecretLiteral(name, value, code, certain=False)


def believed(name: str, text: str) -> bool:
    """Whether a text is a secret beyond doubt. Plain words count for passwords only."""
    kind = secret_kind(name) if text else None
    return kind is not None and is_secret(text, kind) and (kind == "password" or looks_random(text))


def constant(node: ast.expr | None) -> str:
    """The text of a literal, also of one that is put together or that is an f-string without holes; else nothing."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Constant(value=bytes(data)):
            return data.decode("latin-1")
        case ast.JoinedStr(values=parts) if all(isinstance(part, ast.Constant) for part in parts):
            return "".join(map(constant, parts))
        case ast.BinOp(left=ast.Constant() as left, op=ast.Add(), right=ast.Constant() as right):
            return constant(left) + constant(right)
    return ""


def _random(name: str, text: str) -> bool:
    return believed(name, text) and looks_random(text)


def _hardly_else(name: str, text: str) -> bool:
    return believed(name, text) and is_random(text)


def _named(visit: SyntaxNode) -> Iterator[tuple[str, ast.expr]]:
    """Names with the literals that they are given: `name = "…"`, `f(name="…")`, `x["name"] = "…"`, `{"name": "…"}`."""
    match visit.node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_target(target), value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield _target(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            yield from ((constant(key), value) for key, value in zip(keys, values, strict=True))
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
    return constant(node.slice) if isinstance(node, ast.Subscript) else last_name(node)


def _in_rows(code: Code) -> Iterator[tuple[str, ast.expr]]:
    """`("fs.s3a.secret.key", "…")` in lists of options, and `["--password", "…"]` of a command."""
    for visit in code.of(ast.Tuple, ast.List):
        node = visit.node
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            yield from _pairs(node.elts, _hardly_else)
        elif isinstance(node, ast.List):
            rows = ((name, value) for name, value in _pairs(node.elts, _random) if name.startswith("--"))
            yield from ((name.lstrip("-"), value) for name, value in rows)


def _given(code: Code, parameters: frozenset[str]) -> Iterator[tuple[str, ast.expr]]:
    for visit in code.of(ast.Call):
        node = visit.node
        if isinstance(node, ast.Call) and (node.args or node.keywords):
            yield from (found for found in _of_call(node) if found[0] not in parameters)


def _of_call(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    function = _target(node.func)
    lowered = function.lower()
    yield from _pairs(node.args, _random if lowered in _SETTERS else _hardly_else)
    for keyword in node.keywords:
        if keyword.arg in {"auth", "basic_auth", "http_auth"} and isinstance(keyword.value, ast.Tuple):
            yield from _login(keyword.value.elts)
        elif keyword.arg == "key" and (lowered in _LOGINS or lowered.endswith(_CLIENTS)):
            yield from (("api_key", one) for one in [keyword.value] if _is_issued(constant(one)))
    if lowered in _LOGINS:
        yield from _login(node.args)
    elif lowered in _SHELLS:
        yield from _in_shell(node.args)
    elif lowered.endswith(_CLIENTS):
        yield from (("secret_key", one) for one in node.args[1:] if is_key_material(constant(one)))
    elif len(node.args) == 1 and _hardly_else(function, constant(node.args[0])) and not _READS.match(function):
        yield _SET.sub("", function), node.args[0]


def _pairs(nodes: Sequence[ast.expr], wanted: Callable[[str, str], bool]) -> Iterator[tuple[str, ast.expr]]:
    for name, value in pairwise(nodes):
        text = constant(value)
        if text and wanted(constant(name), text):
            yield constant(name), value


def _is_issued(text: str) -> bool:
    return is_key_material(text) or (_KEY_OF_STORE.fullmatch(text) is not None and not is_placeholder(text))


def _login(nodes: Sequence[ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """`login("user", "password")` and `login("token")`."""
    texts = [constant(one) for one in nodes]
    if len(texts) == 1 and is_random(texts[0]):
        yield "token", nodes[0]
    known = len(texts) > 1 and texts[0].lower() not in _NOBODY
    if known and looks_random(texts[1]) and is_secret(texts[1], "password"):
        yield "password", nodes[1]


def _in_shell(nodes: Sequence[ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """`export NAME=value` and `--name value` of commands, in one text."""
    for node in nodes:
        text = constant(node)
        found = [*_OPTION.findall(text), *_VARIABLE.findall(text)] if "=" in text or "--" in text else []
        yield from ((name, node) for name, value in found if _random(name, value))
        tokens = _LOGIN_LINE.findall(text) if "login" in text else []
        yield from (("token", node) for value in tokens if is_key_material(value))

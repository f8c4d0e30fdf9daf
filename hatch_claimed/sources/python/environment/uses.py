"""The uses of the environment with their names, and what the code around them says of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hatch_claimed.model import Finding
from hatch_claimed.sources.names import name_finding
from hatch_claimed.sources.param_lines import has_param_lines
from hatch_claimed.sources.python import findings as say
from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.comments import described, tagged_lines
from hatch_claimed.sources.python.constants import PythonConstants, constants
from hatch_claimed.sources.python.environment.branches import handler_for
from hatch_claimed.sources.python.environment.expand import Expander
from hatch_claimed.sources.python.environment.expanded_text import with_expanded_texts
from hatch_claimed.sources.python.environment.follow import follow
from hatch_claimed.sources.python.environment.functions import Functions
from hatch_claimed.sources.python.environment.guards import Fallback, verdict
from hatch_claimed.sources.python.environment.libraries import read_by_libraries
from hatch_claimed.sources.python.environment.places import around
from hatch_claimed.sources.python.environment.set_checks import SetChecks
from hatch_claimed.sources.python.environment.types import cast
from hatch_claimed.sources.python.fold import Value
from hatch_claimed.sources.python.shell import with_shell_accesses

_TESTS = (ast.If, ast.While, ast.IfExp, ast.Assert, ast.comprehension)
_KEY_ERRORS = frozenset({"KeyError", "LookupError", "Exception", "BaseException"})


@dataclass(frozen=True, slots=True)
class EnvironmentUse:
    """A use whose name is known and legal, the comment that describes it, and what the code around it says.

    `guard` is the statement that sets a default only where the variable is missing.
    """

    name: str
    access: VariableAccess
    description: str | None
    verdict: Fallback | None = None
    guard: ast.stmt | None = None


def accesses_of(codes: Sequence[Code]) -> tuple[list[VariableAccess], PythonConstants, list[Finding]]:
    """All accesses in source order, the constants of the code, and what nobody can know without running it."""
    functions = Functions(codes)
    found, lost = follow(codes, functions)
    found, unknown = with_expanded_texts(found, codes)
    found = with_shell_accesses(found, codes)
    names = constants(codes if found else ())
    expander = Expander(codes, names, functions)
    found = expander.expanded(found)
    findings = [say.out_of_sight(one.code, one.node, one.how) for one in (*lost, *unknown, *expander.lost)]
    findings += [say.read_by_library(*one) for one in read_by_libraries(codes)]
    return found, names, findings


def uses_of(
    codes: Sequence[Code], found: Sequence[VariableAccess], names: PythonConstants
) -> tuple[list[EnvironmentUse], list[Finding]]:
    """Those accesses that have a legal name, with what the code around them says; findings about the others."""
    named, findings = _named(found, names, _tagged(codes if found else ()))
    return _judged(codes, named, names), findings


def _tagged(codes: Sequence[Code]) -> Mapping[str, str]:
    """What `@param` lines say of names, wherever they stand; of two for one name, the first counts."""
    told: dict[str, str] = {}
    for code in codes:
        if has_param_lines(code.text):
            told = {**tagged_lines(code.text, code.comments), **told}
    return told


def _named(
    found: Sequence[VariableAccess], names: PythonConstants, tagged: Mapping[str, str]
) -> tuple[list[EnvironmentUse], list[Finding]]:
    named: list[EnvironmentUse] = []
    findings: list[Finding] = []
    for access in found:
        name = None if access.name is None else names.fold(access.name, access.bound)
        if name is None or not isinstance(name.value, str):
            # of a mere look nothing is lost, and what a copy holds is for another program
            if not access.tests and not (access.copy and (access.writes or access.sets)):
                findings.append(say.computed_name(access))
        elif illegal := name_finding(name.value, access.code.path, access.line, access.code.cell):
            findings += [] if access.tests else [replace(illegal, severity="warning") if access.followed else illegal]
        else:
            beside = access.code.comments
            text = access.note or described(beside, access.line, access.statement_line, name.value, tagged)
            named.append(EnvironmentUse(name.value, replace(access, type=cast(access)), text))
    return named, list(dict.fromkeys(findings))


def _judged(codes: Sequence[Code], named: Sequence[EnvironmentUse], names: PythonConstants) -> list[EnvironmentUse]:
    presence = SetChecks(codes)
    for use in named:
        if use.access.tests:
            presence.add_look(use.access, use.name)
        elif use.access.missing_is_none:
            presence.add_value(use.access, use.name, _absent(use.access, names))
    presence.add_variables()
    judge = _Judge(presence, named)
    return [judge.judged(use) for use in named]


def _absent(access: VariableAccess, names: PythonConstants) -> Value:
    """What a read gives where nothing is set; some text where that is computed."""
    if access.default is None:
        return None
    default = names.fold(access.default, access.bound)
    return "computed" if default is None else default.value


class _Judge:
    def __init__(self, presence: SetChecks, named: Sequence[EnvironmentUse]) -> None:
        self.presence = presence
        self.failing: dict[int, set[str]] = {}
        for use in named:
            if use.access.node is not None and not use.access.missing_is_none and not use.access.writes:
                self.failing.setdefault(id(use.access.node), set()).add(use.name)

    def judged(self, use: EnvironmentUse) -> EnvironmentUse:
        access = use.access
        if access.writes:
            guard = self._guard_of(use)
            return _as_default(use, guard) if guard else use
        if access.default is None and not access.tests and self._is_mere_test(use):
            access = replace(access, tests=True)
        if access.sets:
            return use
        return replace(use, access=access, verdict=verdict(access, use.name, self.presence))

    def _guard_of(self, use: EnvironmentUse) -> ast.stmt | None:
        """The statement that lets a write happen only where the variable is not set."""
        access = use.access
        for child, parent in around(access.code, access.node) if access.node is not None else ():
            if isinstance(parent, ast.If) and child is not parent.test:
                in_body = any(one is child for one in parent.body)
                if self.presence.says(parent.test, use.name, truth=in_body) == "missing":
                    return parent
            elif self._is_tried(parent, child, use.name):
                return parent if isinstance(parent, ast.stmt) else None
        return None

    def _is_tried(self, node: ast.AST, handler: ast.AST, name: str) -> bool:
        """Whether a handler runs because a variable is missing."""
        is_handler = isinstance(node, ast.Try) and handler_for(node, _KEY_ERRORS) is handler
        return is_handler and isinstance(node, ast.Try) and self._fails_in(node.body, name)

    def _fails_in(self, body: Sequence[ast.stmt], name: str) -> bool:
        nodes: Iterator[ast.AST] = (node for statement in body for node in ast.walk(statement))
        return any(name in self.failing.get(id(node), ()) for node in nodes)

    def _is_mere_test(self, use: EnvironmentUse) -> bool:
        """Whether a read only looks whether there is a value, and keeps nothing of it."""
        access = use.access
        if access.node is None:
            return False
        for child, parent in around(access.code, access.node):
            if isinstance(parent, _TESTS):
                is_test = child is getattr(parent, "test", None) or child in getattr(parent, "ifs", ())
                return is_test and isinstance(child, ast.expr)
            if not isinstance(parent, ast.BoolOp | ast.UnaryOp | ast.Compare):
                return False
            if isinstance(parent, ast.Compare) and self.presence.says(parent, use.name, truth=True) is None:
                return False
        return False


def _as_default(use: EnvironmentUse, guard: ast.stmt) -> EnvironmentUse:
    kept = replace(use.access, writes=False, sets=True, default=use.access.value, value=None, followed=True)
    return replace(use, access=kept, verdict=Fallback(required=False), guard=guard)

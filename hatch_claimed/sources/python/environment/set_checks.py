"""What tests in the code say about whether a variable of the environment is set."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from hatch_claimed.sources.python.accesses import VariableAccess
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.environment.places import functions_around
from hatch_claimed.sources.python.fold import Value

Said = Literal["set", "missing"]


class SetChecks:
    """The expressions that are worth what a variable holds, and those that look whether it is set.

    `absent` is what a read gives where the variable is not set, None where it then fails.
    """

    def __init__(self, codes: Sequence[Code]) -> None:
        self._codes = codes
        self._values: dict[int, dict[str, Value]] = {}
        self._looks: dict[int, set[str]] = {}
        self._kept: list[tuple[Code, ast.expr, str, str, Value]] = []

    def add_look(self, access: VariableAccess, name: str) -> None:
        """Add `name in os.environ`."""
        for _, node in access.values:
            self._looks.setdefault(id(node), set()).add(name)

    def add_value(self, access: VariableAccess, name: str, absent: Value) -> None:
        """Add a read that does not fail where nothing is set."""
        for code, node in access.values:
            self._values.setdefault(id(node), {})[name] = absent
            if variable := variable_of(code, node):
                self._kept.append((code, node, variable, name, absent))

    def add_variables(self) -> None:
        """Add the uses of variables that hold such a read, once all reads are known."""
        for code in self._codes if self._kept else ():
            uses = [visit.node for visit in code.of(ast.Name)]
            for use in uses:
                if isinstance(use, ast.Name) and isinstance(use.ctx, ast.Load):
                    self._values.setdefault(id(use), {}).update(
                        {name: absent for _, name, absent in self._held(code, use)}
                    )

    def uses(self, code: Code, node: ast.expr, name: str) -> Iterator[ast.Name]:
        """The places in which the variable that holds a read is used."""
        variable = variable_of(code, node)
        if variable is not None:
            for visit in code.of(ast.Name):
                use = visit.node
                if not isinstance(use, ast.Name) or use.id != variable or not isinstance(use.ctx, ast.Load):
                    continue
                if any(held is node and one == name for held, one, _ in self._held(code, use)):
                    yield use

    def says(self, node: ast.expr, name: str, *, truth: bool) -> Said | None:
        """What is known of a variable where an expression is true, or where it is false."""
        match node:
            case ast.NamedExpr(value=value) if id(node) not in self._values:
                return self.says(value, name, truth=truth)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return self.says(operand, name, truth=not truth)
            case ast.BoolOp(op=op, values=values):
                said = [self.says(value, name, truth=truth) for value in values]
                # of `a and b` both are true, and of `a or b` both are false
                return _any(said) if truth == isinstance(op, ast.And) else _same(said)
            case ast.Compare():
                return self._compared(node, name, truth=truth)
            case ast.Call(func=ast.Name(id="all" | "any" as which), args=[ast.GeneratorExp(elt=each)]):
                return self.says(each, name, truth=truth) if truth == (which == "all") else None
        return self._said(node, name, truth=truth)

    def _said(self, node: ast.expr, name: str, *, truth: bool) -> Said | None:
        if name in self._looks.get(id(node), ()):
            return "set" if truth else "missing"
        absent = self._values.get(id(node), {})
        if name in absent and not absent[name]:
            return "set" if truth else "missing"
        return None

    def _compared(self, node: ast.Compare, name: str, *, truth: bool) -> Said | None:
        if name in self._looks.get(id(node), ()):
            return "set" if isinstance(node.ops[0], ast.In) == truth else "missing"
        left = node.left.value if isinstance(node.left, ast.NamedExpr) else node.left
        absent = self._values.get(id(left), {})
        if name not in absent or len(node.ops) != 1:
            return None
        compared = _constants(node.comparators[0])
        if compared is None or absent[name] not in compared:
            return None
        said: Said = "missing" if isinstance(node.ops[0], ast.Is | ast.Eq | ast.In) == truth else "set"
        return said

    def _held(self, code: Code, use: ast.Name) -> Iterable[tuple[ast.expr, str, Value]]:
        """The reads whose value a variable holds: those of the last assignment above the use."""
        function = next(functions_around(code, use), None)
        above = [
            (node, name, absent, _position(place, node))
            for place, node, variable, name, absent in self._kept
            if variable == use.id and _position(place, node) < (code.cell or 0, use.lineno, use.col_offset)
            if next(functions_around(place, node), None) is function
        ]
        last = max((one[3] for one in above), default=None)
        return [one[:3] for one in above if one[3] == last]


def variable_of(code: Code, node: ast.expr) -> str | None:
    """The variable that a read is assigned to, as it is."""
    match code.visit(node).parent:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.NamedExpr(target=ast.Name(id=name)):
            return name
        case ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return None


def _position(code: Code, node: ast.expr) -> tuple[int, int, int]:
    """Where a read has its value; that of `a if (a := read) else b` stands behind its first use."""
    visit = code.visit(node)
    place = visit.statement if isinstance(visit.parent, ast.NamedExpr) and visit.statement else node
    return code.cell or 0, place.lineno, place.col_offset


def _constants(node: ast.expr) -> list[object] | None:
    """The constants that a value is compared with."""
    nodes = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else [node]
    found: list[object] = [one.value for one in nodes if isinstance(one, ast.Constant)]
    return found if len(found) == len(nodes) else None


def _any(said: Sequence[Said | None]) -> Said | None:
    return next((one for one in said if one is not None), None)


def _same(said: Sequence[Said | None]) -> Said | None:
    return said[0] if len(set(said)) == 1 else None

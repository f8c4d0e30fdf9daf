"""What Jupyter keeps of the cells that ran: `_`, `__`, `___`, `_1`, `Out` and `In`."""

from __future__ import annotations

import ast
import builtins
import re

_NAMES = re.compile(r"_{1,3}|_\d+|_[io]h|Out|In")
_KEEP = "_claimed_keep"


class Results:
    """Keeps the value of each cell's last expression for the cells below (IPython, *Output caching system*)."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self.last: dict[str, object] = {"_": "", "__": "", "___": ""}
        self.outputs: dict[int, object] = {}
        self.inputs: list[str] = [""]

    def is_asked_for(self, source: str, name: str) -> bool:
        """Whether a cell reads one of the names. One that is no Python is for `compile` to tell of."""
        try:
            tree = _parsed(source, name)
        except (SyntaxError, ValueError):
            return False
        asked = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
        return any(_NAMES.fullmatch(node.id) for node in asked)

    def kept(self, source: str, name: str, count: int) -> ast.Module:
        """The cell that runs as number `count`, and hands the value of its last expression over before it ends."""
        tree = _parsed(source, name)
        vars(builtins)[_KEEP] = self._keep
        lines = source.split("\n")[: (tree.body[-1].end_lineno if tree.body else 0)]
        first = self._call(ast.Constant("\n".join(lines)), count)
        ast.copy_location(first, tree.body[0] if tree.body else ast.Pass(lineno=1, col_offset=0))
        last = tree.body[-1] if tree.body else None
        if isinstance(last, ast.Expr) and not _is_silenced(source, last):
            last.value = ast.copy_location(self._call(last.value, count, is_value=True), last.value)
        # what a cell begins with may have to stay there
        places = [place for place, one in enumerate(tree.body) if not _must_be_first(one)]
        tree.body.insert(places[0] if places else len(tree.body), ast.copy_location(ast.Expr(first), first))
        return ast.fix_missing_locations(tree)

    @staticmethod
    def _call(value: ast.expr, count: int, *, is_value: bool = False) -> ast.Call:
        namespace = ast.Call(ast.Name("globals", ast.Load()), [], [])
        arguments = [value, ast.Constant(count), ast.Constant(is_value), namespace]
        return ast.Call(ast.Name(_KEEP, ast.Load()), arguments, [])

    def _keep(self, value: object, count: int, is_value: bool, namespace: dict[str, object]) -> object:
        if is_value:
            self._take(value, count, namespace)
            return value
        if count == 1:
            namespace.update(self.last, In=self.inputs, _ih=self.inputs, Out=self.outputs, _oh=self.outputs)
        self.inputs.append(str(value))
        return None

    def _take(self, value: object, count: int, namespace: dict[str, object]) -> None:
        if value is None:
            return
        # a name that the notebook gave to something else stays its own
        free = all(name not in namespace or namespace[name] is one for name, one in self.last.items())
        self.last = {"_": value, "__": self.last["_"], "___": self.last["__"]}
        if free:
            namespace.update(self.last)
        namespace[f"_{count}"] = self.outputs[count] = value


def _parsed(source: str, name: str) -> ast.Module:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST
    tree: ast.Module = compile(source, name, "exec", flags=flags, dont_inherit=True)
    return tree


def _must_be_first(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _is_silenced(source: str, last: ast.Expr) -> bool:
    """Whether a semicolon ends the expression: Jupyter then keeps nothing."""
    lines = source.encode().split(b"\n")[(last.end_lineno or 1) - 1 :]
    return lines[0][last.end_col_offset or 0 :].lstrip().startswith(b";")

"""Constants of the classes of a script, and the members of its enumerations."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from hatch_claimed.sources.python.code import Code, dotted, last_name
from hatch_claimed.sources.python.command_line.folded_values import ConstantList, EnumMember, Folded
from hatch_claimed.sources.python.constants import PythonConstants
from hatch_claimed.sources.python.fold import ConstantValue, Value


class ClassConstants:
    """The classes of a script by their names; of a name that several have, none is known."""

    def __init__(self, codes: Sequence[Code], names: PythonConstants) -> None:
        self._names = names
        found = [
            visit.node for code in codes for visit in code.of(ast.ClassDef) if isinstance(visit.node, ast.ClassDef)
        ]
        names_of = [one.name for one in found]
        self._classes = {one.name: one for one in found if names_of.count(one.name) == 1}

    def enumeration(self, name: str) -> Mapping[str, Value] | None:
        """The members of an enumeration that the script defines, None where it is no such thing."""
        node = self._classes.get(name)
        if node is None or not any(last_name(base).endswith(("Enum", "Flag")) for base in node.bases):
            return None
        members = dict(self._constants_of(node))
        return members or None

    def takes_nothing(self, name: str) -> bool:
        """Whether a class of the script is an action without a value."""
        node = self._classes.get(name)
        return node is not None and "nargs=0" in ast.unparse(node).replace(" ", "")

    def member(self, node: ast.Attribute) -> Folded | None:
        """`Color.RED`, its `value` and `name`, and constants of other classes."""
        match dotted(node):
            case (name, member, "value" | "name" as what) if members := self.enumeration(name):
                return ConstantValue(members[member] if what == "value" else member) if member in members else None
            case (name, "__members__") if members := self.enumeration(name):
                return ConstantList(tuple(members))
            case (name, member) if members := self.enumeration(name):
                return EnumMember(name, member, members[member]) if member in members else None
            case (name, member) if name in self._classes:
                values = dict(self._constants_of(self._classes[name]))
                return ConstantValue(values[member]) if member in values else None
        return None

    def comprehension(self, element: ast.expr, name: str, iterated: ast.expr) -> Folded | None:
        """What a list gives that goes over an enumeration: its members, their values or names."""
        if not isinstance(iterated, ast.Name) or not (members := self.enumeration(iterated.id)):
            return None
        match element:
            case ast.Attribute(value=ast.Name(id=owner), attr="value") if owner == name:
                return ConstantList(tuple(members.values()))
            case ast.Attribute(value=ast.Name(id=owner), attr="name") if owner == name:
                return ConstantList(tuple(members))
            case ast.Name(id=owner) if owner == name:
                return ConstantList(tuple(members.values()), iterated.id)
        return None

    def _constants_of(self, node: ast.ClassDef) -> Iterator[tuple[str, Value]]:
        for statement in node.body:
            for target in assigned_names(statement):
                value = getattr(statement, "value", None)
                folded = None if value is None else self._names.fold(value)
                if folded is not None:
                    yield target.id, folded.value
                elif isinstance(value, ast.Call) and last_name(value.func) == "auto":
                    yield target.id, None


def assigned_names(statement: ast.AST) -> list[ast.Name]:
    """The names that an assignment sets; none for another statement."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [one for one in targets if isinstance(one, ast.Name)]

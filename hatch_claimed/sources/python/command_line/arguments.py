"""From declared arguments to parameters: name, type, default, choices, and how a value reaches the script."""

from __future__ import annotations

import ast
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hatch_claimed.model import CommandArgument, Finding, Parameter
from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.model.secrets.defaults import is_hidden_default
from hatch_claimed.model.secrets.parameters import is_secret
from hatch_claimed.sources.names import legal_name
from hatch_claimed.sources.python.code import last_name
from hatch_claimed.sources.python.command_line import findings as say
from hatch_claimed.sources.python.command_line.added_arguments import AddedArgument
from hatch_claimed.sources.python.command_line.constants import constant_flags
from hatch_claimed.sources.python.command_line.constructors import Constructors
from hatch_claimed.sources.python.command_line.element_types import PLAIN_BOOL, ElementType, element_type
from hatch_claimed.sources.python.command_line.folded_values import ConstantList, EnumMember, Folded, plain
from hatch_claimed.sources.python.command_line.folding import ConstantFolder
from hatch_claimed.sources.python.command_line.help_texts import resolved
from hatch_claimed.sources.python.comments import description_above
from hatch_claimed.sources.python.defaults import converted, is_misread
from hatch_claimed.sources.python.environment.functions import Functions
from hatch_claimed.sources.python.fold import ConstantValue, Value

_SUPPRESS = "==SUPPRESS=="
_FLAGS = frozenset({"store_true", "store_false", "store_const", "BooleanOptionalAction"})
_STORES = frozenset({"store", "append", "extend", "count"})
_NO_VALUE = frozenset({"help", "version"})


@dataclass
class ArgumentReader:
    """What is needed to understand declarations, and what was wrong with them.

    `overrides` are defaults that the parser sets, by `dest`; `unknown_defaults` says that there are others.
    """

    folder: ConstantFolder
    functions: Functions
    constructors: Constructors
    overrides: Mapping[str, tuple[AddedArgument | None, Folded | None]] = field(default_factory=dict)
    unknown_defaults: bool = False
    findings: list[Finding] = field(default_factory=list)

    def action(self, one: AddedArgument) -> str | None:
        """The action's name; None for one that gives no value, or that nobody knows."""
        node = one.keywords.get("action")
        if node is None or (isinstance(node, ast.Constant) and node.value is None):
            return "store"
        if self.constructors.is_member(node, "BooleanOptionalAction"):
            return "BooleanOptionalAction"
        text = one.text(self.folder, "action")
        if text in _NO_VALUE:
            return None
        if text in _FLAGS | _STORES:
            return text
        if text is None and last_name(node) and not self.folder.classes.takes_nothing(last_name(node)):
            return "store"  # a class of the script's own, which gets a text
        self.findings.append(
            say.unreadable(one.code, one.call, f"its action is {text or last_name(node) or 'computed'!r}")
        )
        return None

    def parameter(self, several: Sequence[tuple[AddedArgument, str]], dest: str, place: int) -> Parameter | None:
        """The parameter that the declarations of one `dest` are, each with its action."""
        first, action = next((one for one in several if one[1] in _STORES), several[0])
        kind = element_type(first.keywords.get("type"), self.folder, self.functions)
        if action in _FLAGS:
            told = constant_flags(several, self.folder, self._default_of(first, dest, "flag"))
            argument, shown, choices = told.argument, told.kind, told.choices
        else:
            stored = self._argument(first, action, kind, place)
            if stored is None:
                return None
            argument = stored
            shown = "String" if argument.is_list else "Integer" if action == "count" else kind.kind
            choices = self._choices(first, dest, kind)
        default = self._default(first, dest, shown, argument, kind)
        required = self._is_required(first, argument)
        return Parameter(
            name=legal_name(dest),
            type=shown,
            default=None if required else default,
            required=required,
            description=self._description([one for one, _ in several], dest, shown, default, choices),
            line=first.call.lineno,
            cell=first.code.cell,
            choices=choices,
            argument=argument,
        )

    def _argument(self, one: AddedArgument, action: str, kind: ElementType, place: int) -> CommandArgument | None:
        nargs = self._nargs(one)
        if nargs == "":
            self.findings.append(say.unreadable(one.code, one.call, "how many values it takes is computed"))
            return None
        constants: tuple[tuple[str, str], ...] = ()
        if nargs == "?" and one.flags and (const := one.fold(self.folder, "const")) is not None:
            text = text_of(plain(const), kind.kind)
            constants = () if text is None else ((text, one.flags[0]),)
        return CommandArgument(
            flags=one.flags,
            action=action if action in ("count", "append", "extend") else "store",  # type: ignore[arg-type]
            nargs=nargs,
            constants=constants,
            element=kind.kind,
            words=kind.words,
            place=0 if one.flags else place,
        )

    def _nargs(self, one: AddedArgument) -> str | None:
        """The number of values as argparse has it, as text; empty where nobody knows."""
        node = one.keywords.get("nargs")
        if node is None:
            return None
        if self.constructors.is_member(node, "REMAINDER"):
            return "..."
        for name, text in (("OPTIONAL", "?"), ("ZERO_OR_MORE", "*"), ("ONE_OR_MORE", "+")):
            if self.constructors.is_member(node, name):
                return text
        folded = one.fold(self.folder, "nargs")
        if not isinstance(folded, ConstantValue):
            return ""
        return None if folded.value is None else str(folded.value)

    def _is_required(self, one: AddedArgument, argument: CommandArgument) -> bool:
        if not argument.flags:
            return argument.nargs not in ("?", "*", "...")
        folded = one.fold(self.folder, "required")
        return isinstance(folded, ConstantValue) and bool(folded.value)

    def _default_of(self, one: AddedArgument, dest: str, what: str) -> Folded | None:
        """What the default is worth; None where nobody knows."""
        setter = self.overrides.get(dest)
        node = one.keywords.get("default")
        if setter is not None and (node is None or setter[0] is None or setter[0].order > one.order):
            return setter[1]
        if self.unknown_defaults:
            return None
        if node is not None:
            suppressed = self.constructors.is_member(node, "SUPPRESS")
            return ConstantValue(None) if suppressed else one.fold(self.folder, "default")
        actions = {"store_true": False, "store_false": True}
        if what == "flag" and (value := actions.get(one.text(self.folder, "action") or "")) is not None:
            return ConstantValue(value)
        if what == "*" and not one.flags:
            return ConstantList(())
        return ConstantValue(None)

    def _default(
        self, one: AddedArgument, dest: str, shown: ParameterType, argument: CommandArgument, kind: ElementType
    ) -> Scalar | None:
        folded = self._default_of(one, dest, "flag" if argument.action == "const" else argument.nargs or "")
        if not _is_shown(folded, argument, kind):
            if not self.unknown_defaults:
                self.findings.append(say.computed_default(one.code, one.call, dest))
            return None
        if isinstance(folded, ConstantList):
            return shlex.join(map(str, folded.values))
        value = plain(folded)
        if value == _SUPPRESS or value is None:
            return None
        # to `bool` the text 'no' is true, and people read it otherwise
        fitting = None if is_misread(value, shown) and kind.words == PLAIN_BOOL else fitted(value, shown)
        if fitting is None:
            self.findings.append(say.unfit_default(one.code, one.call, dest, shown))
        return fitting

    def _choices(self, one: AddedArgument, dest: str, kind: ElementType) -> tuple[Scalar, ...]:
        node = one.keywords.get("choices")
        # argparse itself checks what nobody is to be told
        if node is None or (isinstance(node, ast.Constant) and node.value is None) or is_secret(dest):
            return ()
        folded = one.fold(self.folder, "choices")
        if isinstance(folded, ConstantValue) and isinstance(folded.value, str):
            folded = ConstantList(tuple(folded.value))
        if not isinstance(folded, ConstantList):
            folded = self.folder.keys(one.code, node)
        if kind.kind == "Boolean":
            return ()
        if not isinstance(folded, ConstantList) or (
            kind.opaque and (not kind.enumeration or folded.members != kind.enumeration)
        ):
            self.findings.append(say.computed_choices(one.code, one.call, dest))
            return ()
        values = tuple(text for one_value in folded.values if (text := _fitting(one_value, kind)) is not None)
        if not values and any(value is not None for value in folded.values):
            self.findings.append(say.never_fits(one.code, one.call, dest))
        return tuple(dict.fromkeys(values))

    def _description(
        self,
        several: Sequence[AddedArgument],
        dest: str,
        shown: ParameterType,
        default: Scalar | None,
        choices: Sequence[Scalar],
    ) -> str | None:
        first = several[0]
        values: dict[str, object] = {"dest": dest, "prog": first.code.path.rpartition("/")[2]}
        values["metavar"] = first.text(self.folder, "metavar") or dest.upper()
        known = "default" not in first.keywords or default is not None
        if (known or first.fold(self.folder, "default") is not None) and not is_hidden_default(dest, default):
            values["default"] = default
        if "type" in first.keywords:
            values["type"] = last_name(first.keywords["type"]) or shown
        if choices:
            values["choices"] = ", ".join(map(str, choices))
        for one in several:
            text = one.text(self.folder, "help")
            if text and text != _SUPPRESS:
                return resolved(text, values) or None
        return description_above(first.code.comments, first.call.lineno)


def _is_shown(folded: Folded | None, argument: CommandArgument, kind: ElementType) -> bool:
    """Whether a default is known, and is what a text stands for."""
    if isinstance(folded, EnumMember):
        return folded.enumeration == kind.enumeration
    if isinstance(folded, ConstantList):
        return argument.is_list and folded.members in ("", kind.enumeration)
    return folded is not None


def fitted(value: Value, kind: ParameterType) -> Scalar | None:
    """A value as one of the type; None where it is none."""
    try:
        return None if value is None else converted(value, kind)
    except ValueError:
        return None


def text_of(value: Value, kind: ParameterType) -> str | None:
    """A value as the text of an environment variable, as the launcher has it; None where it does not fit."""
    fitting = fitted(value, kind)
    if isinstance(fitting, bool):
        return "True" if fitting else ""
    return None if fitting is None else str(fitting)


def _fitting(value: Scalar | None, kind: ElementType) -> Scalar | None:
    """A choice as a value of the type; None for one that no text becomes."""
    if value is None or (kind.kind == "String" and not isinstance(value, str) and not kind.enumeration):
        return None
    if isinstance(value, str) and kind.kind in ("Integer", "Float"):
        return None
    if kind.kind == "Integer" and isinstance(value, float) and not value.is_integer():
        return None
    return fitted(int(value) if kind.kind == "Integer" and isinstance(value, int | float) else value, kind.kind)

"""What several uses of one name amount to: one parameter, or a contradiction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hatch_claimed.model import Finding, Parameter, Severity
from hatch_claimed.model.scalars import ParameterType, Scalar
from hatch_claimed.sources.default_texts import HIDDEN, with_default
from hatch_claimed.sources.python import findings as say
from hatch_claimed.sources.python.constants import PythonConstants
from hatch_claimed.sources.python.defaults import converted, is_misread
from hatch_claimed.sources.python.environment.branches import comes_first, exclusive
from hatch_claimed.sources.python.environment.uses import EnvironmentUse
from hatch_claimed.sources.python.fold import ConstantValue
from hatch_claimed.sources.python.shell import ranked, shell_disagreements


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What one use says of the parameter: None where it says nothing of its type, or of its default.

    `default` is compared: the representation of a constant, the source of what is computed, or `required`.
    """

    use: EnvironmentUse
    type: ParameterType | None
    default: str | None
    value: Scalar | None = None
    required: bool = False
    misread: bool = False

    def contradicts(self, other: _Meaning) -> bool:
        """Whether no parameter can be what both say."""
        types = None not in {self.type, other.type} and self.type != other.type
        return types or (None not in {self.default, other.default} and self.default != other.default)


def parameter(uses: Sequence[EnvironmentUse], names: PythonConstants) -> tuple[Parameter, list[Finding]]:
    """The parameter that the uses of one name are, and what is wrong with it.

    Uses in branches that exclude each other may differ: without a value for each, none is shown, and it is optional.
    """
    uses = ranked(uses)
    tests = [use for use in uses if use.access.tests]
    others = [use for use in uses if not use.access.tests]
    meanings, findings = _meanings(others, names)
    contradictions = _contradictions(meanings, names)
    first = (others or tests)[0]
    told = _told(meanings, contradictions)
    types = {one.type for one in told if one.type is not None}
    defaults = {one.default: one for one in told if one.default is not None}
    if contradictions and len(defaults) > 1:
        defaults.pop("required", None)  # one place at least does without
    single = next(iter(defaults.values())) if len(defaults) == 1 else None
    required = any(use.verdict is not None and use.verdict.required for use in tests)
    required = required or (single.required if single else False)
    made = Parameter(
        name=first.name,
        type=types.pop() if len(types) == 1 else "String",
        default=None if required or single is None else single.value,
        required=required,
        description=next((use.description for use in uses if use.description), None),
        line=first.access.line,
        cell=first.access.code.cell,
        misread=single is not None and single.misread,
    )
    return made, [*findings, *shell_disagreements(others or tests, made.default_text), *contradictions]


def _meanings(uses: Sequence[EnvironmentUse], names: PythonConstants) -> tuple[list[_Meaning], list[Finding]]:
    setting = [use for use in uses if use.access.sets]
    reads = [use for use in uses if not use.access.sets]
    types = {use.access.type for use in reads if not use.access.in_shell}
    findings: list[Finding] = []
    meanings: list[_Meaning] = []
    for use in uses:
        if use.access.sets:
            # `setdefault` as a statement says nothing of the type that a read then asks for
            plain = use.access.type == "String" and len(types) == 1
            meaning, more = _meaning(use, names, next(iter(types)) if plain else use.access.type)
        else:
            meaning, more = _meaning(use, names, use.access.type)
            if meaning.required and any(_is_set_before(one, use) for one in setting):
                meaning = _Meaning(use, use.access.type, None)
        # only what is said first is shown, and what is wrong with it
        findings += more if not meanings else [one for one in more if one.code == "CLM023" and use.access.sets]
        meanings.append(meaning)
    # what the script sets where nothing is set is no default of reads that say themselves what they want
    told = any(one.default is not None and not one.use.access.sets for one in meanings)
    return [_Meaning(one.use, None, None) if told and one.use.guard else one for one in meanings], findings


def _is_set_before(setting: EnvironmentUse, read: EnvironmentUse) -> bool:
    one, other = setting.access, read.access
    if one.node is None or other.node is None or (one.copy and one.copy != other.copy):
        return False
    return comes_first(one.code, setting.guard or one.node, other.code, other.node)


def _meaning(use: EnvironmentUse, names: PythonConstants, kind: ParameterType) -> tuple[_Meaning, list[Finding]]:
    access, verdict = use.access, use.verdict
    own = None if access.default is None else names.fold(access.default, access.bound)
    required = verdict.required if verdict else access.default is None
    if access.default is None or (own is not None and not own.value):
        if required:
            return _Meaning(use, kind, "required", required=True), []
        if instead := _instead(use, names, kind):
            return instead, []
    if access.default is None:
        return _Meaning(use, kind, None), []
    if own is None:
        found = [] if verdict and access.sets else [say.computed_default(use.name, access)]
        return _Meaning(use, kind, f"computed {say.source_of(access.default, access.code)}"), found
    return _constant(use, own, kind)


def _constant(use: EnvironmentUse, own: ConstantValue, kind: ParameterType) -> tuple[_Meaning, list[Finding]]:
    try:
        value = converted(own.value, kind)
    except ValueError:
        found = [say.unfit_default(use.name, use.access, own.value)]
        return _Meaning(use, kind, f"unfit {own.value!r}"), found
    misread = is_misread(own.value, kind)
    found = [say.misread_default(use.name, use.access)] if misread else []
    return _Meaning(use, kind, f"constant {value!r}", value, misread=misread), found


def _instead(use: EnvironmentUse, names: PythonConstants, kind: ParameterType) -> _Meaning | None:
    """What the script takes in the place of a missing value, where that is a constant of the parameter's type."""
    if use.verdict is None or use.verdict.instead is None:
        return None
    constant = names.fold(use.verdict.instead, use.access.bound)
    try:
        value = None if constant is None else converted(constant.value, kind)
    except ValueError:
        value = None
    return None if value is None else _Meaning(use, kind, f"constant {value!r}", value)


def _told(meanings: Sequence[_Meaning], contradictions: Sequence[Finding]) -> Sequence[_Meaning]:
    """Those that say what the parameter is. Where they contradict each other, what is plainly written counts."""
    python = [one for one in meanings if not one.use.access.in_shell]
    if not python or any(one.severity == "error" for one in contradictions):
        return meanings[:1]
    plain = [one for one in python if not one.use.access.followed]
    return plain if contradictions and plain else python


def _contradictions(meanings: Sequence[_Meaning], names: PythonConstants) -> list[Finding]:
    agreed: list[_Meaning] = []
    findings: list[Finding] = []
    for one in (one for place, one in enumerate(meanings) if not place or not one.use.access.in_shell):
        beside = (other for other in agreed if not _exclude(other.use, one.use) and other.contradicts(one))
        if other := next(beside, None):
            severity: Severity = "error" if _is_plain(other.use, one.use, names) else "warning"
            first, second = ((meaning.use.access, _told_default(meaning)) for meaning in (other, one))
            findings.append(say.disagreement(one.use.name, first, second, severity))
        else:
            agreed.append(one)
    return findings


def _told_default(meaning: _Meaning) -> str:
    default = meaning.default or ""
    if default.startswith("constant "):
        return with_default(meaning.use.name, repr(meaning.value))
    if default.startswith("computed "):
        return "with a computed default"
    return "without default" if meaning.use.access.default is None else HIDDEN


def _is_plain(one: EnvironmentUse, other: EnvironmentUse, names: PythonConstants) -> bool:
    """Whether two reads contradict each other by what they plainly say, without conclusions from the code around.

    Only this is an error: what is concluded may be wrong, and the script runs as it is.
    """
    if one.access.followed or other.access.followed:
        return False
    first, second = (_meaning(replace(use, verdict=None), names, use.access.type)[0] for use in (one, other))
    return first.contradicts(second)


def _exclude(one: EnvironmentUse, other: EnvironmentUse) -> bool:
    first, second = one.access, other.access
    if first.code is not second.code or first.node is None or second.node is None:
        return False
    return exclusive(first.code, first.node, second.node)

"""The arguments that a script reads from its command line, together with what it reads from its environment."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hatch_claimed.model import Finding, Parameter
from hatch_claimed.sources.names import legal_name
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.command_line import findings as say
from hatch_claimed.sources.python.command_line.added_arguments import AddedArgument, added_arguments
from hatch_claimed.sources.python.command_line.arguments import ArgumentReader
from hatch_claimed.sources.python.command_line.constructors import Constructors
from hatch_claimed.sources.python.command_line.folded_values import Folded
from hatch_claimed.sources.python.command_line.folding import ConstantFolder
from hatch_claimed.sources.python.command_line.merging import MergedParameters, Reads, linked, merged
from hatch_claimed.sources.python.command_line.parsers import AddedCall, Parser, parsers
from hatch_claimed.sources.python.constants import constants
from hatch_claimed.sources.python.environment.collection_literals import CollectionLiterals
from hatch_claimed.sources.python.environment.functions import Functions
from hatch_claimed.sources.variables.overrides import VariableOverrides
from hatch_claimed.sources.variables.table import owner


@dataclass(frozen=True, slots=True)
class CommandLine:
    """All parameters, those of the environment too, and what is wrong with the arguments.

    `names` are those of arguments, and `description` is the parser's.
    """

    parameters: tuple[Parameter, ...]
    findings: tuple[Finding, ...] = ()
    names: frozenset[str] = frozenset()
    description: str = ""


def command_line(
    codes: Sequence[Code], reads: Reads, outputs: Collection[str], wanted: VariableOverrides
) -> CommandLine:
    """The parameters of the code, those that it reads with argparse beside those of its environment."""
    constructors = Constructors([code for code in codes if "argparse" in code.text])
    if not constructors.are_known:
        return CommandLine(reads.parameters)
    functions = Functions(codes)
    found = parsers(codes, functions, constructors)
    chosen = _chosen(found)
    if not chosen:
        return CommandLine(reads.parameters)
    reader = _CommandLineReader(codes, functions, constructors, ConstantFolder(codes, constants(codes), functions))
    made = [one for parser in chosen for one in reader.declared(parser)]
    parameters = reader.parameters(made, reads, outputs, wanted)
    description = next((text for parser in chosen if (text := reader.description(parser))), "")
    names = frozenset(one.name for one in parameters if one.argument)
    return CommandLine(tuple(parameters), tuple(dict.fromkeys(reader.findings)), names, description)


def _chosen(found: Mapping[int, Parser]) -> list[Parser]:
    """The parsers that read the command line, each after its parents."""
    chosen: dict[int, Parser] = {}

    def choose(key: int) -> None:
        for parent in found[key].parents:
            if parent not in chosen and parent != key:
                choose(parent)
        chosen[key] = found[key]

    for key, parser in found.items():
        parses = [one for one in parser.parses if not _is_constant(one.call)]
        lost = parser.given or parser.is_hidden
        if (parses or (lost and not parser.parses)) and key not in chosen:
            choose(key)
    return list(chosen.values())


def _is_constant(call: ast.Call) -> bool:
    """Whether what is parsed are words that stand there, `parse_args([])`, and not the command line."""
    named = (one.value for one in call.keywords if one.arg == "args")
    words = call.args[0] if call.args else next(named, None)
    match words:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return all(isinstance(one, ast.Constant) for one in elements)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str()), attr="split")):
            return True
    return isinstance(words, ast.Constant) and words.value is not None


@dataclass
class _CommandLineReader:
    codes: Sequence[Code]
    functions: Functions
    constructors: Constructors
    folder: ConstantFolder
    findings: list[Finding] = field(default_factory=list)
    overrides: dict[str, tuple[AddedArgument | None, Folded | None]] = field(default_factory=dict)
    unknown_defaults: bool = False

    def declared(self, parser: Parser) -> list[AddedArgument]:
        """The arguments of a parser that can be known; of one flag in two places, the first counts."""
        self._defaults(parser)
        self.findings += [say.subparsers(one.code, one.call) for one in parser.subparsers]
        self.findings += [say.handed(one.code, one.call, ast.unparse(one.call.func)) for one in parser.given]
        for node in parser.strange_parents:
            self.findings.append(say.strange_parent(parser.code, node))
        kept: list[AddedArgument] = []
        resolves = self.folder.text(parser.code, parser.keyword("conflict_handler")) == "resolve"
        flags: set[str] = set()
        for declared in added_arguments(parser, self.folder, CollectionLiterals(self.codes)):
            if not declared.is_known:
                self.findings.append(
                    say.unreadable(declared.code, declared.call, "its name or its keywords are computed")
                )
            elif not flags.intersection(declared.flags) or resolves:
                kept = [one for one in kept if not one.flags or not set(one.flags) <= set(declared.flags)]
                flags.update(declared.flags)
                kept.append(declared)
        return kept

    def _defaults(self, parser: Parser) -> None:
        for one in sorted(parser.defaults, key=lambda added: added.order):
            for keyword in one.call.keywords:
                pairs = [] if keyword.arg else self.folder.pairs(one.code, keyword.value)
                if pairs is None:
                    self.unknown_defaults = True
                    self.findings.append(say.unknown_defaults(one.code, one.call))
                for name, value in self._named(one, keyword, pairs or []):
                    setter = AddedArgument(one.code, one.call, one.order, (), {}, {}, "-", is_known=True)
                    self.overrides[name] = setter, self.folder.fold(one.code, value)
        if (common := parser.keyword("argument_default")) is not None:
            suppressed = self.constructors.is_member(common, "SUPPRESS")
            if not suppressed:
                self.unknown_defaults = True
                self.findings.append(say.unknown_defaults(parser.code, parser.call or ast.Call(common, [], [])))

    def _named(
        self, one: AddedCall, keyword: ast.keyword, pairs: Sequence[tuple[ast.expr, ast.expr]]
    ) -> Iterator[tuple[str, ast.expr]]:
        if keyword.arg:
            yield keyword.arg, keyword.value
        for key, value in pairs:
            if (name := self.folder.text(one.code, key)) is not None:
                yield name, value

    def description(self, parser: Parser) -> str:
        """What the parser is described as; empty where that is not known, or is the docstring that there is not."""
        nodes = [*parser.descriptions, parser.keyword("description")]
        texts = (self.folder.text(parser.code, node) for node in nodes)
        return next((text.strip() for text in texts if text), "")

    def parameters(
        self, made: Sequence[AddedArgument], reads: Reads, outputs: Collection[str], wanted: VariableOverrides
    ) -> list[Parameter]:
        """The parameters of the environment and of the command line, in source order."""
        reader = ArgumentReader(
            self.folder, self.functions, self.constructors, self.overrides, self.unknown_defaults, self.findings
        )
        groups: dict[str, list[tuple[AddedArgument, str]]] = {}
        for one in made:
            if (action := reader.action(one)) is not None and (dest := self._dest(one)):
                groups.setdefault(dest, []).append((one, action))
        result = merged(reads)
        for place, (dest, several) in enumerate(groups.items(), 1):
            variable = linked([one for one, _ in several], reads, self.folder)
            said = len(self.findings)
            parameter = None if dest in wanted.internal else reader.parameter(several, dest, place)
            if parameter is not None and variable is not None:
                del self.findings[said:]  # what is wrong with the variable was said before
                result.link(variable, parameter, is_optional=variable in reads.optional)
            elif parameter is not None and not self._is_taken(parameter, several[0][0], wanted):
                self._added(result, parameter, dest, several[0][0], outputs)
        return result.in_order()

    def _is_taken(self, parameter: Parameter, one: AddedArgument, wanted: VariableOverrides) -> bool:
        """Whether the name of an argument is that of a variable of somebody else's."""
        belongs = owner(parameter.name)
        if belongs is None or parameter.name in (*wanted.parameters, *wanted.secrets):
            return False
        self.findings.append(say.taken(one.code, one.call, parameter.name, belongs.owner))
        return True

    def _added(
        self, result: MergedParameters, parameter: Parameter, dest: str, one: AddedArgument, outputs: Collection[str]
    ) -> None:
        name, line = result.add(parameter, outputs)
        if name.lower() != dest.lower():
            is_legal = legal_name(dest) == dest
            self.findings.append(say.renamed(one.code, one.call, dest, name, is_legal=is_legal))
        if line is not None:
            self.findings.append(say.two_meanings(one.code, one.call, name, line))

    def _dest(self, one: AddedArgument) -> str | None:
        if not one.flags:
            return one.names[0]
        if (dest := one.text(self.folder, "dest")) is not None:
            return dest
        long = (flag for flag in one.flags if flag[:2] == flag[:1] * 2)
        return next(long, one.flags[0]).lstrip(one.prefixes).replace("-", "_") or None

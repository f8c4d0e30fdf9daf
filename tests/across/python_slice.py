"""What of a Python script touches the environment, as a program that prints type and value of each read.

Statements that touch it are kept in their order, with the constants, loops, conditions and handlers around them that
can be kept; all else is left out, since it may need packages, networks and files. Nothing of the reader is used.
"""

import ast
import textwrap
from dataclasses import dataclass, field

MODULES = frozenset({"os", "sys", "re", "json", "ast", "functools", "pathlib", "math", "string", "shlex", "logging"})
CALLS = frozenset(
    "abs all any bool dict enumerate filter float frozenset int isinstance len list map max min range repr round set "
    "sorted str sum tuple type zip Path PurePath partial loads literal_eval".split()
)
METHODS = frozenset(
    "casefold copy count encode endswith find format get getenv index isdigit items join keys loads literal_eval lower "
    "lstrip partition pop removeprefix removesuffix replace rpartition rsplit rstrip setdefault split splitlines "
    "startswith strip title update upper values zfill Path PurePath partial basename dirname expanduser __getitem__".split()
)
READING = frozenset({"get", "getenv", "setdefault", "pop", "__getitem__"})
EXCEPTIONS = frozenset({"KeyError", "ValueError", "TypeError", "Exception", "LookupError", "AttributeError", "OSError"})
BUILTINS = CALLS | EXCEPTIONS | {"True", "False", "None", "__file__"}
PLAIN = (
    *(ast.Constant, ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.Compare, ast.IfExp, ast.Subscript, ast.Slice, ast.Tuple),
    *(ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.FormattedValue, ast.Starred, ast.Attribute, ast.keyword),
    *(ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop),
)
BOUND = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass
class Slice:
    """The statements that were kept, the texts that they name, and the reads that could not be kept."""

    statements: list[ast.stmt] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    skipped: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return ast.unparse(ast.fix_missing_locations(ast.Module(body=self.statements, type_ignores=[])))


def slice_of(source: str, is_of_the_machine=lambda _name: False) -> Slice:
    """The slice of a script. Of names that are the machine's, values are read and not told: machines differ.

    Raises SyntaxError for what Python cannot read as one file.
    """
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    tree = compile(source, "script", "exec", flags=flags, dont_inherit=True)
    slicer = Slicer(is_of_the_machine)
    statements = slicer.block(tree.body)
    while slicer.later:
        statements += slicer.function(slicer.later.pop(0))
    slicer.result.statements = statements
    return slicer.result


class Slicer:
    """Walks along the statements; `known` are the names that have a value in the slice, `environments` those by which
    the environment or one of its functions goes."""

    def __init__(self, is_of_the_machine):
        self.result = Slice()
        self.is_of_the_machine = is_of_the_machine
        self.known = {"os"}
        self.environments = set()
        self.modules = {"os"}
        self.later = []
        self.guarded = 0

    def block(self, statements):
        return [kept for one in statements for kept in self.statement(one)]

    def statement(self, one):
        handler = getattr(self, f"do_{type(one).__name__}", None)
        return handler(one) if handler else self.others(one)

    def others(self, one):
        """A statement of another kind: the expressions in it, then the statements in it, side by side."""
        kept = []
        for _, value in ast.iter_fields(one):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.stmt):
                    kept += self.statement(child)
                elif isinstance(child, ast.expr):
                    kept += self.reads(child)
                elif isinstance(child, (ast.withitem, ast.match_case)):
                    kept += self.others(child)
        return kept

    def do_Import(self, one):
        kept = [name for name in one.names if name.name.partition(".")[0] in MODULES]
        for name in kept:
            self.know(name.asname or name.name.partition(".")[0])
            if name.name == "os" or (name.name == "os.path" and not name.asname):
                self.modules.add(name.asname or "os")
        return [ast.Import(names=kept)] if kept else []

    def do_ImportFrom(self, one):
        if one.module not in MODULES or one.level:
            return []
        for name in one.names:
            self.know(name.asname or name.name)
            if one.module == "os" and name.name in {"environ", "getenv"}:
                self.environments.add(name.asname or name.name)
            if one.module == "os" and name.name == "*":
                self.environments |= {"environ", "getenv"}
                self.known |= {"environ", "getenv"}
        return [one]

    def do_FunctionDef(self, one):
        self.later.append(one)
        return [
            kept for default in (*one.args.defaults, *one.args.kw_defaults) if default for kept in self.reads(default)
        ]

    do_AsyncFunctionDef = do_FunctionDef

    def function(self, one):
        """The body, as if it stood at the end: its own parameters have no value."""
        arguments = [*one.args.posonlyargs, *one.args.args, *one.args.kwonlyargs, one.args.vararg, one.args.kwarg]
        before = self.known, self.environments
        gone = {argument.arg for argument in arguments if argument}
        self.known, self.environments = self.known - gone, self.environments - gone
        kept = self.block(one.body)
        self.known, self.environments = before
        return kept

    def do_ClassDef(self, one):
        return self.block(one.body)

    def do_Assign(self, one):
        return self.assign(one, one.targets, one.value)

    def do_AnnAssign(self, one):
        return self.assign(one, [one.target], one.value) if one.value else []

    def do_AugAssign(self, one):
        if self.touches(one.target) and self.safe(one):
            return [one]
        return self.reads(one.value)

    def assign(self, one, targets, value):
        written = [target for target in targets if self.touches(target)]
        if written:
            return self.write(written, value)
        names = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
        plain = all(isinstance(target, ast.Name) for target in targets)
        if not (plain and self.safe(value)):
            kept = self.reads(value)
            self.known -= names
            return kept
        kept = self.recorded(value) if self.reading(value) else value
        self.know(*names)
        if self.touches(value) and not self.reading(value):
            self.environments |= names
        return [ast.Assign(targets=targets, value=kept)]

    def write(self, targets, value):
        """A variable that the script sets: to its value, or where that is not known to that of a file."""
        kept = [] if self.safe(value) else self.reads(value)
        named = ast.Constant("unknown.txt")
        if self.safe(value):
            named = self.recorded(value) if self.reading(value) else value
        return [*kept, *(ast.Assign(targets=[one], value=named) for one in targets if self.safe(one))]

    def do_If(self, one):
        if not self.safe(one.test):
            return [*self.reads(one.test), *self.block(one.body), *self.block(one.orelse)]
        test = self.recorded(one.test) if self.touches(one.test) else one.test
        before = set(self.known)
        body = self.block(one.body)
        after, self.known = self.known, before
        other = self.block(one.orelse)
        self.known &= after
        return (
            [ast.If(test=test, body=body or [ast.Pass()], orelse=other)]
            if body or other or test is not one.test
            else []
        )

    def do_Try(self, one):
        self.guarded += 1
        body = self.block(one.body)
        self.guarded -= 1
        after = set(self.known)
        handlers = [self.handler(handler) for handler in one.handlers]
        self.known &= after
        rest = [*self.block(one.orelse), *self.block(one.finalbody)]
        if not body or not handlers:
            return [*body, *rest]
        return [ast.Try(body=body, handlers=handlers, orelse=[], finalbody=[]), *rest]

    def handler(self, one):
        types = one.type if one.type and self.safe(one.type) else ast.Name("Exception", ast.Load())
        return ast.ExceptHandler(type=types, name=None, body=self.block(one.body) or [ast.Pass()])

    def do_For(self, one):
        if not self.safe(one.iter) or not isinstance(one.target, (ast.Name, ast.Tuple)):
            return [*self.reads(one.iter), *self.block(one.body), *self.block(one.orelse)]
        iterated = self.recorded(one.iter) if self.reading(one.iter) else one.iter
        self.know(*(node.id for node in ast.walk(one.target) if isinstance(node, ast.Name)))
        body = self.block(one.body)
        if body:
            self.name(one.iter)
        kept = ast.For(target=one.target, iter=iterated, body=body, orelse=[])
        return [*([kept] if body else []), *self.block(one.orelse)]

    def do_Delete(self, one):
        if not (self.touches(one) and all(map(self.safe, one.targets))):
            return []
        # what would have set the variable may be left out
        handler = ast.ExceptHandler(type=ast.Name("KeyError", ast.Load()), name=None, body=[ast.Pass()])
        return [ast.Try(body=[one], handlers=[handler], orelse=[], finalbody=[])]

    def know(self, *names):
        self.known |= set(names)
        self.environments -= set(names)

    def reads(self, value):
        """A statement for each of the largest expressions that touch the environment and can be kept."""
        if not self.touches(value):
            return []
        alone = isinstance(value, ast.expr) and not isinstance(value, (ast.Starred, ast.Slice, ast.FormattedValue))
        if alone and self.safe(value) and (self.reading(value) or isinstance(value, ast.Call)):
            return [ast.Expr(self.recorded(value) if self.reading(value) else value)]
        if self.is_read(value):
            self.result.skipped.append(ast.unparse(value))
        return [kept for child in ast.iter_child_nodes(value) for kept in self.reads(child)]

    def name(self, value):
        names = {one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
        self.result.names |= names
        return names

    def recorded(self, value):
        """A call that evaluates the expression and tells its value; the label is None where nothing is to be told."""
        label = f"{getattr(value, 'lineno', 0)}: {textwrap.shorten(ast.unparse(value), 90)}"
        told = not any(map(self.is_of_the_machine, self.name(value)))
        body = ast.Lambda(args=ast.arguments([], [], None, [], [], None, []), body=value)
        words = [ast.Constant(label if told else None), body, ast.Constant(bool(self.guarded))]
        return ast.Call(ast.Name("__probe__", ast.Load()), words, [])

    def touches(self, node):
        return any(self.is_environment(one) for one in ast.walk(node))

    def is_environment(self, node):
        if isinstance(node, ast.Name):
            return node.id in self.environments
        is_os = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.modules
        return is_os and node.attr in {"environ", "getenv"}

    def reading(self, node):
        return any(self.is_read(one) for one in ast.walk(node))

    def is_read(self, node):
        if isinstance(node, ast.Subscript):
            return self.is_environment(node.value) and isinstance(node.ctx, ast.Load)
        if isinstance(node, ast.Compare):
            return any(map(self.is_environment, node.comparators))
        if not isinstance(node, ast.Call):
            return False
        function = node.func
        if self.is_environment(function):
            return True
        return isinstance(function, ast.Attribute) and function.attr in READING and self.touches(function.value)

    def safe(self, node, bound=frozenset()):
        """Whether it can be evaluated by itself, and does nothing but that."""
        if isinstance(node, ast.Name):
            return node.id in bound or node.id in self.known or node.id in BUILTINS
        if isinstance(node, BOUND):
            targets = {one.id for part in node.generators for one in ast.walk(part.target) if isinstance(one, ast.Name)}
            return all(self.safe(one, bound | targets) for one in ast.iter_child_nodes(node))
        if isinstance(node, ast.Lambda):
            own = {argument.arg for argument in node.args.args}
            return self.safe(node.body, bound | own)
        if isinstance(node, ast.Call):
            return self.harmless(node.func) and all(self.safe(one, bound) for one in ast.iter_child_nodes(node))
        if isinstance(node, (*PLAIN, ast.comprehension, ast.AugAssign)):
            return all(self.safe(one, bound) for one in ast.iter_child_nodes(node))
        return False

    def harmless(self, function):
        if isinstance(function, ast.Name):
            return function.id in CALLS or function.id in self.environments
        return isinstance(function, ast.Attribute) and function.attr in METHODS

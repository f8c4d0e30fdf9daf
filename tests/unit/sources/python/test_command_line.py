"""Parameters that scripts read from their command line with argparse."""

import pytest

from hatch_claimed.model import CommandArgument, Parameter

TOP = "import argparse, os, pathlib, enum\nfrom pathlib import Path\n"
BEGIN = f"{TOP}parser = argparse.ArgumentParser()\n"


def parameter(name, kind="String", default=None, **more):
    argument = more.pop("argument", None) or CommandArgument(flags=(f"--{name}",), element=kind)
    more = {"required": False, "description": None, "line": 4, **more}
    return Parameter(name=name, type=kind, default=default, argument=argument, **more)


def argument(*flags, **more):
    return CommandArgument(flags=flags, **more)


@pytest.fixture
def one(read):
    """The only parameter of a script with one argument, and what is said of it."""

    def only(text, before=""):
        reading = read(f"{BEGIN}{before}parser.add_argument({text})\nargs = parser.parse_args()\n")
        (found,) = reading.interface.parameters
        return found, [(finding.code, finding.severity) for finding in reading.findings]

    return only


FLAG = (("True", "--a"),)
KINDS = [
    ("'--a'", parameter("a")),
    ("'--a', type=int, default=5", parameter("a", "Integer", 5)),
    ("'--a', type=int, default='5'", parameter("a", "Integer", 5)),
    ("'--a', type=float, default=1e-3", parameter("a", "Float", 0.001)),
    ("'--a', type=str, default=None", parameter("a")),
    ("'--a', default=argparse.SUPPRESS", parameter("a")),
    ("'--a', type=Path, default=Path('x') / 'y'", parameter("a", default="x/y")),
    ("'--a', default=os.path.join('x', 'y')", parameter("a", default="x/y")),
    ("'--a', type=lambda x: x.split(','), default='1,2'", parameter("a", default="1,2")),
    ("'--a', required=True", parameter("a", required=True)),
    ("'--a', type=int, required=True, default=5", parameter("a", "Integer", required=True)),
    ("'-a', '--all-of-it'", parameter("all_of_it", argument=argument("-a", "--all-of-it"))),
    ("'-a'", parameter("a", argument=argument("-a"))),
    ("'--all', dest='a'", parameter("a", argument=argument("--all"))),
    ("'a'", parameter("a", required=True, argument=argument(place=1))),
    ("'a', nargs='?', default='x'", parameter("a", default="x", argument=argument(nargs="?", place=1))),
    ("'a', nargs='*'", parameter("a", default="", argument=argument(nargs="*", place=1))),
    ("'a', nargs='+'", parameter("a", required=True, argument=argument(nargs="+", place=1))),
    ("'a', nargs=argparse.REMAINDER", parameter("a", argument=argument(nargs="...", place=1))),
    (
        "'--a', type=int, nargs='+', default=[1, 2]",
        parameter("a", default="1 2", argument=argument("--a", nargs="+", element="Integer")),
    ),
    ("'--a', nargs=2, default=('x y', '-z')", parameter("a", default="'x y' -z", argument=argument("--a", nargs="2"))),
    ("'--a', action='append'", parameter("a", argument=argument("--a", action="append"))),
    ("'--a', action='store_true'", parameter("a", "Boolean", False, argument=argument("--a", action="const", constants=FLAG, element="Boolean"))),
    (
        "'--no-a', dest='a', action='store_false'",
        parameter("a", "Boolean", True, argument=argument("--no-a", action="const", constants=(("", "--no-a"),), element="Boolean")),
    ),
    (
        "'--a', action=argparse.BooleanOptionalAction, default=True",
        parameter("a", "Boolean", True, argument=argument("--a", action="const", constants=(*FLAG, ("", "--no-a")), element="Boolean")),
    ),
    (
        "'--a', action='store_const', const=2, default=1",
        parameter("a", "Integer", 1, choices=(2,), argument=argument("--a", action="const", constants=(("2", "--a"),), element="Integer")),
    ),
    ("'-v', '--a', action='count', default=0", parameter("a", "Integer", 0, argument=argument("-v", "--a", action="count"))),
    ("'--a', type=bool, default=False", parameter("a", "Boolean", False, argument=argument("--a", element="Boolean", words=("True", "")))),
    (
        "'--a', type=lambda x: str(x).lower() == 'true', default=True",
        parameter("a", "Boolean", True, argument=argument("--a", element="Boolean", words=("true", "false"))),
    ),
    ("'--a', choices=['x', 'y'], default='x'", parameter("a", default="x", choices=("x", "y"))),
    # nobody is told what a secret may be
    ("'--api-token', choices=['x', 'y']", parameter("api_token", argument=argument("--api-token"))),
    ("'--a', type=int, choices=range(3)", parameter("a", "Integer", choices=(0, 1, 2))),
    ("'--a', choices={'x': print, 'y': print}.keys()", parameter("a", choices=("x", "y"))),
    ("'--a', help='how many (default: %(default)s), 5%%', default='x'", parameter("a", default="x", description="how many (default: x), 5%")),
    ("'--a', help=argparse.SUPPRESS", parameter("a")),
    ("'--a', help='it'.capitalize()", parameter("a", description="It")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_an_argument_is_a_parameter(one, text, expected):
    assert one(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "before", "expected", "findings"),
    [
        ("'--a', default=os.getcwd()", "", parameter("a"), [("CLM133", "hint")]),
        ("'--a', type=int, default=0.5", "", parameter("a", "Integer"), [("CLM133", "warning")]),
        ("'--a', choices=os.listdir('.')", "", parameter("a"), [("CLM133", "hint")]),
        ("'--a', choices=[1, 2]", "", parameter("a"), [("CLM133", "warning")]),
        ("'--a.b'", "", parameter("a_b", argument=argument("--a.b")), [("CLM131", "hint")]),
        ("'--a', help='the %(default)s', default=X", "X = 'x'\n", parameter("a", default="x", description="the x", line=5), []),
        ("'--api-token', help='it (default: %(default)s)', default='Blue7Sparrow9Night'", "", parameter("api_token", default="Blue7Sparrow9Night", description="it", argument=argument("--api-token")), []),
        ("'--a', type=E, choices=list(E), default=E.ONE", "class E(enum.Enum):\n    ONE = 'one'\n    TWO = 'two'\n", parameter("a", default="one", choices=("one", "two"), line=7), []),
        ("'--a', choices=[e.value for e in E]", "class E(enum.Enum):\n    ONE = 'one'\n    TWO = 'two'\n", parameter("a", choices=("one", "two"), line=7), []),
        ("'--a', **MORE", "MORE = {'type': int, 'default': 5}\n", parameter("a", "Integer", 5, line=5), []),
        ("'--a', default=Config.A", "class Config:\n    A = 'x'\n", parameter("a", default="x", line=6), []),
        ("'--a', default=DEFAULTS['a']", "DEFAULTS = dict(a='x')\n", parameter("a", default="x", line=5), []),
        ("'--a'", "parser.set_defaults(a='x', func=print)\n", parameter("a", default="x", line=5), []),
        ("'--a', default='y'", "parser.set_defaults(a='x')\n", parameter("a", default="y", line=5), []),
        ("'--a', default='y'", "parser.set_defaults(**os.environ)\n", parameter("a", line=5), [("CLM133", "hint"), ("CLM113", "warning")]),
        ("'--log-level', default='info', choices=['debug', 'info']", "", parameter("log_level", default="info", choices=("debug", "info"), argument=argument("--log-level")), []),
    ],
)  # fmt: skip
def test_what_stands_around_an_argument_counts(one, text, before, expected, findings):
    found, said = one(text, before)
    assert (found, sorted(said)) == (expected, sorted(findings))


WAYS = {
    "from-import": "from argparse import ArgumentParser as P\np = P()\np.add_argument('--a')\np.parse_args()\n",
    "function": f"{TOP}def main(argv=None):\n p = argparse.ArgumentParser()\n p.add_argument('--a')\n p.parse_args(argv)\n",
    "helper": f"{TOP}def add(q):\n q.add_argument('--a')\np = argparse.ArgumentParser()\nadd(p)\np.parse_known_args()\n",
    "returned": f"{TOP}def make():\n p = argparse.ArgumentParser()\n p.add_argument('--a')\n return p\nmake().parse_args()\n",
    "group": f"{TOP}p = argparse.ArgumentParser()\ng = p.add_argument_group('x')\ng.add_argument('--a')\np.parse_args()\n",
    "exclusive": f"{TOP}p = argparse.ArgumentParser()\np.add_mutually_exclusive_group().add_argument('--a')\np.parse_args()\n",
    "parents": f"{TOP}q = argparse.ArgumentParser(add_help=False)\nq.add_argument('--a')\n"
    "p = argparse.ArgumentParser(parents=[q])\np.parse_args()\n",
    "class": f"{TOP}class Options:\n def __init__(self):\n  self.parser = argparse.ArgumentParser()\n"
    " def fill(self):\n  self.parser.add_argument('--a')\n def parse(self):\n  return self.parser.parse_args()\n",
    "subclass": f"{TOP}class P(argparse.ArgumentParser):\n def error(self, m): raise SystemExit(m)\np = P()\n"
    "p.add_argument('--a')\np.parse_args()\n",
    "method": f"{TOP}p = argparse.ArgumentParser()\nadd = p.add_argument\nadd('--a')\np.parse_args()\n",
    "comprehension": f"{TOP}p = argparse.ArgumentParser()\n[p.add_argument('--' + n) for n in ('a',)]\np.parse_args()\n",
    "loop": f"{TOP}p = argparse.ArgumentParser()\nfor n in ['a']:\n p.add_argument('--' + n)\np.parse_args()\n",
}


@pytest.mark.parametrize("way", WAYS)
def test_parsers_are_followed(read, way):
    reading = read(WAYS[way])
    assert [(one.name, one.argument) for one in reading.interface.parameters] == [("a", argument("--a"))]
    assert reading.findings == ()


@pytest.mark.parametrize("words", ["[]", "args=[]", "''.split()", "['--a', 'x']", "()"])
def test_a_constant_list_is_not_the_command_line(read, words):
    assert read(f"{BEGIN}parser.add_argument('--a')\nparser.parse_args({words})\n").interface.parameters == ()


def test_positionals_stand_in_the_order_in_which_they_are_added(read):
    text = (
        f"{TOP}def main():\n p = make()\n p.add_argument('third')\n p.parse_args()\n"
        "def make():\n p = argparse.ArgumentParser()\n add(p)\n p.add_argument('second')\n return p\n"
        "def add(p):\n p.add_argument('first')\nmain()\n"
    )
    places = {one.name: one.argument.place for one in read(text).interface.parameters}
    assert sorted(places, key=places.get) == ["first", "second", "third"]


def test_two_flags_of_one_name_are_one_parameter(read):
    text = (
        f"{BEGIN}parser.add_argument('--cuda', action='store_true', default=True)\n"
        "parser.add_argument('--no-cuda', dest='cuda', action='store_false')\nparser.parse_args()\n"
    )
    (found,) = read(text).interface.parameters
    assert (found.type, found.default) == ("Boolean", True)
    assert found.argument.constants == (("True", "--cuda"), ("", "--no-cuda"))


def test_a_read_of_the_environment_as_default_is_one_parameter(read):
    text = f"{BEGIN}parser.add_argument('--lr', type=float, default=os.getenv('LR', '0.1'), help='rate')\nparser.parse_args()\n"
    reading = read(text)
    (found,) = reading.interface.parameters
    assert (found.name, found.type, found.default, found.description) == ("LR", "Float", 0.1, "rate")
    assert found.argument == argument("--lr", action="variable", element="Float")
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("read_as", "default", "codes"), [("int(os.getenv('n', 5))", 5, []), ("int(os.getenv('n', 6))", None, ["CLM134"])]
)
def test_an_argument_with_the_name_of_a_variable(read, read_as, default, codes):
    text = f"{BEGIN}parser.add_argument('--n', type=int, default=5)\nparser.parse_args()\nprint({read_as})\n"
    reading = read(text)
    (found,) = reading.interface.parameters
    assert (found.name, found.type, found.default) == ("n", "Integer", default)
    assert [one.code for one in reading.findings] == codes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("parser.add_subparsers().add_parser('x').add_argument('--b')", "CLM132"),
        ("parser.add_argument(NAME)", "CLM131"),
        ("parser.add_argument('--b', action='append_const', const=1)", "CLM131"),
        ("parser.add_argument('--PATH')", "CLM131"),
        ("parser.add_argument('--b', nargs=COUNT)", "CLM131"),
        ("utils.add_more(parser)", "CLM131"),
    ],
)
def test_what_becomes_no_parameter_is_told(read, line, code):
    reading = read(f"{BEGIN}parser.add_argument('--a')\n{line}\nparser.parse_args()\n")
    assert [one.name for one in reading.interface.parameters] == ["a"]
    assert [(one.code, one.line) for one in reading.findings] == [(code, 5)]


def test_names_that_kubeflow_takes_for_one_are_told_apart(read):
    text = f"{BEGIN}parser.add_argument('-n')\nparser.add_argument('-N')\nparser.parse_args()\n"
    reading = read(text)
    assert [(one.name, one.argument.flags) for one in reading.interface.parameters] == [
        ("n", ("-n",)),
        ("N_2", ("-N",)),
    ]
    assert [one.code for one in reading.findings] == ["CLM131"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p = argparse.ArgumentParser(description='Count.')\n", "Count."),
        ("p = argparse.ArgumentParser()\np.description = 'Count.'\n", "Count."),
        ("p = argparse.ArgumentParser(description=__doc__)\n", ""),
    ],
)
def test_the_description_of_a_parser_stands_in_for_a_docstring(read, text, expected):
    body = f"{TOP}{text}p.add_argument('--a')\np.parse_args()\n"
    assert read(body).interface.description == expected
    assert read(f'"""Doc."""\n{body}').interface.description == "Doc."


def test_a_variable_that_may_be_missing_leaves_its_argument_optional(read):
    text = (
        f"{BEGIN}parser.add_argument('--token-file', default=os.getenv('TOKEN_FILE'))\n"
        "parser.add_argument('--must', default=os.environ['MUST'])\nparser.parse_args()\n"
    )
    assert {one.name: one.required for one in read(text).interface.parameters} == {"TOKEN_FILE": False, "MUST": True}


def test_a_parser_that_resolves_conflicts_takes_the_last(read):
    text = (
        f"{TOP}p = argparse.ArgumentParser(conflict_handler='resolve')\np.add_argument('--a', default='x')\n"
        "p.add_argument('--a', default='y')\np.parse_args()\n"
    )
    assert [one.default for one in read(text).interface.parameters] == ["y"]


def test_methods_of_several_classes_fill_a_parser(read):
    text = (
        f"{TOP}class Base:\n def fill(self, p):\n  p.add_argument('--a')\n  return p\n"
        " def parse(self):\n  return self.fill(argparse.ArgumentParser()).parse_args()\n"
        "class Train(Base):\n def fill(self, p):\n  p = Base.fill(self, p)\n  p.add_argument('--b')\n  return p\n"
    )
    reading = read(text)
    assert [one.name for one in reading.interface.parameters] == ["a", "b"]
    assert reading.findings == ()


@pytest.mark.parametrize(
    "flag", ["'--%s-size' % 'a'", "'--{}-size'.format('a')", "f'--{\"a\"}-size'", "'--' + FLAG[0]"]
)
def test_flags_are_put_together(read, flag):
    text = f"{BEGIN}FLAG = ['a-size']\nparser.add_argument({flag})\nparser.parse_args()\n"
    assert [one.name for one in read(text).interface.parameters] == ["a_size"]


def test_a_variable_that_stands_in_for_an_argument_is_optional(read):
    end = "table = args.table or os.getenv('TABLE')\nother = os.getenv('OTHER')\n"
    text = f"{BEGIN}parser.add_argument('--table')\nargs = parser.parse_args()\n{end}"
    # to Kubeflow both are one name
    assert {one.name: one.required for one in read(text).interface.parameters} == {"TABLE": False, "OTHER": True}
    text = text.replace("'TABLE'", "'TABLE_FILE'")
    assert {one.name: one.required for one in read(text).interface.parameters} == {
        "table": False,
        "TABLE_FILE": False,
        "OTHER": True,
    }


@pytest.mark.parametrize(
    ("end", "required"),
    [
        ("args.table or os.environ['X']", False),
        ("args.table if args.table else os.environ['X']", False),
        ("args.table if args.table is not None else int(os.environ['X'])", False),
        ("os.environ['X'] if args.local else args.table", False),
        ("os.environ['X'] or args.table", True),
        ("'' or os.environ['X']", True),
        ("args.table if os.environ['X'] == 'a' else ''", True),
        ("args.table if args.table else ''; b = os.environ['X']", True),
        ("args.table if args.table else os.environ['X']; b = os.environ['X']", True),
    ],
)
def test_a_variable_that_is_read_where_an_argument_says_so(read, end, required):
    text = f"{BEGIN}parser.add_argument('--table')\nargs = parser.parse_args()\na = {end}\n"
    assert {one.name: one.required for one in read(text).interface.parameters} == {"table": False, "X": required}
    # without arguments nothing else can give the value
    alone = f"import os\na = {end.replace('args.table', 'table')}\n".replace("args.local", "local")
    assert [one.required for one in read(alone).interface.parameters] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "A = B\nB = A\nparser.add_argument('--a', default=A, choices=A)\n",
        "parser.add_argument('--a', type=int, choices=[float('inf'), float('nan'), 1.5])\n",
        "parser.add_argument('--a', default='\\0', choices=['\\0', '\\ud800'])\n",
        "parser.add_argument('--a', nargs=10**50)\nparser.add_argument()\nparser.add_argument(*sys.argv)\n",
        "def more(p):\n    p.add_argument('--a')\n    return more(p)\nmore(parser)\n",
    ],
)
def test_odd_code_is_read_without_an_error(read, text):
    (found,) = read(f"{BEGIN}{text}parser.parse_args()\n").interface.parameters
    assert (found.name, found.choices) == ("a", ())

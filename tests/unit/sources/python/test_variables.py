"""What belongs to the system or a library, what is set to no path, and what the author says of either."""

from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource
from hatch_claimed.sources.variables.overrides import VariableOverrides

REMEDY = (
    "That is right for most scripts. If one of them is yours, write `# claimed: parameter` or `# claimed: output` on its "
    "line, or name it in `parameters` or `outputs` of the operator's settings."
)


@pytest.fixture
def read():
    def reading(script, **wanted):
        source = ScriptSource(PurePosixPath("a.py"), script.encode(), VariableOverrides(**wanted))
        return PythonReader().read(source)

    return reading


def names(reading):
    interface = reading.interface
    return [one.name for one in interface.parameters], [one.name for one in interface.outputs]


def said(reading):
    return [(finding.code, finding.line) for finding in reading.findings]


@pytest.mark.parametrize(
    "script",
    [
        "os.environ['PATH']",
        "int(os.getenv('RANK', 0))",
        "os.environ.setdefault('OMP_NUM_THREADS', '1')",
        "os.environ['CUDA_VISIBLE_DEVICES'] = ''",
        "os.environ['MPLCONFIGDIR'] = '/tmp/matplotlib'",
        "os.environ['PATH'] = '/opt/tool/bin:' + os.environ['PATH']",
        "os.environ['PATH'] += ':/opt/tool/bin'",
        "name = 'HOME'; os.getenv(name)",
        # disagreeing reads, a default that fits nothing, a computed one: nobody's affair
        "os.getenv('HOME', 'a'); os.getenv('HOME', 'b')",
        "int(os.getenv('RANK', 'none'))",
        "os.getenv('HOME', find())",
    ],
)
def test_variables_of_somebody_else_are_left_alone(read, script):
    reading = read(script)
    assert (names(reading), said(reading)) == (([], []), [("CLM110", 1)])


def test_what_is_left_alone_is_said_once(read):
    script = (
        "import os\nos.environ['RANK']\nos.environ['OMP_NUM_THREADS'] = '1'\nos.getenv('HOME'), os.getenv('PATH')\n"
        "os.environ['version'] = '0.14'\nos.environ['debug'] = ''\nos.environ['HF_TOKEN'] = find()\nos.getenv('HOME')\n"
    )
    [finding] = read(script).findings
    assert (finding.code, finding.severity, finding.line, finding.remedy) == ("CLM110", "hint", 2, REMEDY)
    assert finding.message == (
        "No parameters and no outputs: 'RANK' belongs to schedulers and launchers of ranks; 'OMP_NUM_THREADS' belongs to "
        "GPUs and numeric libraries; 'HOME' and 'PATH' belong to the system; 'version' and 'debug' are set to what is no "
        "path of a file; 'HF_TOKEN' is set for libraries."
    )


@pytest.mark.parametrize(
    "value",
    [
        *[
            "'1'",
            "'True'",
            "''",
            "'no'",
            "'0.14'",
            "'https://example.com/a.csv'",
            "5",
            "None",
            "True",
            "str(5)",
            "str(len(x))",
        ],
        *["str(int(x))", "'1' if x else '0'", "x or 'false'", "(1,)", "not x", "json.dumps(x)", "f'https://{x}/a.csv'"],
        *["os.getenv('y', '5')", "str(x > 1)", "getpass.getpass()"],
    ],
)
def test_what_can_be_no_path_is_no_output(read, value):
    reading = read(f"os.environ['x'] = {value}")
    assert (names(reading)[1], said(reading)) == ([], [("CLM110", 1)])


@pytest.mark.parametrize(
    "value",
    [
        *["'a.csv'", "'out/'", "'a' '.csv'", "f'{x}.csv'", "f'{x}/{y}'", "x + '.csv'", "x + '/' + y", "'%s.csv' % x"],
        *[
            "'{}/{}'.format(x, y)",
            "'/'.join(x)",
            "os.path.join(x, y)",
            "join(x, y)",
            "os.path.abspath(x)",
            "str(Path(x))",
        ],
        *[
            "str(Path(x) / y)",
            "os.fspath(Path(x) / 'a')",
            "Path(x).as_posix()",
            "str(Path(x).with_suffix(y))",
            "os.getcwd()",
        ],
        *["tempfile.mkdtemp()", "tempfile.mkstemp()[1]", "NamedTemporaryFile().name", "x.replace('.tif', '.csv')"],
        *[
            "'a.csv' if x else 'b.csv'",
            "x or 'a.csv'",
            "os.getenv('y', 'a.csv')",
            "os.environ.get('y', default='a.csv')",
        ],
        *["str(Path(x) / y).replace('a', 'b') if z else 'a.csv'", "tempfile.mkdtemp() + x", "str(Path(x).parent)"],
    ],
)
def test_what_is_made_as_a_path_is_an_output(read, value):
    reading = read(f"os.environ['x'] = {value}")
    assert (names(reading)[1], said(reading)) == (["x"], [])


@pytest.mark.parametrize(
    "value",
    [
        *["'model'", "'eu-de'", "x", "find()", "f'{x}'", "x + y", "x % 2", "'-'.join(x)", "d['x']", "os.environ['y']"],
        *[
            "os.getenv('y')",
            "str(x)",
            "str(x / 3)",
            "a.b",
            "x * 2",
            "os.path.join(*x)",
            "str(*x)",
            "x.format()",
            "x.replace(y)",
        ],
        *["await x", "lower(x)", "(x := find())"],
    ],
)
def test_what_may_be_either_is_an_output_with_a_warning(read, value):
    [finding] = (reading := read(f"os.environ['x'] = {value}")).findings
    assert names(reading)[1] == ["x"]
    assert (finding.code, finding.severity, finding.line) == ("CLM111", "warning", 1)
    assert finding.message == "'x' is taken for an output, but what is set here may be no path of a file."
    assert finding.remedy == (
        "Write `# claimed: output` on the line if it is one, and otherwise `# claimed: internal`; or name it in `outputs` "
        "or `internal` of the operator's settings."
    )


@pytest.mark.parametrize(
    ("script", "outputs", "codes"),
    [
        ("out = os.path.join(x, 'a.csv')\nos.environ['x'] = out", ["x"], []),
        ("def f():\n    out = Path(x)\n    os.environ['x'] = str(out / y)", ["x"], []),
        ("n = int(x)\nos.environ['x'] = str(n)", [], ["CLM110"]),
        ("n = '5'\nn = '6'\nos.environ['x'] = n", [], ["CLM110"]),
        ("n = ''\nn = 'a.csv'\nos.environ['x'] = n", ["x"], []),
        ("out: str = tempfile.mkdtemp()\nos.environ['x'] = out", ["x"], []),
        ("a = b\nb = a\nos.environ['x'] = a", ["x"], ["CLM111"]),
        ("os.environ['x'] = ''\nos.environ['x'] = find()", ["x"], ["CLM111"]),
        ("os.environ['x'] = 'True'\nos.environ['x'] = find()", [], ["CLM110"]),
        ("os.environ['x'] = '0'\nos.environ['x'] = 'a.csv'", ["x"], []),
        ("os.environ['x'] = 'a'\nos.environ['x'] = 'b'", ["x"], ["CLM111"]),
        ("os.environ['x'], y = find()", ["x"], ["CLM111"]),
        ("for os.environ['x'] in y: pass", ["x"], ["CLM111"]),
    ],
)
def test_what_stands_in_other_places_tells_too(read, script, outputs, codes):
    reading = read(script)
    assert (names(reading)[1], [code for code, _ in said(reading)]) == (outputs, codes)


def test_a_deep_expression_ends(read):
    assert names(read("os.environ['x'] = " + " + ".join(["y"] * 500)))[1] == ["x"]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("os.getenv('AWS_REGION', 'eu')", (["AWS_REGION"], [])),
        ("os.environ['HF_TOKEN']", (["HF_TOKEN"], [])),
        ("os.environ['KUBECONFIG'] = 'config.yaml'", ([], [])),
        # handed on to a library: a parameter, and nothing to warn of
        ("os.environ['HF_TOKEN'] = os.environ['HF_TOKEN'].strip()", (["HF_TOKEN"], [])),
        ("os.environ['HF_TOKEN'] = find()\nos.getenv('HF_TOKEN')", ([], [])),
    ],
)
def test_logins_are_parameters_and_no_outputs(read, script, expected):
    reading = read(script)
    assert names(reading) == expected
    assert {code for code, _ in said(reading)} <= {"CLM110"}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("os.environ['HOSTNAME']  # claimed: parameter", (["HOSTNAME"], [])),
        ("int(os.getenv('RANK', 0))  #claimed:parameter - which share", (["RANK"], [])),
        ("os.environ['model'] = 'model'  # claimed: output", ([], ["model"])),
        ("os.environ['OMP_RESULT'] = 'a.csv'  # claimed: output", ([], ["OMP_RESULT"])),
        ("os.environ['mode'] = '5'  # noqa # claimed: output", ([], ["mode"])),
        ("os.environ['mode'] = 'batch'  # claimed: internal", ([], [])),
        ("os.getenv('mode', 'batch')  # claimed: internal", ([], [])),
        ("os.getenv(name())  # claimed: internal", ([], [])),
        ("os.environ['my mode'] = 'a'  # claimed: internal", ([], [])),
        # on any line of what is read, or of what is set
        ("os.environ['x'] = (\n  'model'\n)  # claimed: output", ([], ["x"])),
        ("d = {\n 'a': os.getenv('a', '1'),  # claimed: internal\n 'b': os.getenv('b', '2'),\n}", (["b"], [])),
        ("n = int(\n  os.getenv('RANK', '1')\n)  # claimed: parameter", (["RANK"], [])),
        ("if os.getenv('a', '1'):\n  os.environ['b'] = 'b'  # claimed: output", (["a"], ["b"])),
        # for the variable in the whole script
        ("os.environ['x'] = 'a'  # claimed: internal\nos.environ['x'] = 'b'\nos.getenv('x')", ([], [])),
        # against what comes first
        ("a = os.getenv('x', 'a')\nos.environ['x'] = a  # claimed: output", ([], ["x"])),
        ("os.environ['x'] = 'a'\nos.getenv('x')  # claimed: parameter", (["x"], [])),
        ("a = os.getenv('x', 'a')  # claimed: parameter\nos.environ['x'] = a", (["x"], [])),
    ],
)
def test_a_comment_says_what_a_variable_is(read, script, expected):
    reading = read(script)
    assert (names(reading), said(reading)) == (expected, [])


@pytest.mark.parametrize(
    ("script", "line", "message"),
    [
        ("x = 1  # claimed: output", 1, "no variable is read or set on this line"),
        ("os.getenv('x', 'a')  # claimed: output", 1, "'x' is never set, so that it is no output"),
        ("os.environ['x'] = 'a/'  # claimed: parameter", 1, "'x' is never read, so that it is no parameter"),
        (
            "os.getenv('x', 'a')  # claimed: parameter\nos.environ['x'] = 'a'  # claimed: output",
            2,
            "'x' is a parameter by the comment in line 1",
        ),
    ],
)
def test_a_comment_that_changes_nothing(read, script, line, message):
    [finding] = read(script).findings
    assert (finding.code, finding.severity, finding.line, finding.message) == ("CLM090", "hint", line, message)


@pytest.mark.parametrize(
    "script",
    [
        "text = '# claimed: output'",
        "# claims: output",
        "# claimed: outputs",
        "# claimed: ignore[CLM041]",
        "# claimed: not",
    ],
)
def test_what_is_no_such_comment(read, script):
    assert read(f"{script}\nos.environ['x'] = 'a.csv'").findings == ()


def test_a_comment_alone_on_its_line_is_no_description(read):
    [output] = read("# the table\n# claimed: output\nos.environ['x'] = 'a.csv'").interface.outputs
    assert output.description == "the table"


@pytest.mark.parametrize(
    ("script", "wanted", "expected"),
    [
        ("os.environ['HOSTNAME']", {"parameters": ("HOSTNAME",)}, (["HOSTNAME"], [])),
        ("os.environ['HOSTNAME']", {"secrets": ("HOSTNAME",)}, (["HOSTNAME"], [])),
        ("os.environ['HOSTNAME']", {"secrets": ("HOSTNAME",), "internal": ("HOSTNAME",)}, ([], [])),
        ("os.environ['x'] = 'model'", {"outputs": ("x",)}, ([], ["x"])),
        ("os.environ['x'] = 'a.csv'", {"internal": ("x",)}, ([], [])),
        ("os.getenv('x')", {"internal": ("x",)}, ([], [])),
        # the comment knows better
        ("os.environ['x'] = 'a.csv'  # claimed: output", {"internal": ("x",)}, ([], ["x"])),
    ],
)
def test_settings_say_what_a_variable_is(read, script, wanted, expected):
    reading = read(script, **wanted)
    assert (names(reading), said(reading), reading.unused) == (expected, [], ())


def test_settings_that_the_script_has_no_use_for(read):
    wanted = {"parameters": ("a", "b"), "outputs": ("a", "b"), "internal": ("a", "c"), "secrets": ("HOME",)}
    reading = read("os.getenv('a'); os.environ['b'] = 'b.csv'", **wanted)
    assert reading.unused == (("parameters", "b"), ("outputs", "a"), ("internal", "c"))


@pytest.mark.parametrize(
    ("script", "outputs", "codes"),
    [
        ("os.environ.update({'mode': 'fast', 'version': '0.14', 'out': 'results/a.csv'})", ["out"], ["CLM110"]),
        ("os.environ.update(out=os.path.join('results', day + '.csv'))", ["out"], []),
        ("os.environ.update(out=find())", [], ["CLM110"]),
        ("os.environ |= {'model': 'model'}  # claimed: output", ["model"], []),
        ("os.environ.update(mode='fast')  # claimed: internal", [], []),
        ("os.environ.update(mode='fast')\nprint(os.environ['mode'])", [], ["CLM110"]),
        ("os.environ.update(out='a')\nos.environ['out'] = 'a.csv'", ["out"], []),
    ],
)
def test_of_several_settings_what_surely_is_a_path_is_an_output(read, script, outputs, codes):
    reading = read(f"import os\n{script}\n")
    assert (names(reading), [code for code, _ in said(reading)]) == (([], outputs), codes)


def test_what_is_left_alone_of_several_settings_is_named(read):
    reading = read("import os\nos.environ.update({'mode': 'fast', 'OMP_NUM_THREADS': '1'})\n")
    assert [one.message for one in reading.findings] == [
        "No parameters and no outputs: 'OMP_NUM_THREADS' belongs to GPUs and numeric libraries; 'mode' is set to what is no "
        "path of a file."
    ]

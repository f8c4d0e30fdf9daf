import pytest


@pytest.fixture
def parameters(read):
    """Name, default, whether it is required and the place of each parameter of a notebook with nothing wrong in it."""

    def listed(*cells):
        reading = read(*cells)
        assert reading.findings == ()
        return [(one.name, one.default, one.required, f"{one.cell}:{one.line}") for one in reading.interface.parameters]

    return listed


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%bash\n\necho $target", [("target", None, False, "1:3")]),
        ("%%bash --out said\necho ${folder:-images}", [("folder", "images", False, "1:2")]),
        ("%%sh\necho ${folder-images}", [("folder", "images", False, "1:2")]),
        ("%%sh\necho ${folder:=images} $folder", [("folder", "images", False, "1:2")]),
        ("%%bash\necho ${folder:?say where}", [("folder", None, True, "1:2")]),
        ("%%bash\nset -eu\necho $a ${b:-}\necho $b", [("a", None, True, "1:3"), ("b", None, False, "1:3")]),
        ("%%bash -eu\necho $a", [("a", None, True, "1:2")]),
        ("%%script bash\necho $a", [("a", None, False, "1:2")]),
        ("%%script /bin/bash -u\necho $a", [("a", None, True, "1:2")]),
        ("%%time\n%%bash\necho $a", [("a", None, False, "1:3")]),
        ("%%bash\necho '$a' \\$b # $c\ncat <<'EOF'\n$d\nEOF", []),
        ("%%bash\na=1; read b; for c in x; do echo $a $b $c $1 $? $$ $# $@; done", []),
        ("%%bash\necho ${b:-x}\necho $b", [("b", "x", False, "1:2")]),
        ("%%bash\necho $b\necho ${b:-x}", [("b", "x", False, "1:3")]),
        ("!echo $a ${b:-x}", [("a", None, False, "1:1"), ("b", "x", False, "1:1")]),
        ("files = !ls $a", [("a", None, False, "1:1")]),
        ("%sx ls $a", [("a", None, False, "1:1")]),
        ("%%sx\nls $a", [("a", None, False, "1:2")]),
        ("for i in range(3):\n    !echo {i} $a $i", [("a", None, False, "1:2")]),
        ("image = 'x'\n!docker pull $image ${image} {image}", []),
        ("image = 'x'\n!echo $$image", [("image", None, False, "1:2")]),
        ("def f(a, *b):\n    import os as c\n    !echo $a $b $c", []),
        ("!echo $input $len", []),
        ("%%capture said\nprint(1)\n", []),
        ("image = 'x'\n", []),
        ("!awk '{print $a}' {data}", []),
        ("!pip install -i $index numpy", []),
        ("%%bash\npip install -i $index numpy\necho $a", [("a", None, False, "1:3")]),
        ("%%bash\nexport PATH_OF_MINE=$a", [("a", None, False, "1:2")]),
        ("!echo $PWD $RANDOM $BASH_VERSION $UID", []),
        ("%%bash\nset -u\nfor i in 1 2; do echo $a; done", [("a", None, True, "1:3")]),
        ("%%bash\nset -u\nfor i in $(ls); do echo $a; done", [("a", None, False, "1:3")]),
        ("%env a", [("a", None, True, "1:1")]),
        ("x = %env a", [("a", None, True, "1:1")]),
        ("%env", []),
        ("!echo hello", []),
        ("%%html\n<b>$a</b>", []),
        ("%%writefile x.sh\necho $a", []),
    ],
)
def test_parameters(parameters, cell, expected):
    assert parameters(cell) == expected


def test_python_values_reach_shell_lines_and_no_shell_cells(parameters):
    cells = ("a = 5", "!echo $a", "%%sx\necho $a", "%%bash\necho $a")
    assert parameters(*cells) == [("a", None, False, "4:2")]


@pytest.mark.parametrize(
    "sets", ["%env a=./5", "%env a ./5", "%set_env a=./5", "%set_env a ./5", "import os\nos.environ['a'] = 'x.csv'"]
)
@pytest.mark.parametrize("reads", ["!echo $a", "%%bash\necho $a", "import os\nos.environ['a']", "%env a"])
def test_what_the_notebook_sets_before_it_reads_is_no_parameter(parameters, sets, reads):
    assert parameters(sets, reads) == []


def test_what_a_magic_sets_is_set_like_by_python(read):
    (reading,) = [read("%env table=out.csv", "%set_env other=$x.csv").interface]
    assert [(one.name, one.cell, one.line, one.path) for one in reading.outputs] == [
        ("table", 1, 1, "out.csv"),
        ("other", 2, 1, None),
    ]


def test_a_magic_without_a_name_or_a_value_sets_nothing(read):
    assert read("%set_env a", "%set_env", "%env =5").interface.outputs == ()


def test_what_a_shell_exports_stays_in_it(read):
    interface = read("%%bash\nexport a=out.csv", "import os\nos.environ['a']").interface
    assert interface.outputs == ()
    assert [(one.name, one.required) for one in interface.parameters] == [("a", True)]


def test_python_says_more_than_a_shell(parameters):
    cells = ("!echo $n ${n:-7}", "import os\nn = int(os.getenv('n', 7))", "%%bash\necho ${n:?}")
    assert parameters(*cells) == [("n", 7, False, "2:2")]


def test_a_comment_above_describes(read):
    found = read("%%bash\n# Where the pictures lie,\n# below the home folder.\nls $folder # $other\n# no\n\nls $b")
    assert [(one.name, one.description) for one in found.interface.parameters] == [
        ("folder", "Where the pictures lie,\nbelow the home folder."),
        ("b", None),
    ]


def test_computed_default(read):
    reading = read("%%bash\necho ${a:-$HOME_OF_MINE/data} ${b:-$(pwd)} \"${c:-'it'}\"")
    assert [(one.name, one.default, one.required) for one in reading.interface.parameters] == [
        ("a", None, False),
        ("HOME_OF_MINE", None, False),
        ("b", None, False),
        ("c", "'it'", False),
    ]
    assert [(one.code, one.severity, one.line, one.remedy) for one in reading.findings] == [
        (
            "CLM022",
            "warning",
            2,
            "Write a constant, `${a:-text}`; or `${a:-}`, and compute the value where it is empty.",
        ),
        (
            "CLM022",
            "warning",
            2,
            "Write a constant, `${b:-text}`; or `${b:-}`, and compute the value where it is empty.",
        ),
    ]


@pytest.mark.parametrize(
    ("cells", "place", "message"),
    [
        (["%%bash\necho ${n:-5}\necho ${n:-6}"], "1:3", "'n' has another default here than in line 2 of cell 1"),
        (
            ["%%bash\necho ${n:-5}", "import os\nos.getenv('n', '7')"],
            "1:2",
            "'n' has another default here than in line 2 of cell 2",
        ),
        (["%%bash\n\necho ${!n}"], "1:3", "A parameter has a computed name"),
        (['%%bash\n\necho "${q:-it\'s}"'], "1:3", "This shell text cannot be read to its end"),
        (["print(1)", "%%perl\nprint $ENV{n}"], "2:1", "This %%perl cell reads the environment"),
        (["%%R\nSys.getenv('n')"], "1:1", "This %%R cell reads the environment"),
        (["%%script node\nprocess.env.n"], "1:1", "This %%script cell reads the environment"),
        (["%%python3\nimport os\nos.environ['n']"], "1:1", "This %%python3 cell reads the environment"),
    ],
)
def test_what_cannot_be_followed_is_said(read, cells, place, message):
    (finding,) = read(*cells).findings
    assert (finding.code, finding.severity, f"{finding.cell}:{finding.line}") == ("CLM117", "warning", place)
    assert finding.message.startswith(message)


def test_the_same_default_twice_is_no_disagreement(parameters):
    assert parameters("%%bash\necho ${n:-5}\necho ${n-5}", "!echo $n") == [("n", "5", False, "1:2")]


def test_cells_of_other_languages_that_read_nothing_are_left_alone(read):
    assert read("%%perl\nprint 5;", "%%javascript\nprocess.env", "%%R\nx <- 5").findings == ()


@pytest.mark.parametrize(
    "line", ["%env mode=fast", "%env mode fast", "%set_env mode={x}", "%env mode=$x", "%env mode=1"]
)
def test_a_word_that_env_sets_is_a_setting(read, line):
    reading = read(line, "import os\nos.environ['mode']")
    assert (reading.interface.parameters, reading.interface.outputs) == ((), ())
    assert [finding.code for finding in reading.findings] == ["CLM110"]

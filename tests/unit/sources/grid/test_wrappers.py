"""What is wrong with tables of grid wrappers, as the whole text that says so."""

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.stores.registry import STORES, names
from hatch_claimed.system.tree import Tree

MANIFEST = '[tool.claimed]\nrepository = "registry.example.com/team"\nversion = "1.0"\n'
COUNT = (
    '"""Say how many words a text has."""\n\nimport os\n\n# the text\ninput_path = os.getenv("input_path")\n\n\n'
    "def grid_process(batch_id, **kwargs):\n    print(batch_id)\n"
)
R = "#' Reduce levels to their mean.\n\n# the table\ninput_path <- Sys.getenv('input_path')\n"
*MOST_LISTED, LAST_LISTED = (f"`{name}`" for name in names() if STORES[name].batches == "listed")
WRAPPER = "[tool.claimed.grid-wrappers.{}]\n{}\n"


@pytest.fixture
def said(tmp_path):
    """All that a check says of a project with these tables and scripts."""

    def run(tables, **scripts):
        for name, text in {"count_words.py": COUNT, **scripts}.items():
            path = tmp_path / "operators" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        manifest, findings = read_manifest(f"{MANIFEST}\n{tables}")
        assert manifest, findings
        settings, findings = resolve(manifest, "1.0")
        return as_text(inspect(settings, Tree(tmp_path), findings).findings)

    return run


def line(number, key, code, message, remedy):
    place = f"tool.claimed.grid-wrappers.{key}"
    return f"pyproject.toml:{number}: error {code}: `{place}` {message}\n    {remedy}\n"


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (WRAPPER.format("count-words", ""), ""),
        (
            WRAPPER.format("count-word", ""),
            line(
                5,
                "count-word",
                "CLM001",
                "names no operator, and has no `operator`",
                'Did you mean `operator = "count-words"`?',
            ),
        ),
        (
            WRAPPER.format("all", ""),
            line(5, "all", "CLM001", "names no operator, and has no `operator`", "Operators are count-words."),
        ),
        (
            WRAPPER.format("all", 'operator = "countwords"'),
            line(
                6,
                "all.operator",
                "CLM001",
                "is 'countwords', which is no operator",
                'Did you mean `operator = "count-words"`?',
            ),
        ),
        (
            WRAPPER.format("count-words", 'process = "each"\nparameters = { input_path = "{batch}" }'),
            line(
                5,
                "count-words",
                "CLM073",
                "has both `process` and `parameters`",
                "Keep `process` to call a function of the script, or `parameters` to run the script as it is.",
            ),
        ),
        (
            WRAPPER.format("count-words", 'parameters = { input = "{batch}", size = "5", LOG_LEVEL = "DEBUG" }'),
            line(
                6,
                "count-words.parameters.input",
                "CLM071",
                "is no parameter or output of the operator",
                "Did you mean `input_path`?",
            )
            + line(
                6,
                "count-words.parameters.size",
                "CLM071",
                "is no parameter or output of the operator",
                "The operator has input_path, log_level.",
            )
            + line(
                6,
                "count-words.parameters.LOG_LEVEL",
                "CLM071",
                "is no parameter or output of the operator",
                "The operator has input_path, log_level.",
            ),
        ),
        (
            WRAPPER.format("count-words", 'parameters = { input_path = "{batch}/{tile}/{batch!r}/{}" }'),
            line(
                6,
                "count-words.parameters.input_path",
                "CLM072",
                "is '{batch}/{tile}/{batch!r}/{}', in which `{tile}` means nothing",
                "Write `{batch}` for the batch, and `{{` and `}}` for braces themselves.",
            )
            + line(
                6,
                "count-words.parameters.input_path",
                "CLM072",
                "is '{batch}/{tile}/{batch!r}/{}', in which `{batch!r}` means nothing",
                "Write `{batch}` for the batch, and `{{` and `}}` for braces themselves.",
            )
            + line(
                6,
                "count-words.parameters.input_path",
                "CLM072",
                "is '{batch}/{tile}/{batch!r}/{}', in which `{}` means nothing",
                "Write `{batch}` for the batch, and `{{` and `}}` for braces themselves.",
            ),
        ),
        (
            WRAPPER.format("count-words", 'parameters = { input_path = "{batch", log_level = "}" }'),
            line(
                6,
                "count-words.parameters.input_path",
                "CLM072",
                "is '{batch', with a brace that has no partner",
                "Write `{{` and `}}` for braces themselves.",
            )
            + line(
                6,
                "count-words.parameters.log_level",
                "CLM072",
                "is '}', with a brace that has no partner",
                "Write `{{` and `}}` for braces themselves.",
            ),
        ),
        (
            WRAPPER.format("count-words", 'parameters = { input_path = "{{batch}}/batch" }'),
            line(
                6,
                "count-words.parameters",
                "CLM072",
                "has `{batch}` nowhere, so all batches would do the same",
                'Write it where the batch belongs, such as `{ input_path = "data/{batch}.tif" }`.',
            ),
        ),
        (
            WRAPPER.format("count-words", "parameters = {}"),
            line(
                6,
                "count-words.parameters",
                "CLM072",
                "has `{batch}` nowhere, so all batches would do the same",
                'Write it where the batch belongs, such as `{ input_path = "data/{batch}.tif" }`.',
            ),
        ),
        (
            WRAPPER.format("count-words", 'indexed = true\nbackend = "local"'),
            line(
                7,
                "count-words.backend",
                "CLM073",
                "has no meaning beside `indexed = true`: workers that take shares agree on nothing",
                "Take one of the two out.",
            ),
        ),
        (
            WRAPPER.format("count-words", 'backend = "simple"\nparameters = { input_path = "{batch}" }'),
            line(
                6,
                "count-words.backend",
                "CLM073",
                "is 'simple', which calls a function, and there are `parameters` instead",
                f"Choose {', '.join(MOST_LISTED)} or {LAST_LISTED}, or name a function with `process`.",
            ),
        ),
        (
            WRAPPER.format("count-words", "") + WRAPPER.format("again", 'operator = "count-words"'),
            line(
                7,
                "again",
                "CLM008",
                "wraps 'count-words', as does `tool.claimed.grid-wrappers.count-words`: both would be called "
                "'gw-count-words'",
                "Take one of them out: what a grid wrapper is called comes from its operator.",
            ),
        ),
        *(
            (
                WRAPPER.format("count-words", f"parallelism = {value}"),
                line(6, "count-words.parallelism", "CLM002", f"must be {kind}, not {found}", f"Write {kind}."),
            )
            for kind in ["a whole number from 1 on"]
            for value, found in [
                ("0", "0"),
                ("-3", "-3"),
                ("true", "a boolean"),
                ('"10"', "a string"),
                ("1.5", "a float"),
            ]
        ),
        (
            WRAPPER.format("count-words", 'indexed = "yes"'),
            line(6, "count-words.indexed", "CLM002", "must be true or false, not a string", "Write true or false."),
        ),
        (
            WRAPPER.format("count-words", "indexed = 1"),
            line(6, "count-words.indexed", "CLM002", "must be true or false, not an integer", "Write true or false."),
        ),
        (
            WRAPPER.format("count-words", 'parameters = { a = 1, b = "{batch}" }'),
            line(6, "count-words.parameters.a", "CLM002", "must be a string, not an integer", "Write a string."),
        ),
        (
            WRAPPER.format("count-words", 'parameters = ["{batch}"]'),
            line(
                6,
                "count-words.parameters",
                "CLM002",
                "must be a table of strings, not an array",
                "Write a table of strings.",
            ),
        ),
        (
            WRAPPER.format("count-words", 'backend = "locl"'),
            line(
                6,
                "count-words.backend",
                "CLM003",
                f'is "locl", which is not one of {", ".join(map(repr, names()))}',
                'Did you mean "local"?',
            ),
        ),
        (
            WRAPPER.format("count-words", 'process = "grid-process"'),
            line(
                6,
                "count-words.process",
                "CLM003",
                'is "grid-process"',
                "Write the name of a function, such as `grid_process`.",
            ),
        ),
        (
            WRAPPER.format("count-words", "paralelism = 3"),
            line(6, "count-words.paralelism", "CLM001", "is not a known key", "Did you mean `parallelism`?"),
        ),
    ],
)
def test_tables(said, tables, expected):
    count = expected.count(": error ")
    assert said(tables) == (f"{expected}{count} error{'s' if count > 1 else ''}" if count else "")


def test_functions_of_r_scripts(said):
    tables = WRAPPER.format("mean-levels", "")
    assert said(tables, **{"mean_levels.R": R}) == (
        line(
            5,
            "mean-levels",
            "CLM070",
            "wraps operators/mean_levels.R, and functions of R scripts cannot be called",
            'Bind parameters instead, such as `parameters = { input_path = "data/{batch}" }`.',
        )
        + "1 error"
    )


def test_r_scripts_with_parameters(said):
    tables = WRAPPER.format("mean-levels", 'parameters = { input_path = "{batch}.csv" }')
    assert said(tables, **{"mean_levels.R": R}) == ""


def test_a_script_with_the_name_of_a_grid_wrapper(said):
    assert said(WRAPPER.format("count-words", ""), **{"gw_count_words.py": COUNT}) == (
        line(
            5,
            "count-words",
            "CLM008",
            "is called 'gw-count-words', as an operator is already",
            "Give that operator another `name` in its table, or leave it out with `exclude`.",
        )
        + "1 error"
    )


@pytest.mark.parametrize("length", [60, 61])
def test_long_names(said, length):
    name = "a" * length
    expected = (
        ""
        if length == 60
        else line(
            5,
            name,
            "CLM009",
            f"is called 'gw-{name}', which is 64 characters long",
            "Give the operator a shorter `name`: Kubernetes takes at most 63 characters (RFC 1123).",
        )
        + "1 error"
    )
    assert said(WRAPPER.format(name, ""), **{f"{name}.py": COUNT}) == expected


def test_parameters_with_names_of_the_grid_wrapper(said):
    script = COUNT.replace("input_path", "gw_batch_file")
    tables = WRAPPER.format("own", "")
    expected = (
        "operators/own.py:6: error CLM073: parameter 'gw_batch_file' is one of the grid wrapper "
        "`tool.claimed.grid-wrappers.own` itself\n"
        "    Rename it: names that begin with `gw_` and `sgw_` belong to grid wrappers.\n1 error"
    )
    assert said(tables, **{"own.py": script}) == expected
    ignoring = '[tool.claimed.check]\nignore = ["CLM07"]\n'
    assert said(tables + ignoring, **{"own.py": script}) == expected


@pytest.mark.parametrize("check", ['ignore = ["CLM"]', 'select = ["CLM04"]'])
def test_wrong_tables_cannot_be_ignored(said, check):
    tables = f"[tool.claimed.check]\n{check}\n" + WRAPPER.format(
        "count-words", 'parameters = { input_path = "{batch" }'
    )
    assert said(tables) == (
        line(
            8,
            "count-words.parameters.input_path",
            "CLM072",
            "is '{batch', with a brace that has no partner",
            "Write `{{` and `}}` for braces themselves.",
        )
        + "1 error"
    )


def test_a_comment_cannot_ignore_names_of_the_grid_wrapper(said):
    script = COUNT.replace("input_path", "gw_batch_file").replace('file")', 'file")  # claimed: ignore[CLM073]')
    assert said(WRAPPER.format("own", ""), **{"own.py": script}) == (
        "operators/own.py:6: error CLM073: parameter 'gw_batch_file' is one of the grid wrapper "
        "`tool.claimed.grid-wrappers.own` itself\n"
        "    Rename it: names that begin with `gw_` and `sgw_` belong to grid wrappers.\n"
        "operators/own.py:6:45: hint CLM090: CLM073 cannot be ignored\n    Take CLM073 out.\n1 error, 1 hint"
    )


def test_of_an_operator_that_cannot_be_read_nothing_more_is_said(said):
    text = said(WRAPPER.format("broken", 'process = "each"\nparameters = {}'), **{"broken.py": "print(\n"})
    assert [line.split(": ")[1] for line in text.splitlines() if ": error " in line] == ["error CLM010"]


def test_files_that_are_not_there(said):
    assert said(WRAPPER.format("count-words", 'files = ["tables/*.csv"]')) == (
        line(
            6,
            "count-words.files",
            "CLM007",
            "holds 'tables/*.csv', which matches nothing",
            "Correct the pattern or take it out.",
        )
        + "1 error"
    )


TRAIN = (
    '"""Fit a model to a table."""\n\nimport argparse\n\nparser = argparse.ArgumentParser()\n'
    "parser.add_argument('--in-file', required=True, help='what to read')\n"
    "parser.add_argument('--mode', choices=['fast', 'slow'], default='fast', help='how')\n"
    "parser.add_argument('--epochs', type=int, default=3, help='how often')\n"
    "parser.add_argument('--sizes', type=int, nargs='*', help='how large')\n"
    "parser.add_argument('--verbose', action='store_true', help='say more')\n"
    "args = parser.parse_args()\n"
)


@pytest.mark.parametrize(
    ("bound", "key", "message", "remedy"),
    [
        ('mode = "warp"', "mode", "is 'warp', which the parameter does not take", "Write one of fast, slow."),
        ('epochs = "many"', "epochs", "is 'many', which the parameter does not take", "Write a value of type Integer."),
        ('verbose = "2"', "verbose", "is '2', which the parameter does not take", "Write a value of type Boolean."),
        *((text, None, "", "") for text in ('mode = "slow"', 'mode = "{batch}"', 'epochs = "5"', 'epochs = ""')),
        *((text, None, "", "") for text in ('sizes = "1 2"', 'verbose = "yes"', 'log_level = "{{x}}"')),
    ],
)
def test_values_that_no_batch_could_take(said, bound, key, message, remedy):
    table = WRAPPER.format("train", f'parameters = {{ in_file = "{{batch}}", {bound} }}')
    expected = line(6, f"train.parameters.{key}", "CLM071", message, remedy) + "1 error" if key else ""
    assert said(table, **{"train.py": TRAIN}) == expected

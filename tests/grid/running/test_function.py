"""The function form: a function of the script is called for each batch."""

import re
import sys

LOG = """
import os, sys, threading

def note(text):
    with open("log", "a") as file:
        file.write(f"{text}\\n")
"""


def test_each_batch_is_given_to_the_function_and_the_script_is_imported_once(grid):
    grid.script(
        LOG
        + """
note(f"imported as {__name__} from {__file__}")
def grid_process(batch_id):
    note(f"ran {batch_id} in {os.getcwd()}")
    print("said", batch_id)
    print("complained", batch_id, file=sys.stderr)
"""
    )
    grid.batches("a", "b/c", "ä ö")
    result = grid.run()
    first, *rest = (grid.work / "log").read_text().splitlines()
    assert result.code == 0, result
    assert first == f"imported as count_words from {grid.app / 'count_words.py'}"
    assert sorted(rest) == [f"ran {one} in {grid.work}" for one in ("a", "b/c", "ä ö")]
    assert sorted(re.findall("^said .*$", result.out, re.M)) == ["said a", "said b/c", "said ä ö"]
    left = "claimed: left in the working directory, which nobody keeps: log"
    assert sorted(result.err.splitlines()) == [left, "complained a", "complained b/c", "complained ä ö"]
    assert set(grid.states().values()) == {"processed"}


def test_parameters_come_by_keyword_and_with_their_types(grid):
    grid.script(
        LOG
        + """
def grid_process(batch_id, flag, ratio, number, text, nothing, log_level, absent="own default"):
    note(repr((batch_id, flag, ratio, number, text, nothing, log_level, absent)))
""",
        parameters=[
            grid.parameter("text", required=True),
            grid.parameter("number", "Integer", 5),
            grid.parameter("ratio", "Float", required=True),
            grid.parameter("flag", "Boolean", default=False),
            grid.parameter("nothing"),
            grid.parameter("absent"),
            grid.parameter("unwanted"),
        ],
    )
    grid.batches("a")
    result = grid.run("--ratio", "0.5", "--flag", "no", text="some text", log_level="warning")
    assert result.code == 0, result
    assert (grid.work / "log").read_text() == ("('a', False, 0.5, 5, 'some text', None, 'WARNING', 'own default')\n")
    assert result.out == ""


def test_a_function_with_kwargs_gets_all_and_one_with_args_gets_them_in_order(grid):
    parameters = [grid.parameter("x", "Integer", 1), grid.parameter("y", "Boolean", default=True)]
    grid.script(
        LOG
        + """
def named(batch_id, **kwargs): note(repr((batch_id, kwargs)))
def placed(batch_id, *parameters): note(repr((batch_id, parameters)))
def single(batch_id): note(repr(batch_id))
""",
        parameters=parameters,
        process="named",
    )
    grid.batches("a")
    document = (grid.root / "grid.json").read_text()
    for name in ("named", "placed", "single"):
        (grid.root / "grid.json").write_text(document.replace('"named"', f'"{name}"'))
        result = grid.run(gw_coordinator_path=grid.shared / name)
        assert result.code == 0, result
    assert (grid.work / "log").read_text().splitlines() == [
        "('a', {'x': 1, 'y': True, 'log_level': 'INFO'})",
        "('a', (1, True))",
        "'a'",
    ]


def test_a_notebook_with_magics_is_imported_and_its_cells_are_named(grid):
    grid.notebook(
        "import os\nwords = get_ipython().getoutput('echo one two')[0].split()",
        """
        async def fetch():
            return __name__
        name = await fetch()
        """,
        """
        def grid_process(batch_id):
            print(f"{name} {words} {batch_id}")
            if batch_id == "b":
                raise ValueError(words)
        """,
    )
    grid.batches("a", "b")
    result = grid.run()
    assert result.code == 1
    assert "count_words ['one', 'two'] a\n" in result.out
    assert grid.states() == {"a": "processed", "b": "failed"}
    report = grid.report("b")
    assert report.startswith("ValueError: ['one', 'two']\n")
    assert 'File "count_words.ipynb, cell 3", line 4, in grid_process\n    raise ValueError(words)' in report
    assert str(grid.root) not in report


def test_additional_files_arguments_and_logging_are_as_in_an_operator(grid):
    grid.script(
        """
        import json, logging, os, sys
        import helper
        logging.info("imported")
        def grid_process(batch_id):
            logging.warning("%s %s %s", batch_id, helper.NAME, json.load(open("table.json")))
            logging.info("argv %s home %s path %s", sys.argv, os.environ["HOME"], sys.path[0])
            logging.info("ours: %s", [one for one in sys.path if os.path.exists(one + "/claimed_launcher")])
        """
    )
    (grid.app / "helper.py").write_text("NAME = 'helped'\n")
    (grid.app / "table.json").write_text("[1]")
    grid.batches("a")
    result = grid.run("--", "--mine", HOME="")
    assert result.code == 0, result
    said = [line.split(" ", 2)[2] for line in result.out.splitlines()]
    assert "INFO imported" in said
    assert "WARNING a helped [1]" in said
    own = grid.work / "operators"
    assert f"INFO argv ['{own}/count_words.py', '--mine'] home {grid.work} path {own}" in said
    assert "INFO ours: []" in said


def test_folders_of_links_are_nothing_that_batches_leave(grid):
    grid.script(
        """
        def grid_process(batch_id):
            open("config/a"), open("config/b")
        """
    )
    # a folder in both places becomes one of links
    for folder, name in ((grid.app.parent, "a"), (grid.app, "b")):
        (folder / "config").mkdir()
        (folder / "config" / name).touch()
    grid.batches("a")
    result = grid.run()
    assert (result.code, result.err) == (0, "")
    assert (grid.work / "config" / "b").is_symlink()


def test_async_functions_are_awaited(grid):
    grid.script(
        LOG
        + """
import asyncio
async def grid_process(batch_id):
    await asyncio.sleep(0)
    note(batch_id)
    if batch_id == "b":
        raise KeyError(batch_id)
"""
    )
    grid.batches("a", "b")
    assert grid.run().code == 1
    assert sorted((grid.work / "log").read_text().split()) == ["a", "b"]
    report = grid.report("b")
    assert report.startswith("KeyError: 'b'\n")
    assert "asyncio" not in report
    assert "claimed" not in report.replace(str(grid.app), "")


def test_what_a_batch_leaves_behind_does_not_reach_the_next(grid):
    grid.script(
        LOG
        + """
def grid_process(batch_id):
    note(os.getcwd())
    os.makedirs("sub", exist_ok=True)
    os.chdir("sub")
    threading.Thread(target=lambda: None).start()
    if batch_id == "b" and os.fork() == 0:
        return
    note = None
""".replace("    note = None\n", "").replace(
            "note(os.getcwd())", f"open('{grid.work}/log', 'a').write(os.getcwd() + '\\n')"
        )
    )
    grid.batches("a", "b", "c")
    result = grid.run()
    assert result.code == 0, result
    assert (grid.work / "log").read_text() == f"{grid.work}\n" * 3


def test_a_function_may_use_processes_of_its_own(grid):
    grid.script(
        """
        import multiprocessing
        def double(number):
            return 2 * number
        def grid_process(batch_id):
            with multiprocessing.get_context(batch_id).Pool(2) as pool:
                print(batch_id, pool.map(double, [1, 2, 3]))
        """
    )
    grid.batches("fork", "spawn")
    result = grid.run()
    assert result.code == 0, result
    assert sorted(line for line in result.out.splitlines() if "[2" in line) == ["fork [2, 4, 6]", "spawn [2, 4, 6]"]


def test_a_library_of_the_coordinator_is_none_of_the_scripts(grid):
    grid.script(
        """
        import importlib.util, sys
        def grid_process(batch_id):
            print("found", importlib.util.find_spec("only_ours"), importlib.util.find_spec("worker"))
        """
    )
    (grid.root / "lib").mkdir()
    (grid.root / "lib" / "only_ours.py").write_text("")
    grid.batches("a")
    result = grid.run()
    assert result.code == 0, result
    assert "found None None\n" in result.out


def test_much_output_passes_through(grid):
    grid.script(
        """
        import sys
        def grid_process(batch_id):
            for stream in (sys.stdout, sys.stderr):
                stream.write("x" * 100 + "\\n")
                stream.write(("y" * 99 + "\\n") * 50_000)
        """
    )
    grid.batches("a", "b")
    result = grid.run()
    assert result.code == 0
    assert (result.out.count("y\n"), result.err.count("y\n")) == (100_000, 100_000)


def test_the_worker_runs_in_the_interpreter_of_the_image(grid):
    grid.script("import sys\ndef grid_process(batch_id): print('python', sys.executable)")
    grid.batches("a")
    assert f"python {sys.executable}\n" in grid.run().out


def test_variables_of_a_notebook_are_set_and_handed_to_the_function(grid):
    grid.notebook(
        "import os\nn, flag, names, any, base = 5, True, ['a'], None, os.path.basename(os.getcwd())",
        """
        def grid_process(batch_id, n, flag, names, any, base, **kwargs):
            print(batch_id, (n, flag, names, any, base), globals()["n"], globals()["names"])
        """,
        injects=1,
        parameters=[
            grid.parameter("n", "Integer", 5, injected="value"),
            grid.parameter("flag", "Boolean", True, injected="value"),
            grid.parameter("names", default='["a"]', injected="literal"),
            grid.parameter("any", injected="inferred"),
            grid.parameter("base", injected="inferred"),
        ],
    )
    grid.batches("a")
    assert "a (5, True, ['a'], None, 'work') 5 ['a']\n" in grid.run().out
    (grid.work / "batches.txt").write_text("b")
    given = {"n": "7", "flag": "no", "names": '["x", 1]', "any": "0.5", "base": "there"}
    assert "b (7, False, ['x', 1], 0.5, 'there') 7 ['x', 1]\n" in grid.run(**given).out

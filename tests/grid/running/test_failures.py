"""Functions and scripts that fail, in all ways they can."""

import pytest


def test_a_failing_batch_keeps_its_traceback_and_the_others_run(grid):
    grid.script(
        """
        def inner(batch_id):
            raise RuntimeError(f"no data for {batch_id}\\nsecond line")
        def grid_process(batch_id):
            if batch_id == "bad":
                inner(batch_id)
        """
    )
    grid.batches("a", "bad", "c")
    result = grid.run()
    assert result.code == 1
    assert grid.states() == {"a": "processed", "bad": "failed", "c": "processed"}
    script = grid.app / "count_words.py"
    assert grid.report("bad").strip() == (
        "RuntimeError: no data for bad\n\n"
        "Traceback (most recent call last):\n"
        f'  File "{script}", line 5, in grid_process\n'
        "    inner(batch_id)\n"
        f'  File "{script}", line 2, in inner\n'
        '    raise RuntimeError(f"no data for {batch_id}\\nsecond line")\n'
        "RuntimeError: no data for bad\n"
        "second line"
    )
    assert "RuntimeError: no data for bad" in result.out


@pytest.mark.parametrize(
    ("statement", "first_line"),
    [
        ("os._exit(3)", "the process that ran it ended by itself: exit code 3"),
        ("os.kill(os.getpid(), 9)", "the process that ran it was killed by signal 9 (SIGKILL): out of memory?"),
        ("ctypes.string_at(0)", "the process that ran it was killed by signal 11 (SIGSEGV)"),
        ("sys.exit('gave up')", "SystemExit: gave up"),
        ("sys.exit(4)", "SystemExit: 4"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise json.JSONDecodeError('bad', '', 0)", "json.decoder.JSONDecodeError: bad: line 1 column 1 (char 0)"),
        ("raise Odd", "Odd: (its message cannot be shown)"),
        (
            "open('cos://key:secret@host/x')",
            "FileNotFoundError: [Errno 2] No such file or directory: 'cos://***@host/x'",
        ),
        ("import broken", "SyntaxError: invalid syntax (broken.py, line 1)"),
        ("endless()", "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_the_first_line_of_a_report_tells_the_most(grid, statement, first_line):
    grid.script(
        f"""
        import ctypes, json, os, sys
        class Odd(Exception):
            def __str__(self): raise ValueError
        def endless(): endless()
        def grid_process(batch_id):
            if batch_id == "b":
                {statement}
        """
    )
    (grid.app / "broken.py").write_text("x = = 1\n")
    grid.batches("a", "b", "c")
    assert grid.run().code == 1
    assert grid.states() == {"a": "processed", "b": "failed", "c": "processed"}
    report = grid.report("b")
    assert report.splitlines()[0].startswith(first_line)
    assert len(report) < 70_000
    assert "secret@" not in report


def test_sys_exit_0_is_a_success(grid):
    grid.script("import sys\ndef grid_process(batch_id): sys.exit()")
    grid.batches("a")
    assert (grid.run().code, grid.states()) == (0, {"a": "processed"})


def test_a_huge_message_is_cut(grid):
    grid.script("def grid_process(batch_id): raise ValueError('x' * 10_000_000 + 'end')")
    grid.batches("a")
    assert grid.run().code == 1
    assert len(grid.report("a")) < 70_000
    assert grid.report("a").strip().endswith("xend")


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("import nothing_like_this", "ModuleNotFoundError: No module named 'nothing_like_this'"),
        ("x = = 1", "SyntaxError: invalid syntax"),
        ("def grid_proces(batch_id): pass", "has no function grid_process: did you mean grid_proces?"),
        ("grid_process = 3", "grid_process in count_words.py is no function, but of type int"),
        ("def grid_process(batch_id): yield", "grid_process in count_words.py has a `yield`"),
        (
            "def grid_process(batch_id, need): pass",
            "grid_process cannot be called: missing a required argument: 'need'",
        ),
        ("def grid_process(): pass", "grid_process cannot be called: too many positional arguments"),
        ("import sys\nsys.exit(0)", "count_words.py ends itself while it is imported"),
        ("import os\nos._exit(5)", "the process that imports the script ended by itself: exit code 5"),
        ("import os\nos.abort()", "the process that imports the script was killed by signal 6 (SIGABRT)"),
    ],
)
def test_a_script_that_cannot_be_used_is_refused_before_anything_is_claimed(grid, script, message):
    grid.script(script)
    grid.batches("a", "b")
    result = grid.run()
    assert result.code == 1
    assert message in result.err
    assert "claimed_launcher" not in result.err
    assert "claimed_grid" not in result.err
    assert not grid.shared.exists() or grid.states() == {}


def test_a_failing_import_shows_the_line_of_the_script(grid):
    grid.script("import os\n\nNUMBER = 1 / 0\n")
    grid.batches("a")
    err = grid.run().err
    assert f'File "{grid.app / "count_words.py"}", line 3, in <module>' in err
    assert err.startswith("claimed: count_words.py cannot be imported: ZeroDivisionError: division by zero\n")


def test_failed_batches_run_again_when_asked(grid):
    grid.script(
        """
        import os
        def grid_process(batch_id):
            if not os.path.exists("repaired"):
                raise ValueError("broken")
        """
    )
    grid.batches("a", "b")
    assert grid.run().code == 1
    (grid.work / "repaired").touch()
    assert grid.run().code == 1
    assert grid.run(gw_ignore_error_files="Yes").code == 0
    assert grid.states() == {"a": "processed", "b": "processed"}

"""Whatever a script does, it does under the launcher what it does under `python script.py`."""

import pytest

SCRIPTS = {
    "world": '''
        """What it says
        of itself."""
        import os, sys
        import helper
        print(__name__, __doc__, __file__, __package__, __spec__, type(__loader__), __builtins__)
        print(sorted(globals()), sys.argv, sys.path, os.getcwd(), helper.where)
        print(sys.modules["__main__"].__dict__ is globals(), [m for m in sys.modules if m in ("arguments", "values")])
        x: int = 1
        print(__annotations__ if sys.version_info < (3, 14) else None)
    ''',
    "names of the launcher": """
        import arguments, interface, main, messages, outputs
        print(arguments.mine, interface.mine, main.mine, messages.mine, outputs.mine)
    """,
    "annotations": """
        from __future__ import annotations
        import dataclasses, typing
        @dataclasses.dataclass
        class A:
            x: int
            y: typing.ClassVar[Missing] = 1
        print(A(1), A.__annotations__)
    """,
    "annotations of the script, not of the launcher": """
        def f(x: 1 + 1): pass
        print(f.__annotations__)
    """,
    "pickle and source": """
        import inspect, pickle
        class A:
            x = 1
        def f():
            return A  # comment
        print(pickle.loads(pickle.dumps(A)) is A, pickle.loads(pickle.dumps(f))() is A)
        print(inspect.getsource(A), inspect.getsource(f), inspect.getsourcefile(A), inspect.getmodule(f))
    """,
    "fork": """
        import multiprocessing
        def square(x): return x * x
        if __name__ == "__main__":
            with multiprocessing.get_context("fork").Pool(2) as pool:
                print(pool.map(square, [1, 2, 3]))
    """,
    "spawn": """
        import multiprocessing, sys
        class Box:
            def __init__(self, x): self.x = x
        def square(box): return Box(box.x * box.x)
        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(2) as pool:
                print([box.x for box in pool.map(square, [Box(1), Box(2)])])
    """,
    "terminate a child": """
        import multiprocessing, time
        if __name__ == "__main__":
            for _ in range(20):  # some of them before the child has run a line
                process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
                process.start()
                process.terminate()
                process.join()
                print(process.exitcode)
    """,
    "chained exceptions": """
        import helper
        def inner():
            return 1 / 0
        def outer():
            try:
                inner()
            except ZeroDivisionError as error:
                raise KeyError("outer") from error
        try:
            outer()
        except KeyError:
            helper.fail()
    """,
    "syntax error": "x = 1\nif x\n    pass\n",
    "syntax error of a helper": "import broken\n",
    "recursion": """
        import sys
        sys.setrecursionlimit(100)
        def f(): f()
        try:
            f()
        except RecursionError as error:
            print(error)
    """,
    "own hook": """
        import sys
        sys.excepthook = lambda kind, value, traceback: print("hook", kind, value, traceback.tb_frame.f_code.co_name)
        raise ValueError("x")
    """,
    "hook that exits": """
        import sys
        sys.excepthook = lambda *_: sys.exit(7)
        raise ValueError("x")
    """,
    "exit with nothing": "import sys; sys.exit()",
    "exit with a number": "import sys; sys.exit(3)",
    "exit with a text": "import sys; sys.exit('text é')",
    "exit in a function": "raise SystemExit",
    "encoding cookie": "# coding: latin-1\nprint(ascii('é'))\n".encode("latin-1"),
    "byte order mark": b"\xef\xbb\xbfprint(1)\r\nprint(2)",
    "exit handlers and threads": """
        import atexit, threading, time
        atexit.register(print, "handler")
        threading.Thread(target=lambda: (time.sleep(0.05), print("thread"))).start()
        print("end")
    """,
    "left without a word": "import os; os._exit(5)",
    "standard input": "import sys; print(repr(sys.stdin.read()))",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_runs_as_it_would_alone(image, name):
    image.script(SCRIPTS[name])
    image.add("helper.py", "where = __file__\ndef fail():\n    raise RuntimeError('helper')\n")
    image.add("broken.py", "def f(:\n")
    for module in ("arguments", "interface", "main", "messages", "outputs"):
        image.add(f"{module}.py", f"mine = {module!r}\n")
    assert image.run() == image.plain()


def test_an_exception_group_is_shown_without_the_launcher(image):
    image.script("""
        import sys
        if sys.version_info < (3, 11):
            sys.exit("no groups")
        errors = []
        for text in ("a", "b"):
            try:
                raise ValueError(text)
            except ValueError as error:
                errors.append(error)
        raise ExceptionGroup("group", errors)
    """)
    assert image.run() == image.plain()


def test_an_interrupt_ends_with_130(image):
    image.script("def wait():\n    raise KeyboardInterrupt\nwait()\n")
    result = image.run()
    assert (result.code, result.err) == (130, image.plain().err)


def test_arguments_behind_two_hyphens_are_the_scripts_own(image):
    image.script("import sys; print(sys.argv[1:])", ("parameter", "n", "Integer", "false"))
    assert image.run("--n", "1", "--", "--n", "a b", "--").out == "['--n', 'a b', '--']\n"


def test_output_appears_line_by_line(image):
    image.script("import sys, time\nprint('first')\nsys.stdout.write('second')\ntime.sleep(60)")
    process = image.popen()
    assert process.stdout.readline() == "first\n"
    process.kill()
    process.communicate()


def test_the_folder_of_the_launcher_is_not_on_the_module_path(image):
    image.script("import sys; print(sys.path[0], any('claimed_launcher' in p for p in sys.path), len(sys.path))")
    safe = image.run(environment={"PYTHONSAFEPATH": "1"}).out
    assert image.run() == image.plain()
    assert safe.startswith(f"{image.app} False ")

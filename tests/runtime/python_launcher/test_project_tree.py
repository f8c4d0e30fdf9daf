"""The script keeps its place in the project's tree."""

import pytest

from tests.runtime.python_launcher.conftest import Result

SCRIPT = """
    import os
    import sys
    from pathlib import Path

    print(Path(__file__).parents[1] == Path({root!r}), Path(sys.argv[0]) == Path(__file__))
    print(open("near.txt").read(), open("operators/near.txt").read(), open("data/x.txt").read())
    print((Path(__file__).parent / "near.txt").read_text(), (Path(__file__).parents[1] / "data/x.txt").read_text())
"""
ROWS = (("folder", "operators"),)
SAID = "True True\nnear near x\nnear x\n"


def lay_out(image, script, *rows, root=None):
    image.add("operators/script.py", script.format(root=str(root or image.work)))
    image.add("operators/near.txt", "near")
    image.add("data/x.txt", "x")
    image.interface(("script", "script.py", "python"), *ROWS, *rows)


def in_image(image):
    """The working directory as an image has it: the tree, as hard links."""
    for path in image.app.rglob("*"):
        there = image.work / path.relative_to(image.app)
        if path.is_dir():
            there.mkdir()
        else:
            there.hardlink_to(path)
    (image.work / "near.txt").symlink_to(image.work / "operators" / "near.txt")


def test_files_are_found_from_the_script_and_from_the_working_directory(image):
    lay_out(image, SCRIPT)
    assert image.run() == Result(0, SAID, "")


def test_the_working_directory_of_the_image_is_the_root(image):
    lay_out(image, SCRIPT, root=image.work)
    in_image(image)
    assert image.run() == Result(0, SAID, "")


def test_links_of_an_earlier_run_do_not_hide_what_is_new(image):
    lay_out(image, SCRIPT)
    image.run()
    image.add("new.txt", "new")
    image.run()
    assert (image.work / "new.txt").read_text() == "new"


def test_a_read_only_working_directory_needs_no_links(image):
    lay_out(
        image,
        SCRIPT.replace(
            'open("near.txt").read(), open("operators/near.txt").read(), open("data/x.txt")', "open(__file__)"
        ),
    )
    image.work.chmod(0o555)
    assert image.run().code == 0


def test_relative_imports_mean_the_package_of_the_script(image):
    script = """
        import multiprocessing

        from . import near
        from .near import VALUE
        from ..shared import OTHER

        def double(x):
            return x * near.VALUE

        if __name__ == "__main__":
            print(VALUE, OTHER, __package__, __name__)
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.map(double, [1, 2]))
    """
    image.add("operators/deep/script.py", script)
    image.add("operators/deep/near.py", "VALUE = 5\n")
    image.add("operators/shared.py", "OTHER = 7\n")
    rows = (("folder", "operators/deep"), ("path", "."), ("package", "operators.deep"))
    image.interface(("script", "script.py", "python"), *rows)
    assert image.run() == Result(0, "5 7 operators.deep __main__\n[5, 10]\n", "")


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_child_processes_find_modules_of_other_folders(image, method):
    script = f"""
        import multiprocessing

        import tools

        if __name__ == "__main__":
            with multiprocessing.get_context({method!r}).Pool(1) as pool:
                print(pool.map(tools.double, [1, 2]))
    """
    image.add("operators/script.py", script)
    image.add("src/tools.py", "def double(x):\n    return 2 * x\n")
    image.interface(("script", "script.py", "python"), *ROWS, ("path", "src"))
    assert image.run() == Result(0, "[2, 4]\n", "")


def test_beside_the_script_comes_first_and_the_standard_library_before_other_folders(image):
    image.add("operators/script.py", "import statistics, tools\nprint(tools.WHERE, hasattr(statistics, 'mean'))\n")
    image.add("operators/tools.py", "WHERE = 'beside'\n")
    image.add("src/tools.py", "WHERE = 'src'\n")
    image.add("src/statistics.py", "")
    image.interface(("script", "script.py", "python"), *ROWS, ("path", "src"))
    assert image.run() == Result(0, "beside True\n", "")

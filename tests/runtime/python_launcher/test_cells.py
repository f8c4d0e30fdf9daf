"""Cells are files where numba wants them to be: it looks for a place beside a file that is there."""

import os

import pytest

CELL = """
    # numba: njit({})
    def f(x):
        return x
    import os
    path = f.__code__.co_filename
    print(os.path.basename(path), os.path.exists(path), path.startswith(os.environ["TMPDIR"]))
"""


@pytest.mark.parametrize(("how", "is_file"), [("cache=True", True), ("cache = True", True), ("", False)])
def test_cells_are_files_where_numba_keeps_what_it_compiles(own_image, tmp_path, how, is_file):
    own_image.notebook("x = 1", CELL.format(how))
    result = own_image.run(environment={"TMPDIR": str(tmp_path)})
    assert (result.code, result.err) == (0, "")
    assert result.out == f"book.ipynb, cell 2 {is_file} {is_file}\n"
    assert (tmp_path / f"claimed-{os.getuid()}").exists() == is_file


def test_an_error_shows_its_cell(own_image, tmp_path):
    own_image.notebook("x = 1", "# numba cache=True\nprint(1 / 0)")
    result = own_image.run(environment={"TMPDIR": str(tmp_path)})
    assert "book.ipynb, cell 2" in result.err
    assert "print(1 / 0)" in result.err

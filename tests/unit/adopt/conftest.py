import pytest

from hatch_claimed.system.tree import Tree


@pytest.fixture
def tree(tmp_path):
    """A function that writes files, and gives the folder as the pure stages see it."""

    def write(files=None, /, **more):
        for name, content in {**(files or {}), **more}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return Tree(tmp_path)

    return write

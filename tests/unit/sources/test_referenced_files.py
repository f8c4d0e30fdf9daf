"""The files of the project whose paths stand in a script."""

from pathlib import PurePosixPath

import pytest

from hatch_claimed.sources.referenced_files import mentioned
from hatch_claimed.system.tree import Tree

SCRIPT = PurePosixPath("operators/count.py")


@pytest.fixture
def tree(tmp_path):
    for name in (
        "operators/count.py",
        "operators/stations.csv",
        "levels.csv",
        "operators/levels.csv",
        "tables/a b.csv",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.csv").mkdir()
    return Tree(tmp_path)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("read('stations.csv')", {"stations.csv": "operators/stations.csv"}),
        ('read("operators/stations.csv")', {"operators/stations.csv": "operators/stations.csv"}),
        # the working directory comes first
        ("read('levels.csv')", {"levels.csv": "levels.csv"}),
        ("read('./levels.csv')", {"./levels.csv": "levels.csv"}),
        ("read('../tables/a b.csv')", {"../tables/a b.csv": "tables/a b.csv"}),
        ("read(os.path.join('tables', 'a b.csv'))", {"tables/a b.csv": "tables/a b.csv"}),
        ('read(file.path("..", "tables", "a b.csv"))', {"../tables/a b.csv": "tables/a b.csv"}),
        (
            "read(Path('operators') / 'stations.csv')",
            dict.fromkeys(("stations.csv", "operators/stations.csv"), "operators/stations.csv"),
        ),
        ("x = ['levels.csv', 'a']; c('tables', 'b.csv')", {"levels.csv": "levels.csv"}),
        # as JSON has it
        (r'{"source": ["read(\"stations.csv\")\n"]}', {"stations.csv": "operators/stations.csv"}),
        ("read('missing.csv'), read('folder.csv'), read('count.py'), read('../../levels.csv')", {}),
        ("read('/levels.csv'), read('https://example.org/levels.csv'), read('*.csv'), read('{x}.csv')", {}),
        ("read('levels'), read(levels.csv)", {}),
        ("", {}),
    ],
)
def test_texts_that_are_paths(tree, script, expected):
    found = mentioned(SCRIPT, script.encode(), tree)
    assert {text: str(path) for text, path in found} == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("__file__, 'stations.csv'", {"stations.csv": "operators/stations.csv", "//operators/stations.csv": "operators/stations.csv"}),
        # what lies beside the script is another file than that of the working directory
        ("__file__, 'levels.csv'", {"levels.csv": "levels.csv", "//levels.csv": "levels.csv", "//operators/levels.csv": "operators/levels.csv"}),
        ("parents(__file__) / 'tables' / 'a b.csv'", {"tables/a b.csv": "tables/a b.csv", "//tables/a b.csv": "tables/a b.csv"}),
        ("HERE = __file__; HERE + '/stations.csv'", {"//operators/stations.csv": "operators/stations.csv"}),
        ("__file__; f'{HERE}/stations.csv'", {"//operators/stations.csv": "operators/stations.csv"}),
        ("__file__; 'count.py'; 'missing.csv'; '../../levels.csv'", {}),
    ],
)  # fmt: skip
def test_files_around_the_script(tree, script, expected):
    found = mentioned(SCRIPT, script.encode(), tree)
    assert {text: str(path) for text, path in found} == expected


def test_what_is_no_text(tree):
    assert mentioned(SCRIPT, b"\xff'\xfe.csv' '\x00.csv' 'stations.csv'", tree) == (
        ("stations.csv", PurePosixPath("operators/stations.csv")),
    )

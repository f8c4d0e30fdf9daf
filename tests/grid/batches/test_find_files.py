import pytest

from claimed_grid.batches import BatchError, find_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "data/a.tif",
        "data/b.txt",
        "data/2020/c.tif",
        "data/2020/01/d.tif",
        "data/.hidden.tif",
        "data/e.zarr/x",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "paths"),
    [
        ("data/*.tif", ["data/a.tif"]),
        ("data/*.txt, data/*.tif ,", ["data/a.tif", "data/b.txt"]),
        ("data/a.*,data/?.tif", ["data/a.tif"]),
        ("data/**/*.tif", ["data/2020/01/d.tif", "data/2020/c.tif", "data/a.tif"]),
        ("data/20[12]?/*.tif", ["data/2020/c.tif"]),
        ("data/**/*.zarr", ["data/e.zarr"]),
        ("data/**", ["data/2020/01/d.tif", "data/2020/c.tif", "data/a.tif", "data/b.txt", "data/e.zarr/x"]),
        ("data/a.tif", ["data/a.tif"]),
    ],
)
def test_patterns(folder, patterns, paths):
    assert find_files(patterns) == paths


def test_absolute_patterns(folder):
    assert find_files(f"{folder}/data/*.tif") == [f"{folder}/data/a.tif"]


@pytest.mark.parametrize(
    ("patterns", "message"),
    [
        ("data/*.tif,data/*.png", "no file matches 'data/*.png' of gw_file_path_pattern"),
        ("nothing/**", "no file matches 'nothing/**' of gw_file_path_pattern"),
        (" , ", "gw_file_path_pattern is empty: write a pattern such as data/**/*.tif"),
        ("", "gw_file_path_pattern is empty: write a pattern such as data/**/*.tif"),
    ],
)
def test_patterns_that_find_nothing(folder, patterns, message):
    with pytest.raises(BatchError) as caught:
        find_files(patterns)
    assert str(caught.value) == message

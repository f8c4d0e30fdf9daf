from pathlib import Path

import pytest

from claimed_grid.backend import BackendError
from claimed_grid.connection import parse
from claimed_grid.transfer import BucketFiles, TransferError

KEYS = ["a.tif", "b.txt", "x/a.tif", "x/y/a.tif", "x/y/b c%20ü.tif", "x/[1].tif", "x/folder/"]


@pytest.fixture
def place(seaweedfs, place_of):
    place = place_of(seaweedfs, "files")
    for key in KEYS:
        place.put(key, f"content of {key}".encode())
    return place


@pytest.fixture
def files(place):
    return BucketFiles(parse(place.text(), {}))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.tif", ["a.tif"]),
        ("/*", ["a.tif", "b.txt"]),
        ("**", ["a.tif", "b.txt", "x/[1].tif", "x/a.tif", "x/y/a.tif", "x/y/b c%20ü.tif"]),
        ("**/*.tif", ["a.tif", "x/[1].tif", "x/a.tif", "x/y/a.tif", "x/y/b c%20ü.tif"]),
        ("x/**/a.tif", ["x/a.tif", "x/y/a.tif"]),
        ("*/*.tif", ["x/[1].tif", "x/a.tif"]),
        ("x/?.tif", ["x/a.tif"]),
        ("x/[[]?].tif", ["x/[1].tif"]),
        ("[!b].t*", ["a.tif"]),
        ("[a-b].t[ix]*", ["a.tif", "b.txt"]),
        ("x/a.tif", ["x/a.tif"]),
        ("x", []),
        ("y/*", []),
    ],
)
def test_patterns(place, files, pattern, expected):
    assert files.find(pattern) == [f"{place.path}/{key}" for key in expected]


def test_a_pattern_that_is_none(files):
    with pytest.raises(TransferError, match=r"the pattern '\[z-a\]' is not valid"):
        files.find("[z-a]")


def test_files_keep_their_keys_as_paths(place, files, tmp_path):
    keys = files.find("x/**")
    paths = files.download([*keys, *keys], str(tmp_path / "in"))
    assert paths == [str(tmp_path / "in" / key) for key in keys]
    for path, key in zip(paths, keys, strict=True):
        assert Path(path).read_text("utf-8") == f"content of {key[len(place.path) + 1 :]}"
    assert files.download([], str(tmp_path)) == []


@pytest.mark.parametrize("key", ["../x", "a/../../x", "a/./x", "..", "", "/", "a\0b"])
def test_no_key_leaves_the_folder(files, tmp_path, key):
    with pytest.raises(TransferError, match="is no path within a folder"):
        files.download([key], str(tmp_path))


def test_a_key_with_a_slash_at_its_beginning_stays_inside(place, files, tmp_path):
    place.client.put_object(Bucket="bucket", Key="/rooted//x", Body=b"1")
    assert files.download(["/rooted//x"], str(tmp_path)) == [str(tmp_path / "rooted/x")]


def test_a_folder_is_uploaded_with_all_in_it(place, tmp_path):
    target = BucketFiles(parse(place.text() + "/out", {}))
    (tmp_path / "deep/er").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.bin").write_bytes(b"\0" * 9_000_000)  # in parts
    (tmp_path / "deep/er/ü.txt").write_text("ü", encoding="utf-8")
    keys = [f"{place.path}/out/a.bin", f"{place.path}/out/deep/er/ü.txt"]
    assert target.upload(str(tmp_path)) == keys
    assert target.find("**") == keys
    back = target.download(keys, str(tmp_path / "back"))
    assert [Path(path).stat().st_size for path in back] == [9_000_000, 2]


def test_a_failed_download_names_the_key(place, files, tmp_path):
    with pytest.raises(TransferError) as error:
        files.download([f"{place.path}/a.tif", f"{place.path}/missing"], str(tmp_path))
    assert str(error.value) == f"cannot download bucket/{place.path}/missing: no such object"
    (tmp_path / place.path / "b.txt").mkdir(parents=True)
    with pytest.raises(TransferError, match=r"cannot download bucket/.*/b\.txt: Is a directory"):
        files.download([f"{place.path}/b.txt"], str(tmp_path))


def test_a_failed_upload_names_the_key(place, tmp_path):
    (tmp_path / "a").write_text("1")
    wrong = BucketFiles(parse(place.text().replace("/bucket/", "/missing-bucket/"), {}))
    with pytest.raises(TransferError) as error:
        wrong.upload(str(tmp_path))
    assert str(error.value) == f"cannot upload missing-bucket/{place.path}/a: the bucket does not exist"
    (tmp_path / "a").unlink()
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(TransferError, match="No such file or directory"):
        wrong.upload(str(tmp_path))
    with pytest.raises(TransferError, match=r"cannot read .*/missing: No such file"):
        wrong.upload(str(tmp_path / "missing"))


def test_secrets_are_not_told(seaweedfs, tmp_path):
    files = BucketFiles(parse(f"cos://key:HIDDEN@127.0.0.1:{seaweedfs.port}/bucket", {}))
    with pytest.raises(TransferError) as error:
        files.find("*")
    assert str(error.value) == "cannot list bucket/: the secret key is wrong"
    assert error.value.__cause__ is None
    with pytest.raises(TransferError, match="cannot download bucket/a: access denied"):
        files.download(["a"], str(tmp_path))


def test_faults_are_survived(place, proxies, tmp_path):
    with proxies.Proxy(place.server.port) as proxy:
        files = BucketFiles(parse(place.text(proxy.port), {}))
        proxy.plan = proxies.in_turn(("500", "before"), ("reset", "before"), methods=("GET", "HEAD"))
        assert len(files.download([f"{place.path}/a.tif"], str(tmp_path))) == 1
        proxy.plan = proxies.in_turn(("503", "after"), ("reset", "after"))
        assert len(files.upload(str(tmp_path))) == 1


def test_a_transfer_can_be_stopped(place, files, tmp_path):
    answers = iter([False, True])
    keys = files.find("**")
    with pytest.raises(TransferError, match=r"^stopped$"):
        files.download(keys, str(tmp_path), lambda: next(answers, True))
    (tmp_path / "a").write_text("1")
    with pytest.raises(TransferError, match=r"^stopped$"):
        files.upload(str(tmp_path), lambda: True)


def test_an_unusable_endpoint():
    with pytest.raises(BackendError, match="cannot be used"):
        BucketFiles(parse("cos://a..b/bucket", {}))

"""Files that tests expect as a whole: compared, or written anew where somebody asks for it."""

import pytest
from expected_files import COMMAND, may_update, same_file


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "expected" / "some.txt"
    path.parent.mkdir()
    path.write_bytes(b"one\ntwo\n")
    return path


@pytest.mark.parametrize("update", [False, True])
def test_what_is_equal_stays(path, update):
    path.chmod(0o400)
    same_file(path, "one\ntwo\n", update=update)
    same_file(path, b"one\ntwo\n", update=update)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("one\n2\n", "-two\n+2\n"),
        (b"one\n\xff\n", "-two\n+\\xff\n"),
        ("one\r\ntwo\r\n", "their ends differ\n"),
        ("", "-one\n-two\n"),
    ],
)
def test_a_difference_fails_and_names_the_command(path, found, shown):
    with pytest.raises(AssertionError) as raised:
        same_file(path, found, update=False)
    assert shown in str(raised.value)
    assert f"some.txt does not hold what was found. If it should, `{COMMAND}`" in str(raised.value)
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_file_that_is_missing_fails(path):
    path.unlink()
    with pytest.raises(AssertionError, match="nox -s expectations"):
        same_file(path, "one\n", update=False)
    assert not path.exists()


def test_long_differences_are_cut(path):
    with pytest.raises(AssertionError, match="and 145 more lines"):
        same_file(path, "x\n" * 200, update=False)


def test_a_difference_is_written_where_that_is_asked_for(path):
    same_file(path, b"one\n\xff", update=True)
    assert path.read_bytes() == b"one\n\xff"
    new = path.parent / "new" / "file.txt"
    same_file(new, "é\n", update=True)
    assert new.read_bytes() == "é\n".encode()


def test_nothing_is_written_where_all_tests_must_run():
    assert may_update(True, must_run=False) is True
    assert may_update(False, must_run=True) is False
    with pytest.raises(pytest.UsageError, match="CLAIMED_TESTS_MUST_RUN=1 forbids"):
        may_update(True, must_run=True)

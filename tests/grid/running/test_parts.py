"""Parts that need no process: options, placeholders, markers, kept output, long texts."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimed_grid import main, options
from claimed_grid.batch_sources import share
from claimed_grid.executors.markers import FAILED, LOCKED, Markers, is_marker
from claimed_grid.executors.placeholders import filled
from claimed_grid.executors.process_group import how_it_ended
from claimed_grid.executors.streams import OutputBuffer
from claimed_grid.options import OptionError
from claimed_grid.stores import known
from claimed_grid.truncation import one_line, truncated
from hatch_claimed.stores.registry import STORES

LOCAL = {"gw_batch_file": "b.txt", "gw_coordinator_path": "c"}


def test_the_coordinator_knows_all_stores_and_all_parameters_that_wrappers_have():
    assert list(known.STORES) == list(STORES)
    assert {one.name for store in STORES.values() for one in store.own("gw-x", 1)} == set(known.DEFAULTS)


@pytest.mark.parametrize("backend", STORES)
def test_defaults_are_those_of_the_interface(backend):
    parameters = STORES[backend].own("gw-x", 1)
    defaults = {one.name: one.default_text for one in parameters if one.default is not None}
    required = {one.name: "given" for one in parameters if one.required} | {"gw_batch_file": "b.txt"}
    assert options.read(backend, "gw-x", required) == options.read(backend, "gw-x", required | defaults)


def test_defaults():
    read = options.read("local", "gw-x", LOCAL)
    assert (read.lock_timeout, read.ignore_error_files, read.staggering, read.column) == (10800, False, 60, "filename")
    assert (read.local_input_path, read.local_target_path, read.shares, read.share) == ("input", "target", 1, 0)


@pytest.mark.parametrize("stop", [True, False])
def test_start_is_staggered(monkeypatch, stop):
    slept = []
    monkeypatch.setattr(main.random, "uniform", lambda low, high: (low + high) / 2)
    stopping = SimpleNamespace(sleep=lambda seconds: slept.append(seconds) or stop)
    assert (main._stagger(60.0, stopping), slept) == (stop, [30.0])


@pytest.mark.parametrize("text", ["true", "True", "YES", "1", "on", " y ", "t"])
def test_what_is_true(text):
    assert options.read("local", "gw-x", LOCAL | {"gw_ignore_error_files": text}).ignore_error_files


@pytest.mark.parametrize("text", ["false", "False", "no", "0", "off", "", "N"])
def test_what_is_false(text):
    assert not options.read("local", "gw-x", LOCAL | {"gw_ignore_error_files": text}).ignore_error_files


def test_connections_fall_back_on_the_source():
    given_ = {"gw_source_connection": "cos://h/b/source", "gw_batch_file": "b.txt"}
    read = options.read("legacy_cos", "gw-x", given_)
    assert {read.place, read.target_connection} == {"cos://h/b/source"}
    read = options.read("legacy_cos", "gw-x", given_ | {"gw_target_connection": "cos://h/b/target"})
    assert (read.place, read.target_connection) == ("cos://h/b/source", "cos://h/b/target")


def test_the_target_is_the_source_and_the_run_is_the_wrapper():
    assert options.read("simple", "gw-x", {"sgw_source_folder": "s"}).target_folder == "s"
    given_ = {"gw_coordinator_connection": "sqlite:///x", "gw_batch_file": "b.txt"}
    assert options.read("sql", "gw-x", given_).coordinator_path == "gw-x"


@pytest.mark.parametrize(
    ("backend", "values", "problem"),
    [
        ("local", {"gw_batch_file": "b"}, "no value for gw_coordinator_path: set it as an argument or"),
        ("cos", {"gw_batch_file": "b"}, "no value for gw_coordinator_connection: set it as an argument or"),
        ("cos", {"gw_coordinator_connection": "x", "gw_file_path_pattern": "*"}, "no batches: set gw_batch_file"),
        ("local", LOCAL | {"gw_ignore_error_files": "maybe"}, "gw_ignore_error_files must be true or false"),
        ("local", LOCAL | {"gw_lock_timeout": "nan"}, "gw_lock_timeout must be a number of seconds"),
        ("local", LOCAL | {"gw_lock_timeout": "inf"}, "gw_lock_timeout must be a number of seconds"),
        ("none", {"gw_batch_file": "b", "gw_shares": "0"}, "gw_shares must be 1 or more, not 0"),
        ("none", {"gw_batch_file": "b", "gw_shares": "x"}, "gw_shares must be a whole number, not 'x'"),
        ("etcd", LOCAL, "this image has a backend 'etcd'"),
    ],
)
def test_mistakes(backend, values, problem):
    with pytest.raises(OptionError) as caught:
        options.read(backend, "gw-x", values)
    assert str(caught.value).startswith(problem)


@given(st.lists(st.text(min_size=1), unique=True), st.integers(1, 9))
def test_shares_are_a_partition(ids, shares):
    parts = []
    for number in range(shares):
        given_ = {"gw_batch_file": "b", "gw_shares": str(shares), "JOB_COMPLETION_INDEX": str(number)}
        parts.append(share(ids, options.read("none", "gw-x", given_)))
    assert sorted(one for part in parts for one in part) == sorted(ids)
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


@given(st.text(), st.text())
def test_what_is_no_placeholder_stays(text, batch_id):
    escaped = text.replace("{", "{{").replace("}", "}}")
    assert filled(escaped + "{batch}" + escaped, batch_id) == text + batch_id + text


@pytest.mark.parametrize(
    "text", ["{}", "{other}", "{batch.x}", "{batch[0]}", "{batch:>5}", "{batch!r}", "{", "}", "{batch"]
)
def test_other_placeholders_are_refused(text):
    with pytest.raises(ValueError, match=r"means nothing|'}'|'{'|Single"):
        filled(text, "x")


@pytest.mark.parametrize(
    ("entry", "result"),
    [("a.txt", "a.LOCKED.txt"), ("a.tar.gz", "a.tar.LOCKED.gz"), ("a", "a.LOCKED"), (".hidden", ".hidden.LOCKED")],
)
def test_names_of_results(tmp_path, entry, result):
    assert Markers("source", str(tmp_path), entry).marked(LOCKED) == str(tmp_path / result)
    assert is_marker(result)
    assert not is_marker(entry)


def test_a_folder_keeps_its_dots(tmp_path):
    (tmp_path / "v1.5").mkdir()
    assert Markers(str(tmp_path), str(tmp_path), "v1.5").marked(FAILED) == str(tmp_path / "v1.5.FAILED")


@given(st.lists(st.binary(max_size=30)), st.integers(2, 40))
def test_the_beginning_and_the_end_are_kept(chunks, most):
    kept = OutputBuffer(most)
    for chunk in chunks:
        kept.add(chunk)
    whole, half = b"".join(chunks), most // 2
    missing = len(whole) - 2 * half
    if missing <= 0:
        assert kept.content() == whole
    else:
        note = f"\n[... {missing} bytes left out ...]\n".encode()
        assert kept.content() == whole[:half] + note + whole[-half:]


def test_long_texts_lose_their_middle():
    assert truncated("abcdef", 6) == "abcdef"
    assert truncated("abcdefghij", 6) == "abc\n[… 4 characters left out …]\nhij"
    assert (one_line("\n\n first\nsecond"), one_line("x" * 9, 3), one_line(" \n")) == ("first", "xxx…", "")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (3, "exit code 3"),
        (-9, "killed by signal 9 (SIGKILL): out of memory?"),
        (-11, "killed by signal 11 (SIGSEGV)"),
        (137, "exit code 137 (128 + 9, as for SIGKILL): out of memory?"),
        (143, "exit code 143 (128 + 15, as for SIGTERM)"),
        (255, "exit code 255"),
        (128, "exit code 128"),
        (1, "exit code 1"),
    ],
)
def test_how_processes_end(code, words):
    assert how_it_ended(code) == words

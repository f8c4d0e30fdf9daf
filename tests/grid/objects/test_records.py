import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.backend import BatchDetails, Status
from claimed_grid.stores.objects.record import LeaseRecord, decoded, status_of

RECORD = LeaseRecord(Status.FAILED, "host-1/17/ab", "2025-01-02T03:04:05Z", 2, "n", 7, "line 1\nü\n")


@given(
    status=st.sampled_from(Status),
    owner=st.text(st.characters(codec="utf-8")),
    report=st.text(st.characters(codec="utf-8"), max_size=3000),
    counter=st.integers(0),
)
def test_a_record_survives_and_its_size_tells_the_status(status, owner, report, counter):
    record = LeaseRecord(status, owner, "s", 1, "n", counter, report)
    body = record.encoded()
    assert decoded(body) == record
    assert status_of(len(body)) is status


def test_people_can_read_it():
    assert json.loads(RECORD.encoded()) == {
        "status": "failed",
        "owner": "host-1/17/ab",
        "host": "host-1",
        "since": "2025-01-02T03:04:05Z",
        "attempt": 2,
        "nonce": "n",
        "counter": 7,
        "report": "line 1\nü\n",
    }
    assert RECORD.details() == BatchDetails("host-1/17/ab", "host-1", "2025-01-02T03:04:05Z", 2, "line 1\nü\n")


def test_long_reports_are_shortened():
    long = LeaseRecord(Status.FAILED, "o", "s", 1, "n", 0, "first" + "x" * 500_000 + "last")
    report = decoded(long.encoded()).report
    assert (report[:6], report[-5:], len(report) < 100_000) == ("firstx", "xlast", True)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"1", b"\xff", b'{"status": "other"}', b'{"status": "failed"}'])
def test_what_is_no_record(body):
    assert decoded(body) is None


def test_sizes_that_are_never_ours():
    assert [status_of(size) for size in (0, 1, 4, 5, 1023, 1024, 1025)] == [
        None, Status.RUNNING, Status.FAILED, None, None, None, Status.RUNNING,
    ]  # fmt: skip

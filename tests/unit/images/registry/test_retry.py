import pytest
from fake_registry import FakeTime
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.images.registry.retry import Deadline, RetryPolicy


def test_waits_grow_to_a_limit():
    retry = RetryPolicy(jitter=lambda: 0)
    assert [retry.wait(failures) for failures in range(1, 8)] == [0.5, 1, 2, 4, 8, 15, 15]
    assert RetryPolicy(jitter=lambda: 1).wait(2) == 0.5


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, 0),
        ("", 0),
        ("12", 12),
        (" 12 ", 12),
        ("-1", 0),
        ("soon", 0),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60),
        ("Tue, 14 Nov 2023 23:14:20 +0100", 60),
        ("Tue, 14 Nov 2023 22:14:20", 60),
        ("Tue, 14 Nov 2023 22:13:19 GMT", 0),
    ],
)
def test_retry_after(header, expected):
    assert FakeTime().retry().requested_wait(header) == expected


@given(st.text())
def test_any_retry_after_is_a_number(header):
    assert RetryPolicy().requested_wait(header) >= 0


def test_a_deadline():
    time = FakeTime()
    deadline = Deadline.of(time.retry(total=10))
    time.sleep(4)
    assert deadline.left() == 6

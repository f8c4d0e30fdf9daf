import pytest

from claimed_grid.tool.errors import ToolError
from claimed_grid.tool.retry import retry


def test_all_that_has_failed(busy):
    assert retry(busy, None) == "2 failed batches wait again"
    assert len(busy.batches) == 5
    assert retry(busy, None) == "no batch has failed"


def test_one_batch(busy):
    busy.put("x/y", "failed")
    assert retry(busy, ["x/y", "x/y"]) == "1 failed batch waits again"
    assert "bad" in busy.batches


@pytest.mark.parametrize(
    ("batch_id", "message"),
    [
        ("done 1", "'done 1' has not failed: it is processed"),
        ("tile/7", "'tile/7' has not failed: it is running"),
        ("new", "'new' has not failed: it is waiting, or none of these batches"),
    ],
)
def test_a_batch_that_has_not_failed(busy, batch_id, message):
    with pytest.raises(ToolError) as caught:
        retry(busy, ["bad", batch_id])
    assert str(caught.value) == message
    assert "bad" in busy.batches

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from hatch_claimed.settings.options import BaseTable, Option, option
from hatch_claimed.settings.tables.claimed import SharedTable
from hatch_claimed.settings.tables.deploy import DeployTable


@dataclass(frozen=True, kw_only=True)
class ImageTable(BaseTable):
    """A table as somebody might add one: labels of images beside those of Jobs."""

    labels: Mapping[str, str] = option({}, Option("Labels of images."))


def test_no_table_swallows_a_key_of_another():
    with pytest.raises(TypeError, match="Both has the key `labels` of DeployTable and of ImageTable"):

        class Both(DeployTable, SharedTable, ImageTable):
            pass


def test_no_table_hides_a_key_that_it_has_already():
    with pytest.raises(TypeError, match="Own has the key `labels` of Own and of DeployTable"):

        class Own(DeployTable):
            labels: str | None = None

"""Every store is described whole, and the coordinator knows what is described."""

import importlib
from importlib.resources import files

import pytest
from packaging.requirements import Requirement

from hatch_claimed.adopt.declarations import BACKENDS
from hatch_claimed.stores.registry import DEFAULT, STORES, names, stores_text


def test_what_the_coordinator_reads_is_generated():
    assert files("claimed_grid.stores").joinpath("stores.json").read_text(encoding="utf-8") == stores_text()


def test_one_parameter_means_the_same_to_all_stores():
    defaults = {(one.name, one.type, one.default) for store in STORES.values() for one in store.parameters}
    assert len(defaults) == len({name for name, _, _ in defaults})


@pytest.mark.parametrize("name", STORES)
def test_an_entry_is_complete(name):
    store = STORES[name]
    assert store.name == name
    assert store.where.strip(" .") == store.where != ""
    assert "|" not in store.where
    assert all(one.description and one.line is None for one in store.parameters)
    parameters = [one.name for one in store.parameters]
    assert len(set(parameters)) == len(parameters)
    assert all(one.startswith(("gw_", "sgw_")) for one in parameters)
    assert set(store.place) <= set(parameters)
    assert all(Requirement(one).specifier for one in store.libraries)
    module, _, function = store.opener.partition(":")
    assert callable(getattr(importlib.import_module(f"claimed_grid.stores.{module}"), function))


def test_each_store_that_users_choose_is_somewhere():
    assert DEFAULT in names()
    assert [name for name in names() if not set(STORES[name].place) & set(STORES[name].required)] == []
    assert set(STORES) - set(names()) == {"none"}


def test_the_stores_of_today_are_there():
    assert {"local", "cos", "s3kv", "legacy_cos", "folder", "simple", "sql"} <= set(names())
    assert {"local", "cos", "s3kv", "sql"} <= {name for name in names() if STORES[name].batches == "listed"}


def test_what_adopting_writes_is_a_store():
    assert set(BACKENDS.values()) <= set(names())

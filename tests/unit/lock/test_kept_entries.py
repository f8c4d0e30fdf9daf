"""What a lock keeps of operators that are broken."""

from dataclasses import replace

import pytest
from sample_locks import operator, project

from hatch_claimed.lock.compare import stale
from hatch_claimed.lock.document import write
from hatch_claimed.lock.kept_entries import with_kept_entries
from hatch_claimed.lock.model import (
    Installer,
    LockedBase,
    LockedEnvironment,
    LockFile,
    Package,
    RPackages,
    Wheels,
)
from hatch_claimed.lock.resolve import make
from hatch_claimed.lock.tools import Upgrade
from hatch_claimed.model import Broken

BASE = LockedBase(image="python:3.11", digest="sha256:1", python="3.11", platforms={"linux/amd64": "sha256:2"})
OTHER = LockedBase(image="r-base:4", digest="sha256:3", platforms={"linux/amd64": "sha256:4"})


def environment(name, *operators, version="1.0"):
    packages = (Package(name="p", version=version, hashes=("sha256:5",)),)
    return LockedEnvironment(
        id=name,
        platform="linux/amd64",
        target="x86_64-manylinux_2_28",
        python="3.11",
        operators=operators,
        requirements=(name,),
        packages=packages,
    )


OLD = LockFile(
    tool="1",
    made_from="all",
    installer=Installer(version="0.9", wheels=(Wheels(target="a", hashes=("x",)), Wheels(target="b", hashes=("y",)))),
    bases=(BASE, OTHER),
    environments=(environment("shared", "bad", "fine"), environment("own", "bad"), environment("gone", "removed")),
    r=(RPackages(repository="cran", operators=("bad",), packages=("jsonlite",)),),
)
NEW = LockFile(
    tool="1",
    made_from="right ones",
    installer=Installer(version="0.9", wheels=(Wheels(target="a", hashes=("x",)),)),
    bases=(BASE,),
    environments=(environment("shared", "fine"),),
)
BROKEN = frozenset({"bad"})


def test_nothing_is_kept_where_nothing_is_broken():
    assert with_kept_entries(NEW, OLD, frozenset()) is NEW
    assert with_kept_entries(NEW, None, BROKEN) is NEW


def test_entries_of_broken_operators_stay_as_they_were():
    lock = with_kept_entries(NEW, OLD, BROKEN)
    assert lock.environments == (environment("shared", "bad", "fine"), environment("own", "bad"))
    assert lock.installer == OLD.installer
    assert {one.image for one in lock.bases} == {"python:3.11", "r-base:4"}
    assert lock.r == OLD.r
    assert lock.made_from == "right ones"


def test_a_lock_that_does_not_change_is_made_from_the_same():
    old = replace(OLD, environments=OLD.environments[:2])
    assert with_kept_entries(NEW, old, BROKEN).made_from == "all"


def test_what_changes_for_the_right_ones_changes():
    changed = replace(NEW, environments=(environment("other", "fine", version="2.0"),))
    found = {one.id: one.operators for one in with_kept_entries(changed, OLD, BROKEN).environments}
    assert found == {"other": ("fine",), "shared": ("bad",), "own": ("bad",)}


def test_packages_that_are_asked_for_alike_are_upgraded_for_all():
    changed = replace(NEW, environments=(environment("shared", "fine", version="2.0"),))
    assert with_kept_entries(changed, OLD, BROKEN).environments[0] == environment(
        "shared", "bad", "fine", version="2.0"
    )


RIGHT = operator("a", "six")


@pytest.mark.parametrize("other", [operator("b", "numpy"), operator("b", "six"), operator("b")])
def test_a_lock_outlives_what_is_broken_for_a_while(tools, other):
    whole = project(RIGHT, other)
    old = make(whole, None, Upgrade(), tools).lock
    without = replace(project(RIGHT), broken=(Broken(name="b", kind="operator", paths=("operators/b.py",)),))
    assert stale(without, old) == ()
    now = with_kept_entries(make(without, old, Upgrade(), tools).lock, old, without.broken_component_names)
    assert write(now) == write(old)
    assert stale(whole, now) == ()


def test_a_lock_that_changed_beside_something_broken_is_made_again_with_it(tools):
    old = make(project(RIGHT, operator("b", "numpy")), None, Upgrade(), tools).lock
    broken = (Broken(name="b", kind="operator", paths=("operators/b.py",)),)
    without = replace(project(operator("a", "six", "pandas")), broken=broken)
    assert [one.code for one in stale(without, old)] == ["CLM080"]
    now = with_kept_entries(make(without, old, Upgrade(), tools).lock, old, without.broken_component_names)
    assert stale(without, now) == ()
    assert now.environment("b", "linux/amd64") == old.environment("b", "linux/amd64")
    (finding,) = stale(project(operator("a", "six", "pandas"), operator("b", "numpy")), now)
    assert "was made from something else" in finding.message

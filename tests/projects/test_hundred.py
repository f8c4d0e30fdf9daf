"""A repository of 100 scripts, of which 15 are broken in 15 ways."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from types import SimpleNamespace

import pytest
from broken_ways import FINE, WAYS, write

from hatch_claimed.cli.main import main

NAMES = [f"count-{number:02}" for number in range(85)]
BROKEN = sorted(name.partition(".")[0] for _, name, _, _ in WAYS.values())
HOW_MANY = "15 operators are broken"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The repository, and one that holds only what is right of it."""
    both = SimpleNamespace(all=tmp_path_factory.mktemp("all") / "p", right=tmp_path_factory.mktemp("right") / "p")
    fine = {name: FINE.format(number) for number, name in enumerate(NAMES)}
    write(both.all, fine, WAYS)
    write(both.right, fine, ())
    return both


def called(root, *arguments, status=0):
    """What a command prints, called in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["hatch-claimed", "-C", str(root), *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    assert (ended.value.code or 0) == status, out.getvalue() + err.getvalue()
    return out.getvalue(), err.getvalue()


def test_list(folders):
    text, said = called(folders.all, "list")
    entries = [line.split()[0] for line in text.splitlines() if line and not line.startswith(" ")]
    assert (entries[:85], sorted(entries[85:]), said) == (NAMES, BROKEN, f"{HOW_MANY}\n")
    assert all(f" error {code}: " in text for code, *_ in WAYS.values())
    catalog = json.loads(called(folders.all, "list", "--format", "json")[0])
    right = json.loads(called(folders.right, "list", "--format", "json")[0])
    assert sorted(one["name"] for one in catalog.pop("broken")) == BROKEN
    assert catalog == right


def test_catalog(folders):
    _, said = called(folders.all, "catalog", status=1)
    assert said.endswith(f"{HOW_MANY}, and only marked in the list\n")
    called(folders.right, "catalog")
    pages, right = (sorted((one / "dist/claimed/site/components").iterdir()) for one in (folders.all, folders.right))
    assert [(one.name, one.read_bytes()) for one in pages] == [(one.name, one.read_bytes()) for one in right]
    index = (folders.all / "dist/claimed/site/index.html").read_text()
    assert [index.count(f'<li data-kind="{kind}">') for kind in ("broken", "Python")] == [15, 85]


def test_lock_check(folders):
    text, said = called(folders.all, "lock", "--check", status=1)
    assert "CLM082" in text
    assert said.endswith(f"{HOW_MANY}, and not looked at\n")


def test_run(folders):
    called(folders.all, "run", "--engine", "process", "--dry-run", "count-07")
    for code, name, _, _ in WAYS.values():
        said = called(folders.all, "run", name.partition(".")[0], status=1)[1]
        assert f" error {code}: " in said
        assert said.endswith("\n1 error\n")


def test_build(folders):
    assert not (folders.all / "dist/claimed/catalog.json").exists()
    called(folders.all, "build", "--images", "off", status=1)
    assert not (folders.all / "dist/claimed/catalog.json").exists()
    _, said = called(folders.all, "build", "--keep-going", "--images", "off", status=1)
    assert said.count("\n  operator ") == 15
    assert said.endswith(f"{HOW_MANY}, and left out: nothing was built of what stands here\n")
    called(folders.right, "build", "--images", "off")
    made, right = (artifacts(one) for one in (folders.all, folders.right))
    catalog = json.loads(made.pop("catalog.json"))
    assert sorted(one["name"] for one in catalog.pop("broken")) == BROKEN
    assert catalog == json.loads(right.pop("catalog.json"))
    assert made == right
    assert {name.split("/")[0] for name in made if "/" in name} == set(NAMES)


def artifacts(root):
    folder = root / "dist/claimed"
    names = json.loads((folder / ".build.json").read_text())["files"]
    return {name: (folder / name).read_bytes() for name in names}

"""Where files survive, as the launcher sees it: by what is mounted where."""

import atexit
import os

import pytest

from hatch_claimed.runtime.python.claimed_launcher import leftovers

SAID = "claimed: left in the working directory, which nobody keeps: "


@pytest.fixture
def told(tmp_path, monkeypatch, capfd):
    """What is told of a file that is left in a folder while these are mounted."""
    monkeypatch.setattr(atexit, "register", lambda _: None)
    for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
        monkeypatch.delenv(name, raising=False)

    def tell(folder, *mounts, known=(), **variables):
        place = tmp_path / folder
        place.mkdir()
        # what is below the folder of temporary files is temporary, and tests run there
        real = os.path.realpath
        monkeypatch.setattr(os.path, "realpath", lambda path: "/elsewhere" if path == "/tmp" else real(path))
        monkeypatch.setattr(leftovers, "mounts", lambda: ["/", "/proc", *(str(tmp_path / one) for one in mounts)])
        for name, text in variables.items():
            monkeypatch.setenv(name, text.format(tmp_path))
        monkeypatch.chdir(place)
        watched = leftovers.Leftovers((), (), known)
        (place / "x").touch()
        watched.tell()
        return capfd.readouterr().err

    return tell


@pytest.mark.parametrize(
    ("mounts", "variables", "is_told"),
    [
        ((), {}, True),
        (("work",), {}, False),
        ((".",), {}, False),
        (("work/data", "workshop", "other"), {}, True),
        # cwltool: the standard asks for both variables
        (("work",), {"HOME": "{}/work", "TMPDIR": "/elsewhere"}, True),
        ((".",), {"HOME": "{}/work", "TMPDIR": "/elsewhere"}, False),
        (("work",), {"HOME": "{}/work"}, False),
        # a file system for temporary files, and a volume below it
        ((".",), {"TMPDIR": "{}"}, True),
        ((".", "work"), {"TMPDIR": "{}"}, False),
    ],
)
def test_silence_where_a_volume_keeps_it(told, mounts, variables, is_told):
    assert told("work", *mounts, **variables) == (f"{SAID}x\n" if is_told else "")


def test_what_is_known_is_not_told(told):
    assert told("work", known=["x"]) == ""
    assert told("other", known=["y/z"]) == f"{SAID}x\n"
    assert told("third", known=["."]) == ""


def test_mounts_are_read():
    assert "/" in leftovers.mounts()

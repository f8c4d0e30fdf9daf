"""Pythons that are on this machine already: the running one, and those of version managers, of conda and the system."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from hatch_claimed.system.command import run

_VERSION = re.compile(r"(?P<minor>3\.\d+)(?P<patch>\.\d+)?")
_NUMBER = re.compile(r"\d+")
_ASK = (
    "import platform, sys, sysconfig; print('claimed', sys.implementation.name, '%d.%d.%d' % sys.version_info[:3], "
    "sys.version_info.releaselevel, int(bool(sysconfig.get_config_var('Py_GIL_DISABLED'))), platform.machine())"
)
# each variable with what it is where it is not set, and where Pythons lie below it
_MANAGERS = (
    ("PYENV_ROOT", "~/.pyenv", "versions/*"),
    ("ASDF_DATA_DIR", "~/.asdf", "installs/python/*"),
    ("MISE_DATA_DIR", "~/.local/share/mise", "installs/python/*"),
)
_CONDA = (
    "~/miniconda3",
    "~/anaconda3",
    "~/miniforge3",
    "~/mambaforge",
    "~/micromamba",
    "/opt/conda",
    "/opt/miniconda3",
)
_CONDA_FOLDERS = (".", "envs/*")
# of the system, of Homebrew and of python.org's installer
_SYSTEM = (
    "/usr/local/bin",
    "/usr/bin",
    "/opt/homebrew/bin",
    "/Library/Frameworks/Python.framework/Versions/{minor}/bin",
)
_SHIMS = "shims"
"""Where version managers put programs that only fail where another version is chosen."""


def interpreter(version: str | None, environment: Mapping[str, str]) -> str | None:
    """A Python of this version (`3.12`, `3.12.4`, None for any) that is here; None where none is found.

    Free-threaded ones, those of another machine and those that do not start are left out. Where uv's variables
    say that it shall take its own Pythons alone, none is found.
    """
    only_managed = environment.get("UV_MANAGED_PYTHON", "").lower() not in {"", "0", "false", "no", "off"}
    if only_managed or environment.get("UV_PYTHON_PREFERENCE") == "only-managed":
        return None
    wanted = _VERSION.fullmatch(version or _running())
    if wanted is None:
        return None
    if _fits(_running(), wanted):
        return sys.executable or None
    found = dict.fromkeys(candidates(wanted["minor"], environment))
    return next((str(path) for path in found if _is_usable(path, wanted)), None)


def candidates(minor: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Programs that are called like a Python of this minor version: the newest of each place first."""
    for variable, default, below in _MANAGERS:
        yield from _programs(_folder(environment.get(variable) or default, environment), f"{below}/bin", minor)
    for root in _conda(environment):
        for below in _CONDA_FOLDERS:
            yield from _programs(root, f"{below}/bin", minor)
    on_path = (Path(name) for name in environment.get("PATH", os.defpath).split(os.pathsep))
    for place in (*on_path, *(Path(name.format(minor=minor)) for name in _SYSTEM)):
        if place.is_absolute() and place.name != _SHIMS:
            yield from _programs(place, ".", minor)


def _conda(environment: Mapping[str, str]) -> Iterator[Path]:
    """Where conda, or what works like it, has its environments: as it says itself, then where installers put it."""
    yield from (Path(environment[name]) for name in ("CONDA_PREFIX", "MAMBA_ROOT_PREFIX") if environment.get(name))
    if environment.get("CONDA_EXE"):
        # <root>/bin/conda
        yield Path(environment["CONDA_EXE"]).parent.parent
    with suppress(OSError, ValueError):
        listed = _folder("~/.conda/environments.txt", environment).read_text(encoding="utf-8")
        yield from (Path(line) for line in listed.splitlines() if line.startswith("/"))
    yield from (_folder(name, environment) for name in _CONDA)


def _programs(folder: Path, below: str, minor: str) -> list[Path]:
    try:
        found = [path for path in folder.glob(f"{below}/python{minor}") if os.access(path, os.X_OK)]
    except (OSError, ValueError):
        return []
    return sorted(found, key=lambda path: [int(one) for one in _NUMBER.findall(path.parents[1].name)], reverse=True)


def _folder(name: str, environment: Mapping[str, str]) -> Path:
    """A folder by its name, of which `~` is the home that the environment names."""
    home = environment.get("HOME") or os.path.expanduser("~")  # noqa: PTH111 - of a user without any home it is `~`
    return Path(home) / name[2:] if name.startswith("~/") else Path(name)


def _is_usable(path: Path, wanted: re.Match[str]) -> bool:
    try:
        completed = run([str(path), "-I", "-c", _ASK])
    except OSError:
        return False
    said = next((line.split()[1:] for line in completed.lines if line.startswith("claimed ")), [])
    if completed.status or len(said) != 5:
        return False
    name, version, level, is_free_threaded, machine = said
    is_same = (name, level, is_free_threaded, machine) == ("cpython", "final", "0", platform.machine())
    return is_same and _fits(version, wanted)


def _fits(version: str, wanted: re.Match[str]) -> bool:
    return version == wanted[0] if wanted["patch"] else version.startswith(f"{wanted['minor']}.")


def _running() -> str:
    return ".".join(map(str, sys.version_info[:3]))

"""The installation steps of an image whose packages are locked: nothing is chosen when it is built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from hatch_claimed.artifacts.image.distributions import locate, locate_arguments
from hatch_claimed.artifacts.image.layout import ENVIRONMENT, LIBRARY, TEMPLATES
from hatch_claimed.artifacts.rendering import render
from hatch_claimed.languages.language import Language
from hatch_claimed.lock.model import Installer, LockedEnvironment, LockedSystem
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import File

SCRIPT = PurePosixPath("install.sh")


def python_step(
    locked: LockedImage, language: Language, *, aside: bool = False, bytecode: bool = True
) -> tuple[File, ...]:
    """Python packages by their hashes, for each platform; `aside` puts them where only a coordinator finds them."""
    if not locked.environments or locked.installer is None:
        return ()
    where = ["--target", str(LIBRARY)] if aside else ["--break-system-packages"]
    script = render(
        TEMPLATES,
        "locked.sh.j2",
        where=where,
        aside=aside,
        bytecode=bytecode,
        environment=[str(ENVIRONMENT)],
        locate_arguments=locate_arguments(language, LIBRARY if aside else None),
        required=True,
    )
    files = [file for one in locked.environments for file in _environment(one, locked.installer)]
    return (File(path=SCRIPT, content=script), locate(), *sorted(files, key=lambda file: file.path))


def system_step(locked: LockedImage) -> tuple[File, ...]:
    """System packages with their versions; empty unless all have one."""
    if not locked.system or not all(package.version for one in locked.system for package in one.packages):
        return ()
    files = sorted((_system(one) for one in locked.system), key=lambda file: file.path)
    return (File(path=SCRIPT, content=render(TEMPLATES, "locked-system.sh.j2")), *files)


def _environment(environment: LockedEnvironment, installer: Installer) -> Iterable[File]:
    folder = _folder(environment.platform)
    yield File.of_lines(folder / "requirements.txt", environment.hashed)
    yield File.of_lines(folder / "commits.txt", environment.by_commit)
    yield File.of_lines(folder / "installer.txt", [installer.line(environment.target)])


def _system(system: LockedSystem) -> File:
    mark = "=" if system.manager == "apt" else "-"
    packages = [f"{one.name}{mark}{one.version}" for one in system.packages]
    return File.of_lines(_folder(system.platform) / f"{system.manager}.txt", packages)


def _folder(platform: str) -> PurePosixPath:
    return PurePosixPath(platform.split("/")[1])

"""Looks for installed distributions as those who run the image do: with this Python, another home and any user.

Started by the step that installed them, with files of requirements, one a line. Ends with 1 where one is not found.
"""

from __future__ import annotations

import os
import re
import stat
import sys

_ANYBODY = 65534
_SEPARATORS = re.compile(r"[-_.]+")
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)[^;]*(?:;(?P<marker>.*?))?(?:\s--hash=.*)?$")


def main(arguments: list[str]) -> None:
    """`[--path FOLDER] HOME FILE…`: prepare as root, then look as anybody."""
    more = arguments[1:2] if arguments[0] == "--path" else []
    home, *files = arguments[2:] if more else arguments
    lines = [line for file in files for line in wanted(file)]
    for place in (os.path.realpath(sys.executable), sys.prefix, sys.base_prefix, os.environ.get("PYTHONUSERBASE", "")):
        reach(place)
    with open(__file__, encoding="utf-8") as file:
        program = file.read()
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONNOUSERSITE"}
    environment.update(HOME=home, PYTHONDONTWRITEBYTECODE="1")
    os.chdir("/")
    become_anybody()
    command = [sys.executable, "-c", f"{program}\nlook({more!r}, {lines!r})"]
    try:
        os.execve(sys.executable, command, environment)
    except OSError as error:
        stop([f"claimed: {sys.executable} cannot be started by others than its owner ({error.strerror})"])


def wanted(path: str) -> list[tuple[str, str]]:
    """The names in a file, each with its marker."""
    with open(path, encoding="utf-8") as file:
        found = [_REQUIREMENT.match(line.strip()) for line in file]
    return [(match["name"], match["marker"] or "") for match in found if match]


def applies(marker: str) -> bool:
    """Whether a marker is true here; where nobody can say, it is not."""
    if not marker:
        return True
    import importlib

    try:
        # its own copy of packaging, which is nowhere else where nobody installed it
        return bool(importlib.import_module("pip._vendor.packaging.markers").Marker(marker).evaluate())
    except (ImportError, AttributeError, ValueError):
        return False


def reach(place: str) -> None:
    """Let everybody pass through the folders above, such as `/root`. What lies in them keeps its own modes."""
    while place and os.path.dirname(place) != place:
        place = os.path.dirname(place)
        if os.path.isdir(place):
            mode = stat.S_IMODE(os.stat(place).st_mode)
            if mode & 0o011 != 0o011:
                os.chmod(place, mode | 0o011)  # noqa: S103 - to pass through, not to list


def become_anybody() -> None:
    """Give root up. An engine without root of its own has nobody else to become."""
    try:
        os.setgroups([])
        os.setgid(_ANYBODY)
        os.setuid(_ANYBODY)
    except OSError:
        pass


def look(more: list[str], lines: list[tuple[str, str]]) -> None:
    """Stop with a line for each name that applies here and of which there is no distribution."""
    import importlib.metadata
    import site

    sys.path[:] = [*more, *(place for place in sys.path if place)]
    own = site.getusersitepackages()
    if os.environ.get("PYTHONUSERBASE") and not os.access(own, os.R_OK | os.X_OK):
        print(f"claimed: packages that the base image has in {own} are not readable for others", file=sys.stderr)
    missing = [name for name, marker in lines if applies(marker) and not is_there(name)]
    if missing:
        # names as they are in the metadata are what old Pythons do not find by themselves
        known = {plain(str(one.metadata["Name"])) for one in importlib.metadata.distributions()}
        missing = [name for name in missing if plain(name) not in known]
    stop([f"claimed: '{name}' is not found by {sys.executable}, which runs the operator" for name in missing])


def is_there(name: str) -> bool:
    """Whether Python finds the distribution as it is asked for."""
    import importlib.metadata

    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def plain(name: str) -> str:
    """The one name of a distribution."""
    return _SEPARATORS.sub("-", name).lower()


def stop(lines: list[str]) -> None:
    """Print the lines and end with 1, if there are any."""
    if lines:
        print(*lines, sep="\n", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__" and sys.argv[0] != "-c":
    main(sys.argv[1:])

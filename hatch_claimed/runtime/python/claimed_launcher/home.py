"""Gives whoever runs a home to write to and a name: any user id of any group, also with a read-only root.

Libraries keep caches below `HOME` or `XDG_CACHE_HOME` (XDG Base Directory), and stop where they cannot; and
`getpass.getuser()` fails for a user id that has no entry in passwd, unless a variable has the name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

_NAMES = ("LOGNAME", "USER", "LNAME", "USERNAME")
_FOLDERS = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "MPLCONFIGDIR", "NUMBA_CACHE_DIR")
"""What base images set, to folders of their own user."""

_NOWHERE = (
    "nothing can be written here, neither to HOME nor to a folder of temporary files: give it one at /tmp "
    "(docker run --tmpfs /tmp, for pods an empty-dir), or name one in TMPDIR"
)


def settle(environment: MutableMapping[str, str], working_directory: str) -> str:
    """Set what is missing in the environment. What is wrong if there is no home to be had, for who fails by that.

    A folder that can be written to stays. In the place of another there is a private one, which has links to what that
    has (see `private.furnish`).
    """
    _give_name(environment)
    problem = _give_home(environment, working_directory)
    for name in _FOLDERS:
        path = environment.get(name)
        if path and not _can_be_made(path):
            from . import private

            own = private.folder(environment)
            if own is not None:
                environment[name] = private.furnish(os.path.join(own, name.lower()), path)
    return problem


def _give_home(environment: MutableMapping[str, str], working_directory: str) -> str:
    home = environment.get("HOME", "")
    # as docker and Kubernetes leave it for a user without a passwd entry
    old = working_directory if home in ("", "/") else home
    if old != "/" and os.access(old, os.W_OK | os.X_OK):
        environment["HOME"] = old
        return ""
    from . import private

    own = private.folder(environment)
    if own is None:
        return _NOWHERE
    _keep_packages(environment)
    environment["HOME"] = private.furnish(os.path.join(own, "home"), old, hidden=".")
    return ""


def _keep_packages(environment: MutableMapping[str, str]) -> None:
    """Let child processes find the packages that the user's own folder below the old home has, as this one does."""
    site = sys.modules.get("site")
    if site is not None and site.ENABLE_USER_SITE and site.USER_SITE in sys.path:
        environment.setdefault("PYTHONUSERBASE", site.USER_BASE)


def _can_be_made(folder: str) -> bool:
    """Whether a folder can be written to, or can be made."""
    while not os.path.lexists(folder) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
    return os.access(folder, os.W_OK | os.X_OK)


def _give_name(environment: MutableMapping[str, str]) -> None:
    """Name a user who has no name: the variables are those that `getpass.getuser()` asks, before passwd."""
    if any(environment.get(name) for name in _NAMES):
        return
    import pwd

    user = os.getuid()
    try:
        pwd.getpwuid(user)
    except KeyError:
        environment["USER"] = environment["LOGNAME"] = f"user{user}"

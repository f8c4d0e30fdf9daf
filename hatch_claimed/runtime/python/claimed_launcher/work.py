"""Gives a script another working directory where it cannot write to the image's own.

That one belongs to group 0, as OpenShift has it; a container of another group, and one with a read-only root, cannot
write there.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import MutableMapping

from . import leftovers, place, private
from .messages import say


def enter(app: str, script: str, environment: MutableMapping[str, str]) -> None:
    """Change into a private folder that has what the working directory has, and say so.

    `app` is the root of the project's tree, and `script` a place in it. Only for the image's own directory, and where
    nothing is mounted over it: there, and in a folder that the caller chose, files must not end elsewhere than where
    they are looked for. What is mounted below it is there by a link, so that what is written to it is kept.
    """
    here = os.path.realpath(os.getcwd())
    if not place.is_same(os.path.join(app, script), os.path.join(here, script)) or leftovers.mounted_over(here) != "/":
        return
    own = private.folder(environment)
    if own is None:
        return
    new = os.path.join(own, f"work-{private.unused()}")
    try:
        os.mkdir(new, 0o700)
    except OSError:
        return
    _follow(here, new, _Tree(os.path.realpath(app), here, new))
    os.chdir(new)
    if "PWD" in environment:
        environment["PWD"] = new
    say(
        f"user {os.getuid()} of group {os.getgid()} cannot write to the working directory, {here}: "
        f"the script works in {new}, which has links to what lies there"
    )


class _Tree:
    """The project's tree in the image, the working directory, and the new one."""

    def __init__(self, app: str, old: str, new: str) -> None:
        self.app, self.old, self.new = app, old, new
        self.mounts = frozenset(leftovers.mounts())

    def is_folder(self, path: str) -> bool:
        """Whether it is a folder of the project, which a script may write into: those of the image can be."""
        own = os.path.isdir(os.path.join(self.app, os.path.relpath(path, self.old)))
        return own and path not in self.mounts and not os.path.islink(path)

    def target(self, path: str) -> str:
        """Where a link to this path leads: for links within the working directory, to the same place in the new."""
        aim = os.readlink(path) if os.path.islink(path) else ""
        return self.new + aim[len(self.old) :] if leftovers.is_in(aim, self.old) else path


def _follow(source: str, target: str, tree: _Tree) -> None:
    with contextlib.suppress(OSError):
        for name in os.listdir(source):
            path, there = os.path.join(source, name), os.path.join(target, name)
            if name in place.NOT_LINKED:
                continue
            with contextlib.suppress(OSError):
                if tree.is_folder(path):
                    os.mkdir(there)
                    _follow(path, there, tree)
                else:
                    os.symlink(tree.target(path), there)

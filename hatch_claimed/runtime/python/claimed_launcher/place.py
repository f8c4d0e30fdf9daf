"""Makes a working directory, whichever one the container has, fit for the script."""

from __future__ import annotations

import contextlib
import os
import sys

from . import leftovers

NOT_LINKED = ("__pycache__",)


def project_root(app: str, script: str, working_directory: str) -> str:
    """The folder that stands for the project's root: the working directory where it has the script, else `app`.

    `script` is the place of the script in the project's tree.
    """
    return working_directory if is_same(os.path.join(app, script), os.path.join(working_directory, script)) else app


def look_for_modules(app: str, root: str, script: str, paths: list[str]) -> None:
    """Put the script's folder first on the module path, as Python does, and `paths` before installed packages.

    The image's own working directory has these folders; another one that has links may have others of the same names.
    """
    own = os.path.join(root, script)
    home = root if os.path.realpath(own).startswith(os.path.join(os.path.realpath(root), "")) else app
    packages = (place for place, entry in enumerate(sys.path) if entry.endswith(("site-packages", "dist-packages")))
    place = next(packages, len(sys.path))
    sys.path[place:place] = [home if path == "." else os.path.join(home, path) for path in paths]
    sys.path.insert(0, os.path.dirname(own))


def link_additional_files(app: str, script: str, working_directory: str) -> None:
    """Link what travels with the script into the working directory, where scripts look for it.

    The directory is the root of the project's tree, and also has what lies in the script's folder (see
    `hatch_claimed.artifacts.image.layout`). It may be a fresh folder (cwltool), or a volume mounted over the image's
    own, or over a folder of it, of which it hides what the image has. What is there already stays as it is, and where
    nothing can be written nothing is done.
    """
    app, here = os.path.realpath(app), os.path.realpath(working_directory)
    own = os.path.join(app, script)
    there = os.path.realpath(os.path.join(here, script))
    # the image's own has the script itself; where an earlier run left links, there may be more to link
    is_own = there != os.path.realpath(own) and is_same(own, there)
    if (is_own and not _has_volumes(here)) or (here + os.sep).startswith(app + os.sep):
        return
    folder = os.path.dirname(own)
    _link([app] if folder == app else [app, folder], here, own)


def _has_volumes(folder: str) -> bool:
    """Whether something is mounted below the folder."""
    return any(one != folder and leftovers.is_in(one, folder) for one in leftovers.mounts())


def _link(sources: list[str], target: str, script: str) -> None:
    found: dict[str, list[str]] = {}
    for source in sources:
        for name in os.listdir(source):
            path = os.path.join(source, name)
            if name not in NOT_LINKED and not _is_only(path, script):
                found.setdefault(name, []).append(path)
    for name, paths in found.items():
        with contextlib.suppress(OSError):
            _link_one(paths, os.path.join(target, name), script)


def _link_one(paths: list[str], there: str, script: str) -> None:
    folders = [path for path in paths if os.path.isdir(path)]
    if not os.path.lexists(there):
        if len(paths) == 1 or len(folders) < len(paths):
            os.symlink(paths[0], there)
            return
        # what lies in the script's folder and what lies at the root are found side by side
        os.mkdir(there)
    others = [path for path in folders if not is_same(path, there)] if os.path.isdir(there) else []
    if others:
        _link(others, there, script)


def _is_only(path: str, script: str) -> bool:
    """Whether there is nothing but the script."""
    while (script + os.sep).startswith(path + os.sep):
        if path == script:
            return True
        inner = [name for name in os.listdir(path) if name not in NOT_LINKED]
        if len(inner) != 1:
            return False
        path = os.path.join(path, inner[0])
    return False


def is_same(path: str, other: str) -> bool:
    """Whether both are there, and are one file or folder."""
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False

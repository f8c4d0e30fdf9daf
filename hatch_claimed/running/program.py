"""What an operator's image holds of ours and of the script's, laid out on this machine."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Sequence
from pathlib import Path

from hatch_claimed.artifacts.image.app import archives
from hatch_claimed.artifacts.image.layout import HOME
from hatch_claimed.cache.keys import fingerprint
from hatch_claimed.model import Component, File

_OURS = f"{HOME}/"[1:]
"""How members of archives begin that lie where the launcher does: all but the working directory and its links."""


def program_key(component: Component, library: Path | None) -> str:
    """A hash of all that `lay_out` writes."""
    return fingerprint("program", [file.content for file in archives(component)], str(library))


def lay_out(component: Component, library: Path | None, folder: Path) -> None:
    """Write the launcher, the script and its files below a folder, as they lie below `/` in the image.

    `library` is a folder of the coordinator's own packages.
    """
    unpack(archives(component), folder)
    if library is not None:
        (folder / _OURS / "lib").symlink_to(library)


def unpack(layers: Sequence[File], folder: Path) -> None:
    """Write what the layers have below the launcher's folder."""
    for layer in layers:
        with tarfile.open(fileobj=io.BytesIO(layer.content)) as archive:
            members = [member for member in archive if member.name.startswith(_OURS)]
            # an argument of `extractall` only since Python 3.11.4; before, nothing looks at it
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(folder, members=members)  # noqa: S202 - these archives are our own


def launcher(folder: Path) -> Path:
    """The launcher of a program that was laid out in a folder."""
    return folder / _OURS / "run"

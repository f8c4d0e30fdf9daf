"""A call of the build hook, and what it is to do. Frontends call it for very different ends.

`hatch build` calls once for the sdist and once for the wheel, in processes of their own; `python -m build` builds
the wheel from an unpacked sdist; installers build a wheel, or an editable one, into a folder of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class HookCall:
    """How the hook was called. `directory` is where the frontend wants its archive."""

    root: Path
    directory: Path
    target: str
    version: str
    environment: Mapping[str, str]

    @property
    def from_sdist(self) -> bool:
        """Whether the root is an unpacked sdist; that one has PKG-INFO, a checkout has none."""
        return (self.root / "PKG-INFO").is_file()

    @property
    def packages(self) -> bool:
        """Whether the call makes an archive with files in it; an editable wheel only points to the checkout."""
        return self.target in {"sdist", "wheel"} and self.version != "editable"

    @property
    def builds(self) -> bool:
        """Whether artifacts are to be generated: from a checkout, and not by pip, which only installs."""
        return self.packages and not self.from_sdist and "PIP_BUILD_TRACKER" not in self.environment

    @property
    def may_build_images(self) -> bool:
        """Whether images may be built: not for an archive that goes elsewhere, which is how installers build."""
        # a link in the project that leads elsewhere is the project's own build directory
        places = (self.directory.resolve(), self.directory.parent.resolve())
        return self.builds and any(place.is_relative_to(self.root.resolve()) for place in places)

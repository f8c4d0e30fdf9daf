"""The build target `claimed`: artifacts, and images as the settings say, without sdist or wheel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.plugin.interface import BuilderInterface
from hatchling.plugin.manager import PluginManager


class ClaimedBuilder(BuilderInterface[BuilderConfig, PluginManager]):
    """`hatch build -t claimed`."""

    PLUGIN_NAME = "claimed"

    def get_version_api(self) -> dict[str, Callable[..., str]]:
        """The only version there is."""
        return {"standard": self.build_standard}

    def clean(self, directory: str, versions: list[str]) -> None:  # noqa: ARG002 - Hatch's interface
        """Remove what builds made."""
        from hatch_claimed.building.artifact_folder import ArtifactFolder
        from hatch_claimed.errors import ClaimedError
        from hatch_claimed.system.tree import FOLDER

        try:
            ArtifactFolder(Path(directory) / FOLDER).clean()
        except ClaimedError as error:
            self.app.abort(str(error), code=error.exit_code)

    def build_standard(self, directory: str, **build_data: Any) -> str:  # noqa: ARG002 - Hatch's interface
        """Build into `directory`; the result is the path of the catalogue."""
        from hatch_claimed.artifacts.catalog import CATALOG_FILE
        from hatch_claimed.building.build import BuildRequest, build
        from hatch_claimed.building.reporter import reporter_to
        from hatch_claimed.errors import ClaimedError

        request = BuildRequest(
            root=Path(self.root), directory=Path(directory), version=lambda: str(self.metadata.version)
        )
        try:
            result = build(request, reporter_to(self.app.display_info))
        except ClaimedError as error:
            self.app.abort(str(error), code=error.exit_code)
        return str(result.dist.path / CATALOG_FILE)

    @classmethod
    def get_config_class(cls) -> type[BuilderConfig]:
        """Hatch's own configuration is enough."""
        return BuilderConfig

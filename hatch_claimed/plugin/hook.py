"""The build hook: translates Hatch's calls, and holds no logic."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

from hatch_claimed.plugin.hook_call import HookCall

_NO_FILE = "/.hatch-claimed"


class ClaimedBuildHook(BuildHookInterface[BuilderConfig]):
    """Builds the operators of a project along with its sdist and wheel."""

    PLUGIN_NAME = "claimed"

    def dependencies(self) -> list[str]:
        """The libraries that this project's scripts need beyond ours."""
        from hatch_claimed.plugin.requirements import extra_requirements

        return extra_requirements(Path(self.root), os.environ)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Generate, build images, and ship what the wheel is to hold; once, however often Hatch calls."""
        from hatch_claimed.errors import ClaimedError
        from hatch_claimed.plugin.archive import prepare

        call = HookCall(Path(self.root), Path(self.directory), self.target_name, version, os.environ)
        if self.target_name == "wheel":
            # without any file selection hatchling refuses a project that holds scripts and no package
            build_data["artifacts"].append(_NO_FILE)
        try:
            shipped = prepare(call, lambda: str(self.metadata.version), self.app.display_info)
        except ClaimedError as error:
            self.app.abort(str(error), code=error.exit_code)
        build_data["force_include"].update(shipped)

    def clean(self, versions: list[str]) -> None:  # noqa: ARG002 - Hatch's interface
        """Remove what builds made. Hatch cleans before each target; the wheel's turn must not undo the sdist's."""
        from hatch_claimed.building.artifact_folder import ArtifactFolder
        from hatch_claimed.errors import ClaimedError
        from hatch_claimed.system.tree import FOLDER

        if self.target_name == "wheel":
            return
        try:
            ArtifactFolder(Path(self.directory) / FOLDER).clean()
        except ClaimedError as error:
            self.app.abort(str(error), code=error.exit_code)

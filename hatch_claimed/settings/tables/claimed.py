"""`[tool.claimed]`, declared once: the parser, the JSON Schema and the reference all read these classes.

A field is a key; its annotation is the key's type, its default is what an absent key means, and its `Option` holds
the words. None means "not said here", so that an operator's table falls back to the project's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.languages.r.language import DEFAULT_BASE as DEFAULT_R_BASE
from hatch_claimed.languages.registry import suffixes
from hatch_claimed.model import ImageMode
from hatch_claimed.settings.grammar import (
    GLOB,
    IMAGE,
    OPERATOR,
    PLATFORM,
    PYTHON,
    REPOSITORY,
    TAG,
    VARIABLE,
)
from hatch_claimed.settings.options import BaseTable, Option, option
from hatch_claimed.settings.tables.build import BuildTable
from hatch_claimed.settings.tables.check import CheckTable
from hatch_claimed.settings.tables.deploy import DeployTable
from hatch_claimed.settings.tables.grid_wrappers import GridWrapperTable
from hatch_claimed.settings.tables.workflows import WorkflowTable

DEFAULT_PYTHON = "3.12"
DEFAULT_PLATFORMS = ("linux/amd64",)
DEFAULT_IMAGES: ImageMode = "off"


@dataclass(frozen=True, kw_only=True)
class SharedTable(BaseTable):
    """The keys that a project sets for all operators and an operator may set for itself."""

    repository: str | None = option(
        None,
        Option(
            "Registry and namespace that images are named after: `<repository>/claimed-<operator>:<version>`.",
            REPOSITORY,
            "registry.example.com/team",
        ),
    )
    version: str | None = option(
        None,
        Option(
            "The tag of the images. Of the project's own version a `+` becomes a `-`, since tags have none.",
            TAG,
            "1.0",
            "the project's version, dynamic ones too",
            label="org.opencontainers.image.version",
        ),
    )
    python: str | None = option(
        None,
        Option(
            "The Python version of the default base image for Python scripts and notebooks.",
            PYTHON,
            "3.12",
            f"`{DEFAULT_PYTHON}`",
        ),
    )
    base_image: str | None = option(
        None,
        Option(
            "The image that an operator's image starts from. At the top it is meant for Python scripts and notebooks.",
            IMAGE,
            "docker.io/library/python:3.12-slim",
            "UBI's image of the chosen Python",
        ),
    )
    platforms: tuple[str, ...] | None = option(
        None,
        Option(
            "The platforms that images are built for.",
            PLATFORM,
            ("linux/amd64", "linux/arm64"),
            ", ".join(f"`{platform}`" for platform in DEFAULT_PLATFORMS),
        ),
    )
    images: ImageMode | None = option(
        None,
        Option(
            "What a build does about images: nothing, build them, or build and push them. "
            "The environment variable `CLAIMED_IMAGES` overrides it.",
            example="push",
            default_text=f"`{DEFAULT_IMAGES}`",
        ),
    )

    modules: bool | None = option(
        None,
        Option(
            "Whether modules of the project that a script imports, or that an R script sources, directly or "
            "through others, are copied into the image. They are looked for beside the script, at the project's root, "
            "in `src`, where the settings of the build backend say that packages lie, and where the script itself "
            "looks.",
            example=False,
            default_text="`true`",
        ),
    )
    check: CheckTable | None = option(None, Option("Which rules `hatch-claimed check` and builds apply."))


@dataclass(frozen=True, kw_only=True)
class OperatorTable(DeployTable, SharedTable):
    """One operator's own settings. The table is called like the operator, or has the path of its script in quotes."""

    name: str | None = option(
        None,
        Option(
            "What the operator is called. Everything else that names it takes this name: its image, artifacts, grid "
            "wrappers, workflows and the command line.",
            OPERATOR,
            "levels",
            "the name of the script's file; where several files give one name, [by their folders](scripts.md#names)",
        ),
    )
    files: tuple[str, ...] = option(
        (),
        Option(
            "Additional files for the image, as globs from the project's root; a folder means all that is in it. "
            "They keep their place in the project; those below the script's folder are also found as if that were the "
            "working directory.",
            GLOB,
            ("operators/lookup.csv", "models/**/*.json"),
        ),
    )
    parameters: tuple[str, ...] = option(
        (),
        Option(
            "Variables that are parameters where the script reads them, though they belong to the system or to a "
            "library.",
            VARIABLE,
            ("HOSTNAME",),
        ),
    )
    outputs: tuple[str, ...] = option(
        (),
        Option(
            "Variables that the script sets to the path of a file, where that cannot be told from what it sets.",
            VARIABLE,
            ("model",),
        ),
    )
    internal: tuple[str, ...] = option(
        (),
        Option(
            "Variables that the script reads or sets for itself, for a library or for a program that it starts: "
            "neither parameters nor outputs.",
            VARIABLE,
            ("APP_MODE",),
        ),
    )


@dataclass(frozen=True, kw_only=True)
class ClaimedTable(DeployTable, SharedTable):
    """Settings of hatch-claimed."""

    include: tuple[str, ...] = option(
        tuple(f"operators/**/*{suffix}" for suffix in suffixes()),
        Option(
            "Which scripts are operators, as globs. Names that begin with `_` or `.` never are.",
            GLOB,
            ("operators/**/*.py",),
        ),
    )
    exclude: tuple[str, ...] = option(
        (), Option("Which of the included scripts are no operators, as globs.", GLOB, ("operators/drafts/**",))
    )
    r_base_image: str | None = option(
        None,
        Option(
            "The image that R operators start from.",
            IMAGE,
            DEFAULT_R_BASE,
            f"`{DEFAULT_R_BASE}`",
        ),
    )
    wheel_path: str | None = option(
        None,
        Option(
            "Where in the wheel the artifacts of all formats and the catalogue are shipped.",
            GLOB,
            "my_package/operators",
            "not shipped",
        ),
    )
    locked: bool = option(
        False,
        Option("Whether a claimed.lock that is missing or out of date stops builds, instead of a warning."),
    )
    keep_going: bool = option(
        False,
        Option(
            "Whether builds leave out what has errors, say so and succeed, instead of building nothing. `catalog`, "
            "`lock` and `verify` then succeed too, where they left something out."
        ),
    )
    pin_images: bool = option(False, Option("Whether artifacts name images by their digest, once these are built."))
    build: BuildTable | None = option(None, Option("How images are built."))
    operators: Mapping[str, OperatorTable] = option(
        {}, Option("Settings for single operators, each in a table of the operator's name or of its script's path.")
    )
    grid_wrappers: Mapping[str, GridWrapperTable] = option({}, Option("Grid wrappers, each in a table of its own."))
    workflows: Mapping[str, WorkflowTable] = option({}, Option("Workflows, each in a table of its own."))

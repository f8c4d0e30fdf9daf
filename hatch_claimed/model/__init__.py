"""The values that all stages share: what an operator is, and what can be wrong with it.

Everything here is frozen and knows nothing of files, TOML or YAML. Paths are POSIX paths relative to the
project's root; lines, columns and cells count from 1.
"""

from __future__ import annotations

from hatch_claimed.model.broken import Broken
from hatch_claimed.model.component import (
    Component,
    File,
    GridWrapper,
    Image,
    ImageMode,
    Operator,
    grid_wrapper_name,
    image_name,
    name_part,
    operator_name,
)
from hatch_claimed.model.finding import Finding, OnLine, Severity, Subject, united
from hatch_claimed.model.interface import (
    LOG_LEVEL,
    Cell,
    CommandArgument,
    Interface,
    Output,
    Parameter,
    Program,
    Requirement,
    SystemPackages,
)
from hatch_claimed.model.project import BuildOptions, Project, Provenance, Published

__all__ = [
    "LOG_LEVEL",
    "Broken",
    "BuildOptions",
    "Cell",
    "CommandArgument",
    "Component",
    "File",
    "Finding",
    "GridWrapper",
    "Image",
    "ImageMode",
    "Interface",
    "OnLine",
    "Operator",
    "Output",
    "Parameter",
    "Program",
    "Project",
    "Provenance",
    "Published",
    "Requirement",
    "Severity",
    "Subject",
    "SystemPackages",
    "grid_wrapper_name",
    "image_name",
    "name_part",
    "operator_name",
    "united",
]

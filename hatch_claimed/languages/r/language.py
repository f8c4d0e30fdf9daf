"""Scripts of R."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.languages.language import RUNTIME, Language

if TYPE_CHECKING:
    from hatch_claimed.lock.view import LockedImage
    from hatch_claimed.model import File, Operator, Requirement
    from hatch_claimed.running.environments.local import LocalEnvironment
    from hatch_claimed.sources.project_modules.sourced_files import Content, SourcedFile
    from hatch_claimed.sources.reader import Reader

DEFAULT_BASE = "docker.io/library/r-base:4.5.1"
_WORKDIR = PurePosixPath("/home/docker")


def _reader() -> Reader:
    from hatch_claimed.sources.r.reader import RReader

    return RReader()


def _sourced(script: PurePosixPath, content: bytes, read: Content) -> Sequence[SourcedFile]:
    if b"source" not in content:
        return ()
    from hatch_claimed.sources.project_modules.sourced_files import sourced

    return sourced(script, content, read)


def _getting(name: str) -> str:
    return f'Sys.getenv("{name}")'


def _setting(name: str, text: str) -> str:
    return f'Sys.setenv({name} = "{text}")'


def _installing(packages: Sequence[str]) -> str:
    listed = ", ".join(f'"{one}"' for one in packages) or '"…"'
    return f"install.packages(c({listed}))" if len(packages) > 1 else f"install.packages({listed})"


def _installed(requirement: Requirement) -> str:
    packages = ", ".join(f'"{one}"' for one in requirement.arguments)
    repository = f', repos = "{requirement.repository}"' if requirement.repository else ""
    return f"install.packages({packages}{repository})"


def _default_base(_: str) -> str:
    return DEFAULT_BASE


def _is_bare_base(base: str) -> bool:
    from hatch_claimed.checks.analysis.bases import is_bare_r

    return is_bare_r(base)


def _packages_step(operator: Operator, lock: LockedImage | None, *, bytecode: bool) -> tuple[File, ...]:
    from hatch_claimed.artifacts.image.steps import r_packages

    # R always compiles what it installs
    del bytecode
    return r_packages(operator, lock)


def _environment() -> LocalEnvironment:
    from hatch_claimed.running.environments.r import REnvironment

    return REnvironment()


R = Language(
    kind="r",
    label="R",
    noun="R script",
    suffixes=(".R", ".r"),
    fence="r",
    has_cells=False,
    is_python=False,
    extra="r",
    reader=_reader,
    sourced=_sourced,
    sign=re.compile(rb"Sys\.getenv\s*\(|install\.packages\s*\("),
    remedy="Begin the script with what it does, in a comment: `#' Count the rows of a table.`",
    getting=_getting,
    setting=_setting,
    installing=_installing,
    installed=_installed,
    base_key="r_base_image",
    default_base=_default_base,
    is_bare_base=_is_bare_base,
    workdir=_WORKDIR,
    folders=(_WORKDIR,),
    launcher=RUNTIME / "r",
    command_variables=(("PATH", "/opt/claimed/bin:$PATH"),),
    keeps_line_ends=False,
    packages="cran",
    index="a repository of R",
    packages_step=_packages_step,
    environment=_environment,
)

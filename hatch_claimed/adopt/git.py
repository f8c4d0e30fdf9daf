"""The git repository that a project is in: where it is kept, and which CI runs there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from hatch_claimed.settings.grammar import REPOSITORY
from hatch_claimed.system.tree import Tree

Ci = Literal["github", "gitlab", "none"]

_REMOTE = re.compile(r'^\[remote "[^"]*"\]\s*$(?P<body>(?:\n(?!\[).*)*)', re.MULTILINE)
_URL = re.compile(r"^\s*url\s*=\s*(\S+)\s*$", re.MULTILINE)
_PLACE = re.compile(r"(?:\w+://)?(?:[^@/]+@)?(?P<host>[A-Za-z0-9.-]+)(?::\d+/|[:/])(?P<path>.+?)(?:\.git)?/?")
_REGISTRIES = {"github.com": "ghcr.io", "gitlab.com": "registry.gitlab.com"}


@dataclass(frozen=True, slots=True)
class GitRepository:
    """The repository's files, and the project's folder in it. `host` and `path` are those of its remote."""

    tree: Tree
    folder: PurePosixPath
    host: str = ""
    path: str = ""

    @property
    def ci(self) -> Ci:
        """The CI that is there already, else that of the place where the repository is kept; GitHub's if in doubt."""
        if self.tree.is_file(PurePosixPath(".gitlab-ci.yml")):
            return "gitlab"
        if self.tree.glob(".github/workflows/*"):
            return "github"
        return "gitlab" if "gitlab" in self.host else "github"

    @property
    def registry(self) -> str | None:
        """The repository's own container registry, where it is known to have one."""
        registry = _REGISTRIES.get(self.host)
        name = f"{registry}/{self.path.lower()}"
        return name if registry and REPOSITORY.holds(name) else None


def git_repository(tree: Tree, folder: PurePosixPath) -> GitRepository:
    """The repository of these files; `folder` is the place of the project in it."""
    content = tree.try_read(PurePosixPath(".git/config"))
    if content is None:
        return GitRepository(tree, folder)
    config = content.decode(errors="replace")
    remotes = [url[1] for remote in _REMOTE.finditer(config) if (url := _URL.search(remote["body"]))]
    found = _PLACE.fullmatch(remotes[0]) if remotes else None
    return GitRepository(tree, folder, found["host"].lower(), found["path"]) if found else GitRepository(tree, folder)

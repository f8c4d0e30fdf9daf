"""The projects whose scripts are compared, their scripts with probes for bodies."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from probes import probed

from hatch_claimed.building.build import BuildRequest, look
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import Project
from hatch_claimed.planning.plan import Plan


@dataclass(frozen=True)
class Corpus:
    """All probes, and the scripts and projects that are not accepted."""

    probed: tuple
    refused: tuple[str, ...] = ()

    @property
    def operators(self):
        return [one.operator for one in self.probed]

    @property
    def plan(self):
        """What a command of the project with all of them works with."""
        project = Project(name="x", version="1", operators=tuple(self.operators), output=PurePosixPath())
        return Plan(project=project, files=(), findings=())

    def chosen(self, names):
        return replace(self, probed=tuple(one for one in self.probed if one.operator.name in names))

    def __add__(self, other):
        return Corpus((*self.probed, *other.probed), (*self.refused, *other.refused))


def corpus(root, prefix=""):
    """The operators of a project; with a prefix their names begin with it."""
    try:
        with tempfile.TemporaryDirectory() as elsewhere:
            planned = look(BuildRequest(root=root, directory=Path(elsewhere), version=lambda: "1"))
    except ClaimedError:
        return Corpus((), (str(root),))
    wrong = {one.path for one in planned.errors}
    refused = [one for one in planned.project.operators if str(one.path) in wrong]
    accepted = [one for one in planned.project.operators if one not in refused]
    renamed = [replace(one, name=f"{prefix}{one.name}") for one in accepted]
    return Corpus(tuple(map(probed, renamed)), tuple(f"{root}: {one.path}" for one in refused))


def corpora(folder):
    """The operators of all projects below a folder."""
    found = Corpus(())
    for number, manifest in enumerate(sorted(folder.rglob("pyproject.toml"))):
        found += corpus(manifest.parent, f"{number}-{manifest.parent.name}-")
    return found

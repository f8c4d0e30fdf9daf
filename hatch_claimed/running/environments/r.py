"""Makes the R part of an environment: a library with the packages that this machine's R lacks."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from hatch_claimed.errors import ClaimedError, EngineError
from hatch_claimed.model import File
from hatch_claimed.system.command import run

LIBRARY = "library"
_MISSING = re.compile(r"these R packages could not be installed: (?P<names>.*)")


def interpreter() -> Path:
    """R's program. Raises EngineError where there is none."""
    found = shutil.which("Rscript")
    if found is None:
        message = (
            "this is an R script, and there is no `Rscript` on PATH: install R (apt install r-base-core, "
            "brew install r), or run the image with --engine docker"
        )
        raise EngineError(message)
    return Path(found)


class REnvironment:
    """A library with the packages that this machine's R lacks."""

    def interpreter(self) -> str:
        """Packages that were compiled for one R need not work with the next."""
        program = interpreter().resolve()
        found = program.stat()
        return f"{program} {found.st_size} {found.st_mtime_ns}"

    def make(self, step: tuple[File, ...], folder: Path, name: str) -> None:
        """Install what R lacks into a library of its own. Raises ClaimedError, which names the packages."""
        library = folder / LIBRARY
        library.mkdir()
        for file in step:
            (folder / file.path).write_bytes(file.content)
        # with this machine's repositories and libraries, and without a profile that starts something
        command = [str(interpreter()), "--no-save", "--no-init-file"]
        command += [str(folder / "install.R"), str(folder / "packages.csv"), str(library)]
        completed = run(command, environment={"R_LIBS": str(library)})
        if completed.status:
            raise ClaimedError(_failure(name, (folder / "packages.csv").read_text(encoding="utf-8"), completed.lines))

    def variables(self, folder: Path) -> Iterator[tuple[str, str]]:
        """The library before those that R knows already."""
        yield "R_LIBS", os.pathsep.join(filter(None, (str(folder / LIBRARY), os.environ.get("R_LIBS"))))


def _failure(name: str, wanted: str, lines: tuple[str, ...]) -> str:
    missing = next((match["names"].split(", ") for line in lines if (match := _MISSING.search(line))), None)
    # where R stops at a repository, it has not looked at what it would bring
    missing = missing or [row["package"] for row in csv.DictReader(io.StringIO(wanted))]
    packages = " ".join(f"r-cran-{one.lower()}" for one in missing)
    said = "\n".join(f"    {line}" for line in lines[-10:])
    return (
        f"the environment of {name} cannot be made, since R packages could not be installed: {', '.join(missing)}. "
        f"Install them yourself (apt install {packages}), or run the image with --engine docker. R says:\n{said}"
    )

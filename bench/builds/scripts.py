"""The scripts that are built: what they ask for, what lies beside them, and how they are changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

REQUIREMENTS = (("numpy",), ("pandas",), ("requests", "pyyaml"), ("scipy",))
FILE_SIZE = 3_000_000


@dataclass(frozen=True, slots=True)
class Script:
    """One script, which becomes one operator. `has_file`: an additional file of a few MB goes with it."""

    number: int
    has_file: bool

    @property
    def name(self) -> str:
        """The operator's name."""
        return f"step-{self.number:02}"

    @property
    def path(self) -> str:
        """Where the script lies below a folder of scripts."""
        return f"step_{self.number:02}.py"

    @property
    def file(self) -> str:
        """Where the additional file lies."""
        return f"step_{self.number:02}.bin"

    @property
    def requirements(self) -> tuple[str, ...]:
        """What `pip install` is asked for, line by line."""
        return REQUIREMENTS[self.number % len(REQUIREMENTS)]

    def text(self, version: int) -> str:
        """The script; versions differ in one line."""
        lines = [f"# pip install {name}" for name in self.requirements]
        return "\n".join(
            (
                f'"""\nStep {self.number} of a longer story\n"""',
                *lines,
                "import os",
                "# how many rows",
                "rows = int(os.getenv('rows', '10'))",
                f"print('version {version}, rows', rows)",
                "",
            )
        )


def scripts(count: int) -> tuple[Script, ...]:
    """So many scripts, of four requirement sets; of each set, one in five has an additional file."""
    sets = len(REQUIREMENTS)
    return tuple(Script(number, has_file=number // sets % 5 == 0) for number in range(count))


def write_all(folder: Path, several: tuple[Script, ...]) -> None:
    """Write the scripts and their additional files."""
    folder.mkdir(parents=True)
    for script in several:
        (folder / script.path).write_text(script.text(0))
        if script.has_file:
            (folder / script.file).write_bytes(os.urandom(FILE_SIZE))

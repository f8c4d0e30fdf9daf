"""The folder that an operator sees as `data`, and where its outputs go. Pure, apart from looking at the folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import Component
from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.system.tree import stays_below

DATA = "data"
"""What the folder is called below an operator's working directory, as users of today's command line know it."""

DATA_VARIABLE = "CLAIMED_DATA_PATH"


class DataError(ClaimedError):
    """The data folder cannot be used."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The caller's folder. `is_shared` says whether the operator sees it as `data`; outputs go there either way."""

    folder: Path
    is_shared: bool


def named_folder(option: Path | None, environment: Mapping[str, str]) -> Path | None:
    """The folder that the caller names, by option or else by variable. Raises DataError where there is none."""
    named = option or (Path(environment[DATA_VARIABLE]) if environment.get(DATA_VARIABLE) else None)
    if named is None:
        return None
    folder = named.expanduser().absolute()
    if not folder.is_dir():
        message = f"{DATA_VARIABLE} names {named}, which is no folder: make it, or name another one"
        raise DataError(message)
    return folder


def data_folder(component: Component, named: Path | None) -> DataFolder:
    """The data folder of a run: the one that is named, else the current one.

    An operator that brings a `data` of its own sees that, unless the caller names a folder.
    """
    brings_own = any(file.path.parts[0] == DATA for file in component.files)
    return DataFolder(named or Path.cwd(), is_shared=named is not None or not brings_own)


def output_paths(component: Component, arguments: OperatorArguments, data: DataFolder) -> Mapping[str, str]:
    """Where each output goes, as an absolute path of the caller's: into the data folder, unless it is given.

    There it has the place that the script by itself gives it, as seen from its working directory.
    """
    return {
        one.name: _absolute(arguments.outputs[one.name])
        if one.name in arguments.outputs
        else _own_place(one.path, data)
        for one in component.outputs
    }


def names_inner(
    component: Component, arguments: OperatorArguments, environment: Mapping[str, str], data: DataFolder
) -> bool:
    """Whether a value means the folder `data` in the data folder, as plain scripts do that run beside one.

    So it is where what it names is there, and is not where the operator looks for it. Defaults are values as well.
    """
    if not data.is_shared:
        return False
    texts = (
        arguments.values.get(one.name) or environment.get(one.name) or one.default_text or ""
        for one in component.parameters
    )
    return any(_is_inner(PurePosixPath(word), data.folder) for text in texts for word in text.split())


def _is_inner(path: PurePosixPath, folder: Path) -> bool:
    if path.parts[:1] != (DATA,) or not stays_below(str(path)):
        return False
    inside = path.relative_to(DATA)
    return (folder / path).exists() and (inside == PurePosixPath() or not (folder / inside).exists())


def make_folders(outputs: Mapping[str, str]) -> None:
    """Make the folders that outputs go to, since engines make missing ones for root alone. Raises DataError."""
    for path in outputs.values():
        folder = Path(path) if path.endswith(os.sep) else Path(path).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"{folder} cannot be made: {error.strerror or error}"
            raise DataError(message) from None


def _own_place(path: str | None, data: DataFolder) -> str:
    """A folder, ending in `/`: the data folder, or the one below it that the script's own path leads to."""
    parts = PurePosixPath(path).parent.parts if path and stays_below(path) else ()
    if data.is_shared and parts[:1] == (DATA,):
        parts = parts[1:]
    return f"{data.folder.joinpath(*parts)}{os.sep}"


def _absolute(path: str) -> str:
    # `/` at the end means a folder, and paths lose it
    return f"{Path(path).expanduser().absolute()}{os.sep if path.endswith('/') else ''}"


def below(path: str, folder: Path) -> PurePosixPath | None:
    """The path as seen from a folder, None where it lies elsewhere."""
    return PurePosixPath(Path(path).relative_to(folder)) if Path(path).is_relative_to(folder) else None

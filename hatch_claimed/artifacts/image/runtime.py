"""The launcher's and the coordinator's own files, as they are copied into images."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.image.table import table
from hatch_claimed.languages.language import RUNTIME, Language
from hatch_claimed.model import Component, File, GridWrapper, Parameter
from hatch_claimed.model.scalars import Scalar
from hatch_claimed.model.secrets.parameters import is_plainly_secret, secret_names
from hatch_claimed.stores.registry import COORDINATOR, store_of, stores_text

_STORES = PurePosixPath("claimed_grid/stores/stores.json")
_HEADER = ("role", "name", "type", "required", "default", "default_by", "description")
_LINE_END = re.compile("\r\n?")
_UNREADABLE = re.compile("[\0\ud800-\udfff]")


@cache
def launcher_files(language: Language) -> tuple[File, ...]:
    """The launcher of a language, sorted; paths are relative to the launcher's folder in the image."""
    return _files(language.launcher)


def coordinator_files() -> tuple[File, ...]:
    """The coordinator of grid wrappers, sorted; paths are relative to the launcher's folder in the image."""
    stores = stores_text().encode()
    return tuple(replace(file, content=stores) if file.path == _STORES else file for file in _coordinator_files())


@cache
def _coordinator_files() -> tuple[File, ...]:
    return (*_files(COORDINATOR, COORDINATOR.name), *_files(RUNTIME / "grid"))


def _files(folder: Path, below: str = "") -> tuple[File, ...]:
    return tuple(
        File(
            path=PurePosixPath(below, path.relative_to(folder).as_posix()),
            content=path.read_bytes(),
            executable=path.name == "run" or path.parent.name == "bin",
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    )


def grid_file(wrapper: GridWrapper) -> File:
    """What the coordinator must know of a grid wrapper, as JSON: its store, and what is done for a batch."""
    operator = wrapper.operator
    outputs = {output.name for output in operator.outputs}
    document = {
        "name": wrapper.name,
        "backend": store_of(wrapper).name,
        "process": wrapper.process,
        "bindings": {name: text for name, text in wrapper.bindings if name not in outputs} or None,
        "outputs": {name: text for name, text in wrapper.bindings if name in outputs},
        "operator": {
            "kind": operator.kind,
            "script": operator.interface.program.filename,
            "parameters": [_described(parameter) for parameter in operator.parameters],
        },
    }
    return File(path=PurePosixPath("grid.json"), content=f"{json.dumps(document, indent=2)}\n".encode())


def _described(parameter: Parameter) -> dict[str, Scalar | None]:
    described: dict[str, Scalar | None] = {"name": parameter.name, "type": parameter.type}
    # what JSON cannot hold, the coordinator takes from the operator's interface file
    return described | ({"default": parameter.default} if parameter.json_default == parameter.default else {})


def interface_file(component: Component) -> File:
    """What the launcher must know of an operator or grid wrapper, as CSV: its script, cells, parameters and outputs.

    `folder` is the script's in the project's tree, `path` each further folder that Python looks for modules in, and
    `package` what the script's relative imports mean.

    CSV because base R reads it, and has no parser for JSON or YAML. `default_by` says who applies a default, the script
    or, where the script misreads its own, the launcher. The default of an output is the path that the script sets by
    itself, where that is known. Where variables of a notebook are injected, `injected` says how, and at which cell.
    """
    rows = [_HEADER, *_program_rows(component), *_interface_rows(component), *_place_rows(component)]
    injected = _injected(component)
    if injected:
        rows = [(*row, "injected" if row == _HEADER else injected.get((row[0], row[1]), "")) for row in rows]
    declared = {one.parameter for one in component.deployment.secrets}
    secrets = declared | {name for name in secret_names(component) if not is_plainly_secret(name)}
    if secrets:
        # of these the launcher never shows a value; the names of a cluster's secrets stay out of the image
        rows = [(*row, *_marked(row, secrets)) for row in rows]
    arguments = {one.name: one for one in component.parameters if one.argument or one.choices}
    if arguments:
        rows = [(*row, *_handed_over(row, arguments)) for row in rows]
    return File(path=PurePosixPath("interface.csv"), content=table(rows))


def _injected(component: Component) -> dict[tuple[str, str], str]:
    """How each variable of a notebook gets its value, and at which cell, by role and name."""
    operator = component.operator if isinstance(component, GridWrapper) else component
    ways = {("parameter", one.name): one.injected for one in component.parameters if one.injected}
    cells = {("cell", str(one.number)): one.injection for one in operator.interface.program.cells if one.injection}
    return {**ways, **cells}


def _marked(row: Sequence[str], secrets: Collection[str]) -> tuple[str]:
    if row[0] == "role":
        return ("secret",)
    return (str(row[0] == "parameter" and row[1] in secrets).lower(),)


def _handed_over(row: Sequence[str], arguments: Mapping[str, Parameter]) -> tuple[str, str]:
    """The only values of a parameter, and how one reaches the script, as JSON; empty where there is nothing to say."""
    if row[: len(_HEADER)] == _HEADER:
        return ("choices", "argument")
    parameter = arguments.get(row[1]) if row[0] == "parameter" else None
    if parameter is None:
        return ("", "")
    choices = json.dumps([_encodable(str(one)) for one in parameter.choices]) if parameter.choices else ""
    return choices, json.dumps(asdict(parameter.argument)) if parameter.argument else ""


def _program_rows(component: Component) -> Iterator[Sequence[str]]:
    operator = component.operator if isinstance(component, GridWrapper) else component
    program = operator.interface.program
    yield "script", program.filename, operator.kind, "", "", "", _readable(component.description)
    for cell in program.cells:
        yield "cell", str(cell.number), str(cell.first_line), "", "", "", ""
    for module in program.unimported:
        yield "module", module, "", "", "", "", ""


def _interface_rows(component: Component) -> Iterator[Sequence[str]]:
    for p in component.parameters:
        by = "" if p.default is None else "launcher" if p.misread else "script"
        default = p.default_text or ""
        # values are compared with it, so a launcher that reads line ends as they are gets them so
        text = _encodable(default) if component.language.keeps_line_ends else _readable(default)
        yield "parameter", p.name, p.type, str(p.required).lower(), text, by, _readable(p.description)
    for output in component.outputs:
        yield "output", output.name, "", "", _readable(output.path), "", _readable(output.description)


def _place_rows(component: Component) -> Iterator[Sequence[str]]:
    operator = component.operator if isinstance(component, GridWrapper) else component
    if operator.place.parent.parts:
        yield "folder", str(operator.place.parent), "", "", "", "", ""
    for folder in operator.folders:
        yield "path", str(folder), "", "", "", "", ""
    if operator.package:
        yield "package", operator.package, "", "", "", "", ""


def _readable(text: str | None) -> str:
    """The text as both launchers read it.

    UTF-8 cannot hold surrogates, R cannot read zero bytes, and to R every kind of line end is a line feed.
    """
    return _encodable(_LINE_END.sub("\n", text or ""))


def _encodable(text: str) -> str:
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)

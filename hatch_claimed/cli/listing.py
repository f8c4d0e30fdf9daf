"""How `hatch-claimed list` prints a project."""

from __future__ import annotations

from hatch_claimed.artifacts.catalog import catalog_file
from hatch_claimed.model import Operator, Parameter, Project

_NAMES = {"python": "Python", "notebook": "notebook", "r": "R"}


def as_json(project: Project) -> str:
    """The catalogue, as a build would write it."""
    return catalog_file(project).content.decode()


def as_table(project: Project) -> str:
    """For each operator its name, kind, path, the first line of its description, and its interface."""
    return "\n".join(_operator(operator) for operator in project.operators)


def _operator(operator: Operator) -> str:
    lines = [f"{operator.name}  ({_NAMES[operator.kind]}, {operator.path})"]
    if operator.description:
        # of a markdown heading, the text
        lines.append(f"  {_harmless(operator.description.splitlines()[0].lstrip('# '))}")
    width = max(len(parameter.name) for parameter in operator.parameters)
    lines += [f"    --{parameter.name:{width}}  {_parameter(parameter)}" for parameter in operator.parameters]
    lines += [f"    writes {output.name}" for output in operator.outputs]
    return "\n".join(lines) + "\n"


def _parameter(parameter: Parameter) -> str:
    if parameter.required:
        return f"{parameter.type}, required"
    return f"{parameter.type}" if parameter.default is None else f"{parameter.type} = {parameter.default!r}"


def _harmless(text: str) -> str:
    """Text without what would steer a terminal."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)

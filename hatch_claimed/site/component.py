"""The page of an operator or a grid wrapper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from hatch_claimed.model import Component, File, GridWrapper, Parameter, Project, Published
from hatch_claimed.model.secrets.defaults import HIDDEN, is_hidden_default
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.model.secrets.texts import shown, shown_lines
from hatch_claimed.site.commands import CommandTemplate
from hatch_claimed.site.html import data, page
from hatch_claimed.site.tool_commands import commands, open_parameters
from hatch_claimed.site.views import kind_of, requirements, rows

SCRIPTS = ("theme.js", "commands.js", "tabs.js", "copy.js")


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What a page names beside its own subject: the project, the files beside it, and who else there is."""

    project: Project
    images: dict[str, Published]
    files: frozenset[str]

    def used_by(self, component: Component) -> tuple[str, ...]:
        """The workflows that have a step with the component."""
        workflows = self.project.workflows
        return tuple(one.name for one in workflows if any(step.component == component.name for step in one.steps))

    def wrapped_by(self, component: Component) -> tuple[str, ...]:
        """The grid wrappers of an operator."""
        return tuple(one.name for one in self.project.grid_wrappers if one.operator.name == component.name)


def component_page(component: Component, context: SiteContext) -> File:
    """The page; its fields and its commands are one piece of data for the script."""
    parameters, offered = open_parameters(component), commands(component)
    image = context.images.get(component.name)
    content = page(
        "component.html.j2",
        SCRIPTS,
        project=context.project,
        component=component,
        kind=kind_of(component),
        language=component.language.label,
        description=shown_lines(component.description),
        image=image,
        platforms=sorted(image.platforms) if image else component.image.platforms,
        rows=rows(component),
        outputs=[(one.name, shown_lines(one.description or "")) for one in component.outputs],
        requirements=requirements(component),
        secrets=[one.name for one in component.parameters if one.name in secret_names(component)],
        wrapper=component if isinstance(component, GridWrapper) else None,
        bindings=_bindings(component),
        wrapped_by=context.wrapped_by(component),
        used_by=context.used_by(component),
        commands=[(one, one.text(parameters, {}), _there(one, context)) for one in offered],
        files=sorted(one for one in context.files if PurePosixPath(one).parts[0] == component.name),
        data=data({"parameters": [_field(one) for one in parameters], "commands": [_plain(one) for one in offered]}),
    )
    return File(path=PurePosixPath("components", f"{component.name}.html"), content=content)


def _bindings(component: Component) -> list[tuple[str, str]]:
    if not isinstance(component, GridWrapper):
        return []
    return [(name, HIDDEN if is_hidden_default(name, text) else shown(text)) for name, text in component.bindings]


def _there(command: CommandTemplate, context: SiteContext) -> list[str]:
    return [one for one in command.files if one in context.files]


def _field(parameter: Parameter) -> dict[str, object]:
    return {"name": parameter.name, "type": parameter.type, "required": parameter.required}


def _plain(command: CommandTemplate) -> dict[str, object]:
    return {
        "key": command.key,
        "bare": command.bare,
        "lead": command.lead,
        "tail": command.tail,
        "between": command.between,
        "places": {name: [place.before, place.after] for name, place in (command.places or {}).items()},
        "style": command.style,
        "whole": command.whole,
    }


def file_names(files: Iterable[File]) -> frozenset[str]:
    """The paths of files, as pages name them."""
    return frozenset(str(one.path) for one in files)

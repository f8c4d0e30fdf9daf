"""From the tables below `[tool.claimed.grid-wrappers]` to grid wrappers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from hatch_claimed.model import File, Finding, GridWrapper, Operator, Subject, grid_wrapper_name, image_name
from hatch_claimed.model.secrets.parameters import is_secret
from hatch_claimed.model.similar import closest, meant
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.settings import ProjectSettings
from hatch_claimed.settings.tables.grid_wrappers import DEFAULT_PROCESS, GridWrapperTable
from hatch_claimed.sources.deploy.resolve import resolved
from hatch_claimed.sources.grid.bindings import BATCH, misfit, placeholders
from hatch_claimed.sources.operator_names import MAX_NAME
from hatch_claimed.sources.script_files import AdditionalFiles
from hatch_claimed.stores.registry import DEFAULT, STORES, names
from hatch_claimed.system.tree import Tree


@dataclass
class _Wrappers:
    """Gathers the grid wrappers of a project and what is wrong with them."""

    settings: ProjectSettings
    operators: Mapping[str, Operator | None]
    tree: Tree
    excluded_names: Collection[str] = ()
    places: dict[str, SettingLocation] = field(default_factory=dict)
    wrappers: dict[str, GridWrapper] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, name: str, table: GridWrapperTable) -> None:
        place = self.settings.place.at("grid-wrappers", name)
        wrapped = table.operator or name
        if wrapped not in self.operators:
            # the table of one that `exclude` leaves out may stay until it is back
            if wrapped not in self.excluded_names:
                self.findings.append(self._no_operator(place, table))
        elif operator := self.operators[wrapped]:
            self._add(operator, table, place)

    def _add(self, operator: Operator, table: GridWrapperTable, place: SettingLocation) -> None:
        problems = tuple(_problems(operator, table, place))
        self.findings.extend(problems)
        if not problems and self._is_free(operator, place):
            self.places[operator.name] = place
            self.wrappers[operator.name] = self._wrapper(operator, table, place)

    def _wrapper(self, operator: Operator, table: GridWrapperTable, place: SettingLocation) -> GridWrapper:
        program = operator.interface.program.filename
        files, found = AdditionalFiles(operator.path, program, self.tree).read(table.files, place.at("files"))
        self.findings.extend(found)
        backend = table.backend or DEFAULT
        wanted = self.settings.deploy(operator.name, place.path[-1])
        workers = wanted.table.parallelism or 1
        store = STORES["none" if table.indexed else backend]
        wrapper = GridWrapper(
            operator=operator,
            backend=backend,
            process=None if table.parameters else table.process or DEFAULT_PROCESS,
            bindings=tuple((table.parameters or {}).items()),
            own=store.own(grid_wrapper_name(operator.name), workers),
            image=replace(operator.image, name=image_name(grid_wrapper_name(operator.name))),
            files=_merged(operator.files, files),
            parallelism=workers,
            indexed=table.indexed,
        )
        self.findings.extend(_taken_names(wrapper, place))
        deployment, wrong = resolved(wanted, wrapper)
        self.findings.extend(wrong)
        return replace(wrapper, deployment=deployment)

    def _is_free(self, operator: Operator, place: SettingLocation) -> bool:
        name = grid_wrapper_name(operator.name)
        if operator.name in self.wrappers:
            other = ".".join(self.places[operator.name].path)
            problem = f"wraps {operator.name!r}, as does `{other}`: both would be called {name!r}"
            remedy = "Take one of them out: what a grid wrapper is called comes from its operator."
        elif name in self.operators:
            problem = f"is called {name!r}, as an operator is already"
            remedy = "Give that operator another `name` in its table, or leave it out with `exclude`."
        elif len(name) > MAX_NAME:
            problem = f"is called {name!r}, which is {len(name)} characters long"
            remedy = f"Give the operator a shorter `name`: Kubernetes takes at most {MAX_NAME} characters (RFC 1123)."
            self.findings.append(place.finding("CLM009", problem, remedy))
            return False
        else:
            return True
        self.findings.append(place.finding("CLM008", problem, remedy))
        return False

    def _no_operator(self, place: SettingLocation, table: GridWrapperTable) -> Finding:
        likely = closest(table.operator or place.path[-1], self.operators, folded=True)
        known = ", ".join(sorted(self.operators)) or "none"
        remedy = f'Did you mean `operator = "{likely}"`?' if likely else f"Operators are {known}."
        if table.operator:
            return place.at("operator").finding("CLM001", f"is {table.operator!r}, which is no operator", remedy)
        return place.finding("CLM001", "names no operator, and has no `operator`", remedy)


def grid_wrappers(
    settings: ProjectSettings,
    operators: Mapping[str, Operator | None],
    tree: Tree,
    excluded_names: Collection[str] = (),
) -> tuple[tuple[GridWrapper, ...], tuple[Finding, ...]]:
    """The grid wrappers of a project, sorted by name, and everything that is wrong with their tables.

    `operators` maps the names of all scripts to what was read; None stands for one that cannot be read.
    `excluded_names` are those of operators that `exclude` leaves out.
    """
    gathered = _Wrappers(settings, operators, tree, excluded_names)
    for name, table in settings.table.grid_wrappers.items():
        gathered.add(name, table)
    return tuple(sorted(gathered.wrappers.values(), key=lambda one: one.name)), tuple(gathered.findings)


def _problems(operator: Operator, table: GridWrapperTable, place: SettingLocation) -> Iterator[Finding]:
    if table.parameters is not None:
        yield from _form_problems(table, place)
        known = [*(one.name for one in operator.parameters), *(one.name for one in operator.outputs)]
        yield from chain.from_iterable(
            _binding_problems(name, text, known, place.at("parameters", name))
            for name, text in table.parameters.items()
        )
        yield from _value_problems(operator, table.parameters, place.at("parameters"))
    elif not operator.language.is_python:
        yield place.finding(
            "CLM070",
            f"wraps {operator.path}, and functions of {operator.language.noun}s cannot be called",
            'Bind parameters instead, such as `parameters = { input_path = "data/{batch}" }`.',
        )
    if table.indexed and table.backend:
        yield place.at("backend").finding(
            "CLM073",
            "has no meaning beside `indexed = true`: workers that take shares agree on nothing",
            "Take one of the two out.",
        )


def _form_problems(table: GridWrapperTable, place: SettingLocation) -> Iterator[Finding]:
    if table.process:
        yield place.finding(
            "CLM073",
            "has both `process` and `parameters`",
            "Keep `process` to call a function of the script, or `parameters` to run the script as it is.",
        )
    if table.backend and STORES[table.backend].batches != "listed":
        yield place.at("backend").finding(
            "CLM073",
            f"is {table.backend!r}, which calls a function, and there are `parameters` instead",
            f"Choose {_listed()}, or name a function with `process`.",
        )
    if not any(_has_placeholders(text) for text in (table.parameters or {}).values()):
        yield place.at("parameters").finding(
            "CLM072",
            "has `{batch}` nowhere, so all batches would do the same",
            'Write it where the batch belongs, such as `{ input_path = "data/{batch}.tif" }`.',
        )


def _listed() -> str:
    """The stores whose batches are names: other ones hand over paths, or folders with downloaded files."""
    *most, last = (f"`{name}`" for name in names() if STORES[name].batches == "listed")
    return f"{', '.join(most)} or {last}"


def _has_placeholders(text: str) -> bool:
    """Whether there are any, even wrong ones: these are said to be wrong each."""
    try:
        return bool(placeholders(text))
    except ValueError:
        return True


def _binding_problems(name: str, text: str, known: list[str], place: SettingLocation) -> Iterator[Finding]:
    if name not in known:
        remedy = meant(name, known, "The operator has")
        yield place.finding("CLM071", "is no parameter or output of the operator", remedy)
    try:
        wrong = [found for found in placeholders(text) if found != BATCH]
    except ValueError:
        yield place.finding(
            "CLM072", f"is {text!r}, with a brace that has no partner", "Write `{{` and `}}` for braces themselves."
        )
        return
    for found in wrong:
        yield place.finding(
            "CLM072",
            f"is {text!r}, in which `{{{found}}}` means nothing",
            "Write `{batch}` for the batch, and `{{` and `}}` for braces themselves.",
        )


def _value_problems(operator: Operator, bound: Mapping[str, str], place: SettingLocation) -> Iterator[Finding]:
    """Values that the launcher refuses for every batch, as Python reads them."""
    for one in operator.parameters if operator.language.is_python else ():
        text = bound.get(one.name)
        if text is None or _has_placeholders(text) or (takes := misfit(one, text)) is None:
            continue
        what = "a value" if is_secret(one.name) else repr(text)
        yield place.at(one.name).finding("CLM071", f"is {what}, which the parameter does not take", f"Write {takes}.")


def _taken_names(wrapper: GridWrapper, place: SettingLocation) -> Iterator[Finding]:
    own = {parameter.name for parameter in wrapper.own}
    for parameter in wrapper.operator.parameters:
        if parameter.name in own:
            yield Finding(
                code="CLM073",
                severity="error",
                message=f"parameter {parameter.name!r} is one of the grid wrapper `{'.'.join(place.path)}` itself",
                remedy="Rename it: names that begin with `gw_` and `sgw_` belong to grid wrappers.",
                path=str(wrapper.path),
                line=parameter.line,
                cell=parameter.cell,
                about=frozenset({Subject.grid_wrapper(place.path[-1])}),
            )


def _merged(*groups: tuple[File, ...]) -> tuple[File, ...]:
    files = {file.path: file for group in groups for file in group}
    return tuple(files[path] for path in sorted(files))

"""Settings after all defaults and overrides are resolved, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import PurePosixPath

from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import language
from hatch_claimed.model import BuildOptions, Finding, ImageMode
from hatch_claimed.settings.backends import USUAL
from hatch_claimed.settings.merging import merged
from hatch_claimed.settings.options import declaration
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.settings.tables import claimed
from hatch_claimed.settings.tables.build import BuildTable
from hatch_claimed.settings.tables.check import CheckTable
from hatch_claimed.settings.tables.claimed import ClaimedTable, OperatorTable, SharedTable
from hatch_claimed.settings.tables.deploy import DeployTable
from hatch_claimed.settings.tables.grid_wrappers import GridWrapperTable

_LABELS = tuple((one.name, label) for one in fields(SharedTable) if (label := declaration(one).label))
"""The names of the fields that become labels of images, with these."""


def tag_of(version: str) -> str:
    """The image tag for a version: tags have no `+`."""
    return version.replace("+", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSettings:
    """What holds for one operator."""

    repository: str
    version: str
    base_image: str
    platforms: tuple[str, ...]
    images: ImageMode
    files: tuple[str, ...]
    modules: bool
    check: CheckTable
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DeploySettings:
    """How one component is to run, and the tables that say so: its own first, then those that it falls back to."""

    table: DeployTable
    places: tuple[SettingLocation, ...]

    def at(self, *key: str) -> SettingLocation:
        """The place of a key in the table that counts."""
        said = (place.at(*key) for place in self.places if (*place.path, *key) in place.lines)
        return next(said, self.places[0].at(*key))

    def is_own(self, *key: str) -> bool:
        """Whether the component's own table says it."""
        return self.at(*key) == self.places[0].at(*key)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSettings:
    """What a project wants. `place` is `[tool.claimed]`, for findings about its values.

    `sources` are the folders in which modules of the project are looked for. `is_one_script` says that they are made
    for one script that a command names by its path, so that what a project says for all need not be meant for it.
    `table_keys` are those keys of operators' tables that are not the operator's name, by that name.
    """

    name: str
    version: str
    table: ClaimedTable
    place: SettingLocation
    images: ImageMode | None = None
    sources: tuple[PurePosixPath, ...] = USUAL
    is_one_script: bool = False
    table_keys: Mapping[str, str] = field(default_factory=dict)

    def own(self, operator: str) -> OperatorTable:
        """The operator's own table, an empty one where there is none."""
        return self.table.operators.get(self.table_keys.get(operator, operator), OperatorTable())

    def own_place(self, operator: str) -> SettingLocation:
        """Where the operator's own table is, or would be."""
        return self.place.at("operators", self.table_keys.get(operator, operator))

    def operator(self, name: str, kind: str) -> OperatorSettings:
        """Resolve what holds for one operator: its own table, then the project's, then the default."""
        own = self.own(name)
        return OperatorSettings(
            repository=own.repository or self.table.repository or "",
            version=own.version or self.table.version or tag_of(self.version),
            base_image=own.base_image or self._base(own, language(kind)),
            platforms=own.platforms or self.table.platforms or claimed.DEFAULT_PLATFORMS,
            images=self.images or own.images or self.table.images or claimed.DEFAULT_IMAGES,
            files=own.files,
            modules=next((said for said in (own.modules, self.table.modules) if said is not None), True),
            check=own.check or self.table.check or CheckTable(),
            labels=tuple(self._labels(own)),
        )

    def deploy(self, operator: str, wrapper: str | None = None) -> DeploySettings:
        """How an operator runs, or its grid wrapper, which is named by its table."""
        own = self.own(operator)
        table = merged(own, self.table, DeployTable)
        places = (self.own_place(operator), self.place)
        if wrapper is None:
            return DeploySettings(table, places)
        wraps = self.table.grid_wrappers.get(wrapper, GridWrapperTable())
        return DeploySettings(merged(wraps, table, DeployTable), (self.place.at("grid-wrappers", wrapper), *places))

    @property
    def build(self) -> BuildOptions:
        """How images are built."""
        table = self.table.build or BuildTable()
        return BuildOptions(
            builder=table.builder,
            cache_from=table.cache_from,
            cache_to=table.cache_to,
            args=tuple(sorted(table.args.items())),
            secrets=tuple(sorted(table.secrets.items())),
            contexts=tuple(sorted(table.contexts.items())),
            group_size=table.group_size,
            provenance=table.provenance,
            sbom=table.sbom,
            bytecode=table.bytecode,
        )

    def missing(self) -> list[Finding]:
        """Findings for what must be said and is not: the repository."""
        if self.table.repository is not None:
            return []
        return [
            self.place.finding(
                "CLM004",
                "has no `repository`, so images have no name",
                'Write `repository = "registry.example.com/team"` below `[tool.claimed]`.',
            )
        ]

    def _labels(self, own: OperatorTable) -> Iterator[tuple[str, str]]:
        """The labels that options become, in the order of the options."""
        defaults = {"version": tag_of(self.version)}
        for name, label in _LABELS:
            if text := getattr(own, name) or getattr(self.table, name) or defaults.get(name):
                yield label, text

    def _base(self, own: SharedTable, of: Language) -> str:
        chosen: str | None = getattr(self.table, of.base_key) if of.base_key else None
        # an operator that asks for another Python than the project does not want the project's image
        if chosen and not (of.is_python and own.python):
            return chosen
        return of.default_base(own.python or self.table.python or claimed.DEFAULT_PYTHON)

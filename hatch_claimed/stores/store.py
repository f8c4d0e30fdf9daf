"""What a store is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from hatch_claimed.model import Parameter
from hatch_claimed.stores.parameters import RUN, SHARES

Family = Literal["directory", "objects", "database", "none"]
Batches = Literal["listed", "files", "entries", "objects"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreKind:
    """Everything that is known of a store.

    `where` says in words where workers agree. `parameters` are those of wrappers, in the order
    in which users meet them; `place` names those of which the first that is given says where the store is. `batches`
    says where batches come from, and so what a function is called with: one of a list, with its name; the `files` or
    all `entries` of a folder, with two paths; the `objects` of a bucket, with its name and folders. `opener` is what
    opens the store in the coordinator: `<module below claimed_grid.stores>:<function>`. `libraries` are what pip
    installs for it.
    """

    name: str
    family: Family
    where: str
    opener: str
    parameters: tuple[Parameter, ...]
    place: tuple[str, ...] = ()
    batches: Batches = "listed"
    libraries: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the parameters that must be given."""
        return tuple(one.name for one in self.parameters if one.required)

    def own(self, wrapper: str, workers: int) -> tuple[Parameter, ...]:
        """The parameters of a wrapper of this name that so many workers share, with its own defaults."""
        return tuple(self._own(wrapper, workers))

    def _own(self, wrapper: str, workers: int) -> Iterator[Parameter]:
        for one in self.parameters:
            if one is RUN:
                yield replace(one, default=wrapper)
            elif one is SHARES:
                # the coordinator's own default is 1: what it is not told, it takes for all
                yield replace(one, default=workers, misread=True)
            else:
                yield one

    @property
    def document(self) -> dict[str, Any]:
        """What the coordinator must know, as JSON has it."""
        return {
            "family": self.family,
            "opener": self.opener,
            "place": list(self.place),
            "batches": self.batches,
            "parameters": [one.name for one in self.parameters],
            "required": list(self.required),
        }

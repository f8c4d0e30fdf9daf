"""What was worked out before, by the fingerprint of all that it was worked out from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TypeAlias, TypeVar

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Value = TypeVar("Value")

_FEWEST = 100


@dataclass(slots=True)
class Memory:
    """Results as JSON values. `found` are those of earlier runs, `used` those that this run asked for or added.

    Without anything found it is a memory that begins empty, and that nobody needs to keep.
    """

    found: Mapping[str, Json] = field(default_factory=dict)
    used: dict[str, Json] = field(default_factory=dict)
    changed: bool = False

    def recall(self, key: str, understood: Callable[[Json], Value]) -> Value | None:
        """The result with this key, None where there is none or `understood` can make nothing of it."""
        if key not in self.found:
            return None
        try:
            value = understood(self.found[key])
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):
            return None
        self.used[key] = self.found[key]
        return value

    def keep(self, key: str, value: Json) -> None:
        """Add a result, which must never be None."""
        self.used[key] = value
        self.changed = True

    def entries(self) -> dict[str, Json]:
        """What is worth keeping: all that was used, then as much of the rest, what was used last first."""
        rest = ((key, value) for key, value in self.found.items() if key not in self.used)
        return dict(chain(self.used.items(), self._some(rest)))

    def _some(self, rest: Iterator[tuple[str, Json]]) -> Iterator[tuple[str, Json]]:
        return islice(rest, max(len(self.used), _FEWEST))

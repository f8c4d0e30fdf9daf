"""How a worker's run ended, for people and as an exit code."""

from __future__ import annotations

from dataclasses import dataclass

_SHOWN = 20


@dataclass(frozen=True)
class Summary:
    """All numbers are of the whole run, but `own`, which this worker has processed, and `lost`, which came too late.

    `failed` has the id and the first line of the report of each failed batch. `error` says why the run had to end.
    """

    total: int
    processed: int
    failed: tuple[tuple[str, str], ...] = ()
    own: int = 0
    lost: int = 0
    stopped: bool = False
    error: str = ""

    @property
    def exit_code(self) -> int:
        """0 only if all batches are processed, 143 for a run that was told to stop before, and 1 otherwise."""
        if self.processed == self.total and not self.error:
            return 0
        return 143 if self.stopped else 1

    def lines(self) -> tuple[str, ...]:
        """What to tell people at the end."""
        parts = [f"{self.processed} of {self.total} batches are processed, {self.own} of them by this worker"]
        if self.failed:
            parts.append(f"{len(self.failed)} failed")
        if self.lost:
            parts.append(f"{self.lost} came too late here, since another worker had them")
        if self.stopped:
            parts.append("stopped before the end")
        shown = [f"failed: {id_}: {line}" for id_, line in self.failed[:_SHOWN]]
        if len(self.failed) > _SHOWN:
            shown.append(f"failed: {len(self.failed) - _SHOWN} more")
        return ("; ".join(parts), *shown, *([self.error] if self.error else []))

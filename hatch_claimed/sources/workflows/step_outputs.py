"""Outputs that steps hand on in Kubeflow, as files or as texts (CLM101, CLM120)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from hatch_claimed.model.limits import LONGEST_VALUE
from hatch_claimed.model.similar import meant
from hatch_claimed.model.workflow import FromStep
from hatch_claimed.sources.workflows.draft import Draft, StepBinding

_TABLES = frozenset((".csv", ".geojson", ".json", ".jsonl", ".ndjson", ".tsv", ".xml"))
_BINARY = frozenset(
    (
        *(".feather", ".h5", ".hdf5", ".nc", ".npy", ".npz", ".parquet", ".rda", ".rds", ".xlsx"),
        *(".gif", ".jpeg", ".jpg", ".pdf", ".png", ".tif", ".tiff"),
        *(".joblib", ".pickle", ".pkl", ".pt", ".pth"),
        *(".bz2", ".gz", ".tar", ".xz", ".zip", ".zst"),
    )
)


def unknown_files(draft: Draft) -> None:
    """Find outputs below `files` that the step does not write (CLM101)."""
    for step, table in draft.table.steps.items():
        component = draft.components[step]
        known = [one.name for one in component.outputs] if component else table.files or ()
        for name in table.files or ():
            if name not in known:
                place = draft.place.at("steps", step, "files")
                remedy = meant(name, known, "It writes")
                draft.findings.append(
                    place.finding("CLM101", f"names {name!r}, which step {step!r} does not write", remedy)
                )


def large_results(draft: Draft) -> None:
    """Find results that may be larger than an argument, or are no text, and pass as texts (CLM120, a hint)."""
    for origin, bound in _first_uses(draft).items():
        suffix = _suffix(origin, draft)
        if draft.table.steps[origin.step].files is not None or suffix not in _TABLES | _BINARY:
            continue
        limit = f"a text of at most {LONGEST_VALUE:,} bytes"
        message = f"hands `{origin.output}` on to step {bound.step!r} as an argument in Kubeflow: {limit}"
        remedy = f'Write `files = ["{origin.output}"]` to hand on its path, as CWL does'
        shorter = ", or `files = []` if it stays shorter." if suffix in _TABLES else "."
        found = draft.place.at("steps", origin.step).finding("CLM120", message, remedy + shorter)
        draft.findings.append(replace(found, severity="hint"))


def _first_uses(draft: Draft) -> dict[FromStep, StepBinding]:
    uses: dict[FromStep, StepBinding] = {}
    for bound in draft.bound:
        if isinstance(bound.origin, FromStep):
            uses.setdefault(bound.origin, bound)
    return uses


def _suffix(origin: FromStep, draft: Draft) -> str:
    component = draft.components[origin.step]
    paths = [one.path for one in component.outputs if one.name == origin.output] if component else []
    return PurePosixPath(paths[0] or "").suffix.lower() if paths else ""

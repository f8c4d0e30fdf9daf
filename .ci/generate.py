"""Writes what follows from the code: the reference pages and the JSON Schema. `nox -s generate` calls it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from hatch_claimed.checks.reference import reference as rules
from hatch_claimed.checks.registry import RULES
from hatch_claimed.cli.reference import reference as commands
from hatch_claimed.settings.json_schema import schema_text
from hatch_claimed.settings.reference import reference as settings
from hatch_claimed.sources.grid.reference import reference as grid_parameters
from hatch_claimed.sources.grid.reference import with_stores
from hatch_claimed.sources.variables.reference import reference as variables
from hatch_claimed.stores.registry import stores_text

ROOT = Path(__file__).parent.parent
FILES: Mapping[str, Callable[[], str]] = {
    "claimed_grid/stores/stores.json": stores_text,
    "docs/commands.md": commands,
    "docs/grid-parameters.md": grid_parameters,
    "docs/grid-wrappers.md": lambda: with_stores((ROOT / "docs/grid-wrappers.md").read_text(encoding="utf-8")),
    "docs/rules.md": lambda: rules(RULES),
    "docs/settings.md": settings,
    "docs/variables.md": variables,
    "schema/claimed.schema.json": schema_text,
}

for name, text in FILES.items():
    (ROOT / name).write_text(text(), encoding="utf-8")

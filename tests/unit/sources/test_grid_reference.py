from pathlib import Path
from typing import get_args

from hatch_claimed.model import GridBackend
from hatch_claimed.runtime.grid.claimed_grid.options import OWN_PARAMETERS
from hatch_claimed.sources.grid.reference import reference

PAGE = Path(__file__).parents[3] / "docs" / "grid-parameters.md"


def test_the_page_is_the_generated_one():
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_every_backend_and_every_parameter_is_there():
    headings = [line for line in reference().splitlines() if line.startswith("## ")]
    assert all(any(f"`{backend}`" in heading for heading in headings) for backend in get_args(GridBackend))
    assert {name for name in OWN_PARAMETERS if f"| `{name}` |" not in reference()} == set()


def test_a_section():
    assert (
        "## `local`\n\n| parameter | type | default | |\n|---|---|---|---|\n"
        "| `gw_batch_file` | String |  | File with the batches: .txt (comma-separated), .json (the keys) or .csv "
        "(one column). |\n"
    ) in reference()

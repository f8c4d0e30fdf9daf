import re
from pathlib import Path

from claimed_grid.stores.known import DEFAULTS
from hatch_claimed.sources.grid.reference import reference, with_stores
from hatch_claimed.stores.registry import names

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_is_the_generated_one():
    assert (DOCS / "grid-parameters.md").read_text(encoding="utf-8") == reference()


def test_the_table_of_stores_is_the_generated_one():
    page = (DOCS / "grid-wrappers.md").read_text(encoding="utf-8")
    assert page == with_stores(page)
    assert all(f"\n| `{name}` | " in page for name in names())


def test_every_backend_and_every_parameter_is_there():
    headings = [line for line in reference().splitlines() if line.startswith("## ")]
    assert all(any(f"`{backend}`" in heading for heading in headings) for backend in names())
    assert {name for name in DEFAULTS if f"| `{name}` |" not in reference()} == set()


def test_a_section():
    section = re.search(r"^## `local`.*?(?=\n## )", reference(), re.DOTALL | re.MULTILINE)[0]
    assert (
        "\n\n| parameter | type | default | |\n|---|---|---|---|\n"
        "| `gw_batch_file` | String |  | File with the batches: .txt (comma-separated), .json (the keys) or .csv "
        "(one column). |\n"
    ) in section

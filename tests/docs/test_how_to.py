"""The settings of each how-to, added to the example project: `check` finds nothing wrong."""

import tomllib

import pytest
import tomlkit
from markdown_blocks import PAGES, blocks
from page_projects import EXAMPLE, call, project

HOW_TOS = [page for page in PAGES if page.startswith("docs/how-to/")]
# what the example does not have, and a page speaks of
FILES = {"operators/_shared.py": "shared = True\n", "models/one/model.json": "{}\n"}
PARAMETER = "\n# Password of the warehouse.\npassword = os.getenv('password', None)\n"


def merged(table, more):
    for key, value in more.items():
        if isinstance(value, dict) and key in table:
            merged(table[key], value)
        else:
            table[key] = value
    return table


@pytest.mark.parametrize("page", HOW_TOS)
def test_the_example_takes_the_settings(tmp_path, page):
    folder = project(EXAMPLE, tmp_path / "project")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    script = folder / "operators" / "make_measurements.py"
    script.write_text(f"{script.read_text()}{PARAMETER}")
    manifest = tomlkit.parse((folder / "pyproject.toml").read_text())
    for block in blocks(page):
        if block.language == "toml":
            merged(manifest, tomllib.loads(block.text))
    (folder / "pyproject.toml").write_text(tomlkit.dumps(manifest))
    status, output, messages = call("hatch-claimed check --strict", folder)
    assert status == 0, output + messages

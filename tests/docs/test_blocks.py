"""Every example is of its language, and those in TOML are settings that hatch-claimed takes."""

import json
import re
import tomllib

import pytest
import yaml
from markdown_blocks import PAGES, ROOT, blocks

from hatch_claimed.settings.load import read_manifest, resolve

# its examples are those of the rules, bad ones too: tests/unit/checks reads them
GENERATED = {"docs/rules.md"}
LANGUAGES = {"bash", "console", "json", "python", "text", "toml", "yaml"}
BLOCKS = [block for page in PAGES if page not in GENERATED for block in blocks(page)]
ELLIPSIS = re.compile(r"^\s*…$", re.MULTILINE)
PARSERS = {
    "json": lambda block: json.loads(block.text),
    "python": lambda block: compile(ELLIPSIS.sub("", block.text), str(block), "exec"),
    "yaml": lambda block: list(yaml.safe_load_all(block.text)),
}


def of(*languages):
    return [block for block in BLOCKS if block.language in languages]


def test_every_block_says_its_language():
    assert [str(block) for block in BLOCKS if block.language not in LANGUAGES] == []


@pytest.mark.parametrize("block", of(*PARSERS), ids=str)
def test_it_is_of_its_language(block):
    PARSERS[block.language](block)


@pytest.mark.parametrize("block", of("toml"), ids=str)
def test_settings_are_taken(block):
    """Parts of a pyproject.toml may leave out what others say; nothing else may be wrong with them."""
    table = tomllib.loads(block.text).get("tool", {}).get("claimed")
    assert table or "[tool.claimed" not in block.text
    manifest, findings = read_manifest(block.text)
    if table is not None:
        _, more = resolve(manifest, "1.0")
        findings += more
    assert [finding for finding in findings if finding.code != "CLM004"] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page):
    """Links between the pages of the site are mkdocs' business as well; those of README and the like are only here."""
    text = re.sub(r"^( *)(`{3,})[\s\S]*?^\1\2$", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("#")]
    remote = [link for link in links if "://" in link]
    assert [link for link in remote if not re.fullmatch(r"https://[\w.-]+(/[\w./@%~#+-]*)?", link)] == []
    here = [link.partition("#")[0] for link in links if "://" not in link]
    assert [link for link in here if not (ROOT / page).parent.joinpath(link).exists()] == []

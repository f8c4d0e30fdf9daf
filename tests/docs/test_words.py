"""The words of docs/architecture.md: in order, and each of them used by a page."""

import re

import pytest
from markdown_blocks import PAGES, ROOT

HEADING = "\n## Words\n"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
SECTION = ARCHITECTURE.partition(HEADING)[2].partition("\n## ")[0]
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in SECTION.splitlines() if line.startswith("|")][2:]
WORDS = [word for word, _, _ in ROWS]
ELSEWHERE = " ".join(" ".join((ROOT / page).read_text(encoding="utf-8").replace(SECTION, "").split()) for page in PAGES)


def test_there_are_thirty_in_order():
    assert len(WORDS) >= 30
    assert sorted(set(WORDS), key=str.casefold) == WORDS


@pytest.mark.parametrize(("word", "meaning"), [(word, meaning) for word, _, meaning in ROWS])
def test_a_page_uses_it_and_its_meaning_is_short(word, meaning):
    assert re.search(rf"\b{word}(s|es)?\b", ELSEWHERE, re.IGNORECASE)
    assert 10 < len(meaning) < 150
    assert meaning[0] in "`" or meaning[0].isupper()

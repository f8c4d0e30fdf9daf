"""The site as a whole: it builds without a warning, and shows itself without asking another host."""

import os
import re
import subprocess
import sys

import pytest
from markdown_blocks import PAGES, ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


def test_every_page_is_there(site):
    pages = [page.removeprefix("docs/").removesuffix(".md") for page in PAGES if page.startswith("docs/")]
    missing = [page for page in pages if page != "index" and not (site / page / "index.html").is_file()]
    assert missing == []


def test_no_page_asks_another_host(site):
    """Scripts, styles, fonts and images are all its own; links to click on may lead elsewhere."""
    html = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(html) > len(PAGES) / 2
    loads = r'<(?:script|img|iframe|link|source)\b[^>]*?\b(?:src|href)="((?:https?:)?//[^"]*)"'
    assert {str(path): found for path, text in html.items() if (found := re.findall(loads, text))} == {}
    # by which the theme would ask a forge about the repository
    assert [str(path) for path, text in html.items() if 'data-md-component="source"' in text] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import )['\"]?(?:https?:)?//[^)]*", styles) == []


def test_the_api_is_that_of_the_docstrings(site):
    text = (site / "api" / "index.html").read_text(encoding="utf-8")
    assert 'id="hatch_claimed.model.Operator"' in text
    assert 'id="hatch_claimed.building.build.build"' in text

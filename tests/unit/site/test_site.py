import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from sample_operators import DEPLOYED, EXAMPLE, MINIMAL, NASTY, SHARES, WRAPPER, operator, parameter
from sample_workflows import EVERYTHING

from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.model import File, Project, Published, Requirement
from hatch_claimed.site.site import site_files

EXPECTED = Path(__file__).parent / "expected"
TEMPLATES = Path(__file__).parents[3] / "hatch_claimed" / "site" / "templates"
ASSETS = [(one.name, one.read_text()) for one in TEMPLATES.iterdir() if one.suffix in {".js", ".css"}]
PROJECT = Project(
    name="samples",
    version="1.2.0",
    operators=(DEPLOYED, EXAMPLE, MINIMAL, NASTY, SHARES.operator),
    grid_wrappers=(WRAPPER, SHARES),
    workflows=(EVERYTHING,),
    output=PurePosixPath("dist/claimed"),
)
IMAGES = {"example-script": Published(digest=f"sha256:{'1' * 64}", platforms={"linux/amd64": f"sha256:{'2' * 64}"})}
ARTIFACTS = tuple(
    File(path=PurePosixPath(path), content=b"x")
    for path in (
        *("catalog.json", "release.json", "docker-bake.json", "kfp_settings.py"),
        *("example-script/example_script.yaml", "example-script/example_script.job.yaml"),
        f"{context_path(EXAMPLE)}/Dockerfile",
    )
)


@pytest.fixture(scope="module")
def site():
    return {str(file.path): file.content for file in site_files(PROJECT, IMAGES, ARTIFACTS)}


@pytest.fixture(scope="module")
def pages(site):
    return {path: content.decode() for path, content in site.items() if path.endswith(".html")}


def without_assets(text):
    for name, content in ASSETS:
        text = text.replace(content, name)
    return re.sub(r"&#39;sha256-[^&]+&#39;", "HASH", text)


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def values(self, *names):
        return [one[name] for _, one in self.found for name in names if name in one]


def test_the_files(site):
    assert list(site) == [
        "components/deployed.html",
        "components/example-script.html",
        "components/gw-example-script.html",
        "components/gw-takes-shares.html",
        "components/minimal.html",
        "components/nasty.html",
        "components/takes-shares.html",
        "files/catalog.json",
        "files/example-script/example_script.job.yaml",
        "files/example-script/example_script.yaml",
        "files/kfp_settings.py",
        "index.html",
        "workflows/all-of-it.html",
    ]


@pytest.mark.parametrize(
    "path",
    ["index.html", "components/example-script.html", "components/gw-takes-shares.html", "workflows/all-of-it.html"],
)
def test_whole_pages(pages, path, whole_file):
    whole_file(EXPECTED / path.rpartition("/")[2], without_assets(pages[path]))


def test_nothing_but_our_scripts_may_run_and_nothing_is_fetched(pages):
    for text in pages.values():
        [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        assert policy.replace("&#39;", "'") == (
            f"default-src 'none'; script-src {' '.join(map(sha256, scripts))}; style-src {sha256(styles[0])}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        assert len(styles) == 1


def sha256(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_no_page_names_another_host_and_no_element_has_code_or_style(pages):
    for text in pages.values():
        elements = Elements(text)
        for link in elements.values("href", "src", "action", "data"):
            assert not re.match(r"[a-z]+:(?!,$)|//", link), link
        assert not [name for _, one in elements.found for name in one if name.startswith("on") or name == "style"]


def test_every_reference_within_a_page_leads_somewhere(pages):
    for path, text in pages.items():
        elements = Elements(text)
        ids = elements.values("id")
        assert len(ids) == len(set(ids)), path
        names = elements.values("for", "aria-labelledby", "aria-describedby", "aria-controls", "data-copies")
        assert {one for name in names for one in name.split()} <= set(ids), path


def test_every_link_leads_to_a_file(site, pages):
    known = {*site, "components/clean.html", "components/make-tables.html", "components/notify.html"}
    for path, text in pages.items():
        for link in Elements(text).values("href"):
            if not link.startswith(("#", "data:")):
                parts = [*path.split("/")[:-1]]
                for part in link.split("/"):
                    parts = parts[:-1] if part == ".." else [*parts, part]
                assert "/".join(parts) in known, link


def test_every_field_has_a_label(pages):
    for text in pages.values():
        elements = Elements(text)
        labels = set(elements.values("for"))
        assert {one["id"] for tag, one in elements.found if tag in {"input", "select"}} <= labels


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><b>", "<!--"]
)
def test_texts_of_authors_stay_texts(text):
    one = operator(parameter("x", default=text, description=text), description=text)
    project = replace(PROJECT, operators=(one,), grid_wrappers=(), workflows=())
    for file in site_files(project, {}, ()):
        elements = Elements(file.content.decode())
        assert "img" not in [tag for tag, _ in elements.found]
        assert "b" not in [tag for tag, _ in elements.found]
        scripts = [attributes for tag, attributes in elements.found if tag == "script"]
        assert len(scripts) in {3, 5}
        assert text not in without_assets(file.content.decode()).replace("<!doctype", "")


def test_data_is_what_was_given():
    text = "</script><!-- \u2028 é \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")
    one = operator(parameter("x"), description=text)
    project = replace(PROJECT, operators=(one,), grid_wrappers=(), workflows=())
    [index] = [file for file in site_files(project, {}, ()) if file.path.name == "index.html"]
    [found] = re.findall(r'id="data">(.*?)</script>', index.content.decode(), re.DOTALL)
    assert json.loads(found) == ["example-script Python Python example_script.py x </script><!-- é 😀 "]


def test_no_page_shows_a_secret():
    planted = "pl4nted-s3cret"
    one = operator(
        parameter("api_key", default=planted),
        parameter("Retries", default=planted),
        parameter("source", default=f"https://user:{planted}@data.internal/x"),
        description=f"Reads\nhttps://user:{planted}@data.internal/x\ndata.",
        path="deployed.py",
    )
    one = replace(
        one,
        deployment=DEPLOYED.deployment,
        interface=replace(
            one.interface,
            requirements=(
                Requirement(arguments=("--index-url", f"https://me:{planted}@pypi.internal/x", "a"), line=1),
            ),
        ),
    )
    files = site_files(replace(PROJECT, operators=(one,), grid_wrappers=(), workflows=()), {}, ())
    assert len(files) == 2
    for file in files:
        assert planted not in file.content.decode()


def test_an_empty_project_has_a_page():
    empty = replace(PROJECT, operators=(), grid_wrappers=(), workflows=())
    [index] = site_files(empty, {}, ())
    assert "This project has no operators yet." in index.content.decode()

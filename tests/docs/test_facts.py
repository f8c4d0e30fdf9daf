"""Numbers and names that pages tell by hand are those of the code."""

import json
import re
from pathlib import PurePosixPath

from markdown_blocks import ROOT
from page_projects import EXAMPLE, call, project

from claimed_grid.backend import Status
from claimed_grid.batch_runner import MOST_ATTEMPTS
from claimed_grid.heartbeat import LOST, RENEW, RENEW_AT_MOST, STALE
from claimed_grid.stores.objects.record import LeaseRecord, status_of
from claimed_grid.stores.sql.tables import BATCHES, FILES
from hatch_claimed.artifacts.release import SourceRevision, release_file
from hatch_claimed.model import Project


def page(name):
    return " ".join((ROOT / "docs" / name).read_text(encoding="utf-8").split())


def keys_of(name, heading):
    """The first column of the table below a heading."""
    section = (ROOT / "docs" / name).read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return {key for row in re.findall(r"^\| (`.+?) \|", section, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)}


def test_times_of_leases():
    assert (RENEW, RENEW_AT_MOST, STALE, LOST, MOST_ATTEMPTS) == (1 / 5, 60.0, 0.3, 0.6, 5)
    text = page("coordinator.md")
    assert "| T/5, 60 seconds at most |" in text
    assert "| 0.3 T | | the owner, who could not renew it, ends its own work | 0.6 T |" in text
    assert "A batch that was taken over five times is not started again" in text


def test_sizes_of_objects():
    states = {number: status_of(number).value for number in range(1, 5)}
    told = "1 is running, 2 waiting, 3 processed, 4 failed"
    assert ", ".join(f"{number} {'is ' * (number == 1)}{state}" for number, state in states.items()) == told
    assert told in page("coordinator.md")


def test_fields_of_objects_and_tables():
    record = LeaseRecord(status=Status.RUNNING, owner="a/1", since="", attempt=1, nonce="n")
    fields = set(json.loads(record.encoded()))
    assert fields <= set(re.findall(r"`(\w+)`", page("coordinator.md")))
    assert {column.name for column in BATCHES.columns} - {"run", "name"} == fields
    assert {f"`{table.name}`" for table in (BATCHES, FILES)} <= set(page("coordinator.md").replace(".", " ").split())


def test_keys_of_the_catalogue(tmp_path):
    status, output, messages = call("hatch-claimed list --format json", project(EXAMPLE, tmp_path / "project"))
    assert status == 0, messages
    catalogue = json.loads(output)
    told = keys_of("artifacts.md", "catalog.json")
    components = [*catalogue["operators"], *catalogue["grid_wrappers"]]
    assert set(catalogue) | {key for one in components for key in one} == told
    text = page("artifacts.md")
    within = {key for one in components for name in ("inputs", "outputs") for each in one[name] for key in each}
    assert {f"`{key}`" for key in within} - set(re.findall(r"`\w+`", text)) == set()


def test_keys_of_the_release():
    empty = Project(name="p", version="1", operators=(), output=PurePosixPath("dist"))
    document = json.loads(release_file(empty, {}, {}, None, SourceRevision(revision="r", changed=False)).content)
    assert set(document) == keys_of("artifacts.md", "release.json")

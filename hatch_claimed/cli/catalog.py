"""`hatch-claimed catalog`: a site of all that a project offers."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import click

from hatch_claimed.artifacts.release import RELEASE_FILE
from hatch_claimed.building.artifact_folder import ArtifactFolder, BuildRecord
from hatch_claimed.building.build import load
from hatch_claimed.cli.broken import exit_code, say_all_broken, say_other_findings
from hatch_claimed.cli.request import request_for
from hatch_claimed.model import Published
from hatch_claimed.planning.plan import Plan
from hatch_claimed.system.tree import SITE


@click.command("catalog")
@click.pass_obj
def catalog_command(root: Path) -> None:
    """Write a site to dist/claimed/site that lists all operators, grid wrappers and workflows.

    It has a page for each, with its parameters, its image and commands to copy, and can be opened from the disk or
    put on any web server. Digests are those of images that the last build made from what the project holds now.

    What has errors is in the list, marked, with what is wrong, and has no page. The command then ends with 1, unless
    the setting `keep-going` is true.
    """
    from hatch_claimed.site.site import site_files

    request = request_for(root)
    planned = load(request).without_project_errors()
    say_other_findings(planned)
    images = _current_images(request.dist, planned)
    site = ArtifactFolder(request.dist.path / SITE)
    files = site_files(planned.project, images, planned.published(images, None))
    if not site.is_current(planned.fingerprint, files):
        with site.staged(PurePosixPath(SITE)) as staging:
            staging.write(files)
            staging.commit(BuildRecord(planned.fingerprint, tuple(str(file.path) for file in files)))
    click.echo(str(_shown(site.path / "index.html", root)))
    say_all_broken(planned.project, "and only marked in the list")
    sys.exit(exit_code(planned))


def _current_images(dist: ArtifactFolder, planned: Plan) -> Mapping[str, Published]:
    """The images of the last build, less those that are made of something else than what the project holds now."""
    record = dist.record()
    if record is None:
        return {}
    try:
        release = json.loads((dist.path / RELEASE_FILE).read_text(encoding="utf-8"))
        made_of = {one["name"]: one["input"] for one in release["images"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    known = record.images.items()
    return {
        name: image for name, image in known if name in planned.hashes and made_of.get(name) == planned.hashes[name]
    }


def _shown(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path

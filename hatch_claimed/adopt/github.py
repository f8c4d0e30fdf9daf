"""A workflow for GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from hatch_claimed.adopt.ci import LOCK_CHECK, Pipeline
from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import File

PYTHON = "3.12"

_HEAD = """\
# Checks the operators and builds their images for each change, and pushes them for tags like v1.0.
# Images that the registry holds from the same input, with a claimed.lock, are not built again.
"""
_OWN_REGISTRY = "ghcr.io"
# what only actions see, and buildx asks for when it writes to GitHub's cache
_RUNTIME = ("ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL", "ACTIONS_CACHE_URL", "ACTIONS_CACHE_SERVICE_V2")
_CACHE = "type=gha,scope={operator}"


def github(pipeline: Pipeline) -> File:
    """The workflow, at its place in the repository."""
    path = PurePosixPath(".github/workflows") / f"{pipeline.slug}.yml"
    document: dict[str, Yaml] = {
        "name": pipeline.slug,
        "on": {
            "pull_request": _paths(pipeline, path),
            "push": {"branches": ["main", "master"], "tags": ["v*"], **_paths(pipeline, path)},
        },
        "permissions": {"contents": "read"},
        "concurrency": {
            "group": "${{ github.workflow }}-${{ github.ref }}",
            "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
        },
        **({"defaults": {"run": {"working-directory": str(pipeline.folder)}}} if pipeline.is_nested else {}),
        "jobs": {"check": _check(pipeline), "images": _images(pipeline)},
    }
    return File(path=path, content=_HEAD.encode() + _secrets(pipeline) + dump(document))


def _paths(pipeline: Pipeline, path: PurePosixPath) -> dict[str, Yaml]:
    return {"paths": [f"{pipeline.folder}/**", str(path)]} if pipeline.is_nested else {}


def _check(pipeline: Pipeline) -> Yaml:
    steps: list[Yaml] = [
        *_prepare(pipeline),
        {"name": "Check the operators", "run": "hatch-claimed check --format github"},
        {"name": "Check that claimed.lock is up to date", "run": LOCK_CHECK},
        {"name": "Write the artifacts", "run": "hatch-claimed build --images off"},
        {
            "uses": "actions/upload-artifact@v6",
            "with": {
                "name": pipeline.slug,
                "path": "\n".join(str(pipeline.folder / "dist/claimed" / name) for name in ("**/*.yaml", "**/*.cwl"))
                + f"\n{pipeline.folder / 'dist/claimed/catalog.json'}\n",
            },
        },
    ]
    return {"runs-on": "ubuntu-latest", "steps": steps}


def _images(pipeline: Pipeline) -> Yaml:
    tagged = "startsWith(github.ref, 'refs/tags/')"
    build: Yaml = {
        "name": "Build the images, and push them for tags",
        "run": "hatch-claimed build",
        "env": {
            "CLAIMED_IMAGES": f"${{{{ {tagged} && 'push' || 'build' }}}}",
            "CLAIMED_CACHE_FROM": _CACHE,
            "CLAIMED_CACHE_TO": f"{_CACHE},mode=max",
        },
    }
    steps: list[Yaml] = [
        *_prepare(pipeline),
        {"uses": "docker/setup-buildx-action@v4"},
        {
            "name": "Let buildx find the cache",
            "uses": "actions/github-script@v8",
            "with": {"script": "".join(f"core.exportVariable('{one}', process.env.{one} || '')\n" for one in _RUNTIME)},
        },
        {"uses": "docker/login-action@v4", "if": tagged, "with": dict(_login(pipeline))},
        build,
    ]
    permissions: Yaml = {"contents": "read", "packages": "write"}
    return {"needs": "check", "runs-on": "ubuntu-latest", "permissions": permissions, "steps": steps}


def _prepare(pipeline: Pipeline) -> Iterator[Yaml]:
    yield {"uses": "actions/checkout@v6"}
    yield {"uses": "actions/setup-python@v6", "with": {"python-version": PYTHON}}
    yield {"name": "Install hatch-claimed", "run": f'python -m pip install "{pipeline.requirement}"'}


def _login(pipeline: Pipeline) -> Iterator[tuple[str, str]]:
    own = pipeline.registry == _OWN_REGISTRY
    yield "registry", pipeline.registry
    yield "username", "${{ github.actor }}" if own else "${{ secrets.REGISTRY_USER }}"
    yield "password", "${{ secrets.GITHUB_TOKEN }}" if own else "${{ secrets.REGISTRY_PASSWORD }}"


def _secrets(pipeline: Pipeline) -> bytes:
    if pipeline.registry == _OWN_REGISTRY:
        return b""
    return b"# The login wants two secrets of the repository: REGISTRY_USER and REGISTRY_PASSWORD.\n"

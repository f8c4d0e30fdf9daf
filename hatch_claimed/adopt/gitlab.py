"""A pipeline for GitLab CI."""

from __future__ import annotations

from pathlib import PurePosixPath

from hatch_claimed.adopt.ci import LOCK_CHECK, Pipeline
from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import File

FILE = PurePosixPath(".gitlab-ci.yml")

_HEAD = """\
# Checks the operators and builds their images for each change, and pushes them for tags.
# Images that the registry holds from the same input, with a claimed.lock, are not built again.
"""
# Debian's packages of Docker's client and of buildx
_IMAGE = "docker.io/library/python:3.12-slim-trixie"
_CLIENT = (
    "apt-get update -qq && apt-get install -qq -y --no-install-recommends docker-cli docker-buildx git > /dev/null"
)


def gitlab(pipeline: Pipeline, path: PurePosixPath = FILE) -> File:
    """The pipeline, at `path` in the repository."""
    names = ("check", "images") if not pipeline.is_nested else (f"{pipeline.slug}-check", f"{pipeline.slug}-images")
    document: dict[str, Yaml] = {names[0]: _check(pipeline), names[1]: _images(pipeline, names[0])}
    return File(path=path, content=_HEAD.encode() + _variables(pipeline) + dump(document))


def _check(pipeline: Pipeline) -> Yaml:
    artifacts: Yaml = {
        "paths": [str(pipeline.folder / "dist/claimed")],
        "exclude": [str(pipeline.folder / "dist/claimed/*/context/**/*")],
        "expire_in": "1 week",
    }
    return {
        "image": _IMAGE,
        "rules": _rules(pipeline, []),
        "before_script": _prepare(pipeline),
        "script": ["hatch-claimed check", LOCK_CHECK, "hatch-claimed build --images off"],
        "artifacts": artifacts,
    }


def _images(pipeline: Pipeline, needs: str) -> Yaml:
    cache = "type=registry,ref=$CI_REGISTRY_IMAGE/claimed-cache:{operator}"
    variables: Yaml = {
        "DOCKER_HOST": "tcp://docker:2376",
        "DOCKER_TLS_CERTDIR": "/certs",
        "DOCKER_TLS_VERIFY": "1",
        "DOCKER_CERT_PATH": "/certs/client",
        "CLAIMED_IMAGES": "build",
        "CLAIMED_CACHE_FROM": cache,
        "CLAIMED_CACHE_TO": f"{cache},mode=max",
    }
    builder = "docker context create ci > /dev/null && docker buildx create --name ci --use ci"
    return {
        "image": _IMAGE,
        "services": ["docker:28-dind"],
        "needs": [{"job": needs, "artifacts": False}],
        "rules": _rules(pipeline, [{"if": "$CI_COMMIT_TAG", "variables": {"CLAIMED_IMAGES": "push"}}]),
        "variables": variables,
        "before_script": [_CLIENT, *_logins(pipeline), builder, *_prepare(pipeline)],
        "script": ["hatch-claimed build"],
    }


def _rules(pipeline: Pipeline, first: list[Yaml]) -> Yaml:
    """When a job runs: for tags, merge requests and the default branch; of many projects, for changes of this one."""
    changes: dict[str, Yaml] = {"changes": [f"{pipeline.folder}/**/*"]} if pipeline.is_nested else {}
    return [
        *(first or [{"if": "$CI_COMMIT_TAG"}]),
        {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"', **changes},
        {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", **changes},
    ]


def _prepare(pipeline: Pipeline) -> list[str]:
    install = f'python -m pip install -q "{pipeline.requirement}"'
    folder = str(pipeline.folder).replace("'", "'\\''")
    return [f"cd '{folder}'", install] if pipeline.is_nested else [install]


def _logins(pipeline: Pipeline) -> list[str]:
    """The project's own registry keeps the cache; images may go elsewhere."""
    logins = [_login("CI_REGISTRY_USER", "CI_REGISTRY_PASSWORD", '"$CI_REGISTRY"')]
    if not _is_own(pipeline):
        login = _login("REGISTRY_USER", "REGISTRY_PASSWORD", pipeline.registry)
        logins.append(f'if [ -n "$CI_COMMIT_TAG" ]; then {login}; fi')
    return logins


def _login(user: str, password: str, registry: str) -> str:
    return f'echo "${password}" | docker login --username "${user}" --password-stdin {registry}'


def _is_own(pipeline: Pipeline) -> bool:
    return pipeline.registry == "registry.gitlab.com"


def _variables(pipeline: Pipeline) -> bytes:
    if _is_own(pipeline):
        return b""
    return b"# The login for tags wants two masked variables of the project: REGISTRY_USER and REGISTRY_PASSWORD.\n"

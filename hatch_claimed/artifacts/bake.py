"""`docker-bake.json`: every image of a project for one `docker buildx bake`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.artifacts.image.context import context_path
from hatch_claimed.artifacts.json_file import json_file
from hatch_claimed.model import BuildOptions, Component, File, Project

BAKE_FILE = PurePosixPath("docker-bake.json")


COMPRESSION = "oci-mediatypes=true,compression=zstd"
"""How layers are packed: the same layer packed otherwise has another digest."""

INPUT_HASH = "io.github.claimed-framework.input-hash"
"""The label and annotation that hold the hash of all that an image was made from."""

ENVIRONMENT = "env:"
"""How the source of a build secret begins that is a variable, and no file."""

ENTRY_POINT_WORDS = "CLAIMED_ENTRY_POINT"
"""The build argument with the words of a base image's entry point, which only registries and engines know."""


def bake_file(project: Project, hashes: Mapping[str, str]) -> File:
    """The bake file. Contexts are relative to where bake is run: the folder that `project.output` is seen from.

    The group of all targets is what bake builds unless told otherwise. It goes by a name that an operator may have,
    and bake would then take the group for the operator. `hashes` are the input hashes by component.
    """
    names = [component.name for component in project.components]
    secrets = [_secret(name, source) for name, source in project.build.secrets]
    document = {
        **({} if "default" in names else {"group": {"default": {"targets": names}}}),
        **({"variable": {"HOME": {"default": ""}}} if any(_is_at_home(at) for _, at in project.build.secrets) else {}),
        "target": {
            component.name: {
                **_with_hash(target(component, project.build, project.output), hashes[component.name]),
                **({"secret": secrets} if secrets else {}),
            }
            for component in project.components
        },
    }
    return json_file(BAKE_FILE, document)


def target(component: Component, options: BuildOptions, output: PurePosixPath) -> dict[str, Any]:
    """How an image is built: all that the bake file says of it, but the hash of just this, and where secrets are.

    `output` is the artifact folder, below which the context lies.
    """
    labels = {
        "org.opencontainers.image.title": component.name,
        "org.opencontainers.image.description": component.description,
        **dict(component.image.labels),
    }
    more = {
        "contexts": {literal(name): literal(place) for name, place in options.contexts},
        "secret": [f"id={name}" for name in options.secret_ids],
        "cache-from": [_cache(text, component) for text in options.cache_from],
        "cache-to": [_cache(text, component) for text in options.cache_to],
    }
    return {
        "context": literal(str(output / context_path(component))),
        "dockerfile": "Dockerfile",
        "tags": [component.image.reference],
        "platforms": list(component.image.platforms),
        "args": {"SOURCE_DATE_EPOCH": "0"} | {name: literal(text) for name, text in options.args},
        "labels": {name: literal(text) for name, text in labels.items() if text},
        "annotations": [],
        # zstd halves the time of the export; `--push` adds its part, `--load` replaces it
        "output": [f"type=image,{COMPRESSION}"],
        "attest": _attestations(options),
        **{key: value for key, value in more.items() if value},
    }


def _with_hash(target: Mapping[str, Any], input_hash: str) -> dict[str, Any]:
    """The target of an image that says what it was made from. Registries tell annotations sooner than labels."""
    labels = {**target["labels"], INPUT_HASH: input_hash}
    return {**target, "labels": labels, "annotations": [*target["annotations"], f"manifest:{INPUT_HASH}={input_hash}"]}


def _cache(text: str, component: Component) -> str:
    """A cache of the component's own, where its text says `{operator}`: of one for all, the last image is left."""
    return literal(text.replace("{operator}", component.name))


def _attestations(options: BuildOptions) -> list[str]:
    """None unless they are asked for: an attestation carries the time of the build."""
    provenance = options.provenance
    found = ["type=provenance,disabled=true" if provenance == "off" else f"type=provenance,mode={provenance}"]
    return [*found, "type=sbom"] if options.sbom else found


def _secret(name: str, source: str) -> str:
    """Where bake, run by hand in the project's root, finds a secret: what the manifest names, and never its content."""
    if source.startswith(ENVIRONMENT):
        return secret_entry(name, "env", literal(source.removeprefix(ENVIRONMENT)))
    if _is_at_home(source):
        return secret_entry(name, "src", "${HOME}" + literal(source.removeprefix("~")))
    return secret_entry(name, "src", literal(source))


def _is_at_home(source: str) -> bool:
    return source == "~" or source.startswith("~/")


def secret_entry(name: str, kind: str, place: str) -> str:
    """A secret as bake takes it: a line of CSV, in which fields with commas and quotes are quoted."""
    text = f"{kind}={place}"
    if any(letter in text for letter in ',"\n'):
        text = '"' + text.replace('"', '""') + '"'
    return f"id={name},{text}"


def literal(text: str) -> str:
    """Text as bake reads it back unchanged: every string of a bake file is a template, even in JSON."""
    return text.replace("${", "$${").replace("%{", "%%{")

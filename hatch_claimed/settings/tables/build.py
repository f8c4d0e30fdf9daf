"""`[tool.claimed.build]`, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.model import Provenance
from hatch_claimed.settings.grammar import BUILDER, CACHE, OPEN, SECRET, VARIABLE
from hatch_claimed.settings.options import Option, option


@dataclass(frozen=True, kw_only=True)
class BuildTable:
    """How images are built."""

    builder: str | None = option(
        None, Option("The buildx builder that builds, such as a remote one.", BUILDER, "cluster", "the current one")
    )
    cache_from: tuple[str, ...] = option(
        (),
        Option(
            "Where layers of earlier builds are taken from, as `docker buildx` writes it; `{operator}` is the name of "
            "each image's operator. `CLAIMED_CACHE_FROM` overrides it.",
            CACHE,
            example=("type=registry,ref=registry.example.com/team/cache:{operator}",),
        ),
    )
    cache_to: tuple[str, ...] = option(
        (),
        Option(
            "Where layers are kept for later builds, as `docker buildx` writes it, with `{operator}` one place for "
            "each image. `CLAIMED_CACHE_TO` overrides it.",
            CACHE,
            example=("type=registry,ref=registry.example.com/team/cache:{operator},mode=max",),
        ),
    )
    args: Mapping[str, str] = option(
        {},
        Option(
            "Variables of the installation steps. They can be read in the image's history: no place for secrets.",
            OPEN,
            example={"PIP_INDEX_URL": "https://pypi.example.com/simple"},
            names=VARIABLE,
        ),
    )
    secrets: Mapping[str, str] = option(
        {},
        Option(
            "Files, or with `env:NAME` variables, that installation steps see and images never hold. The names "
            "`pip.conf`, `netrc`, `apt-auth` and `ca-bundle` lie where programs look for them, others in "
            "`/run/secrets/`.",
            example={"netrc": "~/.netrc", "ca-bundle": "/etc/ssl/certs/ca-certificates.crt"},
            names=SECRET,
        ),
    )
    contexts: Mapping[str, str] = option(
        {},
        Option(
            "What to take in the place of a base image: a mirror, or an image that is there already.",
            OPEN,
            example={"docker.io/library/python:3.12-slim": "docker-image://mirror.example.com/python:3.12-slim"},
        ),
    )
    group_size: int = option(
        16, Option("How many images one `docker buildx bake` builds. More at once make engines give up under load.")
    )
    provenance: Provenance = option(
        "off", Option("Whether images carry an attestation of where they come from. It holds the time of the build.")
    )
    sbom: bool = option(False, Option("Whether images carry a list of what they hold, made by the builder."))
    bytecode: bool = option(
        True, Option("Whether locked packages are compiled when the image is built: each start is quicker for it.")
    )

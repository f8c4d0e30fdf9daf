"""What to do where a bake fails since a base image cannot be had: the builder's words alone do not say it."""

from __future__ import annotations

import re

from hatch_claimed.errors import BaseImageError, ImageError

# the step in which BuildKit asks a registry for what a Dockerfile begins with
_ASKED = re.compile(r"^  load metadata for (?P<image>\S+)$", re.MULTILINE)

_WITHOUT_SHELL = re.compile(r"exec: \\?\"(?:/bin/)?sh\\?\": (?:stat /bin/sh: no such file|executable file not found)")
NO_SHELL = (
    "the base image has no shell, and nothing can be installed in it or started by it: choose another `base-image`, "
    "such as docker.io/library/python:3.12-slim in the place of a distroless one"
)


def has_no_shell(said: str) -> bool:
    """Whether an engine's words mean that there is no shell in an image."""
    return _WITHOUT_SHELL.search(said) is not None


def image_error(message: str) -> ImageError:
    """The error with that message, which names the steps that failed; with a remedy where one asked for a base."""
    if has_no_shell(message):
        return ImageError(f"{message}\n{NO_SHELL}")
    images = list(dict.fromkeys(_ASKED.findall(message)))
    if not images:
        return ImageError(message)
    what = f"the base image {images[0]}" if len(images) == 1 else f"the base images {', '.join(images)}"
    return BaseImageError(
        f"{message}\n{what} cannot be had here: name another `base-image`, such as a mirror in your network, or the "
        "mirror to take in its place below [tool.claimed.build.contexts]; a private registry wants `docker login` first"
    )

"""Base images: what their tags point to, and which Python they hold."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hatch_claimed.errors import ClaimedError
from hatch_claimed.lock.model import LockedBase, LockFile
from hatch_claimed.lock.requirements import BaseRequirement, ProjectRequirements, unlockable
from hatch_claimed.lock.targets import OLDEST_PYTHON, is_too_old, minor_of, python_of_default
from hatch_claimed.lock.tools import NoShellError, ProbeError, Tools
from hatch_claimed.model import Finding

_MOST_AT_ONCE = 8
_VARIABLE = "PYTHON_VERSION"
_SHELL = ("/bin/sh", "-c")


def lock_bases(
    requirements: ProjectRequirements, old: LockFile | None, tools: Tools, *, upgrade: bool
) -> tuple[tuple[LockedBase, ...], tuple[Finding, ...]]:
    """All base images by digest. Those that the old lock has stay as they are, unless `upgrade`."""
    with ThreadPoolExecutor(_MOST_AT_ONCE) as pool:
        futures = [
            pool.submit(_locked, one, requirements, None if upgrade else old, tools) for one in requirements.bases
        ]
    results = [future.result() for future in futures]
    bases = tuple(one for one in results if isinstance(one, LockedBase))
    return bases, tuple(finding for one in results if not isinstance(one, LockedBase) for finding in one)


def _locked(
    required: BaseRequirement, requirements: ProjectRequirements, old: LockFile | None, tools: Tools
) -> LockedBase | tuple[Finding, ...]:
    known = _known(required, old)
    try:
        base = known or _resolved(required, tools)
        if _needs_python(required, requirements) and base.python is None:
            base = replace(base, python=_python(base, tools))
        return tuple(_too_old(required, base.python)) or base
    except NoShellError:
        return tuple(_no_shell(required))
    except _NoPlatformError as error:
        return tuple(_no_platform(required, error.missing))
    except ClaimedError as error:
        return tuple(_no_answer(required, str(error)))


def _known(required: BaseRequirement, old: LockFile | None) -> LockedBase | None:
    """The old lock's base, where it has all platforms, with those alone that are wanted."""
    known = old.base(required.image) if old else None
    if known is None or not set(known.platforms) >= set(required.platforms):
        return None
    return replace(known, platforms={name: known.platforms[name] for name in required.platforms})


class _NoPlatformError(Exception):
    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__()
        self.missing = missing


def _resolved(required: BaseRequirement, tools: Tools) -> LockedBase:
    found = tools.registry.resolve(required.image, required.platforms)
    if found is None:
        message = f"there is no image {required.image}"
        raise ClaimedError(message)
    missing = tuple(platform for platform in required.platforms if platform not in found.platforms)
    if missing:
        raise _NoPlatformError(missing)
    return LockedBase(image=required.image, digest=found.digest, platforms=dict(found.platforms))


def _needs_python(required: BaseRequirement, requirements: ProjectRequirements) -> bool:
    """Whether it matters: asking an image that does not say it can mean to pull it."""
    return any(one.base == required.image for one in requirements.environments) or any(
        one.base == required.image and one.only_without_python for one in requirements.system
    )


def _python(base: LockedBase, tools: Tools) -> str | None:
    """`3.12`: of a default base its own, else what the image's config says, else what runs in it.

    Where an entry point or a shell may choose another one, what runs comes first. Raises NoShellError.
    """
    chosen = python_of_default(base.image)
    if chosen:
        return chosen
    platform = min(base.platforms)
    config = tools.registry.config(base.pinned, platform)
    said = minor_of(config.env.get(_VARIABLE, ""))
    words = (*config.entry_point, *(config.shell or _SHELL)) if config.entry_point or config.shell else ()
    if said and not words:
        return said
    try:
        runs = tools.engine.python(base.pinned, platform, words) if tools.engine else None
    except NoShellError:
        raise
    except ProbeError:
        runs = None
    return minor_of(runs) if runs else said


def _too_old(required: BaseRequirement, python: str | None) -> Iterator[Finding]:
    if python is not None and is_too_old(python):
        for name, place in required.users:
            message = f"{name} starts from {required.image}, which has Python {python}"
            yield unlockable(message, f"Choose a `base-image` with Python {OLDEST_PYTHON} or newer.", place)


def _no_shell(required: BaseRequirement) -> Iterator[Finding]:
    for name, place in required.users:
        message = f"{name} starts from {required.image}, which has no shell"
        remedy = (
            "Choose another `base-image`, such as docker.io/library/python:3.12-slim: nothing can be installed here."
        )
        yield unlockable(message, remedy, place)


def _no_platform(required: BaseRequirement, missing: tuple[str, ...]) -> Iterator[Finding]:
    for name, place in required.users:
        message = f"{name} starts from {required.image}, which is not there for {', '.join(missing)}"
        yield unlockable(message, "Choose another `base-image`, or take the platform out of `platforms`.", place)


def _no_answer(required: BaseRequirement, said: str) -> Iterator[Finding]:
    first, _, rest = said.partition("\n")
    remedy = (
        "\n".join(line.strip() for line in rest.splitlines()) or "Check `base-image`, and log in where it needs that."
    )
    for name, place in required.users[:1]:
        another = (
            "Or name another `base-image`, such as a mirror of this one in your network. "
            f"`hatch-claimed run {name} --engine process` needs none."
        )
        yield unlockable(f"{name} starts from {required.image}, and {first}", f"{remedy}\n{another}", place)

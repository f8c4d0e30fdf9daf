"""Base images: what their tags point to, and which Python they hold."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hatch_claimed.errors import ClaimedError
from hatch_claimed.lock.model import Base, Lock
from hatch_claimed.lock.targets import OLDEST_PYTHON, is_too_old, minor_of, python_of_default
from hatch_claimed.lock.tools import NoShellError, ProbeError, Tools
from hatch_claimed.lock.wanted import Wanted, WantedBase, unlockable
from hatch_claimed.model import Finding

_MOST_AT_ONCE = 8
_VARIABLE = "PYTHON_VERSION"
_SHELL = ("/bin/sh", "-c")


def lock_bases(
    asked: Wanted, old: Lock | None, tools: Tools, *, upgrade: bool
) -> tuple[tuple[Base, ...], tuple[Finding, ...]]:
    """All base images by digest. Those that the old lock has stay as they are, unless `upgrade`."""
    with ThreadPoolExecutor(_MOST_AT_ONCE) as pool:
        futures = [pool.submit(_locked, one, asked, None if upgrade else old, tools) for one in asked.bases]
    results = [future.result() for future in futures]
    bases = tuple(one for one in results if isinstance(one, Base))
    return bases, tuple(finding for one in results if not isinstance(one, Base) for finding in one)


def _locked(wanted: WantedBase, asked: Wanted, old: Lock | None, tools: Tools) -> Base | tuple[Finding, ...]:
    known = _known(wanted, old)
    try:
        base = known or _resolved(wanted, tools)
        if _needs_python(wanted, asked) and base.python is None:
            base = replace(base, python=_python(base, tools))
        return tuple(_too_old(wanted, base.python)) or base
    except NoShellError:
        return tuple(_no_shell(wanted))
    except _NoPlatformError as error:
        return tuple(_no_platform(wanted, error.missing))
    except ClaimedError as error:
        return tuple(_no_answer(wanted, str(error)))


def _known(wanted: WantedBase, old: Lock | None) -> Base | None:
    """The old lock's base, where it has all platforms, with those alone that are wanted."""
    known = old.base(wanted.image) if old else None
    if known is None or not set(known.platforms) >= set(wanted.platforms):
        return None
    return replace(known, platforms={name: known.platforms[name] for name in wanted.platforms})


class _NoPlatformError(Exception):
    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__()
        self.missing = missing


def _resolved(wanted: WantedBase, tools: Tools) -> Base:
    found = tools.registry.resolve(wanted.image, wanted.platforms)
    if found is None:
        message = f"there is no image {wanted.image}"
        raise ClaimedError(message)
    missing = tuple(platform for platform in wanted.platforms if platform not in found.platforms)
    if missing:
        raise _NoPlatformError(missing)
    return Base(image=wanted.image, digest=found.digest, platforms=dict(found.platforms))


def _needs_python(wanted: WantedBase, asked: Wanted) -> bool:
    """Whether it matters: asking an image that does not say it can mean to pull it."""
    return any(one.base == wanted.image for one in asked.environments) or any(
        one.base == wanted.image and one.only_without_python for one in asked.system
    )


def _python(base: Base, tools: Tools) -> str | None:
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


def _too_old(wanted: WantedBase, python: str | None) -> Iterator[Finding]:
    if python is not None and is_too_old(python):
        for name, place in wanted.users:
            message = f"{name} starts from {wanted.image}, which has Python {python}"
            yield unlockable(message, f"Choose a `base-image` with Python {OLDEST_PYTHON} or newer.", place)


def _no_shell(wanted: WantedBase) -> Iterator[Finding]:
    for name, place in wanted.users:
        message = f"{name} starts from {wanted.image}, which has no shell"
        remedy = (
            "Choose another `base-image`, such as docker.io/library/python:3.12-slim: nothing can be installed here."
        )
        yield unlockable(message, remedy, place)


def _no_platform(wanted: WantedBase, missing: tuple[str, ...]) -> Iterator[Finding]:
    for name, place in wanted.users:
        message = f"{name} starts from {wanted.image}, which is not there for {', '.join(missing)}"
        yield unlockable(message, "Choose another `base-image`, or take the platform out of `platforms`.", place)


def _no_answer(wanted: WantedBase, said: str) -> Iterator[Finding]:
    first, _, rest = said.partition("\n")
    remedy = (
        "\n".join(line.strip() for line in rest.splitlines()) or "Check `base-image`, and log in where it needs that."
    )
    for name, place in wanted.users[:1]:
        yield unlockable(f"{name} starts from {wanted.image}, and {first}", remedy, place)

"""What differs between two locks, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hatch_claimed.lock.model import LockFile, Package

_SHOWN = 19
_Owner = tuple[str, str]


def changes(old: LockFile | None, new: LockFile) -> tuple[str, ...]:
    """One line for each thing that changed, with the operators that it changes for. Empty when nothing did."""
    before = old or LockFile(made_from="", tool="")
    return (
        *_told(_bases(before), _bases(new)),
        *_told(_installer(before), _installer(new)),
        *_told(_python_packages(before), _python_packages(new)),
        *_told(_system_packages(before), _system_packages(new)),
        *_told(_r_packages(before), _r_packages(new)),
    )


_Content = Mapping[_Owner, Mapping[str, tuple[str, object]]]
"""For each owner (a platform and an operator, or nobody), things by name: what to say of them, and all that counts."""


def _told(old: _Content, new: _Content) -> Iterator[str]:
    found: dict[str, list[_Owner]] = {}
    for owner in sorted({*old, *new}):
        before, after = old.get(owner, {}), new.get(owner, {})
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                found.setdefault(_change(name, before.get(name), after.get(name)), []).append(owner)
    for text in sorted(found, key=lambda text: text.lstrip("+- ")):
        yield f"{text}{_owners(found[text])}"


def _change(name: str, old: tuple[str, object] | None, new: tuple[str, object] | None) -> str:
    if old is None:
        return f"+ {name} {new[0] if new else ''}".rstrip()
    if new is None:
        return f"- {name} {old[0]}".rstrip()
    return f"{name} {old[0]} -> {new[0]}" if old[0] != new[0] else f"{name} {old[0]}, other files"


def _owners(owners: list[_Owner]) -> str:
    """`(linux/amd64: one, two; linux/arm64: one)`."""
    platforms: dict[str, list[str]] = {}
    for platform, name in owners:
        if name:
            platforms.setdefault(platform, []).append(name)
    parts = [": ".join(part for part in (platform, ", ".join(names)) if part) for platform, names in platforms.items()]
    return f" ({'; '.join(parts)})" if parts else ""


def _bases(lock: LockFile) -> _Content:
    return {("", ""): {one.image: (one.digest[:_SHOWN], one.digest) for one in lock.bases}}


def _installer(lock: LockFile) -> _Content:
    return {("", ""): {"uv": (lock.installer.version, None)}} if lock.installer else {}


def _python_packages(lock: LockFile) -> _Content:
    return {
        (one.platform, name): {package.name: (_version(package), package) for package in one.packages}
        for one in lock.environments
        for name in one.operators
    }


def _version(package: Package) -> str:
    if package.commit:
        return package.commit[:12]
    return package.version or package.url or ""


def _system_packages(lock: LockFile) -> _Content:
    return {
        (one.platform, name): {package.name: (package.version or "", None) for package in one.packages}
        for one in lock.system
        for name in one.operators
    }


def _r_packages(lock: LockFile) -> _Content:
    return {
        ("", name): dict.fromkeys(one.packages, (f"from {one.repository}", None))
        for one in lock.r
        for name in one.operators
    }

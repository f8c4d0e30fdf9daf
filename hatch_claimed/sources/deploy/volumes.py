"""Volumes: what they are, and where they must not be mounted."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from hatch_claimed.model import Finding
from hatch_claimed.model.deployment import Volume, VolumeKind
from hatch_claimed.settings.settings import DeploySettings
from hatch_claimed.settings.tables.deploy import VolumeTable

_KINDS = "`claim`, `config-map`, `secret` and `empty-dir`"
_LAUNCHER = "/opt/claimed"
# what a container cannot start without; `/opt/app-root` holds the Python of UBI's images
_NEEDED = frozenset(("/", "/bin", "/dev", "/etc", "/lib", "/lib64", "/opt", "/opt/app-root", "/proc", "/sys", "/usr"))


def volumes(tables: Mapping[str, VolumeTable]) -> tuple[Volume, ...]:
    """The volumes that can be made from their tables, sorted by name."""
    made = (_volume(name, table) for name, table in sorted(tables.items()))
    return tuple(volume for volume in made if volume)


def volume_problems(wanted: DeploySettings) -> Iterator[Finding]:
    """Volumes of no or several kinds, and mounts over each other or over what the image needs."""
    mounted: dict[str, str] = {}
    for name, table in wanted.table.volumes.items():
        yield from _kind_problems(wanted, name, table)
        if table.mount_path is None:
            continue
        path = posixpath.normpath(table.mount_path)
        place = wanted.at("volumes", name, "mount-path")
        if path in mounted:
            message = f'is "{path}", where `{mounted[path]}` is mounted already'
            yield place.finding("CLM092", message, "Mount each volume at a path of its own.")
        elif path in _NEEDED or f"{path}/".startswith(f"{_LAUNCHER}/"):
            message = f'is "{path}", and would hide files that the image needs'
            yield place.finding(
                "CLM092", message, "Mount it below the working directory, such as at `/opt/app-root/src/data`."
            )
        mounted.setdefault(path, name)


def _kind_problems(wanted: DeploySettings, name: str, table: VolumeTable) -> Iterator[Finding]:
    place = wanted.at("volumes", name)
    kinds = [f"`{kind}`" for kind, _ in _sources(table)]
    if not kinds:
        yield place.finding("CLM092", "does not say what it is", f'Write one of {_KINDS}, such as `claim = "{name}"`.')
    elif len(kinds) > 1:
        yield place.finding("CLM092", f"has {' and '.join(kinds)}", f"Keep one of {_KINDS}.")
    elif not table.empty_dir:
        message = "has no meaning but for an `empty-dir`"
        for key, value in (("size-limit", table.size_limit), ("medium", table.medium)):
            if value:
                yield wanted.at("volumes", name, key).finding("CLM092", message, "Take it out.")


def _sources(table: VolumeTable) -> Iterator[tuple[VolumeKind, str | None]]:
    if table.claim:
        yield "claim", table.claim
    if table.config_map:
        yield "config-map", table.config_map
    if table.secret:
        yield "secret", table.secret
    if table.empty_dir:
        yield "empty-dir", None


def _volume(name: str, table: VolumeTable) -> Volume | None:
    sources = list(_sources(table))
    if len(sources) != 1 or table.mount_path is None:
        return None
    [(kind, source)] = sources
    return Volume(
        name=name,
        kind=kind,
        source=source,
        mount_path=posixpath.normpath(table.mount_path),
        sub_path=table.sub_path,
        read_only=table.read_only,
        size_limit=table.size_limit,
        medium=table.medium,
    )

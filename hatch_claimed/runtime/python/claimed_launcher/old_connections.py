"""Object stores as grid wrappers of C3 had them until 0.2: keys, endpoint and bucket in variables of their own.

Today they are one text, `cos://key:secret@endpoint/bucket/path`.
"""

from __future__ import annotations

from collections.abc import Collection, MutableMapping
from urllib.parse import quote

from .interface import Interface

_PARTS = ("access_key_id", "secret_access_key", "endpoint", "bucket")


def settle(interface: Interface, environment: MutableMapping[str, str]) -> Collection[str]:
    """Set the connections that this wrapper has and that nobody set. Returns the names that went into them.

    Where the target or the coordinator has no store of its own, it is in that of the sources, as in C3.
    """
    used: list[str] = []
    for kind in ("source", "target", "coordinator"):
        connection, path = f"gw_{kind}_connection", f"gw_{kind}_path"
        if connection not in interface.parameters or environment.get(connection):
            continue
        own = kind if environment.get(f"gw_{kind}_bucket") else "source"
        names = [f"gw_{own}_{part}" for part in _PARTS]
        key, secret, endpoint, bucket = (environment.get(name, "") for name in names)
        if endpoint and bucket:
            environment[connection] = _text(key, secret, endpoint, f"{bucket}/{environment.get(path, '').strip('/')}")
            used += [*names, *([] if path in interface.parameters else [path])]
    return used


def _text(key: str, secret: str, endpoint: str, place: str) -> str:
    scheme, _, host = endpoint.rpartition("://")
    keys = f"{quote(key, safe='')}:{quote(secret, safe='')}@" if key else ""
    return f"cos://{keys}{host.rstrip('/')}/{place.rstrip('/')}{'?scheme=http' if scheme == 'http' else ''}"

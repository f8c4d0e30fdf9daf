"""All stores."""

from __future__ import annotations

from pathlib import Path

from hatch_claimed.model import GridWrapper
from hatch_claimed.stores import parameters as of
from hatch_claimed.stores.store import StoreKind

COORDINATOR = Path(__file__).parents[2] / "claimed_grid"
"""The package beside this one that images get: only its files are used here."""

_BOTO3 = ("boto3>=1.35.70",)
_CONNECTION, _PATH = "gw_coordinator_connection", "gw_coordinator_path"
_FOLDERS = ("sgw_target_folder", "sgw_source_folder")
_STORES = (
    StoreKind(
        name="local",
        family="directory",
        where="a folder that all workers share: a disk, NFS, CephFS",
        opener="directory:open_local",
        parameters=(*of.LOCAL_FILE, *of.PATTERN, of.COORDINATOR_PATH, *of.COORDINATION),
        place=(_PATH,),
    ),
    StoreKind(
        name="cos",
        family="objects",
        where="an object store, with `.lock`, `.processed` and `.err` objects",
        opener="objects:open_cos",
        parameters=(*of.REMOTE_FILE, of.CONNECTION, *of.COORDINATION),
        place=(_CONNECTION,),
        libraries=_BOTO3,
    ),
    StoreKind(
        name="s3kv",
        family="objects",
        where="an object store, one object for each batch",
        opener="objects:open_s3kv",
        parameters=(*of.REMOTE_FILE, of.CONNECTION, *of.COORDINATION),
        place=(_CONNECTION,),
        libraries=_BOTO3,
    ),
    StoreKind(
        name="legacy_cos",
        family="objects",
        where="as `cos`; downloads the files of each batch, and uploads its results",
        opener="objects:open_cos",
        parameters=(*of.REMOTE_FILE, *of.PATTERN, *of.TRANSFER, *of.COORDINATION),
        place=(_CONNECTION, "gw_source_connection"),
        batches="objects",
        libraries=_BOTO3,
    ),
    StoreKind(
        name="folder",
        family="directory",
        where="beside the results of the files and folders of a folder",
        opener="directory:open_beside",
        parameters=(*of.FOLDERS, *of.COORDINATION),
        place=_FOLDERS,
        batches="entries",
    ),
    StoreKind(
        name="simple",
        family="directory",
        where="beside the results of the files of a folder",
        opener="directory:open_beside",
        parameters=(*of.FOLDERS, *of.COORDINATION),
        place=_FOLDERS,
        batches="files",
    ),
    StoreKind(
        name="sql",
        family="database",
        where="PostgreSQL, or SQLite for the workers of one machine",
        opener="sql:open_sql",
        parameters=(*of.LOCAL_FILE, of.URL, of.RUN, *of.COORDINATION),
        place=(_CONNECTION,),
        libraries=("sqlalchemy>=2.0.28", "psycopg[binary]>=3.1"),
    ),
    StoreKind(
        name="none",
        family="none",
        where="nowhere: each worker takes its own share of the batches",
        opener="memory:open_memory",
        parameters=(*of.LOCAL_FILE, *of.PATTERN, of.SHARES, of.SHARE),
    ),
)
STORES = {one.name: one for one in _STORES}
"""By their names, which are those of the setting `backend`. `none` is what `indexed = true` means."""
DEFAULT = "local"


def names() -> tuple[str, ...]:
    """What the setting `backend` may be."""
    return tuple(one.name for one in STORES.values() if one.family != "none")


def store_of(wrapper: GridWrapper) -> StoreKind:
    """The store of a grid wrapper."""
    return STORES["none" if wrapper.indexed else wrapper.backend]


def stores_text() -> str:
    """The content of `stores.json`, which the coordinator reads: stores, and the defaults of all their parameters."""
    import json

    found = {one.name: one for store in STORES.values() for one in store.parameters}
    defaults = {name: one.json_default for name, one in sorted(found.items())}
    document = {"parameters": defaults, "stores": {name: one.document for name, one in STORES.items()}}
    return json.dumps(document, indent=1) + "\n"

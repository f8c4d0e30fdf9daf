"""The parameters that grid wrappers add to those of their operators (C3 requirements, *Grid wrappers*)."""

from __future__ import annotations

from hatch_claimed.model import Parameter
from hatch_claimed.model.scalars import ParameterType, Scalar


def _required(name: str, description: str) -> Parameter:
    return Parameter(name=name, type="String", default=None, required=True, description=description, line=None)


def _optional(name: str, description: str, default: Scalar | None = None, kind: ParameterType = "String") -> Parameter:
    return Parameter(name=name, type=kind, default=default, required=False, description=description, line=None)


def _batch_file(places: str) -> tuple[Parameter, ...]:
    kinds = "File with the batches: .txt (comma-separated), .json (the keys) or .csv (one column)."
    return (
        _optional("gw_batch_file", f"{kinds} {places}".rstrip()),
        _optional("gw_batch_file_col_name", "Column of a .csv batch file that holds the batches.", "filename"),
    )


LOCAL_FILE = _batch_file("")
REMOTE_FILE = _batch_file(
    "A local path, a path in the coordinator's bucket, or cos://<access key>:<secret>@<endpoint>/<bucket>/<path>."
)
PATTERN = (
    _optional(
        "gw_file_path_pattern",
        "Instead of a batch file: paths such as data/**/*.tif, several separated by commas.",
    ),
    _optional("gw_group_by", "What of a path is the batch, such as [-10:-4] or .split('/')[-1]."),
)
COORDINATOR_PATH = _required(
    "gw_coordinator_path", "Folder that all workers share, in which they lock batches and mark them as processed."
)
CONNECTION = _required(
    "gw_coordinator_connection",
    "Where workers lock batches and mark them as processed: cos://<access key>:<secret>@<endpoint>/<bucket>/<path>, "
    "or without the key and secret, which then come from the environment as for other AWS programs.",
)
URL = _required(
    "gw_coordinator_connection",
    "Database in which workers lock batches and mark them as processed, as SQLAlchemy writes it: "
    "postgresql+psycopg://<user>:<password>@<host>/<database>.",
)
RUN = _optional("gw_coordinator_path", "The name of this run within the database.")
"""Its default is the wrapper's name."""
COORDINATION = (
    _optional(
        "gw_lock_timeout",
        "Seconds of silence after which a worker counts as dead and another takes its batch. A batch may run longer.",
        10800,
        "Integer",
    ),
    _optional(
        "gw_ignore_error_files", "Whether to run batches again that failed before.", default=False, kind="Boolean"
    ),
    _optional("gw_max_time_wait_staggering", "Seconds within which workers start one after the other.", 60, "Integer"),
)
TRANSFER = (
    _optional("gw_additional_source_files", "Objects to download for every batch, separated by commas.", ""),
    _optional("gw_local_input_path", "Local folder for the downloaded files of batches.", "input"),
    _optional("gw_local_target_path", "Local folder for the files of batches that are uploaded.", "target"),
    _required(
        "gw_source_connection",
        "Where the source files are: cos://<access key>:<secret>@<endpoint>/<bucket>/<path>.",
    ),
    _optional("gw_target_connection", "Where results are uploaded to, if it is not where the source files are."),
    _optional("gw_coordinator_connection", "Where workers lock batches, if it is not where the source files are."),
)
FOLDERS = (
    _required("sgw_source_folder", "Folder whose entries are the batches."),
    _optional("sgw_target_folder", "Folder for results and markers; the source folder if it is not given."),
)
SHARES = _optional("gw_shares", "Into how many shares the batches are divided.", 1, "Integer")
"""A wrapper's default is the number of its workers."""
SHARE = _optional(
    "gw_share",
    "Which share this worker takes, from 0 on; the index of the Kubernetes Job if it is not given.",
    None,
    "Integer",
)

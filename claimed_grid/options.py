"""The wrapper's own parameters, read from the environment (C3 requirements, *Grid wrappers*)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .stores.known import DEFAULTS, STORES, StoreSpec

JOB_INDEX = "JOB_COMPLETION_INDEX"
"""What Kubernetes sets in the pods of an indexed Job."""
STAGGERING = "gw_max_time_wait_staggering"

_TRUE = frozenset(("true", "1", "yes", "on", "t", "y"))
_FALSE = frozenset(("false", "0", "no", "off", "f", "n", ""))


class OptionError(ValueError):
    """A parameter of the wrapper is missing or wrong. The text is one line, and holds no secret."""


@dataclass(frozen=True)
class Options:
    """The parameters by what they mean. What a store does not have is as if it were not given.

    `place` is where the store is: a folder, a connection or a URL.
    """

    store: StoreSpec
    place: str
    batch_file: str
    column: str
    pattern: str
    group_by: str
    coordinator_path: str
    source_connection: str
    target_connection: str
    additional_source_files: str
    local_input_path: str
    local_target_path: str
    source_folder: str
    target_folder: str
    lock_timeout: float
    ignore_error_files: bool
    staggering: float
    shares: int
    share: int


def read(backend: str, name: str, environment: Mapping[str, str]) -> Options:
    """The options of a wrapper called `name` whose store is `backend`. Raises OptionError."""
    if backend not in STORES:
        problem = f"this image has a backend {backend!r}, which its coordinator does not know: build it again"
        raise OptionError(problem)
    store = STORES[backend]
    values = _Values(environment)
    missing = [required for required in store.required if not values.text(required)]
    if missing:
        problem = f"no value for {', '.join(missing)}: set it as an argument or as an environment variable"
        raise OptionError(problem)
    source = values.text("gw_source_connection")
    options = Options(
        store=store,
        place=next(filter(None, map(values.text, store.place)), ""),
        batch_file=values.text("gw_batch_file"),
        column=values.text("gw_batch_file_col_name"),
        pattern=values.text("gw_file_path_pattern") if store.takes_patterns else "",
        group_by=values.text("gw_group_by"),
        coordinator_path=values.text("gw_coordinator_path", name),
        source_connection=source,
        target_connection=values.text("gw_target_connection", source),
        additional_source_files=values.text("gw_additional_source_files"),
        local_input_path=values.text("gw_local_input_path"),
        local_target_path=values.text("gw_local_target_path"),
        source_folder=values.text("sgw_source_folder"),
        target_folder=values.text("sgw_target_folder", values.text("sgw_source_folder")),
        lock_timeout=values.seconds("gw_lock_timeout"),
        ignore_error_files=values.boolean("gw_ignore_error_files"),
        staggering=values.seconds(STAGGERING) if STAGGERING in store.parameters else 0.0,
        shares=values.integer("gw_shares"),
        share=values.integer("gw_share" if values.text("gw_share") else JOB_INDEX),
    )
    _check(options)
    return options


def _check(options: Options) -> None:
    if options.lock_timeout <= 0:
        raise OptionError("gw_lock_timeout must be more than 0 seconds")
    if options.shares < 1:
        problem = f"gw_shares must be 1 or more, not {options.shares}"
        raise OptionError(problem)
    if not 0 <= options.share < options.shares:
        last = options.shares - 1
        problem = f"gw_share is {options.share}, and with gw_shares={options.shares} it is 0 to {last}"
        raise OptionError(problem)
    if not options.store.has_entries and not options.batch_file and not options.pattern:
        also = " or gw_file_path_pattern" if options.store.takes_patterns else ""
        problem = f"no batches: set gw_batch_file{also}"
        raise OptionError(problem)


class _Values:
    """Reads variables. An empty one is as good as none, and means the default."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str, default: str = "") -> str:
        return self._environment.get(name, "").strip() or default or _default(name)

    def seconds(self, name: str) -> float:
        text = self.text(name)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or number < 0:
            problem = f"{name} must be a number of seconds, such as {_default(name)}, not {text!r}"
            raise OptionError(problem)
        return number

    def integer(self, name: str) -> int:
        text = self.text(name)
        try:
            return int(text) if text else 0
        except ValueError:
            problem = f"{name} must be a whole number, not {text!r}"
            raise OptionError(problem) from None

    def boolean(self, name: str) -> bool:
        text = self.text(name).lower()
        if text not in _TRUE | _FALSE:
            problem = f"{name} must be true or false (or yes/no, on/off, 1/0), not {text!r}"
            raise OptionError(problem)
        return text in _TRUE


def _default(name: str) -> str:
    default = DEFAULTS.get(name)
    return "" if default is None else str(default)

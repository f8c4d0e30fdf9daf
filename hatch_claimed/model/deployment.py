"""How a component runs on a cluster: what users would otherwise edit into its Kubernetes Job. Frozen, as model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

RestartPolicy = Literal["OnFailure", "Never"]
Seccomp = Literal["RuntimeDefault", "Unconfined"]
GroupChange = Literal["OnRootMismatch", "Always"]
Medium = Literal["Memory"]
VolumeKind = Literal["claim", "config-map", "secret", "empty-dir"]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A parameter whose value is the entry `key` of the Kubernetes secret `name`."""

    parameter: str
    name: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What is mounted at a path. `source` is the name of the claim, config map or secret; an empty folder has none.

    An empty folder lies on the node's disk, unless its `medium` is its memory.
    """

    name: str
    kind: VolumeKind
    source: str | None
    mount_path: str
    sub_path: str | None = None
    read_only: bool = False
    size_limit: str | None = None
    medium: Medium | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toleration:
    """A taint of nodes that pods put up with; without a value, of any value, and without an effect, of any effect."""

    key: str
    value: str | None = None
    effect: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Whom a pod runs as, and what it may do; None leaves it to the cluster."""

    run_as_user: int | None = None
    run_as_group: int | None = None
    fs_group: int | None = None
    fs_group_change_policy: GroupChange | None = None
    supplemental_groups: tuple[int, ...] | None = None
    run_as_non_root: bool | None = None
    seccomp_profile: Seccomp | None = None
    allow_privilege_escalation: bool | None = None
    read_only_root_filesystem: bool | None = None
    drop_capabilities: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """The deployment settings of one component, resolved. What is None or empty was not said."""

    secrets: tuple[Secret, ...] = ()
    image_pull_secrets: tuple[str, ...] = ()
    volumes: tuple[Volume, ...] = ()
    security: Security = field(default_factory=Security)
    requests: Pairs = ()
    limits: Pairs = ()
    backoff_limit: int | None = None
    restart_policy: RestartPolicy | None = None
    parallelism: int | None = None
    ttl_seconds_after_finished: int | None = None
    service_account: str | None = None
    node_selector: Pairs = ()
    tolerations: tuple[Toleration, ...] = ()
    labels: Pairs = ()
    annotations: Pairs = ()
    generate_name: bool = False

    def secret(self, parameter: str) -> Secret | None:
        """The secret that a parameter's value comes from, if it is one."""
        return next((one for one in self.secrets if one.parameter == parameter), None)


_QUANTITY = re.compile(r"(?P<number>[0-9.]+)(?:(?P<suffix>[KMGTPE]i|[numkMGTPE])|[eE](?P<exponent>[-+]?[0-9]+))?")
_DECIMAL = {"n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {f"{letter}i": 1 << 10 * power for power, letter in enumerate("KMGTPE", 1)}


def amount(quantity: str) -> Decimal:
    """The number that a quantity of Kubernetes means, such as 4096 for `4Ki`. Raises ValueError for other texts."""
    match = _QUANTITY.fullmatch(quantity)
    if match is None:
        message = f"not a quantity: {quantity!r}"
        raise ValueError(message)
    number, suffix = Decimal(match["number"]), match["suffix"] or ""
    if suffix in _BINARY:
        return number * _BINARY[suffix]
    power = _DECIMAL.get(suffix, int(match["exponent"] or 0))
    return number * Decimal(f"1e{power}")

"""Resources that no cluster can give (*Resource Management for Pods and Containers* in Kubernetes' documentation)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from hatch_claimed.model import Finding
from hatch_claimed.model.deployment import amount
from hatch_claimed.settings.settings import DeploySettings
from hatch_claimed.settings.tables.deploy import ResourcesTable

_LEAST_MEMORY = 1024**2
_OF_BYTES = ("memory", "ephemeral-storage")


def resource_problems(wanted: DeploySettings) -> Iterator[Finding]:
    """Requests beyond their limits, devices in parts, and memory of a few bytes."""
    table = wanted.table.resources or ResourcesTable()
    requests, limits = _amounts(table.requests), _amounts(table.limits)
    for part, amounts in (("requests", requests), ("limits", limits)):
        for name, (text, value) in amounts.items():
            yield from _value_problems(wanted, (part, name), text, value)
    for name, (text, value) in requests.items():
        yield from _request_problems(wanted, name, (text, value), limits.get(name))


def _amounts(values: Mapping[str, str | int | float]) -> dict[str, tuple[str, Decimal]]:
    return {name: (str(value), amount(str(value))) for name, value in values.items()}


def _value_problems(wanted: DeploySettings, key: tuple[str, str], text: str, value: Decimal) -> Iterator[Finding]:
    place = wanted.at("resources", *key)
    if key[1] in _OF_BYTES and 0 < value < _LEAST_MEMORY:
        number = text.rstrip("mk")
        bytes_ = "less than a byte" if value < 1 else f"{value.normalize():f} bytes"
        remedy = f'Write "{number}Mi" or "{number}Gi".'
        yield place.finding("CLM093", f'is "{text}", which is {bytes_}', remedy)
    if _is_device(key[1]) and value != value.to_integral_value():
        yield place.finding("CLM093", f'is "{text}", and devices come whole', "Write a whole number.")


def _request_problems(
    wanted: DeploySettings, name: str, request: tuple[str, Decimal], limit: tuple[str, Decimal] | None
) -> Iterator[Finding]:
    place = wanted.at("resources", "requests", name)
    if limit is None:
        if _is_device(name):
            remedy = f'Write `"{name}" = {request[0]}` below `limits` instead, which requests as much.'
            yield place.finding("CLM093", "has no limit, which Kubernetes wants for devices", remedy)
    elif request[1] > limit[1]:
        message = f'is "{request[0]}", more than its limit, "{limit[0]}"'
        yield place.finding("CLM093", message, "Raise the limit, or lower the request.")
    elif _is_device(name) and request[1] != limit[1]:
        message = f'is "{request[0]}", and its limit "{limit[0]}": for devices both are equal'
        yield place.finding("CLM093", message, "Keep the limit alone, which requests as much.")


def _is_device(name: str) -> bool:
    """Whether a resource is one of which Kubernetes gives no more than there is, and no parts."""
    return "/" in name or name.startswith("hugepages-")

"""What a Kubeflow component cannot hold: a Python module whose functions apply it to the tasks of a pipeline."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath

from hatch_claimed.artifacts.rendering import render
from hatch_claimed.model import Component, File, Project
from hatch_claimed.model.deployment import Deployment, Pairs, Volume, amount

TEMPLATES = Path(__file__).parents[1] / "templates"
SETTINGS_FILE = PurePosixPath("kfp_settings.py")
Value = str | int | bool | list[str] | dict[str, str]

# what the SDK takes; it refuses other quantities, which Kubernetes would take
_CPU = re.compile(r"([0-9]*\.)?[0-9]+m?")
_MEMORY = re.compile(r"[0-9]+([EPTGMK]i?)?")


@dataclass(frozen=True, slots=True)
class KfpCall:
    """A call of a method of the task, or of a function of kfp-kubernetes that takes the task first."""

    name: str
    arguments: tuple[tuple[str, Value], ...]
    of_task: bool = False


@dataclass(frozen=True, slots=True)
class KfpFunction:
    """A function of the module, and the settings that it cannot apply."""

    name: str
    component: str
    calls: tuple[KfpCall, ...]
    left_out: tuple[str, ...]


def kfp_settings(project: Project) -> tuple[File, ...]:
    """`kfp_settings.py`, where there is something to apply to any component."""
    functions = [one for one in map(_function, project.components) if one.calls]
    if not functions:
        return ()
    uses_kubernetes = any(not call.of_task for one in functions for call in one.calls)
    content = render(TEMPLATES, "kfp_settings.py.j2", functions=functions, uses_kubernetes=uses_kubernetes)
    return (File(path=SETTINGS_FILE, content=content),)


def kfp_calls(deployment: Deployment) -> tuple[KfpCall, ...]:
    """All calls that apply a deployment to a task, in a fixed order."""
    return (
        *_secrets(deployment),
        *(call for volume in deployment.volumes for call in _mounts(volume)),
        *_resources(deployment),
        *_scheduling(deployment),
    )


def _function(component: Component) -> KfpFunction:
    deployment = component.deployment
    return KfpFunction(function_name(component), component.name, kfp_calls(deployment), tuple(_left_out(deployment)))


def function_name(component: Component) -> str:
    """What the function of a component is called: its name as Python can write it."""
    name = component.name.replace("-", "_")
    if name[0].isdigit():
        return f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


def _secrets(deployment: Deployment) -> Iterator[KfpCall]:
    for one in deployment.secrets:
        keys = {one.key: one.parameter}
        yield KfpCall("use_secret_as_env", (("secret_name", one.name), ("secret_key_to_env", keys)))
    if deployment.image_pull_secrets:
        yield KfpCall("set_image_pull_secrets", (("secret_names", list(deployment.image_pull_secrets)),))


def _mounts(volume: Volume) -> Iterator[KfpCall]:
    place = ("mount_path", volume.mount_path)
    source = volume.source or ""
    match volume.kind:
        case "claim":
            part: tuple[tuple[str, Value], ...] = (("sub_path", volume.sub_path),) if volume.sub_path else ()
            yield KfpCall("mount_pvc", (("pvc_name", source), place, *part))
        case "config-map":
            yield KfpCall("use_config_map_as_volume", (("config_map_name", source), place))
        case "secret":
            yield KfpCall("use_secret_as_volume", (("secret_name", source), place))
        case "empty-dir":
            kind: list[tuple[str, Value | None]] = [("medium", volume.medium), ("size_limit", volume.size_limit)]
            said = tuple((name, value) for name, value in kind if value is not None)
            yield KfpCall("empty_dir_mount", (("volume_name", volume.name), place, *said))


def _resources(deployment: Deployment) -> Iterator[KfpCall]:
    for part, values in (("request", deployment.requests), ("limit", deployment.limits)):
        for name, quantity in values:
            if name == "cpu":
                yield KfpCall(f"set_cpu_{part}", (("cpu", _cpu(quantity)),), of_task=True)
            elif name == "memory":
                yield KfpCall(f"set_memory_{part}", (("memory", _memory(quantity)),), of_task=True)
    for name, quantity in _devices(deployment.limits)[:1]:
        yield KfpCall("set_accelerator_type", (("accelerator", name),), of_task=True)
        yield KfpCall("set_accelerator_limit", (("limit", int(amount(quantity))),), of_task=True)


def _scheduling(deployment: Deployment) -> Iterator[KfpCall]:
    security = deployment.security
    user: list[tuple[str, Value | None]] = [
        ("run_as_user", security.run_as_user),
        ("run_as_group", security.run_as_group),
        ("run_as_non_root", security.run_as_non_root),
    ]
    said = tuple((name, value) for name, value in user if value is not None)
    if said:
        yield KfpCall("set_security_context", said)
    for key, value in deployment.node_selector:
        yield KfpCall("add_node_selector", (("label_key", key), ("label_value", value)))
    for one in deployment.tolerations:
        compared: list[tuple[str, Value | None]] = [
            ("key", one.key),
            ("operator", "Exists" if one.value is None else "Equal"),
            ("value", one.value),
            ("effect", one.effect),
        ]
        yield KfpCall("add_toleration", tuple((name, value) for name, value in compared if value is not None))
    for key, value in deployment.labels:
        yield KfpCall("add_pod_label", (("label_key", key), ("label_value", value)))
    for key, value in deployment.annotations:
        yield KfpCall("add_pod_annotation", (("annotation_key", key), ("annotation_value", value)))
    if deployment.backoff_limit is not None:
        yield KfpCall("set_retry", (("num_retries", deployment.backoff_limit),), of_task=True)


def _left_out(deployment: Deployment) -> Iterator[str]:
    """The keys that have a meaning for a task, and that Kubeflow has no way to set."""
    for volume in deployment.volumes:
        if volume.read_only:
            yield f"volumes.{volume.name}.read-only"
        if volume.sub_path and volume.kind != "claim":
            yield f"volumes.{volume.name}.sub-path"
    for part, values in (("requests", deployment.requests), ("limits", deployment.limits)):
        known = ("cpu", "memory", *(name for name, _ in _devices(deployment.limits)[:1]))
        yield from (f"resources.{part}.{name}" for name, _ in values if name not in known)
    security = deployment.security
    for name in (
        "fs_group",
        "fs_group_change_policy",
        "supplemental_groups",
        "seccomp_profile",
        "allow_privilege_escalation",
        "read_only_root_filesystem",
        "drop_capabilities",
    ):
        if getattr(security, name) is not None:
            yield f"security-context.{name.replace('_', '-')}"
    if deployment.service_account:
        yield "service-account"


def _devices(values: Pairs) -> list[tuple[str, str]]:
    """The devices that are asked for. Kubeflow takes one kind of them, so GPUs come first."""
    return sorted((pair for pair in values if "/" in pair[0]), key=lambda pair: not pair[0].endswith("gpu"))


def _cpu(quantity: str) -> str:
    return quantity if _CPU.fullmatch(quantity) else _plain(amount(quantity))


def _memory(quantity: str) -> str:
    return quantity if _MEMORY.fullmatch(quantity) else str(int(amount(quantity)))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"

"""From a Job's own words to those of `[tool.claimed]` (Kubernetes API, *Job v1* and *PodSpec v1*)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hatch_claimed.adopt.toml import Toml, without_empty

_PLACEHOLDER = "image_pull_secret"
_SPEC = {
    "backoffLimit": "backoff-limit",
    "parallelism": "parallelism",
    "ttlSecondsAfterFinished": "ttl-seconds-after-finished",
}
_SECURITY = {
    "runAsUser": "run-as-user",
    "runAsGroup": "run-as-group",
    "fsGroup": "fs-group",
    "fsGroupChangePolicy": "fs-group-change-policy",
    "supplementalGroups": "supplemental-groups",
    "runAsNonRoot": "run-as-non-root",
    "allowPrivilegeEscalation": "allow-privilege-escalation",
    "readOnlyRootFilesystem": "read-only-root-filesystem",
}
_KNOWN = {
    "spec": {"template", *_SPEC},
    "template.spec": {
        "containers", "restartPolicy", "imagePullSecrets", "volumes", "securityContext", "serviceAccountName",
        "serviceAccount", "nodeSelector", "tolerations",
    },
    "container": {
        "name", "image", "command", "args", "workingDir", "env", "volumeMounts", "resources", "securityContext",
        "imagePullPolicy",
    },
}  # fmt: skip


def settings_of(
    spec: Mapping[str, Any], pod: Mapping[str, Any], container: Mapping[str, Any]
) -> tuple[dict[str, Toml], tuple[str, ...]]:
    """The settings that a Job's `spec`, its pod and its container amount to, and the keys that have no setting."""
    named = without_empty({key: spec.get(name) for name, key in _SPEC.items()})
    policy = pod.get("restartPolicy")
    settings = without_empty(
        {
            "secrets": dict(_secrets(container)),
            "image-pull-secrets": tuple(_pull_secrets(pod)),
            "volumes": _volumes(pod, container),
            "resources": _resources(_mapping(container.get("resources"))),
            "security-context": _security(pod) | _security(container),
            "service-account": pod.get("serviceAccountName") or pod.get("serviceAccount"),
            # what C3 writes, and we as well
            "restart-policy": policy if policy != "OnFailure" else None,
            "node-selector": {str(key): str(value) for key, value in _mapping(pod.get("nodeSelector")).items()},
            "tolerations": tuple(_tolerations(pod)),
        }
    )
    parts = {"spec": spec, "template.spec": pod, "container": container}
    unknown = (f"{part}.{key}" for part, held in parts.items() for key in held if key not in _KNOWN[part])
    return named | settings, tuple(unknown)


def _secrets(container: Mapping[str, Any]) -> Iterator[tuple[str, Toml]]:
    for one in _tables(container.get("env")):
        reference = _mapping(_mapping(one.get("valueFrom")).get("secretKeyRef"))
        if reference.get("name") and one.get("name"):
            yield str(one["name"]), without_empty({"name": str(reference["name"]), "key": reference.get("key")})


def _pull_secrets(pod: Mapping[str, Any]) -> Iterator[str]:
    for one in _tables(pod.get("imagePullSecrets")):
        name = one.get("name")
        if isinstance(name, str) and name != _PLACEHOLDER:
            yield name


def _volumes(pod: Mapping[str, Any], container: Mapping[str, Any]) -> dict[str, Toml]:
    """Each mount with the volume behind it. A volume that is mounted twice has a table for each place."""
    volumes = {str(one.get("name")): one for one in _tables(pod.get("volumes"))}
    found: dict[str, Toml] = {}
    for mount in _tables(container.get("volumeMounts")):
        name = str(mount.get("name"))
        place = without_empty(
            {
                **_source(volumes.get(name, {})),
                "mount-path": mount.get("mountPath"),
                "sub-path": mount.get("subPath"),
                "read-only": mount.get("readOnly") or None,
            }
        )
        number = sum(key == name or key.startswith(f"{name}-") for key in found)
        found[f"{name}-{number + 1}" if name in found else name] = place
    return found


def _source(volume: Mapping[str, Any]) -> dict[str, Toml | None]:
    empty = volume.get("emptyDir")
    return {
        "claim": _mapping(volume.get("persistentVolumeClaim")).get("claimName"),
        "config-map": _mapping(volume.get("configMap")).get("name"),
        "secret": _mapping(volume.get("secret")).get("secretName"),
        "empty-dir": True if empty is not None else None,
        "size-limit": _mapping(empty).get("sizeLimit"),
        "medium": _mapping(empty).get("medium") or None,
    }


def _resources(resources: Mapping[str, Any]) -> dict[str, Toml]:
    wanted = {key: _mapping(resources.get(key)) for key in ("requests", "limits")}
    return without_empty({key: {str(n): str(v) for n, v in held.items()} for key, held in wanted.items()})


def _security(holder: Mapping[str, Any]) -> dict[str, Toml]:
    context = _mapping(holder.get("securityContext"))
    dropped = _mapping(context.get("capabilities")).get("drop")
    return without_empty(
        {
            **{key: context.get(name) for name, key in _SECURITY.items()},
            "seccomp-profile": _mapping(context.get("seccompProfile")).get("type"),
            "drop-capabilities": tuple(str(one) for one in dropped) if isinstance(dropped, list) else None,
        }
    )


def _tolerations(pod: Mapping[str, Any]) -> Iterator[str]:
    """As `kubectl taint` writes a taint: `key=value:effect`, or less of it."""
    for one in _tables(pod.get("tolerations")):
        key, value, effect = (one.get(name) for name in ("key", "value", "effect"))
        if key:
            yield f"{key}{f'={value}' if value else ''}{f':{effect}' if effect else ''}"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: object) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

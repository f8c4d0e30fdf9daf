"""What Kubernetes' API refuses in a Job and its JSON Schema does not know, written down once more without our own rules.

Sources: pkg/apis/core/validation and pkg/apis/batch/validation of Kubernetes, and its documentation.
"""

from collections.abc import Iterator
from decimal import Decimal
from string import ascii_letters, ascii_lowercase, digits

LARGEST = 2**31 - 1
SUFFIXES = {
    "": 1,
    **{letter: Decimal(1000) ** power for power, letter in enumerate("kMGTPE", 1)},
    **{f"{letter}i": Decimal(1024) ** power for power, letter in enumerate("KMGTPE", 1)},
    **{letter: Decimal(1000) ** -power for power, letter in enumerate("mun", 1)},
}


def violations(job) -> Iterator[str]:
    """Every rule that a Job breaks, in words."""
    yield from of_metadata(job["metadata"])
    spec = job["spec"]
    for key in ("parallelism", "completions", "backoffLimit", "ttlSecondsAfterFinished"):
        if not 0 <= spec.get(key, 0) <= LARGEST:
            yield f"{key} out of range"
    if spec.get("completionMode") == "Indexed" and "completions" not in spec:
        yield "indexed without completions"
    yield from of_labels(spec["template"]["metadata"].get("labels", {}))
    for label in ("job-name", "controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid"):
        if label in spec["template"]["metadata"].get("labels", {}):
            yield f"label {label}"
    yield from of_pod(spec["template"]["spec"])


def of_metadata(metadata) -> Iterator[str]:
    name = metadata.get("name")
    if name is None:
        prefix = metadata.get("generateName", "")
        name = prefix[:58] + "x"
        if not prefix:
            yield "no name"
    if not is_label(name):
        yield f"name {name!r}"
    yield from of_labels(metadata.get("labels", {}))
    annotations = metadata.get("annotations", {})
    yield from (f"annotation {key!r}" for key in annotations if not is_qualified(key.lower()))
    if sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items()) > 256 * 1024:
        yield "annotations too large"


def of_labels(labels) -> Iterator[str]:
    for key, value in labels.items():
        if not is_qualified(key):
            yield f"label {key!r}"
        if value and not is_part(value):
            yield f"label value {value!r}"


def of_pod(pod) -> Iterator[str]:
    if pod["restartPolicy"] not in {"OnFailure", "Never"}:
        yield "restart policy"
    named = [one["name"] for one in pod.get("imagePullSecrets", ())]
    named += [pod["serviceAccountName"]] if "serviceAccountName" in pod else []
    yield from (f"object {name!r}" for name in named if not is_subdomain(name))
    yield from of_labels(pod.get("nodeSelector", {}))
    security = pod.get("securityContext", {})
    numbers = [security.get(key, 0) for key in ("runAsUser", "runAsGroup", "fsGroup")]
    if not all(0 <= number <= LARGEST for number in [*numbers, *security.get("supplementalGroups", ())]):
        yield "id out of range"
    if security.get("runAsNonRoot") and security.get("runAsUser") == 0:
        yield "root that must not be"
    for one in pod.get("tolerations", ()):
        yield from of_toleration(one)
    yield from of_volumes(pod)
    for container in pod["containers"]:
        if not is_label(container["name"]):
            yield "container name"
        yield from of_environment(container["env"])
        yield from of_resources(container.get("resources", {}))


def of_toleration(one) -> Iterator[str]:
    if not is_qualified(one["key"]):
        yield f"toleration {one['key']!r}"
    if one["operator"] == "Exists" and one.get("value"):
        yield "toleration with a value"
    if one.get("value") and not is_part(one["value"]):
        yield "toleration value"
    if one.get("effect", "NoSchedule") not in {"NoSchedule", "PreferNoSchedule", "NoExecute"}:
        yield "toleration effect"


def of_volumes(pod) -> Iterator[str]:
    names = [volume["name"] for volume in pod.get("volumes", ())]
    if len(set(names)) < len(names):
        yield "two volumes of one name"
    for volume in pod.get("volumes", ()):
        sources = [key for key in volume if key != "name"]
        if not is_label(volume["name"]):
            yield f"volume {volume['name']!r}"
        if len(sources) != 1:
            yield f"volume {volume['name']!r} is {sources}"
        objects = [volume.get(kind, {}).get(key) for kind, key in OBJECTS.items() if kind in volume]
        yield from (f"object {name!r}" for name in objects if not name or not is_subdomain(name))
    for container in pod["containers"]:
        yield from of_mounts(container.get("volumeMounts", ()), set(names))


OBJECTS = {"persistentVolumeClaim": "claimName", "configMap": "name", "secret": "secretName"}


def of_mounts(mounts, names) -> Iterator[str]:
    paths = [mount["mountPath"] for mount in mounts]
    if len(set(paths)) < len(paths):
        yield "two mounts at one path"
    if {mount["name"] for mount in mounts} != names:
        yield "mounts and volumes differ"
    for mount in mounts:
        if not mount["mountPath"].startswith("/") or ":" in mount["mountPath"]:
            yield f"mount path {mount['mountPath']!r}"
        sub = mount.get("subPath", "x")
        if sub.startswith("/") or ".." in sub.split("/") or not sub:
            yield f"sub-path {sub!r}"


def of_environment(environment) -> Iterator[str]:
    names = [variable["name"] for variable in environment]
    if len(set(names)) < len(names):
        yield "two variables of one name"
    for variable in environment:
        name = variable["name"]
        if not name or name[0] in digits or set(name) - set(ascii_letters + digits + "_"):
            yield f"variable {name!r}"
        if ("value" in variable) == ("valueFrom" in variable):
            yield f"variable {name!r} has two values or none"
        reference = variable.get("valueFrom", {}).get("secretKeyRef", {"name": "x", "key": "x"})
        if not is_subdomain(reference["name"]):
            yield f"secret {reference['name']!r}"
        if not is_secret_key(reference["key"]):
            yield f"secret key {reference['key']!r}"


def of_resources(resources) -> Iterator[str]:
    requests, limits = resources.get("requests", {}), resources.get("limits", {})
    yield from of_quantities([*requests.items(), *limits.items()])
    for name, quantity in requests.items():
        limit = limits.get(name)
        if "/" in name and limit is None:
            yield f"{name!r} without limit"
        if limit and number(quantity) > number(limit):
            yield f"{name!r} above its limit"
        if limit and "/" in name and number(quantity) != number(limit):
            yield f"{name!r} other than its limit"


def of_quantities(quantities) -> Iterator[str]:
    for name, quantity in quantities:
        plain = name in {"cpu", "memory", "ephemeral-storage"} or name.startswith("hugepages-")
        if not plain and ("/" not in name or not is_qualified(name)):
            yield f"resource {name!r}"
        if number(quantity) is None:
            yield f"quantity {quantity!r}"
        elif "/" in name and number(quantity) % 1:
            yield f"part of {name!r}"


def number(quantity: str) -> Decimal | None:
    head = quantity.rstrip(ascii_letters)
    suffix = quantity[len(head) :]
    try:
        return Decimal(head) * SUFFIXES[suffix] if suffix in SUFFIXES else Decimal(quantity)
    except ArithmeticError:
        return None


def is_secret_key(text: str) -> bool:
    return (
        0 < len(text) <= 253 and set(text) <= set(ascii_letters + digits + "-_.") and text != "." and text[:2] != ".."
    )


def is_part(text: str) -> bool:
    """A label's value, or the name in its key."""
    allowed = set(ascii_letters + digits)
    return 0 < len(text) <= 63 and {text[0], text[-1]} <= allowed and set(text) <= allowed | set("-_.")


def is_label(text: str) -> bool:
    allowed = set(ascii_lowercase + digits)
    return 0 < len(text) <= 63 and {text[0], text[-1]} <= allowed and set(text) <= allowed | {"-"}


def is_subdomain(text: str) -> bool:
    # only the whole has a length: a part of it may be longer than a host's
    allowed = set(ascii_lowercase + digits)
    parts = text.split(".")
    right = all(part and {part[0], part[-1]} <= allowed and set(part) <= allowed | {"-"} for part in parts)
    return len(text) <= 253 and right


def is_qualified(text: str) -> bool:
    prefix, slash, name = text.rpartition("/")
    return is_part(name) and (not slash or is_subdomain(prefix))

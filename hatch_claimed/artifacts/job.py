"""Kubernetes: a batch/v1 Job that holds every parameter as an environment variable, and all deployment settings."""

from __future__ import annotations

import re

from hatch_claimed.artifacts.artifact import ENTRY_POINT, Artifact
from hatch_claimed.artifacts.deploy.pod import container_settings, pod_settings
from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import Component, GridWrapper, Parameter
from hatch_claimed.model.deployment import Secret

BACKOFF_LIMIT = 5
DESCRIPTION_ANNOTATION = "claimed-framework.github.io/description"
DESCRIPTION_LIMIT = 32 * 1024
"""Bytes of description. An object's annotations hold 256 KiB, and `kubectl apply` stores the whole object there once
more as JSON, in which one character may take six times its size."""

_LABEL_VALUE = re.compile(r"(?=.{1,63}\Z)[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?")
# Kubernetes expands `$(NAME)` in values, reads `$$` as `$`, and spoils a non-ASCII character behind `$`.
_EXPANDED = re.compile(r"\$(?:[$(]|[^\x00-\x7f])")


class KubernetesJob(Artifact):
    """Renders `example_script.job.yaml`, ready for `kubectl apply` once the required values are filled in.

    With `generate-name` it is for `kubectl create`, which `kubectl apply` cannot do.
    """

    name = "job"
    suffix = ".job.yaml"

    def render(self, component: Component) -> bytes:
        """The Job as YAML."""
        deployment = component.deployment
        labels = _labels(component) | dict(deployment.labels)
        annotations: dict[str, Yaml] = dict(deployment.annotations)
        described = {DESCRIPTION_ANNOTATION: _shortened(component.description)} if component.description else {}
        name = {"generateName": f"{component.name}-"} if deployment.generate_name else {"name": component.name}
        return dump(
            {
                "apiVersion": "batch/v1",
                "kind": "Job",
                "metadata": {**name, "labels": labels, **_annotated(described | annotations)},
                "spec": {
                    **_workers(component),
                    "backoffLimit": BACKOFF_LIMIT if deployment.backoff_limit is None else deployment.backoff_limit,
                    **_ttl(deployment.ttl_seconds_after_finished),
                    "template": {
                        "metadata": {"labels": labels, **_annotated(annotations)},
                        "spec": {**pod_settings(deployment), "containers": [_container(component)]},
                    },
                },
            }
        )


def _annotated(annotations: dict[str, Yaml]) -> dict[str, Yaml]:
    return {"annotations": annotations} if annotations else {}


def _ttl(seconds: int | None) -> dict[str, Yaml]:
    return {} if seconds is None else {"ttlSecondsAfterFinished": seconds}


def _workers(component: Component) -> dict[str, Yaml]:
    """How many pods there are.

    Workers that share a coordinator have no number of completions: the Job is done when one of them says that all
    batches are. Workers with shares are done when each is.
    """
    workers = component.parallelism if isinstance(component, GridWrapper) else component.deployment.parallelism
    if workers is None:
        return {}
    if isinstance(component, GridWrapper) and component.indexed:
        return {"completionMode": "Indexed", "completions": workers, "parallelism": workers}
    return {"parallelism": workers}


def _labels(component: Component) -> dict[str, Yaml]:
    labels: dict[str, Yaml] = {"app.kubernetes.io/name": component.name}
    if _LABEL_VALUE.fullmatch(component.image.tag):
        labels["app.kubernetes.io/version"] = component.image.tag
    return labels


def _shortened(description: str) -> str:
    content = description.encode(errors="replace")
    if len(content) <= DESCRIPTION_LIMIT:
        return description
    return content[:DESCRIPTION_LIMIT].decode(errors="ignore") + " …"


def _container(component: Component) -> Yaml:
    return {
        "name": component.name,
        "image": component.image.pinned,
        "command": [ENTRY_POINT],
        "env": [
            {"name": parameter.name, **value}
            for parameter in component.parameters
            if (value := _value(parameter, component.deployment.secret(parameter.name)))
        ],
        **container_settings(component.deployment),
    }


def _value(parameter: Parameter, secret: Secret | None) -> dict[str, Yaml]:
    """Where a variable has its value from: a secret, or here; without a default, or with a secret one, it has none."""
    if secret:
        return {"valueFrom": {"secretKeyRef": {"name": secret.name, "key": secret.key}}}
    given = parameter.required or parameter.open_default is not None
    return {"value": _text(parameter)} if given else {}


def _text(parameter: Parameter) -> str:
    """The default, or, for a required parameter, the empty place where its value belongs."""
    return as_kubernetes_reads_it(parameter.default_text or "")


def as_kubernetes_reads_it(text: str) -> str:
    """A text so that a container gets it as it is, as the value of a variable of its pod."""
    # podman takes values as they stand, so nothing is escaped that needs not be
    return text.replace("$", "$$") if _EXPANDED.search(text) else text

"""The parts of a Kubernetes pod that deployment settings decide. What they do not say is left out."""

from __future__ import annotations

from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.model.deployment import Deployment, Toleration, Volume

DEFAULT_RESTART_POLICY = "OnFailure"
Part = dict[str, Yaml]


def pod_settings(deployment: Deployment) -> Part:
    """The keys of a pod's spec, without its containers."""
    security = deployment.security
    seccomp = security.seccomp_profile
    return _said(
        restartPolicy=deployment.restart_policy or DEFAULT_RESTART_POLICY,
        serviceAccountName=deployment.service_account,
        imagePullSecrets=[{"name": name} for name in deployment.image_pull_secrets],
        securityContext=_said(
            runAsUser=security.run_as_user,
            runAsGroup=security.run_as_group,
            runAsNonRoot=security.run_as_non_root,
            fsGroup=security.fs_group,
            fsGroupChangePolicy=security.fs_group_change_policy,
            supplementalGroups=security.supplemental_groups,
            seccompProfile={"type": seccomp} if seccomp else None,
        ),
        nodeSelector=dict(deployment.node_selector),
        tolerations=[_toleration(one) for one in deployment.tolerations],
        volumes=[{"name": volume.name, **_source(volume)} for volume in deployment.volumes],
    )


def container_settings(deployment: Deployment) -> Part:
    """The keys of the container, without its name, image, command and environment."""
    security = deployment.security
    dropped = security.drop_capabilities
    return _said(
        resources=_said(requests=dict(deployment.requests), limits=dict(deployment.limits)),
        securityContext=_said(
            allowPrivilegeEscalation=security.allow_privilege_escalation,
            readOnlyRootFilesystem=security.read_only_root_filesystem,
            capabilities={"drop": dropped} if dropped else None,
        ),
        volumeMounts=[_mount(volume) for volume in deployment.volumes],
    )


def _said(**values: Yaml) -> Part:
    """The values that are there. `0` and `false` are, empty lists and tables are not."""
    return {name: value for name, value in values.items() if not _is_nothing(value)}


def _is_nothing(value: Yaml) -> bool:
    return value is None or (isinstance(value, (list, tuple, dict)) and not value)


def _source(volume: Volume) -> Part:
    match volume.kind:
        case "claim":
            return {"persistentVolumeClaim": {"claimName": volume.source}}
        case "config-map":
            return {"configMap": {"name": volume.source}}
        case "secret":
            return {"secret": {"secretName": volume.source}}
        case "empty-dir":
            return {"emptyDir": _said(medium=volume.medium, sizeLimit=volume.size_limit)}


def _mount(volume: Volume) -> Part:
    return _said(
        name=volume.name,
        mountPath=volume.mount_path,
        subPath=volume.sub_path,
        readOnly=True if volume.read_only else None,
    )


def _toleration(one: Toleration) -> Part:
    """Without a value, whatever the taint's value is."""
    compared: Part = {"operator": "Exists"} if one.value is None else {"operator": "Equal", "value": one.value}
    return {"key": one.key, **compared, **_said(effect=one.effect)}

"""How components run on a cluster, declared once: the keys that a project, an operator and a grid wrapper share.

The rules are those of Kubernetes, which tells of a violation only when a Job is created, and of some not even then:
*Object Names and IDs*, *Labels and Selectors*, *Secrets*, *Volumes* and *Resource units* in its documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hatch_claimed.model.deployment import GroupChange, Medium, RestartPolicy, Seccomp
from hatch_claimed.settings.options import BaseTable, Option, TextPattern, option

_DNS_LABEL = r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_DNS_NAME = rf"{_DNS_LABEL}(?:\.{_DNS_LABEL})*"
_LABEL = r"[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"

OBJECT = TextPattern(
    rf"^(?=.{{1,253}}$){_DNS_NAME}$",
    "the name of an object: lower case letters, digits, `-` and `.`, such as `my-data`",
)
VOLUME = TextPattern(
    rf"^(?=.{{1,63}}$){_DNS_LABEL}$", "a name of at most 63 lower case letters, digits and `-`, such as `data`"
)
SECRET_KEY = TextPattern(
    r"^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$", "a key of letters, digits, `-`, `_` and `.`, such as `token`"
)
LABEL_KEY = TextPattern(
    rf"^(?:(?=[^/]{{1,253}}/){_DNS_NAME}/)?{_LABEL}$",
    "a name of at most 63 letters, digits, `-`, `_` and `.`, with or without a domain before it, such as "
    "`example.com/team`",
)
LABEL_VALUE = TextPattern(
    rf"^(?:{_LABEL})?$",
    "at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, such as `earth-science`",
)
RESOURCE = TextPattern(
    rf"^(?:cpu|memory|ephemeral-storage|hugepages-[0-9]+[KMG]i|(?=[^/]{{1,253}}/){_DNS_NAME}/{_LABEL})$",
    "a resource: `cpu`, `memory`, `ephemeral-storage`, or one of a device plugin, such as `nvidia.com/gpu`",
)
QUANTITY = TextPattern(
    rf"^{_NUMBER}(?:[KMGTPE]i|[numkMGTPE]|[eE][-+]?[0-9]{{1,2}})?$",
    "a quantity as Kubernetes writes it: `0.5` or `500m` for half a CPU, `4Gi` or `512Mi` for memory",
)
MOUNT_PATH = TextPattern(
    r"^/(?!.*:)(?!(?:.*/)?\.\.?(?:/|$)).*$",
    "an absolute path without `:` and `..`; relative paths of a script lie below `/opt/app-root/src`, such as "
    "`/opt/app-root/src/data`, or for R below `/home/docker`",
)
SUB_PATH = TextPattern(
    r"^(?!/)(?!(?:.*/)?\.\.(?:/|$)).+$", "a path within the volume, without `..`, such as `measurements/2026`"
)
TOLERATION = TextPattern(
    rf"^(?:(?=[^/=:]{{1,253}}/){_DNS_NAME}/)?{_LABEL}(?:=(?:{_LABEL})?)?(?::(?:NoSchedule|PreferNoSchedule|NoExecute))?$",
    "a taint as `kubectl taint` takes it, `key=value:effect` or less of it, such as `nvidia.com/gpu:NoSchedule`",
)
CAPABILITY = TextPattern(r"^[A-Z][A-Z_]*$", "a capability without `CAP_`, such as `NET_RAW`, or `ALL`")


@dataclass(frozen=True, kw_only=True)
class SecretTable:
    """The Kubernetes secret that a parameter's value comes from. The table's name is the parameter's name."""

    name: str | None = option(None, Option("The name of the secret.", OBJECT, "cos-credentials", required=True))
    key: str | None = option(
        None, Option("Which of its entries.", SECRET_KEY, "access_key_id", default_text="the parameter's name")
    )


@dataclass(frozen=True, kw_only=True)
class VolumeTable:
    """A volume, and where it is mounted. It has one of `claim`, `config-map`, `secret` and `empty-dir`."""

    claim: str | None = option(
        None, Option("The persistent volume claim that it is, which is there already.", OBJECT, "measurements")
    )
    config_map: str | None = option(None, Option("The config map whose entries are its files.", OBJECT, "settings"))
    secret: str | None = option(None, Option("The secret whose entries are its files.", OBJECT, "aws-credentials"))
    empty_dir: bool | None = option(None, Option("Whether it is a folder that is empty at first, and gone at the end."))
    size_limit: str | None = option(None, Option("The most that such a folder may hold.", QUANTITY, "10Gi"))
    medium: Medium | None = option(
        None,
        Option(
            "Where such a folder is stored: `Memory` puts it into the node's memory, as `/dev/shm` is. What it holds "
            "counts towards the container's memory.",
            example="Memory",
            default_text="the node's disk",
        ),
    )
    mount_path: str | None = option(
        None, Option("Where it is mounted.", MOUNT_PATH, "/opt/app-root/src/data", required=True)
    )
    sub_path: str | None = option(None, Option("The folder within it that is mounted.", SUB_PATH, "2026", "all of it"))
    read_only: bool = option(False, Option("Whether it can only be read."))


@dataclass(frozen=True, kw_only=True)
class SecurityTable:
    """Whom pods run as, and what they may do. What is not said is left to the image and the cluster."""

    run_as_user: int | None = option(None, Option("The user id of the processes.", example=1001, least=0))
    run_as_group: int | None = option(None, Option("The group id of the processes.", example=0, least=0))
    fs_group: int | None = option(None, Option("The group that volumes belong to.", example=2000, least=0))
    fs_group_change_policy: GroupChange | None = option(
        None,
        Option(
            "Whether each start gives all files of a volume to that group (`Always`), which takes long for many files, "
            "or only where its top folder is not that group's yet (`OnRootMismatch`).",
            example="OnRootMismatch",
            default_text="`Always`",
        ),
    )
    supplemental_groups: tuple[int, ...] | None = option(
        None, Option("Further groups of the processes, such as the one that may write to a volume.", least=0)
    )
    run_as_non_root: bool | None = option(None, Option("Whether Kubernetes refuses to run it as root."))
    seccomp_profile: Seccomp | None = option(None, Option("Which system calls it may make.", example="RuntimeDefault"))
    allow_privilege_escalation: bool | None = option(
        None, Option("Whether a process may get more rights than the one that started it.")
    )
    read_only_root_filesystem: bool | None = option(
        None, Option("Whether it writes to volumes alone. Scripts then need volumes for what they write, `/tmp` too.")
    )
    drop_capabilities: tuple[str, ...] | None = option(
        None, Option("The rights of root that it does without.", CAPABILITY, ("ALL",))
    )


@dataclass(frozen=True, kw_only=True)
class ResourcesTable:
    """What a pod needs, and the most that it may use."""

    requests: Mapping[str, str | int | float] = option(
        {}, Option("What a node must have to spare.", QUANTITY, {"cpu": "500m", "memory": "2Gi"}, names=RESOURCE)
    )
    limits: Mapping[str, str | int | float] = option(
        {}, Option("The most that is used.", QUANTITY, {"memory": "4Gi", "nvidia.com/gpu": "1"}, names=RESOURCE)
    )


@dataclass(frozen=True, kw_only=True)
class DeployTable(BaseTable):
    """The keys of a project, an operator and a grid wrapper that say how Jobs run.

    What an operator says goes before what the project says, and a grid wrapper before its operator; tables are merged
    key by key, and each secret and each volume is taken whole.
    """

    secrets: Mapping[str, SecretTable] = option(
        {}, Option("Parameters whose values come from Kubernetes secrets, each with a `name` and a `key`.")
    )
    image_pull_secrets: tuple[str, ...] | None = option(
        None,
        Option("Secrets with the logins of registries, by which the cluster pulls images.", OBJECT, ("icr-login",)),
    )
    volumes: Mapping[str, VolumeTable] = option(
        {}, Option("Volumes, each in a table of its own with a `mount-path`.", names=VOLUME)
    )
    resources: ResourcesTable | None = option(None, Option("What pods need, and the most that they may use."))
    security_context: SecurityTable | None = option(None, Option("Whom pods run as, and what they may do."))
    service_account: str | None = option(None, Option("The service account of pods.", OBJECT, "runner", "`default`"))
    backoff_limit: int | None = option(
        None, Option("How often a failed pod is tried again.", example=2, default_text="5", least=0)
    )
    restart_policy: RestartPolicy | None = option(
        None,
        Option(
            "Whether a failed pod starts again (`OnFailure`), or stays for its log and another takes its place "
            "(`Never`).",
            example="Never",
            default_text="`OnFailure`",
        ),
    )
    parallelism: int | None = option(
        None, Option("How many pods a Job runs at once: the workers of a grid wrapper.", example=10, default_text="1")
    )
    ttl_seconds_after_finished: int | None = option(
        None,
        Option("When Kubernetes deletes a finished Job, in seconds.", example=86400, default_text="never", least=0),
    )
    node_selector: Mapping[str, str] = option(
        {},
        Option("Labels of the nodes that pods run on.", LABEL_VALUE, {"disktype": "ssd"}, names=LABEL_KEY),
    )
    tolerations: tuple[str, ...] | None = option(
        None,
        Option(
            "Taints of nodes that pods run on all the same, as `kubectl taint` writes them.",
            TOLERATION,
            ("nvidia.com/gpu:NoSchedule",),
        ),
    )
    labels: Mapping[str, str] = option(
        {}, Option("Labels of Jobs and their pods.", LABEL_VALUE, {"team": "hydrology"}, names=LABEL_KEY)
    )
    annotations: Mapping[str, str] = option(
        {}, Option("Annotations of Jobs and their pods.", example={"example.com/contact": "me"}, names=LABEL_KEY)
    )
    generate_name: bool | None = option(
        None,
        Option("Whether each `kubectl create` makes another Job, of another name. `kubectl apply` needs a fixed one."),
    )

"""What settings for Kubernetes come to, and which of them counts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.model.deployment import Deployment, Secret, Security, Toleration, Volume, amount
from hatch_claimed.settings.tables.deploy import QUANTITY

EVERYTHING = """
image-pull-secrets = ["b", "a", "b"]
service-account = "runner"
backoff-limit = 0
restart-policy = "Never"
parallelism = 2
ttl-seconds-after-finished = 0
generate-name = true
tolerations = ["a", "b=c", "d=:NoExecute", "e:NoSchedule"]
secrets.api_key = { name = "cos", key = "k.1" }
secrets.input_path = { name = "input" }
resources = { requests = { cpu = 0.5, memory = "1Gi" }, limits = { "nvidia.com/gpu" = 1, cpu = "2" } }
node-selector = { disk = "ssd" }
labels = { team = "a", "example.com/x" = "" }
annotations = { note = "b: c" }

[tool.claimed.volumes]
data = { claim = "levels", mount-path = "/opt/app-root/src//data/", sub-path = "2026", read-only = true }
conf = { config-map = "conf", mount-path = "/conf" }
keys = { secret = "keys", mount-path = "/keys" }
shm = { empty-dir = true, medium = "Memory", size-limit = "2Gi", mount-path = "/dev/shm" }
tmp = { empty-dir = true, size-limit = "1Gi", mount-path = "/tmp" }

[tool.claimed.security-context]
run-as-user = 0
run-as-group = 1
fs-group = 2
fs-group-change-policy = "OnRootMismatch"
supplemental-groups = [3, 4]
run-as-non-root = false
seccomp-profile = "RuntimeDefault"
allow-privilege-escalation = false
read-only-root-filesystem = true
drop-capabilities = ["ALL"]
"""

RESOLVED = Deployment(
    secrets=(
        Secret(parameter="input_path", name="input", key="input_path"),
        Secret(parameter="api_key", name="cos", key="k.1"),
    ),
    image_pull_secrets=("b", "a"),
    volumes=(
        Volume(name="conf", kind="config-map", source="conf", mount_path="/conf"),
        Volume(
            name="data",
            kind="claim",
            source="levels",
            mount_path="/opt/app-root/src/data",
            sub_path="2026",
            read_only=True,
        ),
        Volume(name="keys", kind="secret", source="keys", mount_path="/keys"),
        Volume(name="shm", kind="empty-dir", source=None, mount_path="/dev/shm", size_limit="2Gi", medium="Memory"),
        Volume(name="tmp", kind="empty-dir", source=None, mount_path="/tmp", size_limit="1Gi"),
    ),
    security=Security(
        run_as_user=0,
        run_as_group=1,
        fs_group=2,
        fs_group_change_policy="OnRootMismatch",
        supplemental_groups=(3, 4),
        run_as_non_root=False,
        seccomp_profile="RuntimeDefault",
        allow_privilege_escalation=False,
        read_only_root_filesystem=True,
        drop_capabilities=("ALL",),
    ),
    requests=(("cpu", "0.5"), ("memory", "1Gi")),
    limits=(("cpu", "2"), ("nvidia.com/gpu", "1")),
    backoff_limit=0,
    restart_policy="Never",
    parallelism=2,
    ttl_seconds_after_finished=0,
    service_account="runner",
    node_selector=(("disk", "ssd"),),
    tolerations=(
        Toleration(key="a"),
        Toleration(key="b", value="c"),
        Toleration(key="d", value="", effect="NoExecute"),
        Toleration(key="e", effect="NoSchedule"),
    ),
    labels=(("example.com/x", ""), ("team", "a")),
    annotations=(("note", "b: c"),),
    generate_name=True,
)


def test_everything_at_once(deployments):
    assert deployments(EVERYTHING)["count-words"] == RESOLVED


def test_nothing(deployments):
    assert deployments("") == {"count-words": Deployment(), "look": Deployment()}


def test_a_secret_of_the_project_is_for_those_who_read_it(deployments):
    made = deployments('secrets.api_key = { name = "cos" }')
    assert made["count-words"].secrets == (Secret(parameter="api_key", name="cos", key="api_key"),)
    assert made["look"] == Deployment()


def test_an_operator_goes_before_the_project_and_a_grid_wrapper_before_its_operator(deployments):
    made = deployments(
        "backoff-limit = 1\nparallelism = 2\n"
        'image-pull-secrets = ["project"]\n'
        'labels = { a = "project", b = "project", c = "project" }\n'
        'resources.limits = { cpu = 1, memory = "1Gi" }\n'
        'resources.requests = { memory = "1Gi" }\n'
        'secrets.input_path = { name = "project", key = "k" }\n'
        'volumes.data = { claim = "project", mount-path = "/project", read-only = true }\n'
        "[tool.claimed.operators.look]\n"
        "backoff-limit = 0\n"
        'image-pull-secrets = ["operator"]\n'
        'labels = { b = "operator", c = "operator" }\n'
        "resources.limits = { cpu = 2 }\n"
        'secrets.input_path = { name = "operator" }\n'
        'volumes.data = { claim = "operator", mount-path = "/operator" }\n'
        "[tool.claimed.grid-wrappers.look]\n"
        'parameters = { input_path = "{batch}" }\n'
        'labels = { c = "wrapper" }\n'
        "parallelism = 7\n"
        'secrets.gw_coordinator_path = { name = "wrapper" }\n'
    )
    operator = Deployment(
        backoff_limit=0,
        parallelism=2,
        image_pull_secrets=("operator",),
        labels=(("a", "project"), ("b", "operator"), ("c", "operator")),
        requests=(("memory", "1Gi"),),
        limits=(("cpu", "2"), ("memory", "1Gi")),
        secrets=(Secret(parameter="input_path", name="operator", key="input_path"),),
        volumes=(Volume(name="data", kind="claim", source="operator", mount_path="/operator"),),
    )
    assert made["look"] == operator
    wrapper = made["gw-look"]
    assert wrapper.labels == (("a", "project"), ("b", "operator"), ("c", "wrapper"))
    assert (wrapper.parallelism, wrapper.backoff_limit, wrapper.volumes) == (7, 0, operator.volumes)
    secret = Secret(parameter="gw_coordinator_path", name="wrapper", key="gw_coordinator_path")
    assert wrapper.secrets == (secret,)


def test_a_grid_wrapper_takes_the_parallelism_of_its_operator(inspected):
    inspection = inspected(
        "[tool.claimed.operators.look]\nparallelism = 5\n[tool.claimed.grid-wrappers.look]\nindexed = true\nparameters = { input_path = '{batch}' }"
    )
    [wrapper] = [subject.wrapper for subject in inspection.subjects if subject.wrapper]
    assert (wrapper.parallelism, wrapper.deployment.parallelism) == (5, 5)
    assert [one.default for one in wrapper.own if one.name == "gw_shares"] == [5]


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        ("1", "1"),
        ("0.5", "0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("500m", "0.5"),
        ("4Ki", "4096"),
        ("1.5Gi", "1610612736"),
        ("2k", "2000"),
        ("3E", "3000000000000000000"),
        ("3e2", "300"),
        ("3E-1", "0.3"),
        ("1Ei", "1152921504606846976"),
        ("7n", "0.000000007"),
    ],
)
def test_quantities(quantity, expected):
    assert QUANTITY.holds(quantity)
    assert amount(quantity) == Decimal(expected)


@given(st.from_regex(QUANTITY.pattern, fullmatch=True))
def test_every_legal_quantity_has_an_amount(quantity):
    assert amount(quantity) >= 0


@pytest.mark.parametrize("quantity", ["", "1GB", "1 Gi", "-1", "1e", "Gi", "1.2.3", "1K"])
def test_other_texts_are_no_quantities(quantity):
    assert not QUANTITY.holds(quantity)

"""What is wrong with settings for Kubernetes, as the whole text that says so."""

import pytest


def line(number, key, code, message, remedy):
    return f"pyproject.toml:{number}: error {code}: `tool.claimed.{key}` {message}\n    {remedy}\n"


COUNT, LOOK = "operators.count-words", "operators.look"

CASES = [
    ("", ""),
    # secrets
    (
        'secrets.input_paht = { name = "s" }',
        line(4, "secrets.input_paht", "CLM091", "is no parameter of any operator", "Did you mean `input_path`?"),
    ),
    (
        'secrets.xyz = { name = "s" }',
        line(
            4,
            "secrets.xyz",
            "CLM091",
            "is no parameter of any operator",
            "Parameters are api_key, input_path, log_level.",
        ),
    ),
    (
        '[tool.claimed.operators.look.secrets]\napi_key = { name = "s" }',
        line(
            5,
            f"{LOOK}.secrets.api_key",
            "CLM091",
            "is no parameter of 'look'",
            "Parameters are input_path, log_level.",
        ),
    ),
    (
        '[tool.claimed.grid-wrappers.look]\nparameters = { input_path = "{batch}" }\nsecrets.input_path = { name = "s" }',
        line(
            6,
            "grid-wrappers.look.secrets.input_path",
            "CLM091",
            "is no parameter of 'gw-look'",
            "Parameters are gw_batch_file, gw_batch_file_col_name, gw_file_path_pattern, gw_group_by, "
            "gw_coordinator_path, gw_lock_timeout, gw_ignore_error_files, gw_max_time_wait_staggering, log_level.",
        ),
    ),
    (
        'secrets.api_key = { key = "k" }',
        line(4, "secrets.api_key", "CLM004", "has no `name`", 'Write `name = "cos-credentials"`.'),
    ),
    (
        'secrets.api_key = { name = "My_Secret", key = "a/b" }',
        line(
            4,
            "secrets.api_key.name",
            "CLM003",
            'is "My_Secret"',
            "Write the name of an object: lower case letters, digits, `-` and `.`, such as `my-data`.",
        )
        + line(
            4,
            "secrets.api_key.key",
            "CLM003",
            'is "a/b"',
            "Write a key of letters, digits, `-`, `_` and `.`, such as `token`.",
        ),
    ),
    (
        'secrets.api_key = { nmae = "s" }',
        line(4, "secrets.api_key.nmae", "CLM001", "is not a known key", "Did you mean `name`?")
        + line(4, "secrets.api_key", "CLM004", "has no `name`", 'Write `name = "cos-credentials"`.'),
    ),
    # volumes
    (
        '[tool.claimed.volumes.data]\nclaim = "c"',
        line(
            4,
            "volumes.data",
            "CLM004",
            "has no `mount-path`",
            'Write `mount-path = "/opt/app-root/src/data"`.',
        ),
    ),
    (
        '[tool.claimed.volumes.data]\nmount-path = "/data"',
        line(
            4,
            "volumes.data",
            "CLM092",
            "does not say what it is",
            'Write one of `claim`, `config-map`, `secret` and `empty-dir`, such as `claim = "data"`.',
        ),
    ),
    (
        '[tool.claimed.volumes.data]\nmount-path = "/data"\nclaim = "c"\nempty-dir = true',
        line(
            4,
            "volumes.data",
            "CLM092",
            "has `claim` and `empty-dir`",
            "Keep one of `claim`, `config-map`, `secret` and `empty-dir`.",
        ),
    ),
    (
        '[tool.claimed.volumes.data]\nmount-path = "/data"\nclaim = "c"\nsize-limit = "1Gi"',
        line(7, "volumes.data.size-limit", "CLM092", "has no meaning but for an `empty-dir`", "Take it out."),
    ),
    (
        '[tool.claimed.volumes.data]\nmount-path = "/data"\nclaim = "c"\nmedium = "Memory"',
        line(7, "volumes.data.medium", "CLM092", "has no meaning but for an `empty-dir`", "Take it out."),
    ),
    (
        '[tool.claimed.volumes]\na = { claim = "c", mount-path = "/data" }\nb = { claim = "d", mount-path = "/data/" }',
        line(
            6,
            "volumes.b.mount-path",
            "CLM092",
            'is "/data", where `a` is mounted already',
            "Mount each volume at a path of its own.",
        ),
    ),
    (
        '[tool.claimed.volumes]\na = { claim = "c", mount-path = "/data" }\n'
        '[tool.claimed.operators.look.volumes]\nb = { claim = "d", mount-path = "/data" }',
        line(
            7,
            f"{LOOK}.volumes.b.mount-path",
            "CLM092",
            'is "/data", where `a` is mounted already',
            "Mount each volume at a path of its own.",
        ),
    ),
    *(
        (
            f'volumes.a = {{ claim = "c", mount-path = "{path}" }}',
            line(
                4,
                "volumes.a.mount-path",
                "CLM092",
                f'is "{shown}", and would hide files that the image needs',
                "Mount it below the working directory, such as at `/opt/app-root/src/data`.",
            ),
        )
        for path, shown in [
            ("/", "/"),
            ("/opt/", "/opt"),
            ("/opt/claimed", "/opt/claimed"),
            ("/opt/claimed/app/data", "/opt/claimed/app/data"),
            ("/usr", "/usr"),
        ]
    ),
    # resources
    (
        'resources.limits = { memory = "4GB" }',
        line(
            4,
            "resources.limits.memory",
            "CLM003",
            'is "4GB"',
            "Write a quantity as Kubernetes writes it: `0.5` or `500m` for half a CPU, `4Gi` or `512Mi` for memory.",
        ),
    ),
    (
        "resources.limits = { gpu = 1 }",
        line(
            4,
            "resources.limits.gpu",
            "CLM003",
            "has a name that cannot be",
            "Write a resource: `cpu`, `memory`, `ephemeral-storage`, or one of a device plugin, such as `nvidia.com/gpu`.",
        ),
    ),
    (
        '[tool.claimed.resources.limits]\nmemory = "500m"\nephemeral-storage = 10',
        line(
            5,
            "resources.limits.memory",
            "CLM093",
            'is "500m", which is less than a byte',
            'Write "500Mi" or "500Gi".',
        )
        + line(
            6,
            "resources.limits.ephemeral-storage",
            "CLM093",
            'is "10", which is 10 bytes',
            'Write "10Mi" or "10Gi".',
        ),
    ),
    (
        'resources.requests = { cpu = "1500m" }\nresources.limits = { cpu = 1 }',
        line(
            4,
            "resources.requests.cpu",
            "CLM093",
            'is "1500m", more than its limit, "1"',
            "Raise the limit, or lower the request.",
        ),
    ),
    (
        'resources.requests = { memory = "8Gi" }\n[tool.claimed.operators.look.resources.limits]\nmemory = "4Gi"',
        line(
            4,
            "resources.requests.memory",
            "CLM093",
            'is "8Gi", more than its limit, "4Gi"',
            "Raise the limit, or lower the request.",
        ),
    ),
    (
        'resources.limits = { "nvidia.com/gpu" = 0.5 }',
        line(
            4,
            'resources.limits."nvidia.com/gpu"',
            "CLM093",
            'is "0.5", and devices come whole',
            "Write a whole number.",
        ),
    ),
    (
        'resources.requests = { "nvidia.com/gpu" = 1 }',
        line(
            4,
            'resources.requests."nvidia.com/gpu"',
            "CLM093",
            "has no limit, which Kubernetes wants for devices",
            'Write `"nvidia.com/gpu" = 1` below `limits` instead, which requests as much.',
        ),
    ),
    (
        'resources.requests = { "a.b/c" = 1 }\nresources.limits = { "a.b/c" = 2 }',
        line(
            4,
            'resources.requests."a.b/c"',
            "CLM093",
            'is "1", and its limit "2": for devices both are equal',
            "Keep the limit alone, which requests as much.",
        ),
    ),
    # the rest
    (
        "[tool.claimed.security-context]\nrun-as-non-root = true\n"
        "[tool.claimed.operators.look.security-context]\nrun-as-user = 0",
        line(
            7,
            f"{LOOK}.security-context.run-as-user",
            "CLM094",
            "is 0, which is root, and `run-as-non-root` refuses that",
            "Write another user, such as 1001, or take one of the two out.",
        ),
    ),
    (
        'labels = { job-name = "mine" }',
        line(
            4,
            "labels.job-name",
            "CLM094",
            "is a label that Kubernetes itself gives to the pods of a Job",
            "Take another name.",
        ),
    ),
    (
        "backoff-limit = 99999999999\nsecurity-context.supplemental-groups = [99999999999]",
        line(4, "backoff-limit", "CLM002", "must be at most 2147483647, not 99999999999", "Write at most 2147483647.")
        + line(
            5,
            "security-context.supplemental-groups",
            "CLM002",
            "must be at most 2147483647, not 99999999999",
            "Write at most 2147483647.",
        ),
    ),
    (
        'restart-policy = "always"\nbackoff-limit = -1\nparallelism = 0',
        line(
            4,
            "restart-policy",
            "CLM003",
            "is \"always\", which is not one of 'OnFailure', 'Never'",
            "Write one of 'OnFailure', 'Never'.",
        )
        + line(
            5, "backoff-limit", "CLM002", "must be a whole number from 0 on, not -1", "Write a whole number from 0 on."
        )
        + line(
            6, "parallelism", "CLM002", "must be a whole number from 1 on, not 0", "Write a whole number from 1 on."
        ),
    ),
    (
        'service-account = "My Account"\nimage-pull-secrets = ["a_b"]',
        "".join(
            line(
                number,
                key,
                "CLM003",
                f'is "{value}"',
                "Write the name of an object: lower case letters, digits, `-` and `.`, such as `my-data`.",
            )
            for number, key, value in [(4, "service-account", "My Account"), (5, "image-pull-secrets", "a_b")]
        ),
    ),
    (
        'tolerations = ["gpu=true:Never"]\nnode-selector = { disk = "very fast" }',
        line(
            4,
            "tolerations",
            "CLM003",
            'is "gpu=true:Never"',
            "Write a taint as `kubectl taint` takes it, `key=value:effect` or less of it, such as "
            "`nvidia.com/gpu:NoSchedule`.",
        )
        + line(
            5,
            "node-selector.disk",
            "CLM003",
            'is "very fast"',
            "Write at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, such as "
            "`earth-science`.",
        ),
    ),
]


@pytest.mark.parametrize(("tables", "expected"), CASES)
def test_everything_that_is_wrong_is_said_with_its_line(said, tables, expected):
    found = said(tables)
    count = expected.count(": error ")
    assert found == (f"{expected}{count} error{'s' if count > 1 else ''}" if expected else "")


def test_a_script_that_cannot_be_read_may_have_the_parameter(said):
    found = said('secrets.token = { name = "s" }', **{"broken.py": "def\n"})
    assert "CLM091" not in found
    assert "CLM010" in found

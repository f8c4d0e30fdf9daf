"""Pages of what reading the settings for Kubernetes already says."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule

_COUNT = (
    '[project]\nname = "river"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n\n'
    "[tool.claimed.operators.count]\n"
)


def _page(code: str, title: str, why: str, bad: str, good: str) -> Rule:
    return Rule(
        code=code,
        severity="error",
        title=title,
        why=why,
        bad=_COUNT + bad,
        good=_COUNT + good,
        language="toml",
        optional=False,
    )


RULES = (
    _page(
        "CLM091",
        "a setting for a variable that the script does not use",
        "The operator would never see the secret, and the parameter that was meant would have no value. Names in "
        "`parameters`, `outputs` and `internal` are those of variables that the script reads or sets.",
        'secrets = { input_paht = { name = "store", key = "url" } }\n',
        'secrets = { input_path = { name = "store", key = "url" } }\n',
    ),
    _page(
        "CLM092",
        "a volume that cannot be mounted",
        "A volume is one thing, and hides what the image has at its path. Kubernetes refuses two at one path, and "
        "one over `/opt/claimed` or `/usr` leaves nothing to start.",
        'volumes.data = { claim = "levels", mount-path = "/opt" }\n',
        'volumes.data = { claim = "levels", mount-path = "/opt/app-root/src/data" }\n',
    ),
    _page(
        "CLM093",
        "resources that no cluster can give",
        "Kubernetes refuses requests above their limits and parts of devices when the Job is created, and starts no "
        "container in a few bytes of memory. `m` stands for thousandths, `Mi` for megabytes.",
        'resources.limits = { memory = "512m" }\n',
        'resources.limits = { memory = "512Mi" }\n',
    ),
    _page(
        "CLM094",
        "settings that Kubernetes refuses",
        "Each of them may be written, but no pod ever starts with them: the cluster keeps some labels for itself, and "
        "runs nobody as root who must not be.",
        "security-context = { run-as-user = 0, run-as-non-root = true }\n",
        "security-context = { run-as-user = 1001, run-as-non-root = true }\n",
    ),
    Rule(
        code="CLM119",
        severity="warning",
        title="a pod that cannot write where its results go",
        why="The working directory belongs to group 0. With another group, or a read-only root, a script works in a "
        "private folder below `/tmp`, where its results at relative paths stay and go with the pod, unless they lie "
        "in a volume. With a read-only root and no volume at `/tmp`, libraries find no place for temporary files.",
        bad=_COUNT + "security-context = { read-only-root-filesystem = true }\n",
        good=_COUNT + "security-context = { read-only-root-filesystem = true }\n"
        'volumes.tmp = { empty-dir = true, mount-path = "/tmp" }\n',
        language="toml",
    ),
)

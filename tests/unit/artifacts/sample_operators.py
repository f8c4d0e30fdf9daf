"""Operators built straight from the model, and texts that break careless formats."""

from dataclasses import replace
from pathlib import PurePosixPath

from hypothesis import strategies as st

from hatch_claimed.model import GridWrapper, Image, Interface, Operator, Output, Parameter, Program, operator_name
from hatch_claimed.model.deployment import Deployment, Secret, Security, Toleration, Volume
from hatch_claimed.model.scalars import ParameterType, Scalar

REFERENCE = "registry.example.com/team/claimed-example-script:1.2.0"

NASTY_TEXTS = (
    *(
        "",
        " ",
        "\n",
        "\n\n",
        "\t",
        " x",
        "x ",
        "\nx",
        "x\n",
        "x\n\n",
        " x\ny",
        "x \ny",
        "x\n y\n  z",
        "x\n\n\ny",
        "a\tb\nc",
    ),
    *(
        "yes",
        "No",
        "y",
        "N",
        "on",
        "OFF",
        "true",
        "False",
        "null",
        "Null",
        "~",
        "=",
        "<<",
        "!x",
        "&x",
        "*x",
        "%x",
        "@x",
    ),
    *(
        "1",
        "012",
        "0o7",
        "0x1F",
        "0b1",
        "1e3",
        "1E3",
        "1.",
        ".5",
        "-.5",
        "+1",
        "1_000",
        "12:30:45",
        "1,000",
        "nan",
        ".inf",
    ),
    *(
        ".NaN",
        "2001-01-01",
        "2001-12-14t21:59:43.10-05:00",
        "1.2.3",
        "0.10",
        "-",
        "--",
        "---",
        "...",
        "?",
        ":",
        "#",
        "- x",
    ),
    *(
        "a: b",
        "a #b",
        "#a\nb",
        "---\na",
        "a\n---\nb",
        "a\n...\nb",
        "[x]",
        "{x}",
        "'",
        '"',
        "it's",
        '"q"',
        "\\",
        "\\n",
        "`",
        "|",
        ">",
    ),
    *(
        "$(HOME)",
        "$$(HOME)",
        "${HOME}",
        "$",
        "$$",
        "$$$",
        "a$",
        "$é",
        "$(inputs.x)",
        "${ return 1 }",
        "{{x}}",
        "{{$.inputs}}",
    ),
    *(
        "\r",
        "a\r\nb",
        "\x85",
        "a\x85b\nc",
        "\u2028",
        "a\u2029\nb",
        "\ufeff",
        "\ufeffx\ny",
        "\xa0",
        "\x1b[0m",
        "\x7f",
        "\ufffe",
    ),
    *("Größe", "日本語\n行", "😀", "e\u0301", "\u202eabc", "x" * 300, "word " * 100, "--name", "--name value", "a=b"),
    "First line: 'quoted' \"twice\" \\ {{ braces }} $(HOME) 😀\n\n    # indented\n- item\n\nLast line.",
)

TEXTS = st.one_of(
    st.text(),
    st.sampled_from(NASTY_TEXTS),
    st.lists(
        st.sampled_from(
            ["$", "(", ")", "A", "é", "\n", " ", "\t", "'", '"', "\\", "#", ":", "-", "0", "e", "\x85", "\u2028"]
        )
    ).map("".join),
)
"""Any text that an environment variable or a description can hold, but for NUL, which the tests of YAML cover."""


def parameter(
    name: str,
    type_: ParameterType = "String",
    default: Scalar | None = None,
    *,
    required: bool = False,
    description: str | None = None,
) -> Parameter:
    return Parameter(name=name, type=type_, default=default, required=required, description=description, line=1)


def output(name: str, description: str | None = None) -> Output:
    return Output(name=name, description=description, line=1)


def image(reference: str) -> Image:
    place, _, tag = reference.rpartition(":")
    repository, _, name = place.rpartition("/")
    return Image(
        repository=repository, name=name, tag=tag, base="python:3.12-slim", platforms=("linux/amd64",), mode="off"
    )


def operator(
    *parameters: Parameter,
    outputs: tuple[Output, ...] = (),
    description: str = "",
    path: str = "example_script.py",
    reference: str = REFERENCE,
) -> Operator:
    return Operator(
        name=operator_name(PurePosixPath(path)),
        path=PurePosixPath(path),
        kind="python",
        interface=Interface(
            description=description,
            parameters=parameters,
            outputs=outputs,
            requirements=(),
            system_packages=(),
            program=Program(filename=path, content=b""),
        ),
        image=image(reference),
    )


MINIMAL = operator(path="minimal.py", reference="claimed-minimal:0.1")

EXAMPLE = operator(
    parameter("input_path", required=True, description="Folder of images,\none file for each scene."),
    parameter("num_values", "Integer", required=True),
    parameter("threshold", "Float", required=True),
    parameter("debug", "Boolean", required=True),
    parameter("pattern", default="*.tif", description='Which files: a "glob".'),
    parameter("prefix", default=""),
    parameter("home", default="$(HOME)/data"),
    parameter("code", default="012"),
    parameter("query", default="select *\nfrom t\nwhere x = '$1'"),
    parameter("retries", "Integer", 3),
    parameter("offset", "Integer", -1),
    parameter("size", "Integer", 3_000_000_000),
    parameter("big", "Integer", 10**20),
    parameter("rate", "Float", 1e-05),
    parameter("limit", "Float", float("inf")),
    parameter("verbose", "Boolean", default=True),
    parameter("dry_run", "Boolean", default=False),
    parameter("token"),
    parameter("seed", "Integer"),
    parameter("ratio", "Float"),
    parameter("flag", "Boolean"),
    parameter("Mixed_Case", default="x"),
    parameter("id", default="x"),
    parameter("f", "Integer", 1),
    outputs=(output("result_path", "Where the table goes."), output("report")),
    description='Reads scenes: "all" of them.\n\n- cuts {{ tiles }}\n- counts $(values) 😀',
)
"""Every type, required, with a default and optional without one."""

NASTY = operator(
    *(parameter(f"text_{place}", default=text, description=text) for place, text in enumerate(NASTY_TEXTS)),
    description=("x: 'y' \"z\" \\ $(HOME) {{ x }} 😀\n" * 300).strip(),
    path="nasty.py",
)
"""Every nasty text as a default and as a description, and 10 kB of description."""


def wrapper(of: Operator, **changes: object) -> GridWrapper:
    values: dict[str, object] = {
        "backend": "local",
        "process": "grid_process",
        "bindings": (),
        "own": (
            parameter("gw_batch_file", description="File with the batches."),
            parameter("gw_coordinator_path", required=True, description="A shared folder."),
            parameter("gw_lock_timeout", "Integer", 10800),
        ),
        "image": replace(of.image, name=of.image.name.replace("claimed-", "claimed-gw-")),
        "files": (),
        "parallelism": 10,
        "indexed": False,
    }
    return GridWrapper(operator=of, **(values | changes))  # type: ignore[arg-type]


WRAPPER = wrapper(EXAMPLE)
SHARES = wrapper(
    operator(
        parameter("input_path", required=True),
        parameter("lambda", "Float", 0.5),
        path="takes_shares.py",
        reference="registry.example.com/team/claimed-takes-shares:1.2.0",
    ),
    process=None,
    bindings=(("input_path", "data/{batch}.tif"),),
    own=(
        parameter("gw_batch_file", description="File with the batches."),
        parameter("gw_shares", "Integer", 3),
        parameter("gw_share", "Integer"),
    ),
    parallelism=3,
    indexed=True,
)

DEPLOYMENT = Deployment(
    secrets=(
        Secret(parameter="api_key", name="cos-credentials", key="api.key"),
        Secret(parameter="Retries", name="limits", key="Retries"),
    ),
    image_pull_secrets=("icr-login", "quay-login"),
    volumes=(
        Volume(name="conf", kind="config-map", source="settings", mount_path="/conf", sub_path="a.toml"),
        Volume(name="data", kind="claim", source="levels", mount_path="/opt/app-root/src/data", sub_path="2026"),
        Volume(name="keys", kind="secret", source="keys", mount_path="/keys", read_only=True),
        Volume(name="more", kind="claim", source="levels", mount_path="/more", read_only=True),
        Volume(name="shm", kind="empty-dir", source=None, mount_path="/dev/shm", size_limit="1.5Gi", medium="Memory"),
        Volume(name="tmp", kind="empty-dir", source=None, mount_path="/tmp", size_limit="1Gi"),
        Volume(name="work", kind="empty-dir", source=None, mount_path="/work"),
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
    requests=(("cpu", "1e-1"), ("ephemeral-storage", "1Gi"), ("memory", "1.5Gi")),
    limits=(("cpu", "2"), ("example.com/fpga", "1"), ("memory", "4Gi"), ("nvidia.com/gpu", "1e0")),
    backoff_limit=0,
    restart_policy="Never",
    parallelism=2,
    ttl_seconds_after_finished=0,
    service_account="runner",
    node_selector=(("disktype", "ssd"), ("example.com/zone", "")),
    tolerations=(
        Toleration(key="a"),
        Toleration(key="b", value="c"),
        Toleration(key="d", value="", effect="NoExecute"),
        Toleration(key="nvidia.com/gpu", effect="NoSchedule"),
    ),
    labels=(("app.kubernetes.io/version", "mine"), ("team", "hydrology")),
    annotations=(("example.com/note", 'it\'s "quoted" {{ x }} \\ \n é😀'), ("last", "")),
    generate_name=True,
)
"""Everything that can be said, in forms that Kubeflow's SDK does not take as they are."""

DEPLOYED = replace(
    operator(
        parameter("input_path", required=True, description="Folder of images."),
        parameter("api_key", default="planted", description="A key."),
        parameter("Retries", "Integer", 3),
        parameter("rate", "Float", 0.5),
        path="deployed.py",
        reference="registry.example.com/team/claimed-deployed:1.2.0",
    ),
    deployment=DEPLOYMENT,
)
LOOSE = replace(MINIMAL, deployment=Deployment(parallelism=3, service_account="runner", ttl_seconds_after_finished=60))
"""Nothing that a Kubeflow component cannot hold."""
DEPLOYED_WRAPPER = replace(
    wrapper(DEPLOYED, parallelism=2),
    deployment=replace(
        DEPLOYMENT, secrets=(Secret(parameter="gw_coordinator_path", name="c", key="k"), DEPLOYMENT.secrets[0])
    ),
)

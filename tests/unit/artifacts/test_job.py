import re
from pathlib import Path, PurePosixPath

import pytest
import yaml
from hypothesis import given
from sample_operators import EXAMPLE, MINIMAL, TEXTS, operator, parameter

from hatch_claimed.artifacts.job import DESCRIPTION_ANNOTATION, DESCRIPTION_LIMIT, KubernetesJob

EXPECTED = Path(__file__).parent / "expected"


def _job(sample):
    return yaml.safe_load(KubernetesJob().render(sample))


def _environment(sample):
    [container] = _job(sample)["spec"]["template"]["spec"]["containers"]
    return {variable["name"]: variable["value"] for variable in container["env"]}


def _as_kubernetes_reads(value):
    """What the kubelet makes of an environment value that may name other variables; here FOO is `bar`."""

    def read(match):
        follows, name = match.groups()
        if follows == b"$":
            return b"$"
        if name is not None:
            return b"bar" if name == b"FOO" else match[0]
        return b"$" + chr(follows[0]).encode()  # it takes one byte for one character

    return re.sub(rb"\$(\$|\(([^)]*)\)|.)", read, value.encode(), flags=re.DOTALL).decode(errors="replace")


@pytest.mark.parametrize("sample", [EXAMPLE, MINIMAL], ids=["example", "minimal"])
def test_the_whole_file(sample, whole_file):
    whole_file(EXPECTED / KubernetesJob().path(sample).name, KubernetesJob().render(sample))


def test_the_file_lies_in_the_operator_s_folder():
    path = KubernetesJob().path(operator(path="src/example_script.py"))
    assert path == PurePosixPath("example-script/example_script.job.yaml")


def test_values_are_text_required_ones_empty_and_absent_ones_left_out():
    sample = operator(
        parameter("needed", "Integer", required=True),
        parameter("count", "Integer", 3),
        parameter("rate", "Float", float("inf")),
        parameter("dry_run", "Boolean", default=False),
        parameter("empty", default=""),
        parameter("absent"),
    )
    assert _environment(sample) == {
        "needed": "",
        "count": "3",
        "rate": "inf",
        "dry_run": "False",
        "empty": "",
        "log_level": "INFO",
    }


@pytest.mark.parametrize(
    ("default", "value"),
    [
        ("^foo$", "^foo$"),
        ("$1 and $HOME and ${HOME}", "$1 and $HOME and ${HOME}"),
        ("$(FOO)", "$$(FOO)"),
        ("$$(FOO)", "$$$$(FOO)"),
        ("$$", "$$$$"),
        ("$a$(FOO", "$$a$$(FOO"),
        ("$é", "$$é"),
    ],
)
def test_dollars_are_doubled_where_kubernetes_would_read_them(default, value):
    assert _environment(operator(parameter("x", default=default)))["x"] == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("$(FOO)", "bar"),
        ("$(NO)", "$(NO)"),
        ("$$(FOO)", "$(FOO)"),
        ("$$", "$"),
        ("$é", "$Ã\ufffd"),
        ("a$", "a$"),
        ("$a$(FOO", "$a$(FOO"),
    ],
)
def test_the_reader_of_these_tests_expands_as_kubernetes_does(value, expected):
    assert _as_kubernetes_reads(value) == expected


@given(default=TEXTS, description=TEXTS)
def test_any_text_reaches_the_container_unchanged(default, description):
    sample = operator(parameter("x", default=default), description=description)
    assert _as_kubernetes_reads(_environment(sample)["x"]) == default
    assert _job(sample)["metadata"].get("annotations", {}).get(DESCRIPTION_ANNOTATION, "") == description


@pytest.mark.parametrize(
    ("reference", "version"),
    [
        ("host:5000/team/claimed-x:1.2.0", "1.2.0"),
        ("claimed-x:1.0.0.dev1_local", "1.0.0.dev1_local"),
        ("claimed-x:" + "v" * 63, "v" * 63),
        ("claimed-x:" + "v" * 64, None),
        ("claimed-x:_1", None),
        ("claimed-x:1.", None),
    ],
)
def test_the_version_is_a_label_where_it_may_be_one(reference, version):
    labels = _job(operator(reference=reference))["metadata"]["labels"]
    assert labels.get("app.kubernetes.io/version") == version


@pytest.mark.parametrize(
    ("description", "kept"),
    [
        ("x" * DESCRIPTION_LIMIT, "x" * DESCRIPTION_LIMIT),
        ("x" * DESCRIPTION_LIMIT + "y", "x" * DESCRIPTION_LIMIT + " …"),
        ("x" + "é" * DESCRIPTION_LIMIT, "x" + "é" * (DESCRIPTION_LIMIT // 2 - 1) + " …"),
    ],
    ids=["fits", "one too many", "never half a character"],
)
def test_a_very_long_description_is_cut(description, kept):
    assert _job(operator(description=description))["metadata"]["annotations"] == {DESCRIPTION_ANNOTATION: kept}

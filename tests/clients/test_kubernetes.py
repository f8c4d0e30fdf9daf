import json
import re

import kubernetes_validate
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_operators import EXAMPLE, MINIMAL, NASTY, TEXTS, operator, parameter

from hatch_claimed.artifacts.job import KubernetesJob

SAMPLES = pytest.mark.parametrize("sample", [EXAMPLE, MINIMAL, NASTY], ids=["example", "minimal", "nasty"])


def _job(sample):
    return yaml.safe_load(KubernetesJob().render(sample))


@pytest.mark.parametrize("version", ["1.25", "1.31", "1.37"])
@SAMPLES
def test_the_schema_of_kubernetes_accepts_the_job(sample, version):
    assert kubernetes_validate.validate(_job(sample), version, strict=True) == version


def test_the_schema_is_really_asked():
    job = _job(MINIMAL)
    job["spec"]["template"]["spec"]["containers"][0]["env"][0]["value"] = 1
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(job, "1.37", strict=True)


@SAMPLES
def test_rules_that_the_schema_does_not_hold(sample):
    job = _job(sample)
    spec = job["spec"]["template"]["spec"]
    [container] = spec["containers"]
    label = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
    assert label.fullmatch(job["metadata"]["name"])
    assert label.fullmatch(container["name"])
    assert spec["restartPolicy"] == "OnFailure"
    assert job["metadata"]["labels"] == job["spec"]["template"]["metadata"]["labels"]
    for key, value in job["metadata"]["labels"].items():
        assert re.fullmatch(r"app\.kubernetes\.io/[a-z-]{1,63}", key)
        assert re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?", value)
    names = [variable["name"] for variable in container["env"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) for name in names)


@pytest.mark.parametrize("description", ["<" * 300_000, "😀\n" * 100_000, '"\\' * 200_000])
def test_annotations_stay_below_256_kib_also_when_kubectl_apply_adds_its_own(description):
    job = _job(operator(description=description))
    applied = json.dumps(job).replace("<", "\\u003c")
    annotations = {**job["metadata"]["annotations"], "kubectl.kubernetes.io/last-applied-configuration": applied}
    assert sum(len(key.encode()) + len(value.encode()) for key, value in annotations.items()) < 256 * 1024


@settings(max_examples=50)
@given(default=TEXTS, description=TEXTS, version=st.from_regex(r"\w[\w.-]{0,127}", fullmatch=True))
def test_the_schema_accepts_any_text(default, description, version):
    sample = operator(parameter("x", default=default), description=description, reference=f"host:5000/x:{version}")
    assert kubernetes_validate.validate(_job(sample), "1.37", strict=True) == "1.37"

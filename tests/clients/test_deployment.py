"""Jobs with everything that can be said of them: by the schemas of Kubernetes, and by what these do not hold."""

from copy import deepcopy
from dataclasses import replace

import kubernetes_validate
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from kubernetes_rules import is_label, is_part, is_qualified, is_secret_key, is_subdomain, number, violations
from kubernetes_validate.utils import all_versions
from sample_operators import DEPLOYED, DEPLOYED_WRAPPER, DEPLOYMENT, EXAMPLE, LOOSE, MINIMAL, NASTY, SHARES, WRAPPER

from hatch_claimed.artifacts.job import KubernetesJob
from hatch_claimed.model.deployment import amount
from hatch_claimed.settings.tables import deploy
from hatch_claimed.settings.tables.deploy import QUANTITY

VERSIONS = [version for version in all_versions() if tuple(map(int, version.split(".")[:2])) >= (1, 28)]
SAMPLES = {
    "everything": DEPLOYED,
    "everything, in a wrapper": DEPLOYED_WRAPPER,
    "shares": replace(SHARES, deployment=DEPLOYMENT),
    "little": LOOSE,
    "nothing": MINIMAL,
    "example": EXAMPLE,
    "nasty": NASTY,
    "wrapper": WRAPPER,
}
EACH = pytest.mark.parametrize("name", SAMPLES)


def job(sample):
    return yaml.safe_load(KubernetesJob().render(sample))


def test_versions():
    assert len(VERSIONS) >= 10
    assert VERSIONS[0].startswith("1.28")


@pytest.mark.parametrize("version", VERSIONS)
@EACH
def test_the_schemas_accept_the_job(name, version):
    assert kubernetes_validate.validate(job(SAMPLES[name]), version, strict=True) in version


@EACH
def test_the_job_breaks_no_rule_that_the_schemas_do_not_hold(name):
    assert list(violations(job(SAMPLES[name]))) == []


def pod(changed):
    return changed["spec"]["template"]["spec"]


def container(changed):
    return pod(changed)["containers"][0]


BROKEN = {
    "name 'A'": lambda j: j["metadata"].update(name="A"),
    "no name": lambda j: j["metadata"].update(generateName=""),
    "label 'a b'": lambda j: j["metadata"]["labels"].update({"a b": ""}),
    "label value 'a b'": lambda j: j["metadata"]["labels"].update(a="a b"),
    "label job-name": lambda j: j["spec"]["template"]["metadata"]["labels"].update({"job-name": "x"}),
    "annotations too large": lambda j: j["metadata"]["annotations"].update(a="x" * 300_000),
    "backoffLimit out of range": lambda j: j["spec"].update(backoffLimit=-1),
    "restart policy": lambda j: pod(j).update(restartPolicy="Always"),
    "object 'A_b'": lambda j: pod(j).update(serviceAccountName="A_b"),
    "id out of range": lambda j: pod(j)["securityContext"].update(fsGroup=2**31),
    "root that must not be": lambda j: pod(j)["securityContext"].update(runAsNonRoot=True),
    "toleration with a value": lambda j: pod(j)["tolerations"][0].update(value="x"),
    "two volumes of one name": lambda j: pod(j)["volumes"].append(pod(j)["volumes"][0]),
    "volume 'A'": lambda j: (
        pod(j)["volumes"][0].update(name="A"),
        container(j)["volumeMounts"][0].update(name="A"),
    ),
    "mounts and volumes differ": lambda j: pod(j)["volumes"].pop(),
    "two mounts at one path": lambda j: container(j)["volumeMounts"][0].update(mountPath="/tmp"),
    "mount path 'data'": lambda j: container(j)["volumeMounts"][0].update(mountPath="data"),
    "sub-path '../x'": lambda j: container(j)["volumeMounts"][0].update(subPath="../x"),
    "two variables of one name": lambda j: container(j)["env"].append(container(j)["env"][0]),
    "variable '1x'": lambda j: container(j)["env"][0].update(name="1x"),
    "variable 'api_key' has two values or none": lambda j: container(j)["env"][1].update(value="x"),
    "secret key '..x'": lambda j: container(j)["env"][1]["valueFrom"]["secretKeyRef"].update(key="..x"),
    "secret 'X'": lambda j: container(j)["env"][1]["valueFrom"]["secretKeyRef"].update(name="X"),
    "resource 'gpu'": lambda j: container(j)["resources"]["limits"].update(gpu="1"),
    "quantity '4GB'": lambda j: container(j)["resources"]["limits"].update({"hugepages-2Mi": "4GB"}),
    "part of 'a.b/c'": lambda j: container(j)["resources"]["limits"].update({"a.b/c": "500m"}),
    "'cpu' above its limit": lambda j: container(j)["resources"]["limits"].update(cpu="99m"),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_is_really_asked(rule):
    changed = deepcopy(job(DEPLOYED))
    BROKEN[rule](changed)
    assert rule in list(violations(changed))


ALPHABET = st.text(alphabet="azAZ09-._/:=", max_size=12) | st.builds(
    lambda text, times, end: text * times + end,
    st.sampled_from(["a", "a.", "a-", "0", "_", "/"]),
    st.sampled_from([62, 63, 64, 126, 127, 252, 253, 254]),
    st.sampled_from(["", "a", ".", "/a", "/" + "a" * 63, "/" + "a" * 64]),
)


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (deploy.OBJECT, is_subdomain),
        (deploy.VOLUME, is_label),
        (deploy.LABEL_KEY, is_qualified),
        (deploy.LABEL_VALUE, lambda text: not text or is_part(text)),
        (deploy.SECRET_KEY, is_secret_key),
    ],
    ids=["object", "volume", "label key", "label value", "secret key"],
)
@given(text=ALPHABET)
def test_the_settings_allow_what_kubernetes_takes(rule, holds, text):
    assert rule.holds(text) is holds(text)


@given(text=st.from_regex(QUANTITY.pattern, fullmatch=True))
def test_quantities_are_read_as_kubernetes_reads_them(text):
    assert amount(text) == number(text)


@given(text=st.text(alphabet="012.eEKMGkmuni+-", max_size=6))
def test_what_kubernetes_reads_as_no_quantity_is_none(text):
    assert number(text) is not None or not QUANTITY.holds(text)

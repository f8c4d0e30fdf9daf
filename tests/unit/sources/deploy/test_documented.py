"""What docs/deploying.md and the README show is what holds."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from hatch_claimed.artifacts.job import KubernetesJob
from hatch_claimed.settings.tables.deploy import DeployTable, SecretTable, SecurityTable, VolumeTable
from hatch_claimed.settings.value_types import keys

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs/deploying.md").read_text(encoding="utf-8")
SCRIPT = '"""Load the water levels of one day."""\n\nimport os\n\n# the day\nday = os.getenv("day")\n# of the warehouse\npassword = os.getenv("password")\n'


@pytest.fixture
def documented(inspected):
    """The operator of the page, and its grid wrapper, with the settings of the page."""
    block = "\n".join(re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL))
    rest = block.partition("\n")[2].replace('repository = "registry.example.com/rivers"\n', "")
    inspection = inspected(rest, **{"load_levels.py": SCRIPT})
    assert inspection.findings == ()
    [subject] = [one for one in inspection.subjects if one.operator.name == "load-levels"]
    return subject


def test_the_job_of_the_page(documented):
    job = yaml.safe_load(KubernetesJob().render(documented.operator))
    spec = job["spec"]
    pod = spec["template"]["spec"]
    [container] = pod["containers"]
    assert job["metadata"]["labels"]["team"] == "hydrology"
    assert (spec["backoffLimit"], spec["ttlSecondsAfterFinished"], pod["restartPolicy"]) == (1, 86400, "Never")
    assert pod["imagePullSecrets"] == [{"name": "registry-login"}]
    assert pod["securityContext"] == {"supplementalGroups": [1234]}
    assert container["securityContext"] == {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
    assert pod["volumes"] == [
        {"name": "data", "persistentVolumeClaim": {"claimName": "measurements"}},
        {"name": "scratch", "emptyDir": {"sizeLimit": "20Gi"}},
        {"name": "shared", "emptyDir": {"medium": "Memory", "sizeLimit": "2Gi"}},
    ]
    assert container["volumeMounts"] == [
        {"name": "data", "mountPath": "/opt/app-root/src/data"},
        {"name": "scratch", "mountPath": "/scratch"},
        {"name": "shared", "mountPath": "/dev/shm"},
    ]
    assert container["resources"] == {"requests": {"cpu": "500m", "memory": "2Gi"}, "limits": {"memory": "4Gi"}}
    assert container["env"] == [
        {"name": "day", "value": ""},
        {"name": "password", "valueFrom": {"secretKeyRef": {"name": "warehouse", "key": "password"}}},
        {"name": "log_level", "value": "INFO"},
    ]


def test_the_grid_wrapper_of_the_page(documented):
    wrapper = documented.wrapper
    assert wrapper.parallelism == 10
    assert wrapper.deployment.secrets == documented.operator.deployment.secrets
    assert yaml.safe_load(KubernetesJob().render(wrapper))["spec"]["parallelism"] == 10


@pytest.mark.parametrize("table", [DeployTable, SecretTable, VolumeTable, SecurityTable])
def test_the_page_names_every_key(table):
    missing = [key.name for key in keys(table) if not re.search(rf"`{key.name}\b", PAGE)]
    assert missing == []


def test_the_settings_of_the_readme(inspected):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [block] = [one for one in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "secrets = " in one]
    assert tomllib.loads(block)
    script = SCRIPT.replace("password", "api_key")
    assert inspected(block, **{"make_measurements.py": script}).findings == ()

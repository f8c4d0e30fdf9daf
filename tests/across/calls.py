"""The calls of clients that start a container: Docker, by variables and by arguments, and a Kubernetes Job."""

import kubelet
import yaml
from probes import PLAIN
from runs import Call, Key
from values import plain_text, typed_text, values

from hatch_claimed.artifacts.artifact import ENTRY_POINT
from hatch_claimed.artifacts.job import KubernetesJob

REFERENCE = "plain"


def container_calls(probed, scenario):
    """The calls of a scenario, the reference first."""
    operator = probed.operator
    given = values(operator, scenario)
    texts = {name: typed_text(value) for name, value in given.items()}
    program = "Rscript" if operator.kind == "r" else "python"
    # a default that the script's own cast misreads, of which a warning tells, means the same everywhere but there
    meant = {one.name: one.default for one in operator.parameters if one.misread}
    plain = {name: plain_text(value, operator.kind) for name, value in {**meant, **given}.items()}
    if operator.kind == "r":
        plain = {f"{PLAIN}{name}": text for name, text in plain.items()} | {"LC_CTYPE": "C.UTF-8"}
    options = [word for name, text in texts.items() for word in (f"--{name}", text)]
    return [
        Call(Key(operator.name, REFERENCE, scenario), (program, f"/batch/references/{operator.name}"), plain),
        Call(Key(operator.name, "docker -e", scenario), (ENTRY_POINT,), texts),
        Call(Key(operator.name, "docker --name", scenario), (ENTRY_POINT, *options)),
        job_call(operator, scenario, texts),
    ]


def job_call(operator, scenario, texts):
    """What the kubelet starts for the Job, into which a person has written the values."""
    document = yaml.safe_load(KubernetesJob().render(operator))
    [container] = document["spec"]["template"]["spec"]["containers"]
    entries = {entry["name"]: entry for entry in container["env"]}
    for name, text in texts.items():
        entries[name] = {"name": name, "value": kubelet.as_people_write_it(text)}
    variables = kubelet.environment(entries.values())
    words = tuple(kubelet.expand(word, variables) for word in (*container["command"], *container.get("args", ())))
    return Call(Key(operator.name, "job", scenario), words, variables)

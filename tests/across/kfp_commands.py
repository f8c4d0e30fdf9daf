"""Runs below KFP 2: what its local runner starts for a component with arguments.

Standard input holds a list of `[path, arguments]`, standard output gets a list of commands. Everything but the
container itself is Kubeflow's: loading, defaults, optional inputs, placeholders, texts of numbers.
"""

import contextlib
import json
import sys
from pathlib import Path

import yaml
from kfp import components, local
from kfp.local import docker_task_handler, executor_input_utils, status, task_handler_interface
from kfp.pipeline_spec.pipeline_spec_pb2 import ParameterType

COMMANDS = []


class Recorder(task_handler_interface.ITaskHandler):
    """Writes the command down in the place of starting a container."""

    def __init__(self, image, full_command, pipeline_root, runner, env_vars=None):
        self.command = [full_command, env_vars or {}]

    def get_volumes_to_mount(self, client=None):
        return {}

    def run(self):
        COMMANDS.append(self.command)
        return status.Status.FAILURE


def without_numbers_that_are_absent(executor_input, component_spec):
    """Kubeflow's own function, which stumbles over an optional Integer that has no value; the backend leaves it out."""
    values = executor_input.inputs.parameter_values
    spec = type(component_spec)()
    spec.CopyFrom(component_spec)
    for name, one in spec.input_definitions.parameters.items():
        if values[name].WhichOneof("kind") in {None, "null_value"}:
            one.parameter_type = ParameterType.STRING
    return ORIGINAL(executor_input, spec)


ORIGINAL = executor_input_utils.executor_input_to_dict


def main():
    executor_input_utils.executor_input_to_dict = without_numbers_that_are_absent
    docker_task_handler.DockerTaskHandler = Recorder
    local.init(runner=local.DockerRunner(), pipeline_root="/tmp/kubeflow", raise_on_error=False)
    with contextlib.redirect_stdout(sys.stderr):
        for path, arguments in json.load(sys.stdin):
            text = Path(path).read_bytes().decode()
            component = components.load_component_from_text(text)
            names = [one["name"] for one in yaml.safe_load(text).get("inputs", ())]
            known = dict(zip(names, component.component_spec.inputs or {}, strict=True))
            component(**{known[name]: value for name, value in arguments.items()})
    sys.stdout.write(json.dumps(COMMANDS))


main()

"""Runs below either KFP SDK: loads a component, compiles a pipeline of two chained steps, and tells what it saw.

Standard input holds `{"component": path, "arguments": {}, "chain": [input, output]}`; standard output gets JSON.
Without a chain the two steps stand side by side.
"""

import json
import sys
import tempfile
from pathlib import Path

import kfp
import yaml
from kfp import compiler, components, dsl

OLD = kfp.__version__.startswith("1.")


def described(spec):
    """What the SDK understood of the component."""
    if OLD:
        inputs = {i.name: [i.type, i.default, bool(i.optional), i.description] for i in spec.inputs or []}
        outputs = {o.name: o.type for o in spec.outputs or []}
    else:
        inputs = {name: [i.type, i.default, i.optional] for name, i in (spec.inputs or {}).items()}
        outputs = {name: o.type for name, o in (spec.outputs or {}).items()}
    return {"name": spec.name, "description": spec.description, "inputs": inputs, "outputs": outputs}


def compiled(component, arguments, chain):
    """The documents of a pipeline of two steps."""

    @dsl.pipeline(name="pipeline")
    def pipeline():
        first = component(**arguments)
        component(**arguments | ({chain[0]: first.outputs[chain[1]]} if chain else {}))

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "pipeline.yaml")
        compiler.Compiler().compile(pipeline, str(target))
        return list(yaml.safe_load_all(target.read_text(encoding="utf-8")))


def main():
    request = json.load(sys.stdin)
    text = Path(request["component"]).read_bytes().decode()
    component = components.load_component_from_text(text)
    answer = {
        "version": kfp.__version__,
        "component": described(component.component_spec),
        "pipeline": compiled(component, request["arguments"], request["chain"])[0],
    }
    sys.stdout.write(json.dumps(answer))


main()

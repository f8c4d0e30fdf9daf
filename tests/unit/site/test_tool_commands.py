import ast
import json
import shlex
from dataclasses import replace

import pytest
from hypothesis import given
from sample_operators import DEPLOYED, MINIMAL, TEXTS, operator, output, parameter

from hatch_claimed.site.tool_commands import commands, open_parameters

SMALL = operator(
    parameter("input_path", required=True),
    parameter("num_values", "Integer", 3),
    parameter("class", "Boolean", default=True),
    parameter("api_key", default="planted"),
    outputs=(output("table"),),
    path="small_one.py",
    reference="registry.example.com/claimed-small-one:1",
)


def texts(component, **values):
    return {one.key: one.text(open_parameters(component), values) for one in commands(component)}


def test_without_values():
    assert texts(MINIMAL) == {
        "docker": 'docker run --rm --user "$(id -u):$(id -g)" \\\n    --group-add 0 \\\n'
        '    --volume "$PWD:/opt/app-root/src/data" \\\n    claimed-minimal:0.1',
        "run": "hatch-claimed run minimal",
        "claimed": "claimed --component claimed-minimal:0.1",
        "kubectl": "kubectl apply --filename minimal.job.yaml",
        "kfp": "from kfp import components, dsl\n\n"
        'minimal = components.load_component_from_file(\n    "minimal.yaml"\n)\n\n\n'
        '@dsl.pipeline(name="minimal")\ndef pipeline():\n    minimal()',
        "cwl": "cwltool minimal.cwl",
    }


def test_with_values():
    assert texts(SMALL, input_path="data/my file", **{"class": "false"}) == {
        "docker": 'docker run --rm --user "$(id -u):$(id -g)" \\\n    --group-add 0 \\\n'
        '    --volume "$PWD:/opt/app-root/src/data" \\\n    --env api_key \\\n'
        "    registry.example.com/claimed-small-one:1 \\\n"
        "    --input_path 'data/my file' \\\n    --class false \\\n    --table data/",
        "run": "hatch-claimed run small-one \\\n    --input_path 'data/my file' \\\n    --class false",
        "claimed": "claimed --component registry.example.com/claimed-small-one:1 \\\n"
        "    --input_path 'data/my file' \\\n    --class false",
        "kubectl": "kubectl set env --local --output yaml --filename small_one.job.yaml \\\n"
        "    input_path='data/my file' \\\n    class=false \\\n    | kubectl apply --filename -",
        "kfp": "from kfp import components, dsl\n\n"
        'small_one = components.load_component_from_file(\n    "small_one.yaml"\n)\n\n\n'
        '@dsl.pipeline(name="small-one")\ndef pipeline():\n'
        '    small_one(input_path="data/my file", **{"class": False})',
        "cwl": """printf %s '{"input_path": "data/my file", "class_": false}' \\\n    | cwltool small_one.cwl -""",
    }


def test_what_is_required_is_marked():
    found = texts(SMALL)
    assert "--input_path INPUT_PATH" in found["docker"]
    assert "small_one(input_path=...)" in found["kfp"]
    assert '{"input_path": "INPUT_PATH"}' in found["cwl"]


def test_deployments():
    found = texts(DEPLOYED, input_path="x")
    assert found["kubectl"].endswith("| kubectl create --filename -")
    assert found["kfp"].startswith("import kfp_settings\n")
    assert found["kfp"].endswith('    kfp_settings.deployed(deployed(input_path="x"))')
    assert "--env api_key \\\n    --env Retries \\\n" in found["docker"]


@pytest.mark.parametrize("name", ["components", "dsl", "pipeline"])
def test_no_operator_hides_a_name_of_the_module(name):
    module = ast.parse(texts(operator(path=f"{name}.py"))["kfp"])
    bound = [node.targets[0].id for node in module.body if isinstance(node, ast.Assign)]
    assert bound == [f"{name}_"]


def test_secrets_have_no_place():
    assert [one.name for one in open_parameters(SMALL)] == ["input_path", "num_values", "class", "log_level"]
    for one in commands(SMALL):
        assert "api_key" not in (one.places or {})
        assert "planted" not in one.text(open_parameters(SMALL), {"api_key": "planted", "input_path": "x"})


def test_r_has_its_own_working_directory():
    assert '"$PWD:/home/docker/data"' in texts(replace(MINIMAL, kind="r"))["docker"]


@given(TEXTS.filter(lambda text: text and not any("\ud800" <= one <= "\udfff" for one in text)))
def test_every_reader_gets_the_text(text):
    found = texts(SMALL, input_path=text)
    for key in ("docker", "run", "claimed"):
        words = shlex.split(found[key])
        assert words[words.index("--input_path") + 1] == text
    [call] = [node for node in ast.walk(ast.parse(found["kfp"])) if isinstance(node, ast.Call) and node.keywords][-1:]
    assert [ast.literal_eval(one.value) for one in call.keywords] == [text]
    assert json.loads(shlex.split(found["cwl"])[2]) == {"input_path": text}

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sample_operators import DEPLOYED, EXAMPLE, MINIMAL, NASTY, NASTY_TEXTS, operator, output, parameter

from hatch_claimed.artifacts import cwl
from hatch_claimed.artifacts.cwl import Cwl, step_files
from hatch_claimed.model import CommandArgument, Operator

CWLTOOL = "CLAIMED_TEST_CWLTOOL"

LAUNCHER = """#!{python}
import json, pathlib, sys

arguments = sys.argv[1:]
files = {{a: pathlib.Path(a).read_text() for a in arguments if len(a) < 200 and a and pathlib.Path(a).is_file()}}
with open({record!r}, "a") as record:
    record.write(json.dumps({{"arguments": arguments, "files": files}}) + "\\n")
for flag, value in zip(arguments, arguments[1:]):
    if flag.startswith("--") and value == flag[2:] + "/":
        pathlib.Path(value).mkdir()
        pathlib.Path(value, "result.txt").write_text("made for " + flag)
"""

SMALL = operator(
    parameter("source", required=True),
    parameter("pattern", default="*.tif"),
    parameter("count", "Integer", 3),
    parameter("size", "Integer", 2**40),
    parameter("huge", "Integer", 2**63),
    parameter("rate", "Float", 1e-05),
    parameter("endless", "Float", float("-inf")),
    parameter("verbose", "Boolean", default=True),
    parameter("dry_run", "Boolean", default=False),
    parameter("token"),
    parameter("seed", "Integer"),
    parameter("ratio", "Float"),
    parameter("flag", "Boolean"),
    outputs=(output("table"), output("report")),
)


CHOSEN = replace(parameter("mode", default="two words"), choices=("fast", "two words"))
OTHERS = (
    replace(parameter("kind", required=True), choices=("a/b", "c")),
    replace(parameter("level", "Integer", 1), choices=(1, 2)),
    replace(
        parameter("sizes", default="1 2", description="All."),
        choices=(1, 2, 3),
        argument=CommandArgument(flags=("--sizes",), nargs="+", element="Integer"),
    ),
)


class Bench:
    """A folder with the tool's file, a launcher that records what arrives, and cwltool."""

    def __init__(self, cwltool: str, folder: Path) -> None:
        self.cwltool, self.folder = cwltool, folder
        self.record = folder / "record"
        self.launcher = folder / "launcher"
        self.launcher.write_text(LAUNCHER.format(python=sys.executable, record=str(self.record)))
        self.launcher.chmod(0o755)

    def write(self, sample: Operator, *, docker: bool = False) -> Path:
        """Write the tool and its variant for steps, and give the path of the tool."""
        for file in step_files(sample):
            self.put(file.path.name, file.content, sample, docker=docker)
        return self.put(Cwl().path(sample).name, Cwl().render(sample), sample, docker=docker)

    def put(self, name: str, content: bytes, sample: Operator, *, docker: bool) -> Path:
        if not docker:
            needed = f"- class: DockerRequirement\n  dockerPull: {sample.image.reference}\n".encode()
            assert content.count(needed) == 1
            content = content.replace(needed, b"")
        path = self.folder / name
        path.write_bytes(content)
        return path

    def call(self, *arguments: object) -> str:
        command = [self.cwltool, "--disable-color", "--quiet", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.folder, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def job(self, values: dict[str, object]) -> Path:
        path = self.folder / "job.json"
        path.write_text(json.dumps(values, ensure_ascii=False))
        return path

    def run(self, tool: Path, *arguments: object) -> dict[str, dict[str, str]]:
        return json.loads(self.call("--no-container", "--outdir", self.folder / "out", tool, *arguments))

    def records(self) -> list[tuple[list[str], dict[str, str]]]:
        lines = map(json.loads, self.record.read_text().splitlines())
        return [(line["arguments"], line["files"]) for line in lines]


@pytest.fixture
def bench(client, tmp_path, monkeypatch):
    bench = Bench(client(CWLTOOL), tmp_path)
    monkeypatch.setattr(cwl, "ENTRY_POINT", str(bench.launcher))
    return bench


@pytest.mark.parametrize(
    "sample", [EXAMPLE, MINIMAL, NASTY, SMALL, DEPLOYED], ids=["example", "minimal", "nasty", "small", "deployed"]
)
def test_the_tool_is_valid(bench, sample):
    tool = bench.write(sample, docker=True)
    for path in (tool, *bench.folder.glob("*.step.cwl")):
        assert bench.call("--validate", "--strict", path).endswith("is valid CWL.\n")


def test_defaults_arrive_and_absent_values_do_not(bench):
    bench.run(bench.write(SMALL), bench.job({"source": "x"}))
    assert bench.records() == [
        (
            [
                *("--source", "x", "--pattern", "*.tif", "--count", "3", "--size", "1099511627776"),
                *("--rate", "0.000010", "--endless", "-inf", "verbose=true", "dry_run=false"),
                *("--log_level", "INFO", "--table", "table/", "--report", "report/"),
            ],
            {},
        )
    ]


def test_changed_values_arrive(bench):
    text = "a 'b' \"c\" \\ $(inputs.count) ${ return 1 }\n--x $HOME é😀"
    values = {"source": text, "pattern": "", "count": -7, "size": -(2**63), "huge": 5, "rate": -2.5, "endless": 1e300}
    values |= {"verbose": False, "dry_run": True, "token": "--t", "seed": -1, "ratio": -0.1, "flag": False}
    bench.run(bench.write(SMALL), bench.job(values | {"log_level": "DEBUG"}))
    [(arguments, _)] = bench.records()
    assert arguments == [
        *("--source", text, "--pattern", "", "--count", "-7", "--size", "-9223372036854775808", "--huge", "5"),
        *("--rate", "-2.5", "--endless", "1" + "0" * 300, "verbose=false", "dry_run=true"),
        *("--token", "--t", "--seed", "-1", "--ratio", "-0.1", "flag=false"),
        *("--log_level", "DEBUG", "--table", "table/", "--report", "report/"),
    ]


def test_every_value_can_be_an_option_of_cwltool(bench):
    text = "a 'b' \"c\" \\ $HOME é😀"
    options = ["--source", text, "--pattern", "", "--count", "7", "--token", "t", "--log_level", "DEBUG"]
    bench.run(bench.write(SMALL), *options, "--rate", "0.5", "--seed", "1")
    [(arguments, _)] = bench.records()
    assert arguments == [
        *("--source", text, "--pattern", "", "--count", "7", "--size", "1099511627776", "--rate", "0.5"),
        *("--endless", "-inf", "verbose=true", "dry_run=false", "--token", "t", "--seed", "1"),
        *("--log_level", "DEBUG", "--table", "table/", "--report", "report/"),
    ]


def test_a_secret_arrives_and_is_in_no_log(bench):
    values = bench.job({"input_path": "x", "api_key": "planted-4711", "Retries": 5})
    command = [
        bench.cwltool,
        "--debug",
        "--no-container",
        "--outdir",
        bench.folder / "out",
        bench.write(DEPLOYED),
        values,
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=bench.folder, check=True)
    [(arguments, _)] = bench.records()
    assert arguments == [
        *("--input_path", "x", "--api_key", "planted-4711", "--Retries", "5", "--rate", "0.5", "--log_level", "INFO")
    ]
    assert "--api_key" in done.stderr
    assert "planted-4711" not in done.stdout + done.stderr


def test_every_default_text_arrives_as_it_is(bench):
    bench.run(bench.write(NASTY))
    [(arguments, _)] = bench.records()
    assert arguments == [
        *(word for place, text in enumerate(NASTY_TEXTS) for word in (f"--text_{place}", text)),
        *("--log_level", "INFO"),
    ]


def test_files_and_folders_arrive_as_paths(bench):
    Path(bench.folder, "in.txt").write_text("content")
    Path(bench.folder, "folder").mkdir()
    values = {"source": {"class": "File", "path": "in.txt"}, "token": {"class": "Directory", "path": "folder"}}
    bench.run(bench.write(SMALL).with_suffix(".step.cwl"), bench.job(values))
    [(arguments, files)] = bench.records()
    source, token = arguments[1], arguments[arguments.index("--token") + 1]
    assert (Path(source).is_absolute(), Path(source).name) == (True, "in.txt")
    assert (Path(token).is_absolute(), Path(token).name) == (True, "folder")
    assert files == {source: "content"}


def test_outputs_are_files_that_keep_their_names(bench):
    outputs = bench.run(bench.write(SMALL), bench.job({"source": "x"}))
    assert {name: value["class"] for name, value in outputs.items()} == {"table": "File", "report": "File"}
    assert {name: Path(value["path"]).read_text() for name, value in outputs.items()} == {
        "table": "made for --table",
        "report": "made for --report",
    }
    assert sorted(Path(value["path"]).name for value in outputs.values()) == ["result.txt", "result.txt_2"]


@pytest.mark.parametrize("name", ["f", "h", "help", "id", "name", "type", "job_order", "outdir", "self", "y", "None"])
def test_names_that_mean_something_to_cwl_work(bench, name):
    sample = operator(parameter(name, "Integer", 1), parameter(f"{name}_text", default="a"), outputs=(output("doc"),))
    bench.run(bench.write(sample), bench.job({name: 2, f"{name}_text": "b"}))
    [(arguments, _)] = bench.records()
    assert arguments == [f"--{name}", "2", f"--{name}_text", "b", "--log_level", "INFO", "--doc", "doc/"]


def test_class_is_called_otherwise_in_cwl(bench):
    sample = operator(parameter("class", default="a"), parameter("class_", "Boolean"))
    bench.run(bench.write(sample), bench.job({"class__": "b", "class_": True}))
    [(arguments, _)] = bench.records()
    assert arguments == ["--class", "b", "class_=true", "--log_level", "INFO"]


def test_an_output_called_class_is_called_otherwise_in_cwl(bench):
    outputs = bench.run(bench.write(operator(outputs=(output("class"),))))
    assert {name: value["basename"] for name, value in outputs.items()} == {"class_": "result.txt"}


CHAIN = """
cwlVersion: v1.0
class: Workflow
inputs:
  parameter1: string
  parameter2: string
outputs:
  last: {type: File, outputSource: second.cwl/table}
steps:
  first.cwl:
    run: ./example_script.cwl
    in: {source: parameter1, pattern: parameter2}
    out: [table, report]
  second.cwl:
    run: ./example_script.step.cwl
    in: {source: first.cwl/table, token: parameter2}
    out: [table]
"""


def test_a_workflow_hands_one_step_s_output_to_the_next(bench):
    bench.write(SMALL)
    workflow = bench.folder / "workflow.cwl"
    workflow.write_text(CHAIN)
    outputs = bench.run(workflow, "--parameter1", "one $(x)", "--parameter2", "two")
    assert Path(outputs["last"]["path"]).read_text() == "made for --table"
    [(first, _), (second, files)] = bench.records()
    assert first[:4] == ["--source", "one $(x)", "--pattern", "two"]
    assert second[second.index("--token") + 1] == "two"
    assert files == {second[1]: "made for --table"}


def test_choices_are_an_enumeration(bench):
    tool = bench.write(operator(CHOSEN, *OTHERS))
    assert bench.call("--validate", "--strict", tool).endswith("is valid CWL.\n")
    bench.run(tool, bench.job({"mode": "fast", "kind": "a/b", "level": 2, "sizes": "3 1"}))
    bench.run(tool, "--kind", "c")
    chosen, usual = ([*arguments[:8]] for arguments, _ in bench.records())
    assert chosen == ["--mode", "fast", "--kind", "a/b", "--level", "2", "--sizes", "3 1"]
    assert usual == ["--mode", "two words", "--kind", "c", "--level", "1", "--sizes", "1 2"]
    refused = [bench.cwltool, "--no-container", str(tool), "--kind", "c", "--mode", "slow"]
    done = subprocess.run(refused, capture_output=True, text=True, cwd=bench.folder, check=False)
    assert done.returncode != 0
    assert "expected one of" in done.stderr

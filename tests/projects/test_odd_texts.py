"""Texts and names that break careless formats, through a whole build and back by each format's own parser."""

import csv
import io
import json
import os
import shlex
import shutil
import subprocess
import tarfile

import pytest
import yaml

TEXT = "\n".join((
    "Title: 'single' \"double\" `id` $(id) $HOME ${HOME} $${HOME} %{ if true } %%{x}",
    "{{ x }} {% for %} {# no #} <<EOF",
    "EOF",
    "FROM scratch",
    "- item: [a, b] # remark",
    "--- \\ \\n & * ! | > @ \u202eRTL\u202c \ufeffBOM \x85\u2028 \x1b[2J",
    "😀" * 2_500,
))  # fmt: skip
DEFAULT = TEXT.replace("\n", "\t") + "\n\n"
NAMES = ["a 'b' \"c\" `d`.py", "e$(f) ${g} {{h}} {% i %}.py", "j\nk: # <<EOF.py", "ü😀\u202el\rm.py"]


@pytest.fixture(scope="module")
def script():
    return f"{TEXT!r}\nimport os\n\n# About {TEXT.splitlines()[0]}\nx = os.getenv('x', {DEFAULT!r})\n"


@pytest.fixture
def built(project, script):
    for path in (project.root / "operators").iterdir():
        path.unlink()
    for name in NAMES:
        project.file(f"operators/{name}", script)
    project.file("operators/data/it's $(x).csv", "1\n")
    with (project.root / "pyproject.toml").open("a") as manifest:
        manifest.write('[tool.claimed.operators.a--b---c---d]\nfiles = ["operators/data"]\n')
    project.hatchling("-t", "claimed")
    return project


def catalog(built):
    return json.loads(built.dist()["catalog.json"])["operators"]


def test_the_catalogue_and_the_list(built):
    operators = catalog(built)
    assert sorted(one["path"] for one in operators) == sorted(f"operators/{name}" for name in NAMES)
    for one in operators:
        assert one["description"] == TEXT
        assert one["inputs"][0]["default"] == DEFAULT
        assert one["inputs"][0]["description"] == f"About {TEXT.splitlines()[0]}"
    assert json.loads(built.run("hatch-claimed", "list", "--format", "json"))["operators"] == operators
    assert TEXT.splitlines()[0] in built.run("hatch-claimed", "list", PYTHONIOENCODING="utf-8")


def test_the_yaml_formats(built):
    files = built.dist()
    for one in catalog(built):
        component = yaml.safe_load(files[one["artifacts"]["kfp"]])
        assert component["description"] == TEXT
        assert component["inputs"][0]["default"] == DEFAULT
        tool = yaml.safe_load(files[one["artifacts"]["cwl"]])
        assert tool["doc"] == TEXT
        assert tool["inputs"][0]["default"] == DEFAULT
        job = yaml.safe_load(files[one["artifacts"]["job"]])
        (value,) = [
            env["value"] for env in job["spec"]["template"]["spec"]["containers"][0]["env"] if env["name"] == "x"
        ]
        assert value.replace("$$", "$") == DEFAULT


def test_the_build_contexts(built, script):
    files = built.dist()
    for one in catalog(built):
        filename = one["path"].removeprefix("operators/")
        folder = one["artifacts"]["context"]
        with tarfile.open(fileobj=io.BytesIO(files[f"{folder}/app.tar"])) as archive:
            assert archive.extractfile(f"opt/claimed/app/operators/{filename}").read().decode() == script
            interface = archive.extractfile("opt/claimed/interface.csv").read().decode()
        assert list(csv.reader(io.StringIO(interface, newline="")))[1][:3] == ["script", filename, "python"]
        has_data = one["name"].startswith("a--b")
        if has_data:
            with tarfile.open(fileobj=io.BytesIO(files[f"{folder}/files.tar"])) as archive:
                assert "opt/claimed/app/operators/data/it's $(x).csv" in archive.getnames()
        assert len(files[f"{folder}/Dockerfile"].splitlines()) == (21 if has_data else 20)


def test_an_install_script(project):
    arguments = ["it's", "a b", "$HOME", "`id`", "x[y]>=1,<2", "<<EOF", "${A}", "{{ b }}"]
    line = shlex.join(["pip", "install", "numpy", "--config-settings", *arguments[:1], "--no-binary", arguments[2]])
    project.file("operators/one.py", f"# {line}\n")
    project.hatchling("-t", "claimed")
    script = project.dist()["one/context/packages/install.sh"].decode()
    (install,) = [text for text in script.splitlines() if " install " in text]
    assert shlex.split(install) == ["$python", "-m", *shlex.split(line)]


@pytest.mark.skipif(not shutil.which("docker"), reason="needs buildx")
def test_bake_reads_its_file_as_it_is_meant(built):
    real = {**built.environment, "PATH": os.environ["PATH"]}
    command = ["docker", "buildx", "bake", "--file", "dist/claimed/docker-bake.json", "--print"]
    if subprocess.run(["docker", "buildx", "version"], env=real, capture_output=True).returncode:
        pytest.skip("needs buildx")
    printed = subprocess.run(
        command, cwd=built.root, env=real, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    targets = json.loads(printed)["target"]
    assert sorted(targets) == [one["name"] for one in catalog(built)]
    for name, target in targets.items():
        assert target["labels"]["org.opencontainers.image.description"] == TEXT
        assert target["context"] == f"dist/claimed/{name}/context"
        assert target["tags"] == [f"registry.example.com/demo/claimed-{name}:1.0"]


@pytest.mark.skipif(not shutil.which("docker"), reason="needs buildx")
def test_bake_builds_an_operator_that_has_the_group_s_name_alone(project):
    real = {**project.environment, "PATH": os.environ["PATH"]}
    project.file("operators/default.py", "")
    project.hatchling("-t", "claimed")
    command = ["docker", "buildx", "bake", "--file", "dist/claimed/docker-bake.json", "--print", "default"]
    completed = subprocess.run(command, cwd=project.root, env=real, capture_output=True, encoding="utf-8")
    if completed.returncode and "is not a docker command" in completed.stderr:
        pytest.skip("needs buildx")
    assert sorted(json.loads(completed.stdout)["target"]) == ["default"]

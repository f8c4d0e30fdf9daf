import os
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.model import File
from hatch_claimed.model.deployment import Deployment, Secret, Volume
from hatch_claimed.running import published_image
from hatch_claimed.running.arguments import OperatorArguments
from hatch_claimed.running.data_folder import DataError, DataFolder, data_folder, named_folder, output_paths
from hatch_claimed.running.docker import DockerEngine, operator_command

ME = f"{os.getuid()}:{os.getgid()}"
DATA = DataFolder(Path("/my/data"), is_shared=True)
ASKED = OperatorArguments({"count": "2", "api_key": "hush", "word": "it's"}, {}, ("a", "--b"))


def test_the_docker_command_of_an_operator(operator):
    command = operator_command(
        operator(), ASKED, DATA, DockerEngine(), {"loud": "yes", "HOME": "/root", "word": "other"}
    )
    assert command.command_line == (
        f"docker run --rm --user {ME} --group-add 0 --mount type=bind,source=/my/data,target=/opt/app-root/src/data "
        "--env api_key --env loud registry.example.com/demo/claimed-count:1 --count 2 --word 'it'\"'\"'s' "
        "--result data/ -- a --b"
    )
    assert command.environment == {"api_key": "hush"}


def test_what_the_settings_call_a_secret_is_on_no_command_line(operator):
    deployment = Deployment(secrets=(Secret(parameter="word", name="cluster", key="word"),))
    own = replace(operator(), deployment=deployment)
    command = operator_command(own, OperatorArguments({"count": "2", "word": "hush"}), DATA, DockerEngine(), {})
    assert "hush" not in command.command_line
    assert "--env word " in command.command_line
    assert command.environment == {"word": "hush"}


@pytest.mark.parametrize(
    ("path", "mounted", "inside"),
    [
        ("/my/data/sub/x.csv", (), "data/sub/x.csv"),
        ("/my/data/sub/", (), "data/sub/"),
        ("/else,where/x.csv", ('"source=/else,where"',), "/run/claimed-outputs/result/x.csv"),
        ("/elsewhere/", ("source=/elsewhere",), "/run/claimed-outputs/result/"),
    ],
)
def test_outputs_that_go_elsewhere_are_mounts_of_their_own(operator, path, mounted, inside):
    command = operator_command(
        operator("r"), OperatorArguments(outputs={"result": path}), DATA, DockerEngine(is_rootless=True), {}
    )
    assert command.words == (
        *("docker", "run", "--rm", "--user", "0:0", "--group-add", "0"),
        *("--mount", "type=bind,source=/my/data,target=/home/docker/data"),
        *(word for one in mounted for word in ("--mount", f"type=bind,{one},target=/run/claimed-outputs/result")),
        *("registry.example.com/demo/claimed-count:1", "--result", inside),
    )


@pytest.mark.parametrize(
    ("size", "option"),
    [("1.5Gi", "type=tmpfs,target=/dev/shm,tmpfs-size=1610612736"), (None, "type=tmpfs,target=/dev/shm")],
)
def test_folders_of_memory_are_there_with_their_size(operator, size, option):
    volumes = (
        Volume(name="data", kind="claim", source="data", mount_path="/levels"),
        Volume(name="shm", kind="empty-dir", source=None, mount_path="/dev/shm", size_limit=size, medium="Memory"),
        Volume(name="work", kind="empty-dir", source=None, mount_path="/work", size_limit="1Gi"),
    )
    own = replace(operator(), deployment=Deployment(volumes=volumes))
    words = operator_command(own, OperatorArguments(), DATA, DockerEngine(), {}).words
    assert [words[place + 1] for place, word in enumerate(words) if word == "--mount"] == [
        "type=bind,source=/my/data,target=/opt/app-root/src/data",
        option,
    ]


def test_an_operator_with_data_of_its_own_keeps_it(operator, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = operator(files=(File(path=PurePosixPath("data/table.txt"), content=b""),))
    assert data_folder(own, None) == DataFolder(tmp_path, is_shared=False)
    assert data_folder(own, Path("/x")) == DataFolder(Path("/x"), is_shared=True)
    assert data_folder(operator(), None) == DataFolder(tmp_path, is_shared=True)
    command = operator_command(own, OperatorArguments(), data_folder(own, None), DockerEngine(), {})
    assert command.words[-4:] == (
        f"type=bind,source={tmp_path},target=/run/claimed-outputs/result",
        "registry.example.com/demo/claimed-count:1",
        "--result",
        "/run/claimed-outputs/result/",
    )


def test_the_data_folder_that_is_named(tmp_path):
    there = {"CLAIMED_DATA_PATH": str(tmp_path)}
    assert named_folder(None, {}) is named_folder(None, {"CLAIMED_DATA_PATH": ""}) is None
    assert named_folder(None, there) == tmp_path
    assert named_folder(Path("/"), there) == Path("/")
    with pytest.raises(DataError, match=r"^CLAIMED_DATA_PATH names /no/where, which is no folder: make it, or name"):
        named_folder(None, {"CLAIMED_DATA_PATH": "/no/where"})


def test_outputs_are_paths_of_the_caller_s(operator, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = [
        output_paths(operator(), OperatorArguments(outputs=outputs), DATA)["result"]
        for outputs in ({}, {"result": "a/b.txt"}, {"result": "a/"}, {"result": "/c"})
    ]
    assert paths == ["/my/data/", f"{tmp_path}/a/b.txt", f"{tmp_path}/a/", "/c"]


@pytest.mark.parametrize(
    ("path", "place", "unshared"),
    [
        (None, "/my/data/", "/my/data/"),
        ("x.csv", "/my/data/", "/my/data/"),
        ("results/2024/x.csv", "/my/data/results/2024/", "/my/data/results/2024/"),
        ("./results/x.csv", "/my/data/results/", "/my/data/results/"),
        ("data/x.csv", "/my/data/", "/my/data/data/"),
        ("data/deep/x.csv", "/my/data/deep/", "/my/data/data/deep/"),
        ("/tmp/deep/x.csv", "/my/data/", "/my/data/"),
        ("../deep/x.csv", "/my/data/", "/my/data/"),
        ("s3://bucket/x.csv", "/my/data/", "/my/data/"),
    ],
)
def test_outputs_keep_the_place_that_the_script_gives_them(operator, path, place, unshared):
    own = operator()
    own = replace(own, interface=replace(own.interface, outputs=(replace(own.outputs[0], path=path),)))
    assert output_paths(own, OperatorArguments(), DATA) == {"result": place}
    assert output_paths(own, OperatorArguments(), replace(DATA, is_shared=False)) == {"result": unshared}
    assert output_paths(own, OperatorArguments(outputs={"result": "/c"}), DATA) == {"result": "/c"}


def test_images_of_others_get_variables_and_run_as_they_want():
    values = {"count": "2", "token": "hush"}
    theirs = published_image.PublishedImage("example.com/theirs:1")
    command = published_image.command(theirs, values, Path("/my/data"), DockerEngine())
    assert command.command_line == (
        "docker run --rm --mount type=bind,source=/my/data,target=/opt/app-root/src/data --env token --env count=2 "
        "example.com/theirs:1"
    )
    assert command.environment == {"token": "hush"}
    assert (
        published_image.command(theirs, {}, None, DockerEngine()).command_line == "docker run --rm example.com/theirs:1"
    )


def test_our_own_images_get_arguments_and_run_as_the_caller():
    ours = published_image.PublishedImage("example.com/ours:1", is_ours=True, workdir=PurePosixPath("/home/docker"))
    command = published_image.command(ours, {"count": "2", "token": "hush"}, Path("/my/data"), DockerEngine())
    assert command.command_line == (
        f"docker run --rm --user {ME} --group-add 0 --mount type=bind,source=/my/data,target=/home/docker/data "
        "--env token example.com/ours:1 --count 2"
    )

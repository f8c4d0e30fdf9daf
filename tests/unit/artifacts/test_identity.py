import json
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from sample_operators import EXAMPLE

from hatch_claimed.artifacts import bake
from hatch_claimed.artifacts.bake import INPUT_HASH, bake_file, target
from hatch_claimed.artifacts.identity import NOT_IN_IMAGES, input_hash
from hatch_claimed.artifacts.image.context import BuildInputs, build_context
from hatch_claimed.model import BuildOptions, File, Project

ALL = BuildOptions(
    args=(("A", "x"),),
    secrets=(("netrc", "~/.netrc"),),
    contexts=(("base:1", "docker-image://mirror/base:1"),),
    cache_from=("type=registry,ref=x/cache",),
    cache_to=("type=inline",),
    provenance="max",
    sbom=True,
)
OUTPUT = PurePosixPath("dist")
TARGET = target(EXAMPLE, ALL, OUTPUT)
CONTEXT = (File(path=PurePosixPath("Dockerfile"), content=b"FROM x"),)


def test_the_example_has_each_key_that_a_target_can_have():
    assert {*TARGET} == {
        *("context", "dockerfile", "tags", "platforms", "args", "labels", "annotations", "output", "attest"),
        *("contexts", "secret", "cache-from", "cache-to"),
    }
    assert {*NOT_IN_IMAGES} < {*TARGET}
    assert all(NOT_IN_IMAGES.values())


@pytest.mark.parametrize("key", [*TARGET, "a-new-one"])
def test_each_key_of_the_target_is_hashed_unless_it_does_not_reach_the_image(key):
    other = {**TARGET, key: "another"}
    assert (input_hash(other, CONTEXT) == input_hash(TARGET, CONTEXT)) == (key in NOT_IN_IMAGES)
    less = {name: value for name, value in TARGET.items() if name != key}
    is_same = key in NOT_IN_IMAGES or key not in TARGET
    assert (input_hash(less, CONTEXT) == input_hash(TARGET, CONTEXT)) == is_same


def test_another_compression_is_another_image(monkeypatch):
    monkeypatch.setattr(bake, "COMPRESSION", "oci-mediatypes=true,compression=gzip")
    assert input_hash(target(EXAMPLE, ALL, OUTPUT), CONTEXT) != input_hash(TARGET, CONTEXT)


def test_another_label_is_another_image():
    labels = (("org.opencontainers.image.vendor", "Somebody"),)
    other = replace(EXAMPLE, image=replace(EXAMPLE.image, labels=labels))
    assert input_hash(target(other, ALL, OUTPUT), CONTEXT) != input_hash(TARGET, CONTEXT)


@pytest.mark.parametrize("file", [("Dockerfile", b"FROM y"), ("Dockerfile2", b"FROM x")])
def test_each_file_of_the_context_is_hashed(file):
    path, content = file
    other = (File(path=PurePosixPath(path), content=content),)
    assert input_hash(TARGET, other) != input_hash(TARGET, CONTEXT)
    assert input_hash(TARGET, (*CONTEXT, *other)) == input_hash(TARGET, (*other, *CONTEXT))


def test_the_bake_file_is_what_was_hashed_and_the_hash():
    """No key is added to a target behind the hash's back."""
    context = build_context(EXAMPLE, BuildInputs(options=ALL))
    hashed = input_hash(TARGET, context)
    project = Project(name="p", version="1", operators=(EXAMPLE,), output=OUTPUT, build=ALL)
    [written] = json.loads(bake_file(project, {EXAMPLE.name: hashed}).content)["target"].values()
    assert written["labels"].pop(INPUT_HASH) == hashed
    assert written["annotations"].pop() == f"manifest:{INPUT_HASH}={hashed}"
    # where a secret is, is no part of an image
    assert written["secret"] == ["id=netrc,src=${HOME}/.netrc"]
    written["secret"] = ["id=netrc"]
    assert written == TARGET
    assert input_hash(written, context) == hashed

import gzip
import hashlib
import io
import json
import tarfile

import pytest

from hatch_claimed.images.comparison import compare
from hatch_claimed.images.layers import ImageDifference

SETTINGS = {"Env": ["PATH=/bin", "key=secret"], "Cmd": ["x"], "Labels": {"title": "t"}, "User": "1001"}
FILES = {"a": b"1", "b/c": b"2"}


class Image:
    """An image in memory: its layers, by digest, and its configuration."""

    def __init__(self, *layers, config=None, **outer):
        self.blobs = {f"sha256:{hashlib.sha256(one).hexdigest()}": one for one in layers}
        self.document = {"os": "linux", "architecture": "amd64", **outer, "config": {**SETTINGS, **(config or {})}}

    def layers(self, _):
        return tuple(self.blobs)

    def config(self, _):
        return json.dumps(self.document).encode()

    def blob(self, digest):
        return self.blobs[digest]


def layer(files=FILES, pack=bytes, attributes=None, **entry):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.pax_headers = len(content), attributes or {}
            for key, value in entry.items():
                setattr(member, key, value)
            archive.addfile(member, io.BytesIO(content))
    return pack(buffer.getvalue())


PLAIN = layer()
OTHER_ORDER = layer(dict(reversed(FILES.items())))


@pytest.mark.parametrize(
    ("other", "why", "same_files"),
    [
        (
            Image(PLAIN, layer(pack=gzip.compress)),
            "layer 2 of 2: the same files, compressed or ordered otherwise",
            True,
        ),
        (Image(PLAIN, OTHER_ORDER), "layer 2 of 2: the same files, compressed or ordered otherwise", True),
        (Image(PLAIN, layer(mtime=5)), "layer 2 of 2: only times of files differ, first that of a", True),
        (Image(PLAIN, layer(mtime=5, mode=0o600)), "layer 2 of 2: a differs in its mode", False),
        (Image(PLAIN, layer(uid=7)), "layer 2 of 2: a differs in its owner", False),
        (Image(PLAIN, layer({**FILES, "b/c": b"3"})), "layer 2 of 2: b/c differs in its content", False),
        (Image(PLAIN, layer({"a": b"1"})), "layer 2 of 2: b/c is only in one of them", False),
        (
            Image(PLAIN, layer(attributes={"SCHILY.xattr.security.capability": "x"})),
            "layer 2 of 2: a differs in its extended attributes",
            False,
        ),
        (Image(PLAIN), "it has 1 layers, and had 2", False),
        (Image(PLAIN, layer(mode=0o640), config={"User": "0"}), "its configuration differs in User", False),
        (
            Image(PLAIN, layer(mode=0o640), config={"Env": ["PATH=/bin", "key=other"]}),
            "its configuration differs in Env (key)",
            False,
        ),
        (
            Image(PLAIN, layer(mode=0o640), config={"Labels": {"title": "t", "v": "1"}}),
            "its configuration differs in Labels (v)",
            True,
        ),
        (
            Image(PLAIN, layer(mode=0o640), config={"Labels": None, "Cmd": ["y"]}),
            "its configuration differs in Cmd",
            False,
        ),
        (Image(PLAIN, layer(mode=0o640), architecture="arm64"), "its configuration differs in architecture", False),
        (
            Image(PLAIN, layer(mode=0o640), created="2026-01-01T00:00:00Z"),
            "only notes in its manifest or configuration differ",
            True,
        ),
    ],
)
def test_what_differs_and_whether_the_same_runs(other, why, same_files):
    second = layer(mode=0o640) if len(other.blobs) == 2 and layer(mode=0o640) in other.blobs.values() else None
    before = Image(PLAIN, second or layer(pack=lambda content: content + bytes(512)))
    assert compare(before, "old", other, "new") == ImageDifference(why, same_files)


def test_what_runs_counts_more_than_an_earlier_layer_that_is_packed_otherwise():
    before, now = Image(PLAIN, layer(mode=0o600)), Image(layer(pack=gzip.compress), layer(mode=0o640))
    assert compare(before, "old", now, "new") == ImageDifference(
        "layer 2 of 2: a differs in its mode", same_files=False
    )

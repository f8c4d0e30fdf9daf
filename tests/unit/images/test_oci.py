import hashlib
import io
import json
import tarfile

import pytest

from hatch_claimed.images.oci import OciLayout
from hatch_claimed.images.registry.documents import INDEXES, MANIFESTS


@pytest.fixture
def archive(tmp_path):
    """Writes an archive whose `index.json` has the given entries, and blobs by their digests."""

    def write(entries, *blobs):
        path = tmp_path / "image.tar"
        files = {"index.json": _json({"manifests": entries})}
        files.update({f"blobs/{digest(blob).replace(':', '/')}": blob for blob in blobs})
        with tarfile.open(path, "w") as tar:
            for name, content in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
        return OciLayout(path)

    return write


def digest(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _json(document):
    return json.dumps(document).encode()


@pytest.mark.parametrize("kind", INDEXES)
def test_platforms_of_an_inner_index_go_by_the_names_that_registries_give_them(archive, kind):
    entries = [
        {"mediaType": MANIFESTS[0], "digest": "sha256:1", "platform": {"os": "linux", "architecture": "amd64"}},
        {
            "mediaType": MANIFESTS[0],
            "digest": "sha256:2",
            "platform": {"os": "linux", "architecture": "arm64", "variant": "v8"},
        },
        {"mediaType": MANIFESTS[0], "digest": "sha256:3", "platform": {"os": "unknown", "architecture": "unknown"}},
    ]
    inner = _json({"manifests": entries})
    layout = archive([{"mediaType": kind, "digest": digest(inner)}], inner)
    assert layout.manifests() == {"linux/amd64": "sha256:1", "linux/arm64": "sha256:2"}


def test_a_platform_that_only_the_config_names(archive):
    config = _json({"os": "linux", "architecture": "arm", "variant": "v6"})
    manifest = _json({"config": {"digest": digest(config)}, "layers": [{"digest": "sha256:a"}, {"digest": "sha256:b"}]})
    layout = archive([{"mediaType": MANIFESTS[0], "digest": digest(manifest)}], manifest, config)
    assert layout.manifests() == {"linux/arm/v6": digest(manifest)}
    assert layout.layers(digest(manifest)) == ("sha256:a", "sha256:b")
    assert layout.blob(digest(config)) == config

"""Everything that a build leaves behind, laid open: archives unpacked, layers and their history fetched and unpacked."""

import base64
import gzip
import io
import json
import tarfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import zstandard

MANIFESTS = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json"
Piece = tuple[str, bytes]
MARK = "PlantedHere"
"""How every secret begins, so that long contents are searched for few texts."""


def opened(name: str, content: bytes) -> Iterator[Piece]:
    """A content, and all that is packed in it, however deep."""
    yield name, content
    if content[:2] == b"\x1f\x8b":
        yield from opened(f"{name} unzipped", gzip.decompress(content))
    elif content[:4] == b"\x28\xb5\x2f\xfd":
        with zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content), read_across_frames=True) as reader:
            yield from opened(f"{name} unpacked", reader.read())
    elif content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            # the archive itself was looked through as a whole
            packed = [member for member in archive if member.isfile() and member.name.endswith((".tar", ".gz", ".whl"))]
            for member in packed:
                yield from opened(f"{name}: {member.name}", archive.extractfile(member).read())


def of_folder(root: Path) -> Iterator[Piece]:
    """All files below a folder, and their names."""
    for path in sorted(root.rglob("*")):
        yield f"the name of {path}", str(path).encode()
        if path.is_file():
            yield from opened(str(path), path.read_bytes())


def of_images(references: list[str]) -> Iterator[Piece]:
    """Images in a registry: their manifests, their configurations with the history, and all layers, each once."""
    seen: set[str] = set()
    for reference in references:
        yield from _of_image(reference, seen)


def _of_image(reference: str, seen: set[str]) -> Iterator[Piece]:
    host, _, rest = reference.partition("/")
    name, _, tag = rest.rpartition(":")

    def get(path: str) -> bytes:
        request = urllib.request.Request(f"http://{host}/v2/{name}/{path}", headers={"Accept": MANIFESTS})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    manifest = get(f"manifests/{tag}")
    yield f"the manifest of {reference}", manifest
    described = json.loads(manifest)
    for one in (described["config"], *described["layers"]):
        if one["digest"] not in seen:
            seen.add(one["digest"])
            yield from opened(f"{reference} {one['digest'][:19]}", get(f"blobs/{one['digest']}"))


def forms(secret: str) -> list[bytes]:
    """How a text may be written: as it is, in an address, in JSON, and anywhere in base64."""
    whole = []
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + secret.encode()).decode().rstrip("=")
        # what stands at the edges depends on the neighbours
        whole.append(encoded[4 if shift else 0 : -2])
    return [one.encode() for one in (secret, quote(secret), secret.encode().hex(), *whole)]


def found(secrets: dict[str, str], pieces: Iterator[Piece]) -> list[tuple[str, str]]:
    """Which secret stands where. All begin with the mark."""
    known = [(name, form) for name, secret in secrets.items() for form in forms(secret)]
    marks = set(forms(MARK))
    suspect = ((place, content) for place, content in pieces if any(mark in content for mark in marks))
    return [(name, place) for place, content in suspect for name, form in known if form in content]

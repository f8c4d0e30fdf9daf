"""The archives of a build context are what Python's tarfile writes, to the byte."""

import io
import tarfile
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_operators import EXAMPLE, MINIMAL, NASTY, SHARES, WRAPPER

from hatch_claimed.artifacts.image.app import archives
from hatch_claimed.model import File

names = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=120).filter(
    lambda name: name not in {".", ".."}
)
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: PurePosixPath(*parts))
contents = st.binary(max_size=20) | st.sampled_from([511, 512, 513, 10240, 20480]).map(bytes)


def written_again(content):
    """The archive, read and written by tarfile."""
    copy = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(content)) as archive,
        tarfile.open(fileobj=copy, mode="w", format=tarfile.PAX_FORMAT) as again,
    ):
        for entry in archive:
            plain = tarfile.TarInfo(entry.name)
            plain.type, plain.mode, plain.uid, plain.linkname = entry.type, entry.mode, entry.uid, entry.linkname
            plain.size = entry.size
            again.addfile(plain, archive.extractfile(entry) if entry.isreg() else None)
    return copy.getvalue()


@pytest.mark.parametrize("component", [MINIMAL, EXAMPLE, NASTY, WRAPPER, SHARES], ids=lambda one: one.name)
def test_archives_are_what_tarfile_writes(component):
    for archive in archives(component):
        assert written_again(archive.content) == archive.content


@given(st.dictionaries(paths, st.tuples(contents, st.booleans()), max_size=4))
def test_archives_of_any_files_are_what_tarfile_writes(files):
    operator = replace(
        EXAMPLE,
        files=tuple(
            File(path=path, content=content, executable=executable) for path, (content, executable) in files.items()
        ),
    )
    for archive in archives(operator):
        assert written_again(archive.content) == archive.content

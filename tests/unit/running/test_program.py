import tarfile

from hatch_claimed.artifacts.image.app import archives
from hatch_claimed.running.program import launcher, unpack


def test_a_program_is_laid_out_by_the_first_releases_of_python_3_11(operator, tmp_path, monkeypatch):
    plain = tarfile.TarFile.extractall

    def extractall(self, path=".", members=None, *, numeric_owner=False):
        plain(self, path, members, numeric_owner=numeric_owner)

    monkeypatch.setattr(tarfile.TarFile, "extractall", extractall)
    unpack(archives(operator()), tmp_path)
    assert launcher(tmp_path).is_file()

import tomllib

import pytest

from hatch_claimed.images.probe import installs
from hatch_claimed.lock.malformed import MalformedError
from hatch_claimed.lock.model import Package
from hatch_claimed.lock.pylock import packages, preferences
from hatch_claimed.lock.resolve import requested

DOCUMENT = """\
lock-version = "1.0"
created-by = "uv"

[[packages]]
name = "numpy"
version = "2.2.6"
index = "https://user:secret@index.example.com/simple"
sdist = { url = "https://x/numpy.tar.gz", hashes = { sha256 = "00" } }
wheels = [
    { url = "https://user:secret@x/numpy-b.whl", hashes = { sha256 = "bb" } },
    { url = "https://x/numpy-a.whl", hashes = { sha256 = "aa" } },
]

[[packages]]
name = "built"
version = "1"
sdist = { url = "https://x/built.tar.gz", hashes = { sha256 = "dd" } }

[[packages]]
name = "zipped"
archive = { url = "https://user:secret@example.com/zipped.zip", hashes = { sha256 = "cc" } }

[[packages]]
name = "cloned"
version = "3"
vcs = { type = "git", url = "https://user:secret@example.com/cloned", requested-revision = "main", commit-id = "c0ffee", subdirectory = "py" }
"""


def test_packages_are_sorted_and_lose_credentials():
    assert packages(DOCUMENT, ["cloned@git+https://other.example.com/cloned"]) == (
        Package(name="built", version="1", hashes=("sha256:dd",)),
        Package(
            name="cloned", version="3", url="git+https://example.com/cloned@c0ffee#subdirectory=py", commit="c0ffee"
        ),
        Package(name="numpy", version="2.2.6", hashes=("sha256:aa", "sha256:bb")),
        Package(name="zipped", url="https://example.com/zipped.zip", hashes=("sha256:cc",)),
    )


def test_variables_stand_where_the_script_wrote_them():
    written = [
        "cloned @ git+https://${NAME}:${TOKEN}@example.com/cloned@main",
        "https://${TOKEN}@example.com/zipped.zip",
    ]
    found = {package.name: package.url for package in packages(DOCUMENT, written)}
    assert found["cloned"] == "git+https://${NAME}:${TOKEN}@example.com/cloned@c0ffee#subdirectory=py"
    assert found["zipped"] == "https://${TOKEN}@example.com/zipped.zip"


def test_credentials_in_a_requirement_are_not_taken_over():
    found = packages(DOCUMENT, ["https://user:secret@example.com/zipped.zip"])
    assert "secret" not in str(found)


def test_another_document_is_refused():
    with pytest.raises(MalformedError, match="has no text in `name`"):
        packages("[[packages]]\nversion = '1'\n", [])


def test_known_packages_are_given_back_to_uv():
    known = packages(DOCUMENT, [])
    written = ["cloned @ git+https://${TOKEN}@example.com/cloned@main#subdirectory=py"]
    assert tomllib.loads(preferences(known, written)) == {
        "lock-version": "1.0",
        "created-by": "hatch-claimed",
        "packages": [
            {"name": "built", "version": "1"},
            {
                "name": "cloned",
                "vcs": {
                    "type": "git",
                    "url": "https://example.com/cloned",
                    "requested-revision": "main",
                    "commit-id": "c0ffee",
                },
            },
            {"name": "numpy", "version": "2.2.6"},
        ],
    }


APT = """\
Reading package lists...
Inst libssl3 [3.0.15] (3.0.17-1~deb12u2 Debian-Security:12/oldstable-security [amd64])
Inst git-man (1:2.39.5-0+deb12u2 Debian:12.10/oldstable [all])
Inst git (1:2.39.5-0+deb12u2 Debian:12.10/oldstable [amd64]) []
Conf git (1:2.39.5-0+deb12u2 Debian:12.10/oldstable [amd64])
"""
DNF = """\
Dependencies resolved.
================================================================================
 Package              Arch     Version             Repository              Size
================================================================================
Installing:
 git                  x86_64   2.47.3-1.el9_6      ubi-9-appstream-rpms    50 k
Installing dependencies:
 perl-Error           noarch   1:0.17029-7.el9     ubi-9-appstream-rpms    46 k
 a-package-with-quite-a-long-name
                      x86_64   4-1                 ubi-9-baseos-rpms      1.2 M

Transaction Summary
================================================================================
Install  3 Packages

Total download size: 13 M
Operation aborted.
"""


@pytest.mark.parametrize(
    ("manager", "said", "found"),
    [
        ("apt", APT, {"git": "1:2.39.5-0+deb12u2", "git-man": "1:2.39.5-0+deb12u2", "libssl3": "3.0.17-1~deb12u2"}),
        (
            "dnf",
            DNF,
            {"a-package-with-quite-a-long-name": "4-1", "git": "2.47.3-1.el9_6", "perl-Error": "1:0.17029-7.el9"},
        ),
        ("apt", "", {}),
    ],
)
def test_rehearsals_of_package_managers_name_versions(manager, said, found):
    assert [(one.name, one.version) for one in installs(manager, said)] == list(found.items())


def test_requested_packages_are_those_of_install_lines():
    assert [one.name for one in requested(("update", "install -q less git", "remove x"))] == ["git", "less"]

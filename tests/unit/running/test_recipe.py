from pathlib import PurePosixPath

import pytest

from hatch_claimed.errors import FindingsError
from hatch_claimed.lock.model import LockedBase, LockedEnvironment, Package
from hatch_claimed.lock.view import LockedImage
from hatch_claimed.model import File
from hatch_claimed.running.environments.recipe import Install, Recipe, recipe
from hatch_claimed.settings.base_images import image_python

LOCKED = LockedEnvironment(
    id="x",
    platform="linux/amd64",
    target="x86_64-manylinux_2_28",
    python="3.12",
    operators=("count",),
    requirements=("six",),
    options=("--extra-index-url https://pypi.example.com/simple",),
    packages=(
        Package(name="six", version="1.17.0", hashes=("sha256:aa", "sha256:bb")),
        Package(name="own", url="git+https://example.com/own@c0ffee", commit="c0ffee"),
    ),
)
IMAGES = {
    "count": LockedImage(
        base=LockedBase(image="b", digest="sha256:1", python="3.12", platforms={}),
        installer=None,
        environments=(LOCKED,),
    )
}


def text(name, content):
    return File(path=PurePosixPath(name), content=content.encode())


AS_ASKED = Install(
    (text("requirements.in", "six>=1\nrequests\n-c limits.txt\n"),),
    (("--prerelease", "allow", "-r", "requirements.in"),),
)


def test_without_a_lock_scripts_are_asked(operator):
    own = operator(requirements=("-U six>=1", "requests -c limits.txt --pre"))
    assert recipe(own, {}, "linux/amd64", None) == Recipe(has_python=True, python="3.11", packages=AS_ASKED)
    assert recipe(own, {}, "linux/amd64", "3.13") == Recipe(has_python=True, python="3.13", packages=AS_ASKED)


def test_nothing_but_ipython(operator):
    install = Install((text("requirements.in", "ipython\n"),), (("-r", "requirements.in"),))
    own = operator("notebook", base="example.com/own", needs_ipython=True)
    assert recipe(own, {}, None, None) == Recipe(has_python=True, python=None, packages=install)
    assert recipe(operator(), {}, None, None) == Recipe(has_python=True, python="3.11")


def test_a_lock_is_taken_for_its_platform_and_python(operator):
    own = operator(requirements=("six",))
    exactly = Install(
        (
            text(
                "requirements.txt",
                "--extra-index-url https://pypi.example.com/simple\nsix==1.17.0 --hash=sha256:aa --hash=sha256:bb\n",
            ),
            text(
                "commits.txt",
                "--extra-index-url https://pypi.example.com/simple\nown @ git+https://example.com/own@c0ffee\n",
            ),
        ),
        (
            ("--no-deps", "--index-strategy", "unsafe-best-match", "--require-hashes", "-r", "requirements.txt"),
            ("--no-deps", "--index-strategy", "unsafe-best-match", "-r", "commits.txt"),
        ),
    )
    as_asked = Install((text("requirements.in", "six\n"),), (("-r", "requirements.in"),))
    assert recipe(own, IMAGES, "linux/amd64", None) == Recipe(has_python=True, python="3.12", packages=exactly)
    assert recipe(own, IMAGES, "linux/amd64", "3.12") == Recipe(has_python=True, python="3.12", packages=exactly)
    assert recipe(own, IMAGES, "linux/amd64", "3.13") == Recipe(has_python=True, python="3.13", packages=as_asked)
    assert recipe(own, IMAGES, "linux/arm64", None).packages == as_asked
    assert recipe(own, IMAGES, None, None).packages == as_asked


def test_r_packages_are_installed_by_the_image_s_own_step(operator):
    found = recipe(operator("r", requirements=("jsonlite",)), {}, None, None)
    assert (found.has_python, found.packages) == (False, None)
    assert {str(file.path): file.content for file in found.step}["packages.csv"] == (
        b"line,package,repository,snapshot\n1,jsonlite,,\n"
    )


def test_r_scripts_without_packages_need_no_library(operator):
    assert recipe(operator("r"), {}, None, None).step == ()


def test_what_uv_cannot_do_is_said(operator):
    with pytest.raises(FindingsError, match="count installs with the option --no-deps"):
        recipe(operator(requirements=("--no-deps six",)), {}, None, None)


@pytest.mark.parametrize(
    ("base", "python"),
    [
        ("docker.io/library/python:3.12-slim", "3.12"),
        ("registry.access.redhat.com/ubi9/python-311", "3.11"),
        ("registry.access.redhat.com/ubi9/python-39:1", "3.9"),
        ("docker.io/library/python:3.12.4", "3.12"),
        ("docker.io/library/python:3", None),
        ("docker.io/library/r-base:4.5.1", None),
        ("example.com/own@sha256:aa", None),
    ],
)
def test_the_python_of_an_image_by_its_name(base, python):
    assert image_python(base) == python

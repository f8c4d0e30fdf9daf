from pathlib import PurePosixPath

import pytest
from sample_locks import R_BASE, digest, operator, project, wrapper

from hatch_claimed.artifacts.bake import target
from hatch_claimed.artifacts.identity import input_hash
from hatch_claimed.artifacts.image.context import BuildInputs, build_context
from hatch_claimed.lock.resolve import make
from hatch_claimed.lock.tools import Upgrade
from hatch_claimed.lock.view import locked_images
from hatch_claimed.model import BuildOptions


def locked(asked, tools):
    outcome = make(asked, None, Upgrade(), tools)
    assert outcome.findings == () or outcome.lock
    return outcome.lock


def context(component, inputs):
    folder = f"{component.name}/context/"
    return {
        str(file.path).removeprefix(folder): file.content.decode("latin-1") for file in build_context(component, inputs)
    }


def test_only_operators_that_ask_for_the_same_are_locked(tools):
    before = project(operator("a", "numpy"), operator("b", "pandas"), operator("c"))
    lock = locked(before, tools)
    assert sorted(locked_images(before, lock)) == ["a", "b", "c"]
    after = project(operator("a", "numpy==2.2.5"), operator("b", "pandas"), operator("c"), operator("d", "numpy"))
    assert sorted(locked_images(after, lock)) == ["b", "c"]
    assert locked_images(after, None) == {}


def test_another_platform_or_base_is_not_locked(tools):
    lock = locked(project(operator("a", "numpy")), tools)
    assert locked_images(project(operator("a", "numpy", platforms=("linux/amd64", "linux/arm64"))), lock) == {}
    assert locked_images(project(operator("a", "numpy", base="x/other:1")), lock) == {}


def test_a_wrapper_is_locked_with_its_operator_only(tools):
    one = operator("a", "numpy")
    lock = locked(project(one, wrappers=(wrapper(one),)), tools)
    assert sorted(locked_images(project(one, wrappers=(wrapper(one),)), lock)) == ["a", "gw-a"]
    changed = operator("a", "pandas")
    assert locked_images(project(changed, wrappers=(wrapper(changed),)), lock) == {}


def test_what_an_image_installs_comes_from_the_lock(tools):
    one = operator("a", "numpy", "git+https://x/y", platforms=("linux/amd64", "linux/arm64"))
    tools.compile.newest["git+https://x/y"] = ["1"]
    images = locked_images(project(one), locked(project(one), tools))
    files = context(one, BuildInputs(images))
    bases = [line for line in files["Dockerfile"].splitlines() if line.startswith("FROM ")]
    pinned = f"FROM registry.example.com/python:3.12@{digest('base')}"
    assert bases == [f"{pinned} AS asked", pinned]
    assert 'locate.py /opt/app-root/src "$here/requirements.txt" "$here/commits.txt"' in files["packages/install.sh"]
    assert (
        f"numpy==2.2.6 --hash={digest('numpy-2.2.6-x86_64-manylinux_2_28')}\n"
        in files["packages/amd64/requirements.txt"]
    )
    assert (
        f"numpy==2.2.6 --hash={digest('numpy-2.2.6-aarch64-manylinux_2_28')}\n"
        in files["packages/arm64/requirements.txt"]
    )
    assert files["packages/amd64/installer.txt"].startswith("uv==0.9 --hash=sha256:")
    assert "--require-hashes" in files["packages/install.sh"]
    assert "--break-system-packages --compile-bytecode" in files["packages/install.sh"]
    plain = context(one, BuildInputs(images, BuildOptions(bytecode=False)))
    assert "--compile-bytecode" not in plain["packages/install.sh"]


def test_a_coordinator_s_libraries_lie_aside(tools):
    one = operator("a", "numpy")
    asked = project(one, wrappers=(wrapper(one),))
    files = context(asked.grid_wrappers[0], BuildInputs(locked_images(asked, locked(asked, tools))))
    assert "--target /opt/claimed/lib" in files["coordinator/install.sh"]
    assert "boto3" in files["coordinator/amd64/requirements.txt"]
    alone = context(one, BuildInputs(locked_images(asked, locked(asked, tools))))
    assert files["packages/install.sh"] == alone["packages/install.sh"]
    assert files["packages/amd64/requirements.txt"] == alone["packages/amd64/requirements.txt"]


def test_r_packages_come_from_the_snapshot(tools):
    one = operator("a", "jsonlite", kind="r", base=R_BASE)
    images = locked_images(project(one), locked(project(one), tools))
    assert context(one, BuildInputs(images))["packages/packages.csv"] == (
        "line,package,repository,snapshot\n1,jsonlite,,https://packagemanager.posit.co/cran/2026-03-01\n"
    )
    assert images["a"].exact


def test_packages_from_a_repository_of_the_script_s_own_may_change(tools):
    from hatch_claimed.model import Requirement

    own = Requirement(arguments=("own",), line=4, repository="https://r.example.com")
    one = operator("a", own, kind="r", base=R_BASE)
    assert not locked_images(project(one), locked(project(one), tools))["a"].exact


def test_system_packages_without_versions_are_not_exact(tools):
    one = operator("a", "numpy", system=("apt install libgdal-dev",))
    image = locked_images(project(one), locked(project(one), tools))["a"]
    assert not image.exact
    assert "with_apt install libgdal-dev" in context(one, BuildInputs({"a": image}))["system/install.sh"]


HASHED = operator("a", "numpy")


@pytest.mark.parametrize(
    ("other", "options"),
    [
        (operator("a", "numpy", platforms=("linux/arm64",)), BuildOptions()),
        (operator("a", "numpy", base="x/other:1"), BuildOptions()),
        (operator("a", "pandas"), BuildOptions()),
        (HASHED, BuildOptions(args=(("A", "1"),))),
        (HASHED, BuildOptions(secrets=(("netrc", "a"),))),
        (HASHED, BuildOptions(contexts=(("a", "b"),))),
        (HASHED, BuildOptions(provenance="max")),
        (HASHED, BuildOptions(sbom=True)),
    ],
)
def test_everything_that_reaches_an_image_changes_its_hash(other, options):
    def hashed(component, chosen):
        return input_hash(
            target(component, chosen, PurePosixPath()), build_context(component, BuildInputs(options=chosen))
        )

    assert hashed(other, options) != hashed(HASHED, BuildOptions())
    same = BuildOptions(builder="b", cache_from=("c",), cache_to=("d",), group_size=3)
    assert hashed(HASHED, same) == hashed(HASHED, BuildOptions())

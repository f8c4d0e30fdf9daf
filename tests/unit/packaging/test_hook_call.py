import pytest

from hatch_claimed.plugin.hook_call import HookCall

PIP = {"PIP_BUILD_TRACKER": "/tmp/x"}


@pytest.mark.parametrize(
    ("target", "version", "inside", "environment", "builds", "images"),
    [
        ("sdist", "standard", True, {}, True, True),
        ("wheel", "standard", True, {}, True, True),
        ("wheel", "standard", False, {}, True, False),
        ("wheel", "standard", False, PIP, False, False),
        ("wheel", "standard", True, PIP, False, False),
        ("wheel", "editable", True, {}, False, False),
        ("wheel", "editable", False, PIP, False, False),
        ("claimed", "standard", True, {}, False, False),
        ("custom", "standard", True, {}, False, False),
    ],
)
def test_a_checkout(tmp_path, target, version, inside, environment, builds, images):
    root = tmp_path / "project"
    directory = root / "dist" if inside else tmp_path / "elsewhere"
    call = HookCall(root, directory, target, version, environment)
    assert (call.builds, call.may_build_images) == (builds, images)


def test_an_unpacked_sdist_builds_nothing(tmp_path):
    (tmp_path / "PKG-INFO").write_text("Metadata-Version: 2.4\n")
    call = HookCall(tmp_path, tmp_path / "dist", "wheel", "standard", {})
    assert call.packages
    assert not call.builds
    assert not call.may_build_images

from pathlib import Path
from types import SimpleNamespace

from hatch_claimed.building.failed_images import failure_summary
from hatch_claimed.errors import BaseImageError, ImageError


def components(*names):
    return {
        name: SimpleNamespace(image=SimpleNamespace(reference=f"example.com/{name}:1"), path=f"my scripts/{name}.py")
        for name in names
    }


def test_each_reason_once_and_what_is_wrong_with_artifacts():
    failed = {"b": ImageError("  RUN x"), "c": ImageError("  RUN y"), "a": ImageError("  RUN x")}
    assert (
        failure_summary(failed, components("a", "b", "c", "d"), 1, Path("dist/claimed"))
        == """\
the image of a, b could not be built or pushed
  RUN x
the image of c could not be built or pushed
  RUN y
3 of 4 images failed. dist/claimed is written: it holds all artifacts, and the 1 image that did not fail, by digest.
Artifacts, and workflows, that use these images name what is not there, or is the image of an earlier build:
  example.com/a:1
  example.com/b:1
  example.com/c:1
Mend what failed and build again: images that are locked, and did not fail, are not built once more."""
    )


def test_a_base_image_that_cannot_be_had():
    lines = failure_summary({"a": BaseImageError("no base")}, components("a"), 0, Path("dist/claimed")).splitlines()
    assert lines[2] == "1 of 1 image failed. dist/claimed is written: it holds all artifacts."
    assert lines[-2] == (
        "`hatch-claimed run 'my scripts/a.py' --engine process` needs no base image; `--images off` builds no images."
    )

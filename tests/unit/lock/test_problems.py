"""What is said of packages that are not there, or not for the Python of an image."""

import pytest
from sample_locks import operator, project

from hatch_claimed.lock.document import read, write
from hatch_claimed.lock.resolve import make
from hatch_claimed.lock.tools import Upgrade

NOWHERE = "error: No solution found\n  cause: Because {0} was not found in the package registry and you require {0}, we"
WHEELS = [f"grid-1.0-cp3{minor}-cp3{minor}-{where}.whl" for minor in (7, 8, 9, 10) for where in ("win32", "any")]


def refused(tools, line, said, name=None):
    tools.compile.refusals[name or line] = said
    outcome = make(project(operator("a", "six", line)), None, Upgrade(), tools)
    assert outcome.lock is None
    (finding,) = outcome.findings
    assert (finding.code, finding.severity, finding.path, finding.line) == ("CLM083", "error", "operators/a.py", 11)
    remedy, _, quoted = finding.remedy.partition(" uv says:\n")
    assert quoted.replace("    ", "", 1).startswith("error: ")
    return finding.message, remedy


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("cv2", "Write `opencv-python-headless`, then run `hatch-claimed lock` again."),
        ("json", "Take it out: json comes with Python."),
        (
            "ourtables",
            "Write the name as the index has it, which may be another one than the module's; a package of your own index"
            " needs `--extra-index-url https://…` on its line; then run `hatch-claimed lock` again.",
        ),
    ],
)
def test_a_distribution_that_does_not_exist(tools, name, remedy):
    message = f"a requires `{name}`, and the index has no {name}"
    assert refused(tools, name, NOWHERE.format(name)) == (message, remedy)


@pytest.mark.parametrize(
    ("tags", "more"),
    [
        (
            "`cp37m`, `cp39`, `cp310`",
            ', or choose `python = "3.9"` or `python = "3.10"` for the operator, for which it has one',
        ),
        ("`cp27m`, `cp36m`, `cp37m`, `cp38`", ""),
    ],
)
def test_a_version_without_a_build_for_this_python(tools, tags, more):
    said = (
        "error: No solution found when resolving dependencies\n"
        "  cause: Because grid==1.0 has no wheels with a matching Python ABI tag (e.g., `cp312`) and you require grid==1.0\n\n"
        f"hint: You require CPython 3.12 (`cp312`), but we only found wheels for `grid` (v1.0) with the tags: {tags}"
    )
    assert refused(tools, "grid==1.0", said) == (
        "a requires `grid==1.0`, and grid 1.0 has no build for Python 3.12, linux/amd64",
        f"Write a version that has one{more}, then run `hatch-claimed lock` again.",
    )


def test_a_version_for_other_pythons(tools):
    said = (
        "error: No solution found when resolving dependencies\n"
        "  cause: Because the requested Python version (>=3.12) does not satisfy Python>=3.13 and grid==2.0 depends on"
        " Python>=3.13, we can conclude that grid==2.0 cannot be used.\n"
        "         And because you require grid==2.0, we can conclude that your requirements are unsatisfiable."
    )
    assert refused(tools, "grid==2.0", said) == (
        "a requires `grid==2.0`, and grid 2.0 wants Python >=3.13, where the base has 3.12",
        "Write a version for this Python, or choose another `python` or `base-image` for the operator, then run"
        " `hatch-claimed lock` again.",
    )


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("skimage", "Write `scikit-image`, then run `hatch-claimed lock` again."),
        (
            "grid",
            "Write a version that has a wheel for Python 3.12: this one cannot be built from source. Then run"
            " `hatch-claimed lock` again.",
        ),
    ],
)
def test_a_source_that_cannot_be_built(tools, name, remedy):
    said = f"error: Failed to build `{name}==0.0`\n  cause: The build backend returned an error"
    message = f"a requires `{name}`, which cannot be locked for Python 3.12, linux/amd64"
    assert refused(tools, name, said) == (message, remedy)


def test_what_a_requirement_file_asks_for_is_told_at_its_line(tools):
    tools.compile.refusals["-r"] = NOWHERE.format("cv2")
    asked = project(operator("a", "six", "-r r.txt", files=[("r.txt", "cv2\n")]))
    (finding,) = make(asked, None, Upgrade(), tools).findings
    assert (finding.line, finding.message) == (11, "a requires `-r r.txt`, and the index has no cv2")


@pytest.mark.parametrize("lowest", [8, 9, 12])
def test_a_version_with_wheels_for_other_pythons_alone_is_compiled(tools, lowest):
    tools.compile.sources["grid==1.0"] = (lowest, WHEELS)
    outcome = make(project(operator("a", "six", "grid==1.0")), None, Upgrade(), tools)
    assert outcome.lock is not None
    (finding,) = outcome.findings
    assert (finding.code, finding.severity, finding.line) == ("CLM083", "warning", 11)
    assert finding.message == (
        "a requires `grid==1.0`, and grid==1.0 has no wheel for Python 3.12, linux/amd64: it is compiled from source"
        " while the image is built, if it can be"
    )
    assert finding.remedy == (
        'Write a version that has a wheel, or choose `python = "3.9"` or `python = "3.10"` for the operator, for which it'
        " has one."
    )


def test_it_is_told_once_when_it_is_locked(tools):
    tools.compile.sources["grid==1.0"] = (8, WHEELS)
    asked = project(operator("a", "grid==1.0"))
    old = make(asked, None, Upgrade(), tools).lock
    kept, _ = read(write(old))
    assert make(asked, kept, Upgrade(), tools).findings == ()
    assert make(project(operator("a", "six", "grid==1.0")), kept, Upgrade(), tools).findings == ()


@pytest.mark.parametrize("lowest", [8, 13])
def test_what_everybody_builds_from_source_is_not_told(tools, lowest):
    tools.compile.sources["grid==1.0"] = (lowest, ())
    outcome = make(project(operator("a", "grid==1.0")), None, Upgrade(), tools)
    assert outcome.lock is not None
    assert outcome.findings == ()

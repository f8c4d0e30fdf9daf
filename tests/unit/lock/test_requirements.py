import hashlib

import pytest
from sample_locks import BASE, R_BASE, operator, project, wrapper

from hatch_claimed.artifacts.image.steps import coordinator_step
from hatch_claimed.lock.lines import for_uv, line_text, line_words
from hatch_claimed.lock.model import LockedRequirementsFile
from hatch_claimed.lock.requirements import LineLocation, RRequirements, project_requirements
from hatch_claimed.lock.targets import python_of_default, target_of
from hatch_claimed.model import Requirement
from hatch_claimed.stores.registry import names, store_of


def lines(*asked, **more):
    (environment,) = project_requirements(project(operator("one", *asked, **more))).environments
    return environment.requirements


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("numpy==2.2.6 pandas[excel]>=2", "numpy==2.2.6 'pandas[excel]>=2'"),
        ("-U -q --no-cache-dir --user --progress-bar off numpy", "numpy"),
        ("numpy --upgrade-strategy=eager --disable-pip-version-check", "numpy"),
        ("--pre torch -i https://a.example.com/simple", "--pre torch --index-url https://a.example.com/simple"),
        ("x --extra-index-url=https://a.example.com", "x --extra-index-url https://a.example.com"),
        ("x -fhttps://a.example.com/links", "x --find-links https://a.example.com/links"),
        ("x --no-binary :all: --only-binary=numpy", "x --no-binary :all: --only-binary numpy"),
        ("x --no-index --trusted-host a.example.com", "x --no-index --trusted-host a.example.com"),
        ("-e git+https://example.com/a.git@v1#egg=a", "'git+https://example.com/a.git@v1#egg=a'"),
        ("-Ur https://example.com/requirements.txt", "-r https://example.com/requirements.txt"),
        ("https://example.com/a-1.tar.gz", "https://example.com/a-1.tar.gz"),
    ],
)
def test_a_line_keeps_what_decides_about_packages(asked, kept):
    assert lines(asked) == (kept,)
    assert line_text(line_words(kept)) == kept


def test_a_marker_stays_one_argument():
    line = Requirement(arguments=("tomli>=2; python_version < '3.11'", "-q"), line=3)
    (kept,) = lines(line)
    assert [word.text for word in line_words(kept)] == ["tomli>=2; python_version < '3.11'"]


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ("--target lib numpy", "the option --target"),
        ("numpy -tlib", "the option -t"),
        ("numpy --no-deps", "the option --no-deps"),
        ("numpy --platform=manylinux2014_x86_64", "the option --platform"),
        ("flash-attn --no-build-isolation", "the option --no-build-isolation"),
        ("hg+https://example.com/a", "a hg repository"),
        ("a@svn+https://example.com/a", "a svn repository"),
    ],
)
def test_what_no_lock_can_hold_is_refused_at_its_line(asked, what):
    (finding,) = project_requirements(project(operator("one", "six", asked))).findings
    assert (finding.code, finding.severity, finding.path, finding.line) == ("CLM083", "error", "operators/one.py", 11)
    assert finding.message == f"one installs with {what}, which no lock can hold"
    assert finding.remedy


def test_requirement_files_are_named_from_the_root_and_held_by_hash():
    files = [("limits.txt", "numpy<3\n"), ("operators/requirements.txt", "six\n--extra-index-url https://a.example\n")]
    one = operator("one", "-r requirements.txt", "-c ~/limits.txt numpy", files=files)
    (environment,) = project_requirements(project(one)).environments
    assert environment.requirements == ("-r operators/requirements.txt", "-c limits.txt numpy")
    assert environment.options == ("--extra-index-url https://a.example",)
    assert environment.names == (("six",), ("numpy",))
    assert environment.locked_files == tuple(
        LockedRequirementsFile(path=path, sha256=hashlib.sha256(text.encode()).hexdigest()) for path, text in files
    )


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        (["a -i https://x.example", "b -i https://x.example"], ("--index-url https://x.example",)),
        (["a -i https://x.example", "b"], ("--extra-index-url https://x.example",)),
        (
            ["a -i https://x.example", "b -i https://y.example --pre"],
            ("--extra-index-url https://x.example", "--extra-index-url https://y.example", "--pre"),
        ),
        (["a --no-index -f https://x.example", "b"], ("--no-index", "--find-links https://x.example")),
    ],
)
def test_indexes_of_lines_become_those_of_the_environment(asked, options):
    (environment,) = project_requirements(project(operator("one", *asked))).environments
    assert environment.options == options


def test_each_platform_is_asked_for():
    one = operator("one", "numpy", platforms=("linux/amd64", "linux/arm64"))
    alpine = operator("two", "numpy", base="docker.io/library/python:3.12-alpine")
    assert [
        (found.name, found.platform, found.target) for found in project_requirements(project(one, alpine)).environments
    ] == [
        ("one", "linux/amd64", "x86_64-manylinux_2_28"),
        ("one", "linux/arm64", "aarch64-manylinux_2_28"),
        ("two", "linux/amd64", "x86_64-unknown-linux-musl"),
    ]


def test_a_platform_without_packages_is_refused():
    (finding,) = project_requirements(project(operator("one", "numpy", platforms=("linux/s390x",)))).findings
    assert finding.message == "one is built for linux/s390x, for which Python packages cannot be locked"


def test_ipython_is_asked_for_where_magics_remain():
    assert lines("numpy", needs_ipython=True) == ("numpy", "ipython")


def test_what_jupyter_brings_is_asked_for():
    asked = lines("numpy", needs_ipython=True, jupyter=("ipywidgets", "nbformat"))
    assert asked == ("numpy", "ipython", "ipywidgets", "nbformat")


def test_options_alone_ask_for_nothing():
    assert project_requirements(project(operator("one", "-U"))).environments == ()


def test_a_wrapper_asks_for_its_coordinator_only():
    one = operator("one", "numpy", system=["apt install git"])
    found = project_requirements(project(one, wrappers=(wrapper(one),)))
    assert [(each.name, each.requirements) for each in found.environments] == [
        ("gw-one", ("'boto3>=1.35.70'",)),
        ("one", ("numpy",)),
    ]
    assert [each.name for each in found.system] == ["one"]
    assert [(base.image, [name for name, _ in base.users]) for base in found.bases] == [(BASE, ["gw-one", "one"])]


def test_a_wrapper_of_r_brings_python():
    one = operator("one", kind="r", base=R_BASE)
    (system,) = project_requirements(project(one, wrappers=(wrapper(one, "local"),))).system
    assert (system.name, system.texts, system.only_without_python) == ("gw-one", ("install python3",), True)


@pytest.mark.parametrize("backend", names())
@pytest.mark.parametrize("indexed", [True, False])
def test_coordinators_are_locked_with_what_their_images_install(backend, indexed):
    one = wrapper(operator("one"), backend, indexed=indexed)
    script = b"".join(file.content for file in coordinator_step(one)).decode()
    libraries = store_of(one).libraries
    assert all(library in script for library in libraries)
    assert bool(libraries) == ("pip install" in script)


def test_r_packages_are_asked_for_by_repository():
    own = Requirement(arguments=("own",), line=4, repository="https://r.example.com")
    first, second = Requirement(arguments=("b", "a"), line=3), Requirement(arguments=("c", "a"), line=5)
    found = project_requirements(project(operator("one", first, own, second, kind="r", base=R_BASE)))
    assert found.environments == ()
    assert found.r == (
        RRequirements(name="one", repository=None, packages=("b", "a", "c"), place=LineLocation("operators/one.R", 3)),
        RRequirements(
            name="one",
            repository="https://r.example.com",
            packages=("own",),
            place=LineLocation("operators/one.R", 4),
        ),
    )


def test_only_what_is_asked_for_changes_the_hash():
    one = operator("one", "numpy", files=[("operators/requirements.txt", "six")])
    other = operator("one", "numpy -U", files=[("operators/requirements.txt", "six")])
    assert project_requirements(project(one)).made_from == project_requirements(project(other)).made_from
    for changed in (
        operator("one", "numpy", files=[("operators/requirements.txt", "six>1")]),
        operator("one", "numpy", "pandas"),
        operator("one", "numpy", base="registry.example.com/python:3.13"),
        operator("one", "numpy", system=["apt install git"]),
        operator("one", "numpy", platforms=("linux/arm64",)),
    ):
        assert project_requirements(project(changed)).made_from != project_requirements(project(one)).made_from


def test_uv_reads_files_without_options_line_by_line():
    content = b"--index-url https://a\n-e git+https://b#egg=c\nd==1 \\\n  --hash=sha256:00\n-r more.txt\n--pre\n"
    expected = b"\ngit+https://b#egg=c\nd==1 \\\n  --hash=sha256:00\n-r more.txt\n\n"
    assert for_uv(content) == expected


@pytest.mark.parametrize(
    ("image", "python"),
    [
        ("registry.access.redhat.com/ubi9/python-312", "3.12"),
        ("docker.io/library/python:3.13-slim", "3.13"),
        ("docker.io/library/python:3.12-slim", None),
    ],
)
def test_default_bases_say_their_python(image, python):
    assert python_of_default(image) == python


def test_alpine_is_told_by_its_name():
    assert target_of("linux/arm64", "a/alpine:3") == "aarch64-unknown-linux-musl"
    assert target_of("linux/arm64", "a/notalpine:3") == "aarch64-manylinux_2_28"

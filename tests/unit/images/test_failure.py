import pytest

from hatch_claimed.errors import BaseImageError, ImageError
from hatch_claimed.images.bake_result import failure_text
from hatch_claimed.images.base import NO_SHELL, has_no_shell, image_error
from hatch_claimed.images.failure import failure, last_words

STEP = """\
#9 [a 2/2] RUN pip install nothing-of-that-name
#9 0.704 ERROR: No matching distribution found for nothing-of-that-name
#9 ERROR: process "/bin/sh -c pip install nothing-of-that-name" did not complete successfully: exit code: 1

#8 [b 2/2] RUN echo hi && sleep 3
#8 CANCELED
------
 > [a 2/2] RUN pip install nothing-of-that-name:
0.542 Collecting nothing-of-that-name
0.704 ERROR: No matching distribution found for nothing-of-that-name
------
Dockerfile:3
--------------------
   3 | >>> RUN pip install nothing-of-that-name
--------------------
ERROR: failed to solve: process "/bin/sh -c pip install nothing-of-that-name" did not complete: exit code: 1
"""

EXPECTED = """\
the image of a could not be built or pushed
  RUN pip install nothing-of-that-name
    0.542 Collecting nothing-of-that-name
    0.704 ERROR: No matching distribution found for nothing-of-that-name"""


def said(lines, names):
    images, why = failure(lines, names)
    return failure_text(images or names, ImageError(why))


def test_the_operator_and_the_output_of_its_step():
    assert said(STEP.splitlines(), ["a", "b"]) == EXPECTED


def test_one_target_alone_has_no_name_in_its_labels():
    assert said(STEP.replace("[a 2/2]", "[2/2]").splitlines(), ["a"]) == EXPECTED


def test_a_base_image_that_is_not_there():
    lines = [
        "------",
        " > [a internal] load metadata for 127.0.0.1:5000/none:1:",
        "------",
        "ERROR: target a: failed to solve: 127.0.0.1:5000/none:1: not found",
    ]
    assert said(lines, ["a", "b"]) == (
        "the image of a could not be built or pushed\n  load metadata for 127.0.0.1:5000/none:1"
        "\n  ERROR: target a: failed to solve: 127.0.0.1:5000/none:1: not found"
    )


def test_a_push_that_was_stopped_has_not_failed():
    error = "failed to push 127.0.0.1:9/x/claimed-far:1: dial tcp 127.0.0.1:9: connect: connection refused"
    lines = [
        "#44 [far] exporting to image",
        f"#44 ERROR: {error}",
        "",
        "#46 [good] pushing 127.0.0.1:5000/x/claimed-good:1 with docker",
        f"#46 ERROR: failed to solve: {error}",
        "------",
        " > [far] exporting to image:",
        "------",
        "------",
        " > [good] pushing 127.0.0.1:5000/x/claimed-good:1 with docker:",
        "------",
        f"ERROR: failed to solve: {error}",
    ]
    assert failure(lines, ["far", "good"]) == (("far",), f"  exporting to image\n  {lines[-1]}")


def test_a_line_that_looks_like_a_message_hides_no_step():
    assert said(["{", *STEP.splitlines()], ["a", "b"]) == EXPECTED


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["#5 0.7 E: hm", "0.704 E: Unable to locate package x", "ERROR: failed to solve"],
            "E: Unable to locate package x",
        ),
        (
            ["docker: no such image", "ERROR: first", "ERROR: failed to solve", "see docker run --help"],
            "ERROR: failed to solve",
        ),
        (["one", "two"], "two"),
        ([], "no answer"),
    ],
)
def test_the_last_words_of_a_step_of_packages(lines, said):
    assert last_words(lines) == said


def test_a_failure_without_a_step_shows_the_errors():
    lines = ["#1 DONE", "ERROR: failed to push 127.0.0.1:5000/a:1: unexpected status: 401 Unauthorized"]
    assert said(lines, ["a", "b"]) == f"the image of a, b could not be built or pushed\n  {lines[1]}"


def test_a_failure_without_any_error_shows_the_last_lines():
    assert said(["1", "2", "3", "4"], ["a"]) == "the image of a could not be built or pushed\n  2\n  3\n  4"


def test_a_base_image_that_cannot_be_had_is_told_with_a_remedy():
    lines = [
        "------",
        " > [internal] load metadata for registry.example.com/python:3.12:",
        "------",
        "ERROR: failed to solve: registry.example.com/python:3.12: failed to resolve source metadata for "
        "registry.example.com/python:3.12: failed to do request: dial tcp: lookup registry.example.com: no such host",
    ]
    error = image_error(said(lines, ["a"]))
    assert isinstance(error, BaseImageError)
    assert (error.exit_code, str(error)) == (
        4,
        f"""\
the image of a could not be built or pushed
  load metadata for registry.example.com/python:3.12
  {lines[-1]}
the base image registry.example.com/python:3.12 cannot be had here: name another `base-image`, such as a mirror in \
your network, or the mirror to take in its place below [tool.claimed.build.contexts]; a private registry wants \
`docker login` first""",
    )


def test_several_base_images_are_named_together():
    message = "the image of a, b could not be built or pushed\n  load metadata for x:1\n  load metadata for y:2\n  gone"
    assert "\nthe base images x:1, y:2 cannot be had here: " in str(image_error(message))


def test_other_failures_are_told_as_they_are():
    message = said(STEP.splitlines(), ["a", "b"])
    error = image_error(message)
    assert (type(error), str(error)) == (ImageError, message)


@pytest.mark.parametrize(
    ("said", "no_shell"),
    [
        (
            'runc run failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory',
            True,
        ),
        ('unable to start container process: exec: "sh": executable file not found in $PATH: unknown', True),
        ('exec: "bash": executable file not found in $PATH', False),
        ("sh: 1: /bin/sh: stat: not found", False),
    ],
)
def test_a_base_without_a_shell(said, no_shell):
    assert has_no_shell(said) == no_shell
    assert str(image_error(said)) == (f"{said}\n{NO_SHELL}" if no_shell else said)

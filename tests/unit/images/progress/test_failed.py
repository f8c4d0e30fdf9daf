import base64
import json

from hatch_claimed.errors import ImageError
from hatch_claimed.images.bake_result import failure_text
from hatch_claimed.images.base import image_error
from hatch_claimed.images.failure import failure, text_lines


def said(lines, names):
    images, why = failure(lines, names)
    return failure_text(images or names, ImageError(why))


def test_the_step_and_all_that_it_printed(recorded):
    # the two streams race
    lines = ["line 1", "err", *(f"line {number}" for number in range(2, 41)), "b"]
    output = "\n".join(f"    {line}" for line in lines)
    assert (
        said(recorded("failed"), ("t1", "bad"))
        == f"""\
the image of bad could not be built or pushed
  2/2 RUN for i in $(seq 40); do echo line $i; done; printf "a\\rb\\n"; echo err >&2; exit 3
{output}
    exit code: 3"""
    )


def test_a_base_image_that_is_not_there(recorded):
    assert (
        said(recorded("no_base"), ("t1", "t2"))
        == """\
the image of t1 could not be built or pushed
  load metadata for 127.0.0.1:5000/base/nothere:1
    127.0.0.1:5000/base/nothere:1: not found"""
    )


def test_its_remedy(recorded):
    error = image_error(said(recorded("no_base"), ("t1", "t2")))
    assert "\nthe base image 127.0.0.1:5000/base/nothere:1 cannot be had here: name another `base-image`" in str(error)


def test_a_failure_of_no_step():
    lines = ["+ docker buildx bake", "ERROR: open gone.json: no such file or directory"]
    assert (
        said(lines, ("a", "b"))
        == """\
the image of a, b could not be built or pushed
  ERROR: open gone.json: no such file or directory"""
    )
    assert (
        said(["one\x1b[2J", "two"], ("a",))
        == """\
the image of a could not be built or pushed
  one\\x1b[2J
  two"""
    )
    assert said([], ("a",)) == "the image of a could not be built or pushed"


def test_a_shared_step_fails_all_that_need_it():
    message = {
        "vertexes": [
            {"digest": "2", "name": "[b 2/2] RUN own", "inputs": ["1"]},
            {"digest": "1", "name": "[a 1/2] RUN shared", "started": "now", "error": "exit code: 9"},
        ],
        "logs": [{"vertex": "1", "data": base64.b64encode(b"half").decode()}, {"vertex": "1", "data": "IGEgbGluZQo="}],
    }
    assert (
        said([json.dumps(message)], ("a", "b", "c"))
        == """\
the image of a, b could not be built or pushed
  1/2 RUN shared
    half a line
    exit code: 9"""
    )


def test_output_as_a_terminal_would_show_it():
    assert text_lines(b"") == []
    assert text_lines(b"\n \n") == []
    assert text_lines(b"one\r\n\n\ttwo\n10%\r20%\r\n\n") == ["one", "", "        two", "20%"]
    assert text_lines("\x1b[31mréd\x1b[0m \x07 \udcff".encode(errors="surrogateescape")) == ["réd \\x07 \ufffd"]

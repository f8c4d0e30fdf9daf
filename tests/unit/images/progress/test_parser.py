import json
import re

import pytest

from hatch_claimed.images.progress.parser import ProgressParser
from hatch_claimed.images.progress.status import Log, Update, Vertex, read_update

STEP = {"digest": "d", "name": "[a 2/2] RUN it", "inputs": ["c"], "started": "now"}
UPDATE = Update((Vertex(digest="d", name="[a 2/2] RUN it", inputs=("c",), started=True),))


def fed(*lines):
    stream = ProgressParser()
    return [stream.feed(line) for line in lines]


def test_a_message_on_one_line():
    assert fed(json.dumps({"vertexes": [STEP]})) == [UPDATE]


def test_a_message_on_many_lines():
    lines = json.dumps({"vertexes": [STEP]}, indent=2).splitlines()
    assert fed(*lines) == [None] * (len(lines) - 1) + [UPDATE]


def test_what_buildx_prints_between_messages():
    text = json.dumps({"vertexes": [STEP]})
    assert fed("+ docker buildx bake", text, "ERROR: no", "", "  indented", "}") == [
        "+ docker buildx bake",
        UPDATE,
        "ERROR: no",
        "",
        "  indented",
        "}",
    ]


def test_a_message_that_breaks_off_costs_itself_alone():
    text = json.dumps({"vertexes": [STEP]})
    assert fed("{", '  "vertexes": [', text) == [None, None, UPDATE]
    assert fed("{", '  "vertexes": [', "}", text) == [None, None, None, UPDATE]
    assert fed("{{ no }}", text) == ["{{ no }}", UPDATE]


def test_both_recorded_forms_say_the_same(recorded, fed):
    lines = recorded("shared")
    messages = [json.loads(text) for text in re.sub(r"\n(?=\{)", "\0", "\n".join(lines)).split("\0")]
    board, others = fed(lines, ("t1", "t2"))
    compact, none = fed(map(json.dumps, messages), ("t1", "t2"))
    assert others == none == []
    assert [board.row(name, 0.0).step for name in ("t1", "t2")] == [
        compact.row(name, 0.0).step for name in ("t1", "t2")
    ]


def test_what_a_step_printed():
    assert read_update({"logs": [{"vertex": "d", "data": "aGkK"}, {"vertex": "d", "data": "?"}]}) == Update(
        (), (Log("d", b"hi\n"), Log("d", b""))
    )


@pytest.mark.parametrize(
    "document",
    [None, [], 1, "text", {}, {"vertexes": None}, {"vertexes": 1}, {"vertexes": [1, None, []]}, {"vertexes": [{}]}],
)
def test_what_is_no_message_says_nothing(document):
    assert read_update(document) == Update()


def test_what_is_of_another_type_is_left_out():
    step = {"digest": "d", "name": 5, "inputs": "abc", "started": 0, "completed": [], "cached": None, "error": {}}
    assert read_update({"vertexes": [step]}) == Update((Vertex(digest="d", name=""),))

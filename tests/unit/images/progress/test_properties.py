"""No line can break the display."""

import json

from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.cli.terminal.rows import lines as shown
from hatch_claimed.images.failure import failure
from hatch_claimed.images.progress.build_progress import BuildProgress
from hatch_claimed.images.progress.parser import ProgressParser

NAMES = ("a", "b")
digests = st.sampled_from(["1", "2", "3", "4"])
names = st.one_of(
    st.text(),
    st.builds(
        "[{} {}] {}".format,
        st.sampled_from(["a", "b", "c", "internal"]),
        st.sampled_from(["1/2", "internal", "stage-0 2/2"]),
        st.sampled_from(["RUN x", "RUN --mount=y", "exporting to image", "\x1b[2J\n"]),
    ),
)
vertexes = st.fixed_dictionaries(
    {"digest": digests},
    optional={
        "name": names,
        "inputs": st.lists(digests),
        "started": st.just("now"),
        "completed": st.just("now"),
        "cached": st.booleans(),
        "error": st.sampled_from(["", "exit code: 1", "context canceled"]),
    },
)
logs = st.fixed_dictionaries({"vertex": digests, "data": st.sampled_from(["", "aGkK", "/w==", "?", "x"])})
messages = st.fixed_dictionaries({}, optional={"vertexes": st.lists(vertexes), "logs": st.lists(logs)})
nonsense = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
documents = messages | st.dictionaries(st.sampled_from(["vertexes", "logs", "statuses", "warnings"]), nonsense)
written = st.one_of(
    documents.map(lambda one: [json.dumps(one)]),
    documents.map(lambda one: json.dumps(one, indent=2).splitlines()),
    # broken off
    documents.map(lambda one: json.dumps(one, indent=2).splitlines()[:2]),
    st.lists(st.text(alphabet='{}[] "\\:,a\n', max_size=8), max_size=4),
    st.lists(st.text(), max_size=3),
)


@given(st.lists(written))
def test_no_line_breaks_it(parts):
    lines = [line for part in parts for line in part]
    stream, board = ProgressParser(), BuildProgress(NAMES)
    for second, line in enumerate(lines):
        said = stream.feed(line)
        if said is not None and not isinstance(said, str):
            board.feed(said, float(second))
        rows = [board.row(name, float(second)) for name in NAMES]
        assert [row.name for row in rows] == list(NAMES)
        assert all(0 <= row.seconds <= second for row in rows)
        assert all(line.rest.isprintable() for line in shown(rows, 5))
    images, why = failure(lines, NAMES)
    assert set(images) <= set(NAMES)
    assert all(text.isprintable() for text in why.split("\n"))
    board.end(float(len(lines)), well=True)
    assert {board.row(name, 0.0).state for name in NAMES} == {"done"}


@given(st.lists(messages))
def test_messages_are_all_read_whatever_is_printed_between_them(documents):
    for form in (json.dumps, lambda one: json.dumps(one, indent=2)):
        stream = ProgressParser()
        lines = [line for one in documents for line in (*form(one).splitlines(), "WARNING: no commit")]
        said = [one for one in map(stream.feed, lines) if one is not None]
        assert said.count("WARNING: no commit") == len(documents)
        assert len(said) == 2 * len(documents)

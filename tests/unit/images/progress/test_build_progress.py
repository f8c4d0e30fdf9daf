import pytest

from hatch_claimed.images.progress.build_progress import BuildProgress, ImageProgress
from hatch_claimed.images.progress.label import Label, label
from hatch_claimed.images.progress.status import Update, Vertex


def board(*vertexes, images=("a", "b")):
    made = BuildProgress(images)
    for second, vertex in enumerate(vertexes):
        made.feed(Update((vertex,)), float(second))
    return made


def step(digest, name, **more):
    return Vertex(digest=digest, name=name, started=True, **more)


def told(board, now=10.0):
    return [(row.name, row.state, row.step) for row in (board.row(name, now) for name in board.images)]


def test_nothing_is_known_at_first():
    assert told(board()) == [("a", "waiting", ""), ("b", "waiting", "")]


def test_the_step_that_began_last_and_goes_on():
    made = board(
        step("1", "[a 1/3] FROM base", completed=True), step("2", "[a 2/3] RUN x"), step("3", "[b 1/2] FROM base")
    )
    assert told(made) == [("a", "running", "2/3 RUN x"), ("b", "running", "1/2 FROM base")]
    assert made.row("a", 7.0).seconds == 7.0
    assert made.row("b", 7.0).seconds == 5.0


def test_a_shared_step_is_told_of_both():
    made = board(
        Vertex(digest="9", name="[b 2/2] RUN own", inputs=("2",)),
        Vertex(digest="2", name="[a 2/3] RUN shared", inputs=("1",)),
        step("1", "[a 1/3] FROM base", completed=True),
        step("2", "[a 2/3] RUN shared", inputs=("1",)),
    )
    assert told(made) == [("a", "running", "2/3 RUN shared"), ("b", "running", "2/3 RUN shared")]


def test_an_image_is_done_when_it_is_exported():
    made = board(step("1", "[a] exporting to image", completed=True), step("2", "[b 2/2] RUN x", completed=True))
    assert told(made) == [("a", "done", "exporting to image"), ("b", "running", "2/2 RUN x")]
    assert made.row("a", 99.0) == ImageProgress("a", "done", "exporting to image", 0.0)


def test_one_step_fails_and_the_others_are_stopped():
    made = board(
        step("1", "[a 2/2] RUN x", completed=True, error="exit code: 1"),
        step("2", "[b 2/2] RUN y", completed=True, error="exit code: 137: context canceled"),
    )
    assert told(made) == [("a", "failed", "2/2 RUN x"), ("b", "stopped", "2/2 RUN y")]
    assert [(one.images, one.step, one.error) for one in made.failures()] == [(("a",), "2/2 RUN x", "exit code: 1")]


def test_the_end_of_a_bake():
    made = board(step("1", "[a 2/2] RUN x"))
    made.end(5.0, well=True)
    assert [made.row(name, 9.0) for name in "ab"] == [
        ImageProgress("a", "done", "", 5.0),
        ImageProgress("b", "done", "", 0.0),
    ]
    made = board(step("1", "[a 2/2] RUN x"))
    made.end(5.0, well=False)
    assert [made.row(name, 9.0) for name in "ab"] == [
        ImageProgress("a", "stopped", "2/2 RUN x", 5.0),
        ImageProgress("b", "stopped"),
    ]


def test_a_step_that_is_named_once_more_goes_on():
    made = board(step("1", "[a 2/2] RUN x"), Vertex(digest="1", name="[b 2/2] RUN x"))
    assert told(made) == [("a", "running", "2/2 RUN x"), ("b", "waiting", "")]


def test_steps_that_need_each_other_end():
    made = board(step("1", "[a 1/2] RUN x", inputs=("2",)), step("2", "[b 1/2] RUN y", inputs=("1", "2")))
    assert told(made) == [("a", "running", "1/2 RUN y"), ("b", "running", "1/2 RUN y")]


def test_a_recorded_build(recorded, fed):
    made, others = fed(recorded("shared"), ("t1", "t2"))
    assert told(made) == [("t1", "done", "exporting to image"), ("t2", "done", "exporting to image")]
    assert others == []


@pytest.mark.parametrize(
    ("name", "images", "expected"),
    [
        ("[a 2/3] RUN it", ("a", "b"), Label("a", "2/3 RUN it")),
        ("[a internal] load .dockerignore", ("a", "b"), Label("a", "load .dockerignore")),
        ("[internal] load local bake definitions", ("a", "b"), Label(None, "load local bake definitions")),
        ("[internal] load .dockerignore", ("a",), Label("a", "load .dockerignore")),
        ("[a linux/arm64 stage-0 2/3] RUN it", ("a", "b"), Label("a", "linux/arm64 2/3 RUN it")),
        ("[stage-0 2/3] RUN it", ("a",), Label("a", "2/3 RUN it")),
        ("[a] exporting to image", ("a", "b"), Label("a", "exporting to image")),
        ("exporting to image", ("a", "b"), Label(None, "exporting to image")),
        (
            "[a 2/3] RUN --mount=type=bind,source=x --network=none     --mount=type=tmpfs  sh it",
            ("a", "b"),
            Label("a", "2/3 RUN sh it"),
        ),
        ('[a 2/3] RUN --network=none ["/bin/sh", "-c", "a b"]', ("a", "b"), Label("a", "2/3 RUN /bin/sh -c 'a b'")),
        ("[a 2/3] RUN [ -e x ]", ("a", "b"), Label("a", "2/3 RUN [ -e x ]")),
        ("[a 2/3] RUN [1]", ("a", "b"), Label("a", "2/3 RUN [1]")),
        ("[a 2/3] RUN echo --no --flags", ("a", "b"), Label("a", "2/3 RUN echo --no --flags")),
        ("[c 2/3] RUN it", ("a", "b"), Label(None, "c 2/3 RUN it")),
        ("", ("a", "b"), Label(None, "")),
    ],
)
def test_names_of_steps(name, images, expected):
    assert label(name, images) == expected


def test_only_an_export_is_one():
    assert label("[a] exporting to image", ("a", "b")).is_export
    assert not label("[a 2/2] RUN echo exporting to image", ("a", "b")).is_export

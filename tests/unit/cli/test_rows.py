import pytest

from hatch_claimed.cli.terminal.rows import ImageLine, duration, lines, word
from hatch_claimed.cli.terminal.summary import size
from hatch_claimed.images.progress.build_progress import ImageProgress

ROWS = [
    ImageProgress("alpha", "done", "exporting to image", 12.3),
    ImageProgress("b", "running", "2/3 RUN \x1b[2J", 65.9),
    ImageProgress("c"),
    ImageProgress("d", "failed", "2/3 RUN x", 3600.0),
    ImageProgress("e", "stopped", "3/3 RUN y", 1.0),
]


def test_a_line_for_each_image():
    assert list(lines(ROWS, 5)) == [
        ImageLine("alpha", "done", "     12 s  exporting to image"),
        ImageLine("b    ", "running", "1 min 05 s  2/3 RUN \\x1b[2J"),
        ImageLine("c    ", "waiting", ""),
        ImageLine("d    ", "failed", "60 min 00 s  2/3 RUN x"),
        ImageLine("e    ", "stopped", "      1 s  3/3 RUN y"),
    ]


def test_more_images_than_lines():
    assert [(line.name, line.rest) for line in lines(ROWS, 4)] == [
        ("b", "1 min 05 s  2/3 RUN \\x1b[2J"),
        ("d", "60 min 00 s  2/3 RUN x"),
        ("e", "      1 s  3/3 RUN y"),
        ("and 2 more", "1 waiting, 1 done"),
    ]
    assert [(line.name, line.state, line.rest) for line in lines(ROWS, 0)][-1] == (
        "and 4 more",
        None,
        "1 running, 1 stopped, 1 waiting, 1 done",
    )


def test_long_names_are_cut():
    assert next(lines([ImageProgress("x" * 41)], 3)).name == "x" * 37 + "..."


def test_no_images():
    assert list(lines([], 3)) == []


@pytest.mark.parametrize(("seconds", "text"), [(0.9, "0 s"), (59.9, "59 s"), (60, "1 min 00 s"), (3725, "62 min 05 s")])
def test_durations(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (99_400, "99.4 kB"),
        (99_500, "100 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (98_023_415, "98.0 MB"),
        (2_500_000_000, "2.5 GB"),
        (1e16, "10000.0 TB"),
    ],
)
def test_sizes(number, text):
    assert size(number) == text


def test_states_have_one_width():
    assert {len(word(row.state)) for row in ROWS} == {7}

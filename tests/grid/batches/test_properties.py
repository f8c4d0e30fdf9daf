"""Whatever ids people have: written down as they do it, they are read again."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.batches import BatchError, read_batches

BOMS = st.sampled_from([b"", b"\xef\xbb\xbf"])
LINE_ENDS = st.sampled_from(["\n", "\r\n"])
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), min_size=1)
FILLED = WORDS.filter(str.strip)


def lists(ids):
    return st.lists(ids, min_size=1, unique=True)


@given(
    ids=lists(FILLED.map(str.strip).filter(lambda text: "," not in text)),
    separator=st.sampled_from([",", ", ", " , ", ",\n", ",\r\n", "\n", "\r\n", "\n\n"]),
    end=st.sampled_from(["", ",", "\n", ",\n", " "]),
    bom=BOMS,
)
def test_text_files(ids, separator, end, bom):
    assert read_batches(bom + (separator.join(ids) + end).encode(), "b.txt").ids == tuple(ids)


@given(
    ids=lists(st.text(st.characters(exclude_categories=(), exclude_characters="\0")).filter(str.strip)),
    as_object=st.booleans(),
    indent=st.sampled_from([None, 2]),
    ascii_only=st.booleans(),
    bom=BOMS,
)
def test_json_files(ids, as_object, indent, ascii_only, bom):
    text = json.dumps(dict.fromkeys(ids) if as_object else ids, indent=indent, ensure_ascii=ascii_only)
    try:
        content = text.encode()
    except UnicodeEncodeError:
        content = json.dumps(ids).encode()
    assert read_batches(bom + content, "b.json").ids == tuple(ids)


@given(numbers=st.lists(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)), min_size=1))
def test_numbers_in_json_files(numbers):
    texts = [json.dumps(number) for number in numbers]
    assert read_batches(json.dumps(numbers).encode(), "b.json").ids == tuple(dict.fromkeys(texts))


@given(
    rows=st.lists(st.tuples(FILLED, WORDS), min_size=1, unique_by=lambda row: row[0]),
    delimiter=st.sampled_from([",", ";", "\t"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    first=st.booleans(),
    line_end=LINE_ENDS,
    bom=BOMS,
)
def test_csv_files(rows, delimiter, quoting, first, line_end, bom):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=line_end)
    writer.writerows([("tile", "note") if first else ("note", "tile"), *(row if first else row[::-1] for row in rows)])
    batches = read_batches(bom + file.getvalue().encode(), "b.csv", "tile")
    assert batches.ids == tuple(batch_id for batch_id, _ in rows)


@given(ids=lists(FILLED.filter(lambda text: not set(text) & set(',"'))), line_end=LINE_ENDS)
def test_csv_files_with_a_single_column(ids, line_end):
    text = line_end.join(["filename", *ids])
    assert read_batches(text.encode(), "b.csv").ids == tuple(ids)


@given(
    content=st.one_of(st.binary(), st.text('filename,;"\n[]{}\t\ufeff').map(str.encode)),
    suffix=st.sampled_from(["txt", "csv", "json"]),
)
def test_of_any_content_there_are_ids_or_one_clear_line(content, suffix):
    try:
        batches = read_batches(content, f"b.{suffix}")
    except BatchError as error:
        line, ids = str(error), ("",)
    else:
        line, ids = "fine", batches.ids
        assert all(batch_id.strip() for batch_id in ids)
    assert line.isprintable()
    assert 1 <= len(set(ids)) == len(ids)

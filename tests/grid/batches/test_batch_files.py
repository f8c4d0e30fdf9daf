import pytest

from claimed_grid.batches import BatchError, read_batches

BOM = b"\xef\xbb\xbf"


def read(text, filename="batches.txt", column="filename"):
    content = text if isinstance(text, bytes) else text.encode()
    batches = read_batches(content, filename, column)
    return list(batches.ids), list(batches.notes)


def refused(text, filename="batches.txt", column="filename"):
    with pytest.raises(BatchError) as caught:
        read(text, filename, column)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a,b,c", ["a", "b", "c"]),
        (" a , b\t,\nc\n", ["a", "b", "c"]),
        ("a,b,\n", ["a", "b"]),
        ("a\nb\r\nc\rd", ["a", "b", "c", "d"]),
        ("a,\nb,\n\n  \nc", ["a", "b", "c"]),
        ("tile 1,tile 2", ["tile 1", "tile 2"]),
        ("007, 1.0, -5", ["007", "1.0", "-5"]),
        (BOM + b"a,b", ["a", "b"]),
        (b"a\n" + BOM + b"b", ["a", "b"]),
        ("data/é/..,\N{SNOWMAN}", ["data/é/..", "\N{SNOWMAN}"]),
    ],
)
def test_text_files(text, ids):
    assert read(text) == (ids, [])


def test_what_is_left_out_of_a_text_file():
    assert read("a,,b,a, ,b,a,c") == (["a", "b", "c"], ["2 empty ids left out", "3 duplicates left out: 'a', 'b'"])


def test_of_many_duplicates_a_few_are_named():
    assert read("a,b,c,d,a,b,c,d")[1] == ["4 duplicates left out: 'a', 'b', 'c', …"]


@pytest.mark.parametrize("suffix", ["txt", "TXT", "Txt"])
def test_the_suffix_in_any_case(suffix):
    assert read("a", f"folder.csv/my.batches.{suffix}") == (["a"], [])


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('{"a": 1, "b": {"a": 2}, "tile 1": null}', ["a", "b", "tile 1"]),
        ('["a", "b/c"]', ["a", "b/c"]),
        ('[1, 1.0, 1e3, "007", -5]', ["1", "1.0", "1e3", "007", "-5"]),
        ("[" + "9" * 5000 + "]", ["9" * 5000]),
        (BOM + b'["a"]', ["a"]),
        ('["\\u00e9", "\\ud800"]', ["é", "\ud800"]),
    ],
)
def test_json_files(text, ids):
    assert read(text, "batches.json") == (ids, [])


def test_what_is_left_out_of_a_json_file():
    assert read('{"a": 1, "": 2, "a": 3}', "b.json") == (["a"], ["1 empty id left out", "1 duplicate left out: 'a'"])
    assert read('[1, "1"]', "b.json") == (["1"], ["1 duplicate left out: '1'"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.json is not JSON: line 1, column 1: Expecting value"),
        ('["a",\n "b"\n "c"]', "b.json is not JSON: line 3, column 2: Expecting ',' delimiter"),
        ("a,b", "b.json is not JSON: line 1, column 1: Expecting value"),
        ("[1, NaN]", "b.json is not JSON: NaN is not a number"),
        ("[]", "b.json holds no batches"),
        ("{}", "b.json holds no batches"),
        ('"a"', "b.json holds a single value: write a list of ids, or an object whose keys are the ids"),
        ("null", "b.json holds null: write a list of ids, or an object whose keys are the ids"),
        ('["a", null]', "item 2 in the list of b.json is null: ids are texts or numbers"),
        ('[["a"]]', "item 1 in the list of b.json is a list: ids are texts or numbers"),
        ('[{"id": 1}]', "item 1 in the list of b.json is an object: ids are texts or numbers"),
        ("[true]", "item 1 in the list of b.json is a truth value: ids are texts or numbers"),
        ('["a\\u0000b"]', "b.json: a batch id must not hold zero bytes, as 'a\\x00b' does"),
        (
            "[" * 200_000,
            "b.json is nested too deeply: write a list of ids, or an object whose keys are the ids",
        ),
    ],
)
def test_json_files_that_are_refused(text, message):
    assert refused(text, "b.json") == message


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("filename\na\nb\n", ["a", "b"]),
        ("filename,size\r\na,1\r\nb,2\r\n", ["a", "b"]),
        ("size,filename\n1,007\n2,1.0\n3,1e3\n", ["007", "1.0", "1e3"]),
        ('filename,size\n"a,b",1\n"say ""hi""",2\n"two\nlines",3\n', ["a,b", 'say "hi"', "two\nlines"]),
        (BOM + b"filename,x\na,1", ["a"]),
        (BOM + b'"filename";"x"\n"a";"1"', ["a"]),
        ("filename;size\na;1,5\nb;2,5\n", ["a", "b"]),
        ("filename\tsize\na;b\t1\n", ["a;b"]),
        ("a;b,filename\n1,x\n", ["x"]),
        ("size, filename\n1,a\n", ["a"]),
        ("filename,size\n\na,1\n\n\nb\n", ["a", "b"]),
        ("filename,size,\na,1,\nb,2,,\n", ["a", "b"]),
        ('filename\n5" disk\n', ['5" disk']),
    ],
)
def test_csv_files(text, ids):
    assert read(text, "batches.csv") == (ids, [])


def test_another_column():
    assert read("filename,tile\na,1\nb,2\n", "b.CSV", "tile") == (["1", "2"], [])


def test_notes_on_a_csv_file():
    assert read("size,filename\n1,a\n2,\n3, a\n4\n5,a\n", "b.csv") == (
        ["a", " a"],
        [
            "2 empty ids left out",
            "1 duplicate left out: 'a'",
            "1 id begins or ends with white space, which is kept: ' a'",
        ],
    )
    assert read("filename,filename\na,b\n", "b.csv") == (["a"], ["2 columns are called 'filename': the first is taken"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.csv holds no batches"),
        ("\n\n", "b.csv holds no batches"),
        ("filename\n", "column 'filename' of b.csv holds no batches"),
        ("filename,x\n,1\n", "column 'filename' of b.csv holds no batches"),
        (
            "Filename,size\na,1\n",
            "b.csv has no column 'filename' (gw_batch_file_col_name); did you mean 'Filename'? "
            "Its columns are 'Filename', 'size'",
        ),
        (
            "file_name;size\na;1\n",
            "b.csv has no column 'filename' (gw_batch_file_col_name); did you mean 'file_name'? "
            "Its columns are 'file_name', 'size'",
        ),
        ("a,b\n1,2\n", "b.csv has no column 'filename' (gw_batch_file_col_name); its columns are 'a', 'b'"),
        (
            "filename\na,b\n",
            "line 2 of b.csv has 2 cells, but the header has 1: put cells that hold a comma in quotation marks",
        ),
        (
            "x;filename\n1;a\n1;a;b\n",
            "line 3 of b.csv has 3 cells, but the header has 2: put cells that hold a semicolon in quotation marks",
        ),
        ('filename\n"a\nb\n', "line 3 of b.csv cannot be read: unexpected end of data"),
        ('"filename\na\n', "line 2 of b.csv cannot be read: unexpected end of data"),
    ],
)
def test_csv_files_that_are_refused(text, message):
    assert refused(text, "b.csv") == message


@pytest.mark.parametrize(
    ("content", "filename", "message"),
    [
        (b"", "b.txt", "b.txt holds no batches"),
        (b" ,, \n", "b.txt", "b.txt holds no batches"),
        (b"ok\ncaf\xe9", "b.txt", "b.txt is not UTF-8 (byte 0xe9 in line 2): save it as UTF-8"),
        ("a,b".encode("utf-16"), "b.txt", "b.txt is written in UTF-16: save it as UTF-8"),
        ("a,b".encode("utf-16-le"), "b.txt", "b.txt holds zero bytes: save it as UTF-8 text"),
        (
            b"a",
            "folder/b.xlsx",
            "b.xlsx: the name of a batch file ends in .txt, .json or .csv, so that its format is known",
        ),
        (
            b"a",
            "cos://key:very/secret@example.com/bucket/b\n",
            "b\\n: the name of a batch file ends in .txt, .json or .csv, so that its format is known",
        ),
        (
            b"a",
            "cos://key:very/secret@example.com",
            "example.com: the name of a batch file ends in .txt, .json or .csv, so that its format is known",
        ),
    ],
)
def test_files_that_are_refused(content, filename, message):
    assert refused(content, filename) == message


def test_options_of_a_connection_are_no_part_of_the_name():
    assert read("a", "cos://key:secret@localhost:8333/bucket/b.txt?region=eu-de&scheme=http") == (["a"], [])


def test_of_a_connection_only_the_name_of_the_file_is_told():
    assert refused("", "cos://key:very@secret/x@example.com/bucket/b.csv") == "b.csv holds no batches"

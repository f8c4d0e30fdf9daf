import posixpath
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimed_grid.batches import BatchError, find_batches, parse_group_by

PATH = "data/2020/tile_007_B04.tif"
POSSIBLE = (
    "Possible are [-10:-4], [0], .split('_')[1], .rsplit('.', 1)[0], .partition('_')[0], .replace('a', 'b'), "
    ".removeprefix('a'), .removesuffix('a'), .strip('_'), .lower(), .upper(), .basename(), .stem(), .parent(), "
    "one behind the other."
)


@pytest.mark.parametrize(
    ("expression", "batch_id"),
    [
        ("", PATH),
        ("[-7:-4]", "B04"),
        (" [ -7 : -4 ] ", "B04"),
        ("[:4]", "data"),
        ("[-4:None]", ".tif"),
        ("[0]", "d"),
        ("[::-1][0]", "f"),
        (".split('/')[-1][:4]", "tile"),
        (".split('.')[-2]", "data/2020/tile_007_B04"),
        ('.split("_", 1)[1]', "007_B04.tif"),
        (".split('_', maxsplit=1)[1]", "007_B04.tif"),
        (".split(sep='_')[1]", "007"),
        (".rsplit('_',1)[ 0 ]", "data/2020/tile_007"),
        (".split()[0]", PATH),
        (".split(None, 1)[0]", PATH),
        (".split('/')[1:][0]", "2020"),
        (".partition('_')[2].rpartition('_')[0]", "007"),
        (".replace('data/', '').replace('/', '-', 1)", "2020-tile_007_B04.tif"),
        (".removeprefix('data/').removesuffix('.tif')", "2020/tile_007_B04"),
        (".strip('df').lstrip('at/').rstrip()", "2020/tile_007_B04.ti"),
        (".upper().lower()", PATH.lower()),
        (".basename()", "tile_007_B04.tif"),
        (".stem()", "tile_007_B04"),
        (".parent().basename()", "2020"),
        (". split ( '_' ) [ 1 ]", "007"),
        (".split('\\x5f')[1]", "007"),
        (".replace('tile', 'Straße')[-15:-12]", "aße"),
    ],
)
def test_expressions_that_users_write(expression, batch_id):
    assert parse_group_by(expression)(PATH) == batch_id


@pytest.mark.parametrize(
    ("expression", "place", "why"),
    [
        ("abc", 0, "it begins with [ or a dot"),
        ("lambda p: p", 0, "it begins with [ or a dot"),
        ("(0)", 0, "it begins with [ or a dot"),
        ("['a']", 1, "here stands a whole number, or from:to"),
        ("[True]", 1, "here stands a whole number, or from:to"),
        ("[1.5]", 1, "here stands a whole number, or from:to"),
        ("[1, 2]", 1, "here stands a whole number, or from:to"),
        ("[-10:len(x)]", 5, "here stands a whole number, or from:to"),
        ("[~1]", 1, "here stands a whole number, or from:to"),
        ("[::0]", 3, "the last number of three must not be 0"),
        ("[9999999999]", 1, "this number is too large"),
        ("[0].format(x)", 4, "there is no step 'format'"),
        (".split('_')[0].__class__", 15, "there is no step '__class__'"),
        (".stem", 1, "write stem()"),
        (".stem[0]", 1, "write stem()"),
        (".stem()()", 7, "this is none of the possible steps"),
        (".split('/')", 11, "a list is left here: choose one of it, such as [0] or [-1]"),
        (".split('/')[1:]", 15, "a list is left here: choose one of it, such as [0] or [-1]"),
        (".split('/').lower()", 11, "'lower' wants a text, and this is a list: choose one of it, such as [-1]"),
        (".split('')[0]", 7, "here stands a text in quotation marks that is not empty"),
        (".split(x)[0]", 7, "here stands a text in quotation marks that is not empty"),
        (".split(b'/')[0]", 7, "here stands a text in quotation marks that is not empty"),
        (".split(f'{x}')[0]", 7, "here stands a text in quotation marks that is not empty"),
        (".split('/', '1')[0]", 12, "here stands a whole number"),
        (".split('/', 1, 2)[0]", 15, "this is one argument too many"),
        (".split(*'/')[0]", 7, "here stands a text in quotation marks that is not empty"),
        (".split(**{})[0]", 7, "this argument cannot be given"),
        (".split('/', sep='/')[0]", 12, "'sep' is given already"),
        (".replace('a', new='b')", 14, "this argument cannot be given"),
        (".replace('a')", 1, "it wants a text in quotation marks"),
        (".strip(None, 3)", 13, "this is one argument too many"),
        (".lower(1)", 7, "this is one argument too many"),
        ("[0] + 'a'", 4, "this is none of the possible steps"),
        ("[0] if x else 1", 4, "this is none of the possible steps"),
        ("[0] or __import__('os')", 4, "this is none of the possible steps"),
        ("[0], 1", 3, "this is none of the possible steps"),
        ("[0] # last", 4, "this is none of the possible steps"),
        (".foo() + 1", 1, "there is no step 'foo'"),
        ("[0", 0, "this is not complete, or does not belong here"),
        ("[0])", 3, "this is not complete, or does not belong here"),
        (".split('/)[0]", 7, "this is not complete, or does not belong here"),
        ("[", 0, "this is not complete, or does not belong here"),
        (".", 0, "this is not complete, or does not belong here"),
        ("[0] x", 4, "this is not complete, or does not belong here"),
        (".replace('é', 'ü').ß()", 19, "there is no step 'ß'"),
        (".split('\t')[0]", 8, "a character that cannot be seen: in a text, write \\t"),
        (".split('a')\n[0]", 11, "a character that cannot be seen: in a text, write \\n"),
    ],
)
def test_anything_else_is_refused_and_its_place_shown(expression, place, why):
    with pytest.raises(BatchError) as caught:
        parse_group_by(expression)
    first, shown, caret, possible = str(caught.value).split("\n")
    assert first == "gw_group_by is not understood:"
    assert shown == f"  {expression}".replace("\n", " ").replace("\t", " ")
    assert caret == f"{' ' * (place + 2)}^ {why}"
    assert possible == POSSIBLE


def test_nothing_is_called(tmp_path):
    target = tmp_path / "made"
    for expression in (f".__class__(open({str(target)!r}, 'w'))", f"[open({str(target)!r}, 'w') or 0]"):
        with pytest.raises(BatchError):
            parse_group_by(expression)
    assert not target.exists()


@pytest.mark.parametrize("expression", ["[" * 290, ".lower()" * 36 + ".", "[0]" * 90 + "[", "[-" * 120])
def test_deep_expressions(expression):
    with pytest.raises(BatchError):
        parse_group_by(expression)


def test_an_expression_is_not_endless():
    with pytest.raises(BatchError, match="gw_group_by has 303 characters; 300 are the most that is read"):
        parse_group_by("[0]" * 101)


def test_a_path_that_is_too_short():
    group = parse_group_by(".split('_')[2][:4]")
    with pytest.raises(BatchError) as caught:
        group("data/x.tif")
    assert str(caught.value) == (
        "[2] of gw_group_by \".split('_')[2][:4]\" does not fit the path 'data/x.tif': it is too short"
    )


def test_a_path_that_would_grow_without_end():
    group = parse_group_by(".replace('a', 'aaaaaaaaaaaaaaaa')" * 9)
    with pytest.raises(BatchError, match="does not fit the path 'aaa': it makes the path too long"):
        group("aaa")


def test_batches_of_paths():
    paths = ["b/tile_2.tif", "a/tile_1.tif", "a/tile_2.tif"]
    assert find_batches(paths, ".split('_')[-1][0]").ids == ("2", "1")
    assert find_batches(paths, "").ids == tuple(paths)
    assert find_batches(paths, "").notes == ()


@pytest.mark.parametrize("expression", ["[9:5]", ".replace('x', ' ')"])
def test_a_path_of_which_nothing_is_left_is_named(expression):
    with pytest.raises(BatchError) as caught:
        find_batches(["x"], expression)
    assert str(caught.value) == f"gw_group_by {expression!r} leaves nothing of the path 'x'"


def test_no_paths():
    with pytest.raises(BatchError, match="gw_file_path_pattern holds no batches"):
        find_batches([], "[0]")


SMALL = st.integers(-12, 12)
TEXT = st.text("ab/._-é \\'\"", max_size=3)
BOUND = st.one_of(st.just(""), SMALL.map(str))


def written(*values):
    return ", ".join(repr(value) for value in values)


SLICE = st.builds("[{}:{}]".format, BOUND, BOUND)
SLICE_BY = st.builds("[{}:{}:{}]".format, BOUND, BOUND, st.one_of(st.just(""), SMALL.filter(bool).map(str)))
INDEX = SMALL.map("[{}]".format)
CHOSEN = st.one_of(INDEX, st.builds("{}{}".format, SLICE, INDEX))
SEPARATORS = st.one_of(TEXT.filter(bool).map(written), st.just(""), st.just("None"))
SPLITS = st.one_of(
    st.builds(".{}({}){}".format, st.sampled_from(["split", "rsplit"]), SEPARATORS, CHOSEN),
    st.builds(
        ".{}({}){}".format, st.sampled_from(["split", "rsplit"]), st.builds(written, TEXT.filter(bool), SMALL), CHOSEN
    ),
    st.builds(".{}({}){}".format, st.sampled_from(["partition", "rpartition"]), TEXT.filter(bool).map(written), CHOSEN),
)
CALLS = st.one_of(
    st.builds(".replace({})".format, st.one_of(st.builds(written, TEXT, TEXT), st.builds(written, TEXT, TEXT, SMALL))),
    st.builds(".{}({})".format, st.sampled_from(["removeprefix", "removesuffix", "strip"]), TEXT.map(written)),
    st.sampled_from([".strip()", ".lstrip()", ".rstrip(None)", ".lower()", ".upper()"]),
)
EXPRESSIONS = st.lists(st.one_of(SLICE, SLICE_BY, INDEX, SPLITS, CALLS), max_size=4).map("".join)
PATHS = st.text("ab/._-éßA \\'\"0", min_size=1, max_size=30)


@given(path=PATHS, expression=EXPRESSIONS)
def test_the_result_is_what_python_itself_computes(path, expression):
    try:
        expected = eval(f"path{expression}", {"__builtins__": {}}, {"path": path})  # noqa: S307 - made by this test
    except IndexError:
        with pytest.raises(BatchError, match="it is too short"):
            parse_group_by(expression)(path)
    else:
        assert parse_group_by(expression)(path) == expected


@given(path=PATHS)
def test_helpers_do_what_python_does_with_paths(path):
    path = posixpath.normpath(path).replace("//", "/")
    pure = PurePosixPath(path)
    if pure.name:
        assert parse_group_by(".basename()")(path) == pure.name
        assert parse_group_by(".parent()")(path) == posixpath.dirname(path)
        if not pure.name.startswith(".") and not pure.name.endswith("."):
            assert parse_group_by(".stem()")(path) == pure.stem


@given(st.text(max_size=40))
@pytest.mark.parametrize("beginning", ["", "[", ".", "[0]", ".split("])
def test_any_text_is_understood_or_refused(beginning, text):
    try:
        told = type(parse_group_by(beginning + text)("some/path")).__name__
    except BatchError as error:
        told = str(error).replace("\n", "")
    assert told.isprintable()
    assert told == "str" or told.startswith("gw_group_by ")

from dataclasses import replace
from pathlib import PurePosixPath

from hatch_claimed.adopt.declarations import Declaration, Note
from hatch_claimed.adopt.detection import DetectedOperator
from hatch_claimed.adopt.gather import gather

A = DetectedOperator("a", PurePosixPath("a.py"), "python", "", files=(PurePosixPath("help.py"),))
B = DetectedOperator("b", PurePosixPath("b.py"), "python", "")
C = DetectedOperator("c", PurePosixPath("c.py"), "python", "")


def declaration(path, operator, wrapper=None, place="w"):
    return Declaration(place=place, script=PurePosixPath(path), operator=operator, wrapper=wrapper)


def test_what_most_say_is_the_project_s_and_what_is_different_the_operator_s():
    declarations = [
        declaration("a.py", {"repository": "r", "version": "1"}),
        declaration("b.py", {"repository": "r", "version": "2", "python": "3.11"}),
        declaration("c.py", {"repository": "s", "version": "2"}),
    ]
    tables = gather([A, B, C], declarations, None)
    assert tables.project == {"repository": "r", "version": "2"}
    assert tables.operators == {
        "a": {"files": ("help.py",), "version": "1"},
        "b": {"python": "3.11"},
        "c": {"repository": "s"},
    }
    assert (tables.grid_wrappers, tables.notes) == ({}, ())


def test_what_all_say_is_said_once():
    declarations = [declaration(name, {"python": "3.11"}) for name in ("a.py", "b.py")]
    tables = gather([A, B], declarations, None)
    assert (tables.project, tables.operators) == ({"python": "3.11"}, {"a": {"files": ("help.py",)}})


def test_the_first_wish_counts_and_files_add_up():
    declarations = [
        declaration("a.py", {"version": "1", "files": ("x", "y")}, {"backend": "cos"}),
        declaration("a.py", {"version": "2", "files": ("y", "z")}, {"backend": "s3kv", "parallelism": 3}),
    ]
    tables = gather([A, B], declarations, None)
    assert tables.project == {"version": "1"}
    assert tables.operators == {"a": {"files": ("help.py", "x", "y", "z")}}
    assert tables.grid_wrappers == {"a": {"backend": "cos", "parallelism": 3}}


def test_a_repository_that_is_asked_for_goes_before_all():
    tables = gather([B], [declaration("b.py", {"repository": "r"})], "mine")
    assert (tables.project, tables.operators) == ({"repository": "mine"}, {})


def test_what_cannot_be_is_told():
    declarations = [
        declaration("b.py", {"version": "1 2", "nonsense": 1, "other": 2}, {"backend": "ftp"}),
        declaration("gone.py", {"version": "1"}),
    ]
    tables = gather([B], declarations, None)
    assert (tables.project, tables.operators, tables.grid_wrappers) == ({}, {}, {"b": {}})
    assert [note.place for note in tables.notes] == ["w", "w", "w"]
    assert tables.notes[0].text.startswith("says something of `version` that cannot be taken over: `version` is")
    assert tables.notes[1] == Note("w", "says `nonsense`, `other`, for which there is no setting")
    assert tables.notes[2].text.startswith("says something of `backend` that cannot be taken over: `backend` is")


def test_names_that_were_chosen_stand_in_tables_of_the_script_s_path():
    found = [replace(A, table_key="a.py", is_chosen=True), replace(B, name="z", table_key="x/b.py", is_chosen=True), C]
    declarations = [declaration("a.py", {"version": "1"}), declaration("c.py", {"version": "2"})]
    declarations += [declaration("x/b.py", {}, {})]
    tables = gather(found, declarations, None)
    assert tables.operators == {
        "a.py": {"name": "a", "files": ("help.py",)},
        "x/b.py": {"name": "z"},
        "c": {"version": "2"},
    }


def test_the_first_tag_of_c3_is_kept_where_nothing_else_is_said():
    defaults = {"version": "0.1"}
    declarations = [
        replace(declaration("a.py", {}), defaults=defaults),
        replace(declaration("b.py", {}), defaults=defaults),
        # what somebody says later on goes before that
        declaration("b.py", {"version": "0.7"}, place="b.job.yaml"),
    ]
    tables = gather([A, B, C], declarations, None)
    assert tables.project == {"version": "0.1"}
    assert tables.operators == {"a": {"files": ("help.py",)}, "b": {"version": "0.7"}}

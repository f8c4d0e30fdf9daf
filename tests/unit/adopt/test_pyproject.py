import pytest

from hatch_claimed.adopt.gather import AdoptedSettings
from hatch_claimed.adopt.include import Patterns
from hatch_claimed.adopt.manifest import Addition, edit_manifest
from hatch_claimed.adopt.pyproject import additions, new_project, notes, parse_pyproject, project_name

HATCHLING = '[build-system]\nrequires = ["hatchling"{more}]\nbuild-backend = "hatchling.build"\n'
OTHER = '[build-system]\nrequires = ["x"]\nbuild-backend = "x.y"\n'
VERSION = '[project]\nname = "a"\nversion = "2.0"\n'
DYNAMIC = '[project]\nname = "a"\ndynamic = ["version"]\n'
HERE = ("tool", "claimed")


def tables(project=None, operators=None, wrappers=None):
    return AdoptedSettings({"repository": "r", **(project or {})}, operators or {}, wrappers or {}, ())


def added(text, of=None, *, extras=()):
    return additions(parse_pyproject(text), of or tables(), Patterns(), extras=extras)


@pytest.mark.parametrize(
    ("text", "said", "version"),
    [
        (VERSION + OTHER, {}, None),
        (VERSION + OTHER, {"version": "2.0"}, None),
        (VERSION + OTHER, {"version": "v3"}, "v3"),
        (DYNAMIC + OTHER, {}, "0.1.0"),
        (DYNAMIC + HATCHLING.replace("{more}", ""), {}, None),
        (OTHER, {}, "0.1.0"),
        ("", {}, "0.1.0"),
        ('[tool.poetry]\nversion = "1.0+local"\n', {}, "1.0-local"),
        ('[tool.poetry]\nversion = "no tag"\n', {}, "0.1.0"),
    ],
)
def test_a_version_is_written_where_a_build_would_find_no_other(text, said, version):
    (claimed,) = [one for one in added(text, tables(said)) if one.path == HERE]
    assert claimed.values == {"repository": "r", **({"version": version} if version else {})}


def test_hatchling_learns_of_us_by_additions_alone():
    asks = {"dependencies": ("hatch-claimed[r]",)}
    assert added(VERSION + HATCHLING.replace("{more}", ""), extras=["r"])[:3] == [
        Addition(("tool", "hatch", "build", "targets", "claimed"), asks),
        Addition(("tool", "hatch", "build", "targets", "sdist", "hooks", "claimed"), asks),
        Addition(("tool", "hatch", "build", "targets", "wheel", "hooks", "claimed"), asks),
    ]
    named = HATCHLING.replace("{more}", ', "hatch-claimed"')
    assert added(VERSION + named)[0] == Addition(("tool", "hatch", "build", "hooks", "claimed"), {})
    assert [one.path for one in added(VERSION + OTHER)] == [HERE]


def test_tables_within_tables_stand_on_their_own():
    of = tables(
        {"labels": {"team": "x"}},
        {"b": {"volumes": {"data": {"claim": "c"}}}, "a": {"files": ("f",), "resources": {"limits": {"cpu": "1"}}}},
        {"a": {}},
    )
    assert added(VERSION, of) == [
        Addition(HERE, {"repository": "r"}),
        Addition((*HERE, "labels"), {"team": "x"}),
        Addition((*HERE, "operators", "a"), {"files": ("f",)}),
        Addition((*HERE, "operators", "a", "resources"), {"limits": {"cpu": "1"}}),
        Addition((*HERE, "operators", "b", "volumes"), {"data": {"claim": "c"}}),
        Addition((*HERE, "grid-wrappers", "a"), {}),
    ]


@pytest.mark.parametrize(("version", "written"), [("1.2", "1.2"), ("v1", "0.1.0"), (None, "0.1.0")])
def test_a_new_project(version, written):
    said = {"version": version} if version else {}
    assert edit_manifest("", new_project("My Folder!", tables(said)), force=False).text == (
        '[build-system]\nrequires = ["hatchling", "hatch-claimed"]\nbuild-backend = "hatchling.build"\n\n'
        f'[project]\nname = "my-folder"\nversion = "{written}"\nrequires-python = ">=3.11"\n\n'
        "[tool.hatch.build.hooks.claimed]\n"
    )


@pytest.mark.parametrize(("folder", "name"), [("a_b", "a-b"), ("Ünder", "nder"), ("...", "operators"), ("x.Y", "x-y")])
def test_names_of_folders_become_names_of_projects(folder, name):
    assert project_name(folder) == name


def test_people_hear_what_stays_theirs():
    assert [note.text for note in notes(parse_pyproject(DYNAMIC + OTHER))] == [
        "is built by x.y, which stays so: `hatch-claimed build` makes artifacts and images",
        "`version` below [tool.claimed] is the tag of the images; keep it in step",
    ]
    assert list(notes(parse_pyproject(VERSION + HATCHLING.replace("{more}", "")))) == []

"""Each language says all that is asked of one."""

import re
from dataclasses import fields
from pathlib import Path, PurePosixPath

import pytest

from hatch_claimed.languages.language import Language
from hatch_claimed.languages.registry import LANGUAGES, language, language_of, suffixes
from hatch_claimed.model import Image, Interface, Operator, Program, Requirement
from hatch_claimed.running.environments.local import LocalEnvironment
from hatch_claimed.settings.tables import claimed
from hatch_claimed.sources.reader import ReadResult, ScriptSource

DOCS = Path(__file__).parents[3] / "docs"
CALLED = {"getting": ["n"], "setting": ["n", "a.csv"], "installing": [["p"]], "default_base": ["3.12"]}
each_language = pytest.mark.parametrize("one", LANGUAGES, ids=lambda one: one.kind)


def operator(one, arguments=("p",)):
    requirements = (Requirement(arguments=arguments, line=2),) if arguments else ()
    program = Program(filename=f"a{one.suffixes[0]}", content=b"")
    interface = Interface(
        description="", parameters=(), outputs=(), requirements=requirements, system_packages=(), program=program
    )
    base = one.default_base("3.12")
    image = Image(repository="r", name="claimed-a", tag="1", base=base, platforms=("linux/amd64",), mode="off")
    return Operator(
        name="a", path=PurePosixPath(f"a{one.suffixes[0]}"), kind=one.kind, interface=interface, image=image
    )


def test_nothing_has_a_default():
    """A language that leaves something out is no language, to Python and to mypy."""
    named = {one.name: "" for one in fields(Language)}
    for name in named:
        with pytest.raises(TypeError, match=name):
            Language(**{other: text for other, text in named.items() if other != name})


@each_language
def test_facts_are_filled_in(one):
    assert all(getattr(one, name) for name in ("kind", "label", "noun", "suffixes", "fence", "remedy", "index"))
    assert all(re.fullmatch(r"\.[A-Za-z]+", suffix) for suffix in one.suffixes)
    assert one.folders[-1] == one.workdir
    assert one.workdir.is_absolute()
    assert (one.launcher / "run").is_file()
    assert one.base_key is None or hasattr(claimed.ClaimedTable(), one.base_key)


@each_language
def test_words_come_for_what_is_named(one):
    for name, arguments in CALLED.items():
        assert isinstance(getattr(one, name)(*arguments), str), name
    assert "n" in one.getting("n")
    assert "a.csv" in one.setting("n", "a.csv")
    assert "p" in one.installing(["p"])
    assert "…" in one.installing([])
    assert "p" in one.installed(Requirement(arguments=("p",), line=1))


@each_language
def test_a_script_is_read(one):
    reading = one.reader().read(ScriptSource(PurePosixPath("operators", f"a{one.suffixes[0]}"), b""))
    assert isinstance(reading, ReadResult)
    assert reading.interface or reading.findings
    assert one.sourced is None or one.sourced(PurePosixPath("a"), b"", {}.get) == ()


@each_language
def test_images_and_machines_get_packages(one):
    step = one.packages_step(operator(one), None, bytecode=True)
    assert one.packages is None or "install.sh" in {str(file.path) for file in step}
    assert one.is_bare_base(one.default_base("3.12")) is True
    local = {name for name in dir(LocalEnvironment) if not name.startswith("_")}
    assert one.environment is None or local <= set(dir(one.environment()))


@each_language
def test_docs_name_it(one):
    settings = (DOCS / "settings.md").read_text()
    assert all(f"operators/**/*{suffix}" in settings for suffix in one.suffixes)


def test_no_two_are_confused():
    assert len({one.kind for one in LANGUAGES}) == len({one.label for one in LANGUAGES}) == len(LANGUAGES)
    assert len(set(suffixes())) == len(suffixes())
    assert [language(one.kind) for one in LANGUAGES] == list(LANGUAGES)
    assert [language_of(PurePosixPath(f"a{one.suffixes[-1]}")) for one in LANGUAGES] == list(LANGUAGES)
    assert language_of(PurePosixPath("a.csv")) is None


def test_a_kind_that_is_unknown_is_an_error():
    with pytest.raises(KeyError, match="fortran"):
        language("fortran")


def test_scripts_are_looked_for_by_all_suffixes():
    assert claimed.ClaimedTable().include == tuple(f"operators/**/*{suffix}" for suffix in suffixes())


def test_nobody_else_asks_which_language_it_is():
    """What depends on a language is said by the language."""
    package = Path(claimed.__file__).parents[1]
    kinds = "|".join(one.kind for one in LANGUAGES)
    asks = re.compile(
        rf'"notebook": |\bkind (?:==|!=|in|not in) *[({{\["]*(?:{kinds})"|\bmatch kind|case "(?:{kinds})":'
    )
    # how values are written for pages, in which Python and the shell are styles
    elsewhere = ("languages/", "runtime/", "site/quoting.py")
    found = [
        f"{name}: {line.strip()}"
        for path in sorted(package.rglob("*.py"))
        if not (name := path.relative_to(package).as_posix()).startswith(elsewhere)
        for line in path.read_text().splitlines()
        if asks.search(line)
    ]
    assert found == []

"""The entry points of bases: asked of the engine first, then of registries, and of no default base."""

from types import SimpleNamespace

import pytest

from hatch_claimed.errors import ClaimedError
from hatch_claimed.images import entry_points as module
from hatch_claimed.images.buildx import Bake
from hatch_claimed.languages.r.language import DEFAULT_BASE
from hatch_claimed.model import BuildOptions, Image
from hatch_claimed.system.command import CompletedProcess


class Registry:
    def __init__(self, known):
        self.known = known

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def config(self, reference, _platform):
        if reference not in self.known:
            message = f"there is no image {reference}\n    Push it."
            raise ClaimedError(message)
        return SimpleNamespace(entry_point=self.known[reference])


@pytest.fixture
def ask(monkeypatch):
    """What is found for operators on the given bases, and what is said."""

    def found(*bases, engine=(), registry=(), **options):
        inspected = []

        def run(command, **_):
            inspected.append(command[-1])
            words = dict(engine).get(command[-1])
            return CompletedProcess(0, (words,)) if words else CompletedProcess(1, ("[]", "Error: No such image"))

        monkeypatch.setattr("hatch_claimed.images.docker.run", run)
        monkeypatch.setattr(module, "registry_here", lambda: Registry(dict(registry)))
        components = [
            SimpleNamespace(
                name=f"o{number}",
                image=Image(repository="", name="x", tag="1", base=base, platforms=("linux/amd64",), mode="push"),
            )
            for number, base in enumerate(bases)
        ]
        planned = SimpleNamespace(project=SimpleNamespace(build=BuildOptions(**options)), locked={})
        said = []
        return module.entry_points(components, planned, said.append), said, inspected

    return found


def test_the_engine_knows_its_own_images(ask):
    found, said, _ = ask("own:1", "other:1", engine={"own:1": '["tini","-g","--","a b.sh"]', "other:1": "null"})
    assert (found, said) == ({"o0": "tini -g -- 'a b.sh'"}, [])


def test_registries_know_the_others(ask):
    found, said, _ = ask("own:1", "own:1", registry={"own:1": ("/entry.sh",)})
    assert (found, said) == ({"o0": "/entry.sh", "o1": "/entry.sh"}, [])


def test_where_nobody_knows_it_is_said(ask):
    found, said, _ = ask("own:1", "own:1")
    assert found == {}
    assert said == [
        "what the entry point of own:1 sets will be missing, since it cannot be read: there is no image own:1"
    ]


def test_default_bases_are_not_asked(ask):
    bases = ("registry.access.redhat.com/ubi9/python-312", "docker.io/library/python:3.13-slim", DEFAULT_BASE)
    assert ask(*bases) == ({}, [], [])


def test_what_stands_in_for_a_base_is_asked(ask):
    contexts = (("own:1", "docker-image://mirror/own:2"), ("tree:1", "./tree"))
    found, said, inspected = ask("own:1", "tree:1", engine={"mirror/own:2": '["/e"]'}, contexts=contexts)
    assert (found, said, inspected) == ({"o0": "/e"}, [], ["mirror/own:2"])


def test_a_builder_elsewhere_does_not_see_the_engine_s_images(ask):
    found, _, inspected = ask("own:1", engine={"own:1": '["/e"]'}, registry={"own:1": ("/r",)}, builder="far")
    assert (found, inspected) == ({"o0": "/r"}, [])


def test_bake_hands_them_over(monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(
        "hatch_claimed.images.docker.run", lambda command, **_: commands.append(command) or CompletedProcess(0, ())
    )
    bake = Bake(tmp_path, "docker-bake.json", BuildOptions(), {}, print, entry_points={"demo": "tini -- 'a b'"})
    bake.archives({"demo": tmp_path / "demo.tar"}, [])
    place = commands[0].index("demo.args.CLAIMED_ENTRY_POINT=tini -- 'a b'")
    assert commands[0][place - 1] == "--set"

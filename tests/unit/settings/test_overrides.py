import pytest

from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.settings.overrides import with_caches


@pytest.mark.parametrize(
    ("environment", "cache_from", "cache_to"),
    [
        ({}, ("a",), ("b",)),
        ({"CLAIMED_CACHE_FROM": ""}, ("a",), ("b",)),
        ({"CLAIMED_CACHE_FROM": "type=gha  c"}, ("type=gha", "c"), ("b",)),
        ({"CLAIMED_CACHE_TO": "type=gha,mode=max"}, ("a",), ("type=gha,mode=max",)),
    ],
)
def test_a_machine_names_its_own_caches(environment, cache_from, cache_to):
    text = (
        '[tool.claimed]\nrepository = "r"\n[tool.claimed.build]\ncache-from = ["a"]\ncache-to = ["b"]\ngroup-size = 3\n'
    )
    settings = with_caches(resolve(read_manifest(text)[0], "1")[0], environment)
    assert (settings.build.cache_from, settings.build.cache_to, settings.build.group_size) == (cache_from, cache_to, 3)

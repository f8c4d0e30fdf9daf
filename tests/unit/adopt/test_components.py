import pytest

from hatch_claimed.adopt.components import components

COMPONENT = """\
name: a
description: "What it does V0.1"
inputs: []
implementation:
    container:
        image: quay.io/geo/claimed-a:0.3
        command: [sh]
"""


def said(tree):
    found = components(tree)
    assert found.notes == ()
    return [(one.place, str(one.script), one.operator) for one in found.declarations]


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "gw_a.yaml"])
def test_the_image_of_a_component(tree, name):
    repository = tree({"ops/a.py": "", f"ops/{name}": COMPONENT})
    assert said(repository) == [(f"ops/{name}", "ops/a.py", {"repository": "quay.io/geo", "version": "0.3"})]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # of nobody's script, of a Job, of somebody else's image, and no YAML
        ("b.yaml", COMPONENT),
        ("a.job.yaml", COMPONENT),
        ("a.yaml", COMPONENT.replace("claimed-a:0.3", "other:0.3")),
        ("a.yaml", "implementation: [claimed-\n"),
        ("a.yaml", "- implementation:\n    claimed-a\n"),
    ],
)
def test_other_files(tree, name, text):
    assert said(tree({"a.py": "", name: text})) == []

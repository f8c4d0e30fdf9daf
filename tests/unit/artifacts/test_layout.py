"""Where the working directory of an image has what lies in the script's folder."""

from pathlib import PurePosixPath

import pytest

from hatch_claimed.artifacts.image.layout import beside


@pytest.mark.parametrize(
    ("places", "links"),
    [
        (["operators/a.py"], {"a.py": "operators/a.py"}),
        (["a/b/c.py", "a/b/data/x.csv", "a/y.csv"], {"c.py": "a/b/c.py", "data": "a/b/data"}),
        (["operators/data/x.csv", "data/y.csv"], {"data/x.csv": "operators/data/x.csv"}),
        (["operators/data/d/x.csv", "data/y.csv"], {"data/d": "operators/data/d"}),
        (["operators/operators/x.csv"], {"operators/x.csv": "operators/operators/x.csv"}),
        # what is at a place in the tree stays there
        (["operators/a.py", "a.py"], {}),
        (["operators/data/x.csv", "data"], {}),
        (["operators/data", "data/x.csv"], {}),
    ],
)
def test_links_lead_to_what_lies_in_the_folder_of_the_script(places, links):
    paths = [PurePosixPath(place) for place in places]
    folder = PurePosixPath("a/b") if places[0].startswith("a/") else PurePosixPath("operators")
    assert {str(link): str(place) for link, place in beside(paths, folder).items()} == links


def test_a_script_at_the_root_needs_no_links():
    assert beside([PurePosixPath("a.py"), PurePosixPath("data/x.csv")], PurePosixPath()) == {}

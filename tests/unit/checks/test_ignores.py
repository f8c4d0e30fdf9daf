from pathlib import PurePosixPath

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Overlay

TWO_NAMES = "a = os.getenv('Path', 'a')\nb = os.getenv('path', 'b')"


def codes(tmp_path, script, manifest="", path="operators/a.py"):
    read, findings = read_manifest(f'[tool.claimed]\nrepository = "x"\nversion = "1"\n{manifest}')
    assert read, findings
    settings, findings = resolve(read, "1")
    assert findings == ()
    tree = Overlay(tmp_path, PurePosixPath(path), script.encode())
    found = inspect(settings, tree).findings
    return [(finding.code, finding.line) for finding in found if finding.code in ("CLM010", "CLM026", "CLM090")], found


def test_without_a_way_out(tmp_path):
    assert codes(tmp_path, TWO_NAMES)[0] == [("CLM026", 2)]


@pytest.mark.parametrize(
    "comment",
    ["# claimed: ignore[CLM026]", "#claimed:ignore[CLM026]", "# fine  # claimed: ignore [ CLM026 ]"],
)
def test_a_comment_on_the_line(tmp_path, comment):
    assert codes(tmp_path, f"{TWO_NAMES}  {comment}")[0] == []


def test_a_comment_on_another_line_is_unused(tmp_path):
    found, findings = codes(tmp_path, f"# claimed: ignore[CLM026]\n{TWO_NAMES}")
    assert found == [("CLM026", 3), ("CLM090", 1)]
    assert as_text([finding for finding in findings if finding.code == "CLM090"]) == (
        "operators/a.py:1:1: hint CLM090: nothing on this line is CLM026\n    Take CLM026 out.\n1 hint"
    )


def test_of_several_codes_each_is_used_or_not(tmp_path):
    found, findings = codes(tmp_path, f"{TWO_NAMES}  # claimed: ignore[CLM026, CLM027]")
    assert found == [("CLM090", 2)]
    assert [finding.message for finding in findings if finding.code == "CLM090"] == ["nothing on this line is CLM027"]


def test_a_comment_without_a_code_ignores_nothing(tmp_path):
    found, findings = codes(tmp_path, f"{TWO_NAMES}  # claimed: ignore[]")
    assert found == [("CLM026", 2), ("CLM090", 2)]
    assert [finding.message for finding in findings if finding.code == "CLM090"] == ["this comment names no rule"]


def test_text_in_a_string_is_no_comment(tmp_path):
    assert codes(tmp_path, f"{TWO_NAMES}; c = '# claimed: ignore[CLM026]'")[0] == [("CLM026", 2)]


def test_in_r(tmp_path):
    script = "a <- Sys.getenv('Path', 'a')\nb <- Sys.getenv('path', 'b') # claimed: ignore[CLM026]\n"
    assert codes(tmp_path, script, path="operators/a.R")[0] == []


@pytest.mark.parametrize(
    ("manifest", "left"),
    [
        ('[tool.claimed.check]\nignore = ["CLM026"]\n', False),
        ('[tool.claimed.check]\nignore = ["CLM02"]\n', False),
        ('[tool.claimed.check]\nselect = ["CLM04"]\n', False),
        ('[tool.claimed.check]\nselect = ["CLM02", "CLM04"]\n', True),
        ('[tool.claimed.check]\nignore = ["CLM04"]\n', True),
        ('[tool.claimed.operators.a.check]\nignore = ["CLM026"]\n', False),
        ('[tool.claimed.check]\nignore = ["CLM026"]\n[tool.claimed.operators.a]\ncheck = { ignore = [] }\n', True),
    ],
)
def test_settings(tmp_path, manifest, left):
    assert codes(tmp_path, TWO_NAMES, manifest)[0] == ([("CLM026", 2)] if left else [])


def test_what_cannot_be_read_is_always_said(tmp_path):
    script = "x = (  # claimed: ignore[CLM010]\n"
    assert [code for code, _ in codes(tmp_path, script, '[tool.claimed.check]\nignore = ["CLM"]\n')[0]] == ["CLM010"]

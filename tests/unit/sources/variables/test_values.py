import pytest

from hatch_claimed.sources.variables.values import HOLE, together, verdict


@pytest.mark.parametrize(
    "text",
    [
        "table.csv",
        "levels.tar.gz",
        "v2.tif",
        "2026.csv",
        "out/levels",
        "out/",
        "./out",
        "/tmp/1",
        "v1.2/levels.csv",
        "~/levels",
        "a b.csv",
        "C:\\levels",
        "C:/levels",
        f"{HOLE}.csv",
        f"{HOLE}/{HOLE}",
        f"out/{HOLE}",
    ],
)
def test_paths(text):
    assert verdict(text) == "path"


@pytest.mark.parametrize(
    "text",
    [
        *[
            "0",
            "1",
            "-1",
            "0.14",
            "1e-3",
            "1_000",
            ".5",
            "inf",
            "NaN",
            "10.0.0.1",
            "1.2.3",
            "v1.2",
            "2.0.0rc1",
            "1.0.dev3",
        ],
        *["true", "False", "YES", "no", "on", "Off", "None", "null", "T"],
        *["http://example.com/a.csv", "https://x", "s3://bucket/key.csv", "jdbc:postgresql://db/x", "localhost:8080"],
        *[f"https://{HOLE}/x.csv", f"cos://{HOLE}:{HOLE}@example.com/a/b"],
    ],
)
def test_what_is_no_path(text):
    assert verdict(text) == "other"


@pytest.mark.parametrize(
    "text",
    [
        *["model", "cuda", "somebody", "eu-de", "my-app", "two words", HOLE, f"{HOLE}.{HOLE}", f"{HOLE}-1"],
        *["registry.example.com/team/image", "docker.io/somebody", "me@example.com"],
        *["-Xmx4g", '{"a": "b/c"}', "a=b/c", "/usr/lib:/opt/lib"],
    ],
)
def test_what_may_be_either(text):
    assert verdict(text) == "unclear"


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing(text):
    assert verdict(text) == "empty"


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["path"], "path"),
        (["other", "path"], "path"),
        (["empty", "path"], "path"),
        (["unclear", "other"], "other"),
        (["unclear", "empty"], "unclear"),
        (["empty", "empty"], "empty"),
        ([], "unclear"),
    ],
)
def test_several_places(verdicts, expected):
    assert together(verdicts) == expected

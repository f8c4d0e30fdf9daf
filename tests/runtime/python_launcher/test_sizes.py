"""Results that are larger than an argument may be: the step that makes them says so."""

import pytest

ROWS = (("output", "csv", "", ""), ("output", "log", "", ""))
SCRIPT = """
import os, pathlib
for name in ("csv", "log"):
    os.environ[name] = name
    pathlib.Path(name).write_text({size} * "x")
print("seen", "CLAIMED_TEXT_OUTPUTS" in os.environ)
"""
TOLD = (
    "claimed: output 'csv' has 131,072 bytes. Kubeflow hands it on as a text, and starts no step with an argument of "
    'more than 131,071 bytes: to hand it on as a file, write files = ["csv"] for this step of the workflow\n'
)


@pytest.mark.parametrize(
    ("size", "texts", "told"),
    [(131_071, "csv", ""), (131_072, "csv", TOLD), (131_072, "", ""), (131_072, "other", "")],
)
def test_a_text_that_is_too_long_is_told_and_delivered(image, size, texts, told):
    image.script(SCRIPT.format(size=size), *ROWS)
    result = image.run("--csv", "out.csv", "--log", "out.log", environment={"CLAIMED_TEXT_OUTPUTS": texts})
    assert (result.code, result.out, result.err) == (0, "seen False\n", told)
    assert (image.work / "out.csv").stat().st_size == size


def test_the_script_does_not_see_the_names_where_nothing_is_delivered(image):
    image.script(SCRIPT.format(size=1), *ROWS)
    assert image.run(environment={"CLAIMED_TEXT_OUTPUTS": "csv log"}).out == "seen False\n"


def test_a_value_that_fills_an_argument_reaches_the_script(image):
    image.script("import os\nprint(len(os.environ['table']))", ("parameter", "table", "String", "true"))
    result = image.run("--table", "x" * 131_071)
    assert (result.code, result.out, result.err) == (0, "131071\n", "")

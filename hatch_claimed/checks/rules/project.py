"""Pages of what reading the settings, finding the operators' files, and reading a baseline already says."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule

_PROJECT = '[project]\nname = "river"\nversion = "1.0"\n\n'
_CLAIMED = f'{_PROJECT}[tool.claimed]\nrepository = "registry.example.com/team"\n'
_COUNT = f"{_CLAIMED}\n[tool.claimed.operators.count]\n"


def _page(code: str, title: str, why: str, bad: str, good: str, language: str = "toml") -> Rule:
    return Rule(
        code=code, severity="error", title=title, why=why, bad=bad, good=good, language=language, optional=False
    )


RULES = (
    _page(
        "CLM001",
        "a setting, or an operator in the settings, that nobody knows",
        "A slip in a key or a name would otherwise mean that the default holds, and nobody notices.",
        f'{_CLAIMED}platfroms = ["linux/arm64"]\n',
        f'{_CLAIMED}platforms = ["linux/arm64"]\n',
    ),
    _page(
        "CLM002",
        "a setting of the wrong type",
        "A text is no array of one text, and a number is no text.",
        f'{_CLAIMED}platforms = "linux/arm64"\n',
        f'{_CLAIMED}platforms = ["linux/arm64"]\n',
    ),
    _page(
        "CLM003",
        "a setting with a value that cannot be",
        "Names of images, tags and platforms follow grammars of their own. Docker and Kubernetes would refuse others, "
        "after minutes.",
        f'{_CLAIMED}images = "upload"\n',
        f'{_CLAIMED}images = "push"\n',
    ),
    _page(
        "CLM004",
        "a setting that is missing",
        "Images are called `<repository>/claimed-<operator>:<version>`; without a repository and a version they have "
        "no name.",
        f"{_PROJECT}[tool.claimed]\n",
        _CLAIMED,
    ),
    _page(
        "CLM005",
        "a pyproject.toml that cannot be read",
        "The file is not there, is not UTF-8, or is no TOML.",
        f'{_PROJECT}[tool.claimed]\nrepository = "registry.example.com/team\n',
        _CLAIMED,
    ),
    _page(
        "CLM006",
        "a file outside of the project, or one that cannot be read",
        "What is built must come from the project alone; otherwise it could be built on one machine only.",
        f'{_COUNT}files = ["../shared/lookup.csv"]\n',
        f'{_COUNT}files = ["operators/lookup.csv"]\n',
    ),
    _page(
        "CLM007",
        "a pattern that matches nothing",
        "A pattern without files is a slip, or a file has moved. A project without any operator has nothing to build.",
        f'{_COUNT}files = ["tables/*.csv"]\n',
        f'{_COUNT}files = ["operators/*.csv"]\n',
    ),
    _page(
        "CLM008",
        "two operators or grid wrappers of one name, or two tables of one operator",
        "The name comes from the file's name, in lower case and with hyphens, where several files give one name from "
        "their folders too, and a grid wrapper puts `gw-` before it. Two of one name would be one image.",
        "operators/clean_data.py\noperators/clean-data.ipynb\n",
        "operators/clean_data.py\noperators/clean_more_data.ipynb\n",
        "text",
    ),
    Rule(
        code="CLM129",
        severity="hint",
        title="operators named by folders, since their files have one name",
        why="`flood/task.py` and `fire/task.py` are `flood` and `fire`. Where one of them goes, or another file is in "
        "the way, the names change, and with them those of images that others use. A `name` in an operator's table "
        'stays: `"operators/flood/task.py" = { name = "flood" }` below `[tool.claimed.operators]`.',
        bad="operators/flood/task.py\noperators/fire/task.py\n",
        good="operators/flood.py\noperators/fire.py\n",
        language="text",
    ),
    _page(
        "CLM009",
        "a file name that makes no name of an operator or grid wrapper",
        "A Kubernetes name has 1 to 63 letters, digits and hyphens (RFC 1123), of which `gw-` takes three.",
        "operators/clean_the_measurements_of_all_stations_that_have_reported_since_monday.py\n",
        "operators/clean_measurements.py\n",
        "text",
    ),
    _page(
        "CLM015",
        "two files at one place in the image",
        "Files below the script's folder lie beside the script in the image, others at their place from the project's "
        "root. One of two would be lost.",
        f'{_COUNT}files = ["operators/lookup.csv", "lookup.csv"]\n',
        f'{_COUNT}files = ["operators/lookup.csv"]\n',
    ),
    _page(
        "CLM128",
        "a baseline that cannot be read",
        "The file that `hatch-claimed check --baseline` names is not there, is no JSON, or holds something that no "
        "baseline does, such as the marks of an unfinished merge. Nothing is accepted then.",
        '{"version": 1, "findings": {"operators/count.py": ["CLM041"]}}\n',
        '{"version": 1, "findings": {"operators/count.py": {"CLM041": {"\'size\' has no description.": 1}}}}\n',
        "json",
    ),
)

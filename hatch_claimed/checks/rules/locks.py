"""Pages of what a build and `hatch-claimed lock` say of claimed.lock, and of what builds made before."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule
from hatch_claimed.model import Severity

_TOP = '"""Count stations."""\n\n'


def _page(code: str, severity: Severity, title: str, why: str, examples: tuple[str, str], language: str) -> Rule:
    bad, good = examples
    return Rule(
        code=code, severity=severity, title=title, why=why, bad=bad, good=good, language=language, optional=False
    )


RULES = (
    _page(
        "CLM080",
        "warning",
        "a claimed.lock that is out of date",
        "The script asks for something else than what the lock was made from, so its image is built without the lock. "
        "With `locked = true` or `--locked` it is an error. `hatch-claimed lock` brings the lock up to date.",
        (f"{_TOP}# pip install numpy==2.2.6 (the lock has 2.2.5)\n", f"{_TOP}# pip install numpy==2.2.5\n"),
        "python",
    ),
    _page(
        "CLM081",
        "error",
        "a claimed.lock that cannot be read",
        "It is no TOML, holds the marks of an unfinished merge, or was made by a newer version. Nobody could say what "
        "would be built.",
        ("version = 1\n<<<<<<< HEAD\n", "version = 1\n"),
        "toml",
    ),
    _page(
        "CLM082",
        "hint",
        "no claimed.lock",
        "Without one, each build takes the newest versions that fit, and tomorrow's image is another one. With "
        "`locked = true` or `--locked` it is an error.",
        ("[tool.claimed]\nlocked = true  # and no claimed.lock beside this file\n", "[tool.claimed]\n"),
        "toml",
    ),
    _page(
        "CLM083",
        "error",
        "something that no lock can hold",
        "What an option of pip leaves to the moment of the build, and versions that do not exist or do not fit each "
        "other, cannot be written down.",
        (f"{_TOP}# pip install --no-deps numpy\n", f"{_TOP}# pip install numpy\n"),
        "python",
    ),
    _page(
        "CLM130",
        "warning",
        "an operator that is called otherwise than before",
        "An image is called like its operator. Where a second `main.py` comes along, or `name` changes, others still "
        "use the image of the old name, which no build makes any more. The first build after that says so: it finds "
        "the script in the catalogue of the last one, or the old name in claimed.lock.",
        (
            "fit/main.py (the only one in the last build, so that it was called main)\nload/main.py\n",
            '[tool.claimed.operators]\n"fit/main.py" = { name = "main" }\n"load/main.py" = { name = "load" }\n',
        ),
        "text",
    ),
)

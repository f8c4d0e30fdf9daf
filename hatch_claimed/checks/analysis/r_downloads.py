"""What an R script installs or fetches while it runs, besides packages of R, of which the reader tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hatch_claimed.checks.analysis.r_calls import calls_of_r
from hatch_claimed.checks.analysis.run_time import path_of
from hatch_claimed.checks.rule import Violation
from hatch_claimed.sources.r.calls import RCall
from hatch_claimed.sources.r.vectors import Vectors

_INSTALLERS = {
    **dict.fromkeys(("py_install", "conda_install", "virtualenv_install", "install_miniconda"), "reticulate"),
    "install_keras": "keras",
    "install_tensorflow": "tensorflow",
    "install_torch": "torch",
    "install_tinytex": "tinytex",
    "install_cmdstan": "cmdstanr",
    "install_phantomjs": "webshot",
    "spacy_install": "spacyr",
}
# with what their first argument is called
_CODE = {
    **dict.fromkeys(("source", "sys.source"), ("base", "file")),
    **dict.fromkeys(("source_url", "source_gist"), ("devtools", "url")),
    "download.file": ("utils", "url"),
}
_SHELL = dict.fromkeys(("system", "system2"), "base")
_INSTALLING = re.compile(
    r"(?:.*[;&|\s/])?(?:pip\d?|conda|mamba|apt|apt-get|dnf|yum|R CMD)\s+(?:-\S+\s+)*install\b.*", re.IGNORECASE
)


def fetched_by_r(script: Vectors) -> Iterator[Violation]:
    """What is installed or fetched, in source order."""
    problems = (*_installed(script), *_code(script))
    yield from sorted(problems, key=lambda one: one.line or 0)


def _installed(script: Vectors) -> Iterator[Violation]:
    found = list(calls_of_r(script, _INSTALLERS))
    found += [call for call in calls_of_r(script, _SHELL) if _INSTALLING.fullmatch(_words(call, script))]
    for call in found:
        message = f"{call.shown}() installs at every start of the container"
        yield Violation(message=message, remedy="Take a base image that holds what it installs.", line=call.line)


def _code(script: Vectors) -> Iterator[Violation]:
    for call in calls_of_r(script, {name: package for name, (package, _) in _CODE.items()}):
        formal = _CODE[call.function][1]
        place = call.matched(formal).get(formal)
        url = None if place is None else script.known.value(place)
        path = path_of(url if isinstance(url, str) else "")
        if path.name and (call.function != "download.file" or path.suffix.lower() == ".r"):
            name = path.name if path.suffix.lower() == ".r" else "helper.R"
            yield Violation(
                message=f"{path.name!r} is fetched at every start of the container",
                remedy=f'Put the file beside the script: `source("{name}")` includes it.',
                line=call.line,
            )


def _words(call: RCall, script: Vectors) -> str:
    texts = [text for one in call.arguments if one.value is not None for text in script.texts(one.value)]
    return " ".join(text for text in texts if text)

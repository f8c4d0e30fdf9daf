"""What stands behind `pip install`: options, requirements, and what pip would refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from hatch_claimed.model.secrets.urls import split_url
from hatch_claimed.sources.install.uv import is_uv, uv_arguments

if TYPE_CHECKING:
    from packaging.requirements import Requirement as Pep508

_PIP = re.compile(r"pip(\d+(\.\d+)*)?")
_SHORT_WITH_VALUE = frozenset("rceitfC")
_WITH_VALUE = """
--abi --build-constraint --cache-dir --cert --client-cert --config-setting --config-settings --constraint
--editable --exists-action --extra-index-url --find-links --global-option --group --implementation --index-url
--install-option --keyring-provider --log --no-binary --only-binary --platform --prefix --progress-bar --proxy
--pypi-url --python --python-version --report --requirement --resume-retries --retries --root
--root-user-action --src --target --timeout --trusted-host --upgrade-strategy --use-deprecated --use-feature
"""
_LONG_WITH_VALUE = frozenset(_WITH_VALUE.split())
_FROM_DISK = frozenset({"-e", "--editable", "-f", "--find-links"})
_FROM_INDEX = frozenset({"-i", "--index-url", "--pypi-url", "--extra-index-url"})
_ARCHIVES = (".whl", ".tar.gz", ".tar.bz2", ".zip", ".tgz")
_REMOTE = re.compile(r"((git|hg|svn|bzr)\+\w+|https?|ftp)://(?:[^\s{}]|\$\{\w+\})+")


@dataclass(frozen=True, slots=True)
class PipArgument:
    """One argument of pip: an option, an option's value (then `option` names it), or a requirement."""

    kind: Literal["option", "value", "requirement"]
    text: str
    option: str = ""


def pip_arguments(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """What follows `install` when the words are a `pip install` command in any of its spellings, else None.

    uv's commands for the same are among them, with pip's names for their options.
    """
    if words and is_uv(words[0]):
        return uv_arguments(words)
    rest = _behind_pip(words)
    while rest and rest[0].startswith("-"):
        rest = rest[1:]
    return rest[1:] if rest and rest[0] == "install" else None


def _behind_pip(words: tuple[str, ...]) -> tuple[str, ...]:
    if not words:
        return ()
    if _PIP.fullmatch(PurePosixPath(words[0]).name):
        return words[1:]
    module = next((i for i, word in enumerate(words[:-1]) if word == "-m" and words[i + 1] == "pip"), None)
    options = words[1:module] if module is not None else ()
    return words[module + 2 :] if module and all(option.startswith("-") for option in options) else ()


def classified(arguments: tuple[str, ...]) -> Iterator[PipArgument]:
    """The arguments with what each of them is. `--option=value` gives an option and its value."""
    waiting = ""
    for text in arguments:
        if waiting:
            yield PipArgument("value", text, waiting)
            waiting = ""
        elif text.startswith("-"):
            option, value = _long(text) if text.startswith("--") else _short(text)
            yield PipArgument("option", text)
            if value:
                yield PipArgument("value", value, option)
            waiting = option if value is None else ""
        else:
            yield PipArgument("requirement", text)
    if waiting:
        yield PipArgument("value", "", waiting)


def is_local(argument: PipArgument) -> bool:
    """Whether the argument installs from a place on this machine's disk, which an image does not have."""
    location = _direct_url(argument.text) or argument.text
    if location.startswith("file:"):
        return argument.kind == "requirement" or argument.option in _FROM_DISK | _FROM_INDEX
    if argument.kind == "requirement":
        return "://" not in location and (location.startswith((".", "/", "~")) or _is_path(location))
    return argument.option in _FROM_DISK and "://" not in location


def is_valid(argument: PipArgument) -> bool:
    """Whether pip would take the argument. What it cannot know of options is left to pip."""
    if argument.kind == "value":
        return bool(argument.text)
    return argument.kind == "option" or is_requirement(argument.text)


def is_requirement(text: str) -> bool:
    """Whether the text is a requirement as of PEP 508, or the URL of one."""
    if _is_url(text):
        return True
    return pep508(text) is not None


@lru_cache(maxsize=4096)
def pep508(text: str) -> Pep508 | None:
    """The requirement as of PEP 508, None for text that is none. Operators of a project ask for the same ones."""
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Pep508

    try:
        return Pep508(text)
    except InvalidRequirement:
        return None


def corrected(arguments: tuple[str, ...]) -> tuple[str, ...] | None:
    """What the author most likely meant (`pymongo, dnspython` gives two names), None when that is not clear."""
    found = tuple(classified(arguments))
    if any(argument.kind == "value" and not argument.text for argument in found):
        return None
    requirements = [argument.text for argument in found if argument.kind == "requirement"]
    fixed = _separated(requirements)
    if not fixed or not all(is_requirement(text) for text in fixed):
        return None
    wrong = set(requirements)
    return (*[text for text in arguments if text not in wrong], *fixed)


def _separated(requirements: list[str]) -> list[str]:
    fine = [is_requirement(text) for text in requirements]
    if all(fine):
        return requirements
    text = re.sub(r"\s*(===|[=~!<>]=|[<>])\s*", r"\1", " ".join(requirements))
    text = re.sub(r"(?<![=~!<>])\s*=\s*(?!=)", "==", text)
    pieces = re.split(r"\s*,\s*(?![=~!<>])|\s+", text)
    return [piece.strip(",;:.") for piece in pieces if piece.strip(",;:.")]


def _long(text: str) -> tuple[str, str | None]:
    """The option, and its value: None when that is the next word, empty when it takes none."""
    option, equals, value = text.partition("=")
    return option, value if equals or option not in _LONG_WITH_VALUE else None


def _short(text: str) -> tuple[str, str | None]:
    """The same for `-r file`, `-rfile`, `-Ur file` and `-U`."""
    place = next((i for i, char in enumerate(text[1:], 1) if char in _SHORT_WITH_VALUE), None)
    return (text, "") if place is None else (f"-{text[place]}", text[place + 1 :] or None)


def _direct_url(text: str) -> str | None:
    requirement = pep508(text)
    return requirement.url if requirement else None


def _is_url(text: str) -> bool:
    return bool(_REMOTE.fullmatch(text)) and split_url(text) is not None


def _is_path(text: str) -> bool:
    return text.endswith(_ARCHIVES) or ("/" in text and not any(char in text for char in "{}$,;<>= @"))

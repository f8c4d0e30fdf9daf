"""`uv pip install …` and `uv add …` as the arguments that pip would be given (uv's reference, *Commands*)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

_SAME_FOR_PIP = {
    "-U": "-U",
    "-c": "-c",
    "-e": "-e",
    "-f": "-f",
    "-i": "-i",
    "-r": "-r",
    "-t": "-t",
    "--constraint": "-c",
    "--constraints": "-c",
    "--default-index": "--index-url",
    "--editable": "-e",
    "--extra-index-url": "--extra-index-url",
    "--find-links": "--find-links",
    "--index": "--extra-index-url",
    "--index-url": "--index-url",
    "--no-binary": "--no-binary",
    "--no-deps": "--no-deps",
    "--no-index": "--no-index",
    "--only-binary": "--only-binary",
    "--prefix": "--prefix",
    "--requirement": "-r",
    "--requirements": "-r",
    "--target": "--target",
    "--upgrade": "-U",
}
_WITH_VALUE = """
-C -P -b -c -e -f -i -m -p -r -t
--allow-insecure-host --bounds --branch --build-constraint --build-constraints --cache-dir --cert --color --config-file
--config-setting --config-settings --config-settings-package --constraint --constraints --default-index --directory
--editable --exclude-newer --exclude-newer-package --excludes --extra --extra-index-url --find-links --fork-strategy
--group --index --index-strategy --index-url --keyring-provider --link-mode --marker --no-binary --no-binary-package
--no-build-isolation-package --no-build-package --no-editable-package --no-install-package --no-sources-package
--only-binary --optional --output-format --overrides --package --prefix --prerelease --prerelease-package --project
--python --python-platform --python-version --refresh-package --reinstall-package --requirement --requirements
--resolution --rev --script --tag --target --torch-backend --upgrade-group --upgrade-package
"""
_VALUED = frozenset(_WITH_VALUE.split())
_ADD_FLAGS = frozenset({"--editable", "--no-binary"})
"""Options that take a value from `uv pip`, and none from `uv add`."""
_NOT_FOR_THE_SCRIPT = frozenset({"--dev", "--group", "--optional"})


def is_uv(program: str) -> bool:
    """Whether a command's first word starts uv."""
    return program.endswith("uv") and PurePosixPath(program).name == "uv"


def uv_arguments(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """What follows `install` of pip for `uv pip install …` and `uv add …`; None for any other command.

    Options that pip does not have are left out: they do not say what is installed.
    """
    if not words or not is_uv(words[0]):
        return None
    rest = words[1:]
    while rest and rest[0].startswith("-"):
        rest = rest[2 if rest[0] in _VALUED else 1 :]
    if rest[:2] == ("pip", "install"):
        return tuple(_translated(rest[2:], _VALUED))
    if rest[:1] != ("add",) or any(word.partition("=")[0] in _NOT_FOR_THE_SCRIPT for word in rest):
        return None
    return tuple(_translated(rest[1:], _VALUED - _ADD_FLAGS))


def _translated(words: tuple[str, ...], valued: frozenset[str]) -> Iterator[str]:
    waiting = iter(words)
    for word in waiting:
        if not word.startswith("-") or word == "-":
            yield word
            continue
        option, equals, value = word.partition("=")
        if not word.startswith("--") and word[:2] in valued and len(word) > 2:
            option, equals, value = word[:2], "=", word[2:]
        given: tuple[str, ...] = ()
        if option in valued:
            following = value if equals else next(waiting, None)
            given = () if following is None else (following,)
        if option == "--prerelease" and given == ("allow",):
            yield "--pre"
        elif option in _SAME_FOR_PIP:
            yield from (_SAME_FOR_PIP[option], *given)

"""What the texts of `claimed.lock` may be. They become lines of Dockerfiles, requirement files and package lists.

A lock is committed and merged like other files, and what stands in it is taken for nothing but what it names: no text
can end its line or become an option. Lines of scripts (`requirements` and `lines`) have no grammar: they are compared
with the scripts' own, and never become part of an image.
"""

from __future__ import annotations

from hatch_claimed.model import reference
from hatch_claimed.settings.options import TextPattern

_OF_A_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]"
_VISIBLE = r"[^\x00-\x20\x7f-\xa0\u2028\u2029]+"

DIGEST = TextPattern(rf"^(?:{reference.DIGEST})$", "a digest, such as `sha256:` and 64 hexadecimal digits")
HASH = TextPattern(
    r"^sha(?:256:[a-f0-9]{64}|384:[a-f0-9]{96}|512:[a-f0-9]{128})$",
    "a hash, such as `sha256:` and 64 hexadecimal digits",
)
SHA256 = TextPattern(r"^[a-f0-9]{64}$", "a SHA-256 of 64 hexadecimal digits")
COMMIT = TextPattern(r"^[a-f0-9]{40}(?:[a-f0-9]{24})?$", "a commit of 40 or 64 hexadecimal digits")
PYTHON_PACKAGE = TextPattern(
    r"^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$", "a package's name as in PEP 503, such as `numpy`"
)
PYTHON_VERSION = TextPattern(
    r"^(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*(?:(?:a|b|rc)[0-9]+)?(?:\.post[0-9]+)?(?:\.dev[0-9]+)?"
    r"(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?$",
    "a version as in PEP 440, such as `2.2.6`",
)
PYTHON = TextPattern(r"^[0-9]+\.[0-9]+$", "a version of Python, such as `3.12`")
URL = TextPattern(rf"^[a-z][a-z0-9+.-]*:{_VISIBLE}$", "a URL")
INSTALLER_OPTION = TextPattern(
    rf"^--[a-z][a-z-]*(?:[ =](?:(?! -){_OF_A_LINE})+)?$", "one option of pip, such as `--pre`"
)
ENVIRONMENT = TextPattern(r"^[a-f0-9]{12}$", "12 hexadecimal digits")
TARGET = TextPattern(r"^[a-z0-9][a-z0-9_.-]*$", "a platform as uv calls it, such as `x86_64-manylinux_2_28`")
MANAGER = TextPattern(r"^(?:apt|dnf)$", "`apt` or `dnf`")
SYSTEM_PACKAGE = TextPattern(r"^[A-Za-z0-9][A-Za-z0-9+._:-]*$", "the name of a system package, such as `libgdal-dev`")
SYSTEM_VERSION = TextPattern(r"^[A-Za-z0-9][A-Za-z0-9.+:~^_-]*$", "the version of a system package, such as `1:2.39-5`")
R_PACKAGE = TextPattern(rf"^[A-Za-z0-9](?:{_VISIBLE})?$", "the name of an R package, such as `jsonlite`")
COMPONENT = TextPattern(
    r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$", "the name of an operator or grid wrapper, such as `clean-levels`"
)
ONE_LINE = TextPattern(rf"^{_OF_A_LINE}*$", "one line of text")

"""Source lines that are better not printed, whatever is said of them."""

from __future__ import annotations

import re

from hatch_claimed.model.secrets.forms import credentials_in
from hatch_claimed.model.secrets.names import PLAIN_WORDS
from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.model.secrets.values import is_random

_WORDS = re.compile("|".join((*PLAIN_WORDS, "pass", "pw")), re.IGNORECASE)
# a read of a variable that gives no default: the only text in it is a name
_READ = re.compile(r"""(?:os\.)?(?:environ\s*\[|(?:environ\.get|getenv)\s*\()\s*(["'])\w+\1\s*[\])]""")
# where a value can stand: text, a number, or `NAME=value` of a shell
_VALUE = re.compile(r"""["']|\b\d|\w=[^\s=]""")
_TEXT = re.compile(r"""["']([^"'\s]{8,512})["']""")
# of an address without a scheme; an image's digest is none
_PASSWORD = re.compile(r"\w:[^\s@]{1,256}@(?!sha256:)")


def may_hold_secret(line: str) -> bool:
    """Whether a line has credentials that can be told by their form, or a word such as `token` and a value as well.

    So has one with a text that hardly is anything but a secret.

    It holds where the rules about secrets are switched off too, and errs towards secrets: a line that is not shown
    costs little.
    """
    if has_credentials(line) or credentials_in(line) or _PASSWORD.search(line):
        return True
    if any(is_random(text) for text in _TEXT.findall(line)):
        return True
    return _WORDS.search(line) is not None and _VALUE.search(_READ.sub("", line)) is not None

"""The names of steps: whose they are, and how they are told in a line."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Collection
from dataclasses import dataclass

_NAME = re.compile(r"\[(?P<label>[^\]]*)\] (?P<text>.*)", re.DOTALL)
_NOISE = re.compile(r"internal|stage-\d+")
_FLAGS = re.compile(r"\A(?P<word>RUN|COPY|ADD)(?:\s+--\S+)+\s+")
_EXEC_FORM = re.compile(r"RUN (?P<words>\[.*\])", re.DOTALL)
_EXPORT = "exporting to "


@dataclass(frozen=True, slots=True)
class Label:
    """A step's image, where its name tells, and what it does in few words."""

    image: str | None
    text: str

    @property
    def is_export(self) -> bool:
        """Whether it is the last step: that which makes an image of the layers, and pushes it."""
        return self.text.startswith(_EXPORT)


def label(name: str, images: Collection[str]) -> Label:
    """Read `[make-measurements linux/amd64 stage-0 2/3] RUN pip install …`.

    A bake of several targets writes the target first; that of a single one leaves it out, and all steps are its own.
    """
    found = _NAME.match(name)
    words, text = (found["label"].split(), found["text"]) if found else ([], name)
    image = None
    if len(images) == 1:
        image = next(iter(images))
    elif words and words[0] in images:
        image = words[0]
    kept = [
        word for number, word in enumerate(words) if not (number == 0 and word == image) and not _NOISE.fullmatch(word)
    ]
    short = _command(_FLAGS.sub(r"\g<word> ", text))
    return Label(image, " ".join([*kept, *short.split()]))


def _command(text: str) -> str:
    """A step as a shell would have it: the exec form of RUN is JSON."""
    found = _EXEC_FORM.fullmatch(text)
    if found is None:
        return text
    try:
        return f"RUN {shlex.join(json.loads(found['words']))}"
    except (ValueError, TypeError, AttributeError):
        return text

"""Lines for a terminal: cut to its width, and in colours where it is to have some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_CODES = {"": "", "bold": "1", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_LONGEST_BAR = 60
_PERCENT = len("[]  100 %")


@dataclass(frozen=True)
class StyledLine:
    """A line, and how it is shown."""

    text: str
    style: str = ""


def styled(line: StyledLine, width: int, *, colour: bool) -> str:
    """The line with at most `width` characters; 0 for any number."""
    text = line.text if not width or len(line.text) <= width else f"{line.text[: width - 1]}…"
    code = _CODES[line.style]
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text


def bar(processed: int, failed: int, running: int, total: int, width: int) -> StyledLine:
    """How much is done (`#`), failed (`!`) and worked on (`>`), as a bar with the share that needs no more work."""
    space = max(1, min(_LONGEST_BAR, width - _PERCENT))
    ends = [
        round(space * min(number, total) / total)
        for number in (processed, processed + failed, processed + failed + running)
    ]
    parts = "#" * ends[0] + "!" * (ends[1] - ends[0]) + ">" * (ends[2] - ends[1])
    # whole only when all is done
    percent = (processed + failed) * 100 // total
    return StyledLine(f"[{parts:.<{space}}]  {min(percent, 100):>3} %")


def coloured(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether there are to be colours: NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR decide, else the terminal."""
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environment.get("CLICOLOR") != "0" and environment.get("TERM") != "dumb"

"""The fenced blocks of Markdown pages, and the commands of those that show a terminal."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    str(path.relative_to(ROOT))
    for path in (
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "example-project" / "README.md",
    )
)
FENCE = re.compile(r'^(?P<indent> *)(?P<fence>`{3,})(?P<language>\w*)(?: title="(?P<title>[^"]+)")?$')

TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2},[0-9]{3}")


@dataclass(frozen=True)
class Block:
    """`line` is where its text begins, `title` the file that it shows."""

    page: str
    line: int
    language: str
    title: str
    text: str

    def __str__(self):
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Command:
    """What stands behind `$`, and the lines below it."""

    block: Block
    text: str
    output: str

    @property
    def key(self):
        return (self.block.page, self.text)

    @property
    def program(self):
        return re.match(r"(?:[A-Za-z_]\w*=\S+ )*(\S+)", self.text)[1].rpartition("/")[2]


def blocks(page):
    """All blocks of a page. What looks like a fence and is none is an error."""
    found, opened, lines = [], None, []
    for number, line in enumerate((ROOT / page).read_text(encoding="utf-8").splitlines(), start=1):
        match = FENCE.match(line)
        if opened is None:
            assert match or not line.lstrip().startswith("```"), f"{page}:{number}: a fence of another form: {line}"
            if match:
                opened, lines, start = match, [], number + 1
        elif line.strip() == opened["fence"]:
            found.append(Block(page, start, opened["language"], opened["title"] or "", "\n".join(lines) + "\n"))
            opened = None
        else:
            lines.append(line.removeprefix(opened["indent"]))
    assert opened is None, f"{page}: a block that never ends"
    return found


def commands(page):
    """All commands of a page."""
    found = []
    for block in blocks(page):
        if block.language == "console":
            assert block.text.startswith("$ "), f"{block}: a terminal begins with a command"
            parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
            found += [_command(block, part) for part in parts]
    return found


def _command(block, part):
    lines = part.splitlines()
    count = next(number for number, line in enumerate(lines, start=1) if not line.endswith("\\"))
    text = "\n".join(lines[:count])
    return Command(block, re.sub(r" +# .*$", "", text), "".join(f"{line}\n" for line in lines[count:]))


def shows(expected, actual):
    """Whether output is what a page shows of it: `…` stands for anything in a line, and alone for any lines.

    Times are those of the page's author.
    """
    patterns = ["(?:.*\n)*?" if line == "…" else f"{_pattern(line)}\n" for line in expected.splitlines()]
    return re.fullmatch("".join(patterns), actual) is not None


def _pattern(line):
    parts = re.split(f"({TIME.pattern}|…)", line)
    return "".join(".*" if one == "…" else TIME.pattern if TIME.fullmatch(one) else re.escape(one) for one in parts)

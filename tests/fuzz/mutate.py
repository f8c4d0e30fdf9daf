"""Reads and checks mutated scripts: `python tests/fuzz/mutate.py --count 100000`.

Every mutant must give findings or an interface, never a traceback, and never take more than a second. Mutants depend
on the seed alone, so that one that fails can be made again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path, PurePosixPath

from hatch_claimed.model import operator_name
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Overlay

ROOT = Path(__file__).parents[2]
CORPORA = ("tests/projects/forms/operators", "tests/unit/checks/corpus", "example-project/operators")
MOST_SECONDS = 1.0
PIECES = [
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        '"',
        '"""',
        "'''",
        "\\",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " " * 9,
        ":",
        ";",
        ",",
        "=",
    ),
    *(
        "#",
        "# pip install ",
        "!pip install x",
        "%%bash\n",
        "%time ",
        "$(",
        "`",
        "@",
        "==",
        "->",
        "<-",
        "|>",
        "\0",
        "\ufeff",
    ),
    *(
        "os.getenv('x', ",
        "os.environ['x'] = ",
        "int(",
        "bool(",
        'Sys.getenv("x", ',
        "Sys.setenv(x = ",
        "c(",
        "lambda x: ",
    ),
    *(
        "import ",
        "from os import *\n",
        "def f():\n ",
        "if x:\n  ",
        "global x\n",
        "async ",
        "await ",
        "match x:\n case ",
        "f'{",
    ),
    *(
        "1e999",
        "10**10**10",
        "'a'*10**9",
        "0x",
        "1_0",
        "-1",
        "None",
        "NULL",
        "NA",
        "TRUE",
        "é",
        "😀",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ),
    *(
        '{"cells": [',
        '"cell_type": "code"',
        '"source": ',
        "null",
        "[]",
        "\\u0000",
        "\\ud800",
        "# claimed: ignore[CLM041]",
    ),
]


@lru_cache
def corpus() -> tuple[tuple[str, bytes], ...]:
    """Names and contents of the scripts that mutants are made of."""
    paths = sorted(path for folder in CORPORA for path in (ROOT / folder).rglob("*"))
    scripts = [path for path in paths if path.suffix in {".py", ".ipynb", ".R", ".r"}]
    return tuple((path.name, path.read_bytes()) for path in scripts)


def mutant(seed: int) -> tuple[str, bytes]:
    """The mutant of a seed: a script after one to six changes."""
    chance = random.Random(seed)
    name, content = chance.choice(corpus())
    for _ in range(chance.randint(1, 6)):
        content = change(content, chance)
    return f"mutant{PurePosixPath(name).suffix}", content


def change(content: bytes, chance: random.Random) -> bytes:
    """One change at a random place: something goes, comes, is doubled, moved, flipped, or taken from another script."""
    start = chance.randint(0, len(content))
    end = min(len(content), start + int(chance.expovariate(1 / 40)))
    piece = content[start:end]
    match chance.randrange(7):
        case 0:
            return content[:start] + content[end:]
        case 1:
            return content[:start] + chance.choice(PIECES).encode() + content[start:]
        case 2:
            return content[:start] + piece * chance.randint(2, 30) + content[end:]
        case 3:
            place = chance.randint(0, len(content))
            return content[:place] + piece + content[place:]
        case 4:
            return (
                content[:start] + bytes(byte ^ (1 << chance.randrange(8)) for byte in piece[:4]) + content[start + 4 :]
            )
        case 5:
            _, other = chance.choice(corpus())
            place = chance.randint(0, len(other))
            return content[:start] + other[place : place + 200] + content[end:]
    return content[:start] if chance.random() < 0.2 else content[:start] + piece[::-1] + content[end:]


@lru_cache
def settings(name: str):
    """Settings of a project of one script, which has a grid wrapper where functions can be called."""
    wrapper = f'[tool.claimed.grid-wrappers."{operator_name(PurePosixPath(name))}"]\nprocess = "main"\n'
    text = f'[tool.claimed]\nrepository = "x"\nversion = "1"\ninclude = ["{name}"]\n'
    manifest, _ = read_manifest(text if name.endswith((".R", ".r")) else text + wrapper)
    return resolve(manifest, "1")[0]


def problem(seed: int) -> str | None:
    """What is wrong with how a mutant is read and checked."""
    name, content = mutant(seed)
    begun = time.perf_counter()
    try:
        inspection = inspect(settings(name), Overlay(Path(os.devnull).parent, PurePosixPath(name), content))
    except BaseException:
        return f"seed {seed} ({name}): {traceback.format_exc()}"
    seconds = time.perf_counter() - begun
    if seconds > MOST_SECONDS:
        return f"seed {seed} ({name}): took {seconds:.2f} s"
    if not inspection.subjects and not inspection.findings:
        return f"seed {seed} ({name}): neither an interface nor a finding"
    return None


def warm_up() -> None:
    """Import what readers import late, so that no mutant pays for it."""
    for name, content in corpus():
        suffix = PurePosixPath(name).suffix
        inspect(settings(f"warm{suffix}"), Overlay(Path(os.devnull).parent, PurePosixPath(f"warm{suffix}"), content))


def problems(seeds: Iterable[int]) -> list[str]:
    """The problems of many mutants."""
    return [text for seed in seeds if (text := problem(seed))]


def chunks(first: int, count: int, size: int = 250) -> Iterator[range]:
    """Seeds in pieces for the workers."""
    for start in range(first, first + count, size):
        yield range(start, min(start + size, first + count))


def main() -> int:
    """Run as many mutants as asked for, on all processors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    begun, found = time.perf_counter(), []
    with ProcessPoolExecutor(initializer=warm_up) as pool:
        for more in pool.map(problems, chunks(options.seed, options.count)):
            found += more
    print(
        f"{options.count} mutants of {len(corpus())} scripts in {time.perf_counter() - begun:.0f} s: {len(found)} problems"
    )
    print("\n".join(found[:20]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

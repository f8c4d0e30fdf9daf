"""What it takes to get 20 operators into a registry, beside the way that it is done today.

    python bench/build.py [--quick | --operators 20] [--registry 127.0.0.1:5000]

Today's way makes each image by itself, one after the other: additional files before the packages, one `RUN pip install`
for each line, the script, `chmod -R`; then `docker build`, `docker tag`, `docker push`. Ours is `hatch-claimed build
--images push --locked`, as a process of its own. The operators have four requirement sets, and one in five has an
additional file. Four times: when nothing is there yet; when nothing has changed; when one line of one script has; when
one additional file has. Of the last two, today's way builds only the operator in question, as someone does who knows
which one it is. A script's change is also built and pushed by hand, from a Dockerfile whose last step copies it.

Cold means that no step is in BuildKit's cache, and that the caches which steps mount are empty; the base image is in
the engine, and each way sends it to the registry once. Bytes are all that goes from here to the registry.
The goals are meant for 20 operators on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from builds import log
from builds.registry import counted, layers
from builds.scripts import FILE_SIZE, Script, scripts, write_all
from builds.ways import ByHand, Line, Ours, Place, Today, clock, image_ids, pull_base, remove_images


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took: wall time, and bytes to the registry."""

    seconds: float
    sent: int


@dataclass(frozen=True, slots=True)
class Bench:
    """One run: the scripts, the ways, and where the lines of our builds are kept, if they are."""

    several: tuple[Script, ...]
    today: Today
    ours: Ours
    by_hand: ByHand
    registry: str
    runs: int
    log: Path | None

    def cost(self, work: Callable[[], object]) -> Cost:
        """Do it, and say what it took."""
        before = self.today.place.counter.sent
        seconds = clock(work)
        return Cost(seconds, self.today.place.counter.sent - before)

    def images(self) -> set[str]:
        """The ids of all images that were made and still have a name."""
        return image_ids(self.today.place) | image_ids(self.ours.place)

    def our_build(self) -> tuple[Cost, tuple[Line, ...]]:
        """Build our way: what it took, and what was printed."""
        before = self.ours.place.counter.sent
        lines = self.ours.build()
        if self.log:
            with self.log.open("a") as file:
                file.writelines(f"{line.at:8.2f} {line.text}\n" for line in lines)
        return Cost(lines[-1].at, self.ours.place.counter.sent - before), lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure builds of whole projects against the way it is done today.")
    parser.add_argument("--operators", type=int, default=20, metavar="N", help="how many operators (default 20)")
    parser.add_argument("--quick", action="store_true", help="only 4 operators")
    parser.add_argument("--registry", default="127.0.0.1:5000", help="a registry on this machine, by plain HTTP")
    parser.add_argument("--runs", type=int, default=3, help="how often what takes little time is done (default 3)")
    parser.add_argument("--log", type=Path, metavar="FILE", help="append what our builds print, with times")
    options = parser.parse_args()
    several = scripts(4 if options.quick else max(options.operators, 4))
    pull_base()
    nonce = uuid.uuid4().hex[:8]
    with counted(options.registry) as one, counted(options.registry) as other, tempfile.TemporaryDirectory() as name:
        theirs, own = Place(Path(name), one, nonce), Place(Path(name), other, nonce)
        bench = Bench(
            several, Today(theirs), Ours(own), ByHand(theirs), options.registry, max(options.runs, 1), options.log
        )
        seen: set[str] = set()
        try:
            measure(bench, seen)
        finally:
            remove_images(seen | bench.images(), (theirs, own))


def measure(bench: Bench, seen: set[str]) -> None:
    """All four, one after the other. `seen` takes up the ids of images that are about to lose their names."""
    place = bench.ours.place
    write_all(place.folder / "operators", bench.several)
    bench.ours.write(bench.several)
    say(f"{len(bench.several)} operators, {os.cpu_count()} processors, {load()}; hatch-claimed lock, once before: ")
    say(f"{bench.ours.lock()[-1].at:.1f} s\n")
    say(f"{'':18}{'today':>9}{'ours':>9}{'ratio':>8}   {'today':>11}{'ours':>11}{'ratio':>8}\n")
    cold(bench)
    seen |= bench.images()  # even an unchanged image comes out as another one, since an attestation tells the time
    unchanged(bench)
    seen |= bench.images()
    script_changed(bench, seen)
    file_changed(bench)
    say(f"{load()} at the end\n")


def cold(bench: Bench) -> None:
    """Nothing is there yet."""
    today = bench.cost(lambda: bench.today.build(bench.several))
    ours, lines = bench.our_build()
    row("(a) cold", today, ours)
    goal("at least 3 times as fast", met=today.seconds >= 3 * ours.seconds)
    tell(lines)


def unchanged(bench: Bench) -> None:
    """Everything is there. Ours is so quick that it takes several runs to know how quick."""
    today = bench.cost(lambda: bench.today.build(bench.several))
    runs = [bench.our_build() for _ in range(bench.runs)]
    ours = middle([cost for cost, _ in runs])
    row("(b) nothing", today, ours)
    goal("at least 20 times as fast", met=today.seconds >= 20 * ours.seconds)
    tell(runs[-1][1])
    planning = median(bench.ours.list()[-1].at for _ in range(bench.runs))
    say(f"    of it, to start and to plan (`hatch-claimed list`): {planning:.2f} s\n")


def script_changed(bench: Bench, seen: set[str]) -> None:
    """One line of one script: each way in turns, from the same change."""
    script = bench.several[-1]
    bench.by_hand.build(script)
    today, by_hand, ours = [], [], []
    for version in range(1, bench.runs + 1):
        (bench.ours.place.folder / "operators" / script.path).write_text(script.text(version))
        before = layers(bench.registry, bench.ours.image(script))
        today.append(bench.cost(lambda: bench.today.build([script])))
        by_hand.append(bench.cost(lambda: bench.by_hand.build(script)))
        ours.append(bench.our_build())
        seen |= bench.images()
    after = layers(bench.registry, bench.ours.image(script))
    new = [size for digest, size in after.items() if digest not in before]
    cost = middle([cost for cost, _ in ours])
    row("(c) one script", middle(today), cost)
    row("    by hand", middle(by_hand), cost)
    goal(f"one new layer below 5 kB; new are {new} bytes", met=len(new) == 1 and new[0] < 5000)
    goal("no slower than by hand", met=cost.seconds <= middle(by_hand).seconds)
    tell(ours[-1][1])


def file_changed(bench: Bench) -> None:
    """One additional file, of an operator that needs more than a few packages."""
    script = bench.several[1]
    (bench.ours.place.folder / "operators" / script.file).write_bytes(os.urandom(FILE_SIZE))
    today = bench.cost(lambda: bench.today.build([script]))
    ours, lines = bench.our_build()
    row("(d) one file", today, ours)
    goal("at least 10 times fewer bytes", met=today.sent >= 10 * ours.sent)
    tell(lines)


def middle(costs: list[Cost]) -> Cost:
    """The medians."""
    return Cost(median(one.seconds for one in costs), round(median(one.sent for one in costs)))


def row(name: str, other: Cost, ours: Cost) -> None:
    """One line of the table."""
    say(f"{name:18}{other.seconds:7.1f} s{ours.seconds:7.2f} s{other.seconds / ours.seconds:8.1f}   ")
    say(f"{other.sent / 1e3:8,.0f} kB{ours.sent / 1e3:8,.0f} kB{other.sent / max(ours.sent, 1):8.1f}\n")


def goal(text: str, *, met: bool) -> None:
    """One line for a goal."""
    say(f"    {'met' if met else 'NOT MET'}: {text}\n")


def tell(lines: tuple[Line, ...]) -> None:
    """Where the time of our build went."""
    told = ", ".join(f"{part.what} {part.seconds:.2f}" for part in log.parts(lines))
    say(f"    {log.built(lines)} built; seconds: {told}\n")
    if sums := ", ".join(f"{part.what} {part.seconds:.1f}" for part in log.steps(lines)):
        say(f"    BuildKit's own account, summed over images that are made at the same time: {sums}\n")


def load() -> str:
    """How busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f}"


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Workers that are paused before any system call, for any time: what do they do to each other?

Each worker is a thread that waits for its turn before each call of `os`; whose turn it is, and what a worker does next,
is chosen by chance. Batches are taken over at any moment, as if every owner were silent for too long.
"""

import os
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimed_grid.backend import LostError, Status
from claimed_grid.stores import directory, directory_lock, directory_steps, volume
from claimed_grid.stores.directory import Directory

MODULES = (directory, directory_lock, directory_steps, volume)
CALLS = {"mkdir", "rmdir", "unlink", "rename", "replace", "listdir", "stat", "lstat", "mknod", "open"}


class Turns:
    """Lets one thread run at a time, from one system call to its next. Looks like the module `os`."""

    def __init__(self):
        self.path = os.path
        self.gates = {}
        self.arrived = threading.Semaphore(0)

    def __getattr__(self, name):
        function = getattr(os, name)
        if name not in CALLS:
            return function

        def waits(*arguments, **named):
            gate = self.gates.get(threading.current_thread())
            if gate is not None:
                self.arrived.release()
                gate.acquire()
            return function(*arguments, **named)

        return waits

    def play(self, actions, dice):
        for action in actions:
            self.gates[threading.Thread(target=self._act, args=(action,), daemon=True)] = threading.Semaphore(0)
        waiting = list(self.gates)
        for thread in waiting:
            thread.start()
            self.arrived.acquire()
        while waiting:
            thread = dice.choice(waiting)
            self.gates[thread].release()
            self.arrived.acquire()
            if thread not in self.gates:
                waiting.remove(thread)

    def _act(self, action):
        self.arrived.release()
        self.gates[threading.current_thread()].acquire()
        try:
            action()
        finally:
            del self.gates[threading.current_thread()]
            self.arrived.release()


@dataclass
class History:
    """`owner`: the highest generation whose claim has come back. `finished`: whether the batch is."""

    owner: int = -1
    claimed: list = field(default_factory=list)
    finished: bool = False
    changed: set = field(default_factory=set)
    problems: list = field(default_factory=list)

    def change(self, tag):
        """Somebody has made something else of what had this tag: nobody else may have done so."""
        if tag in self.changed:
            self.problems.append(f"{tag} was changed twice")
        self.changed.add(tag)


class Actor:
    def __init__(self, path, number, dice, history):
        self.store = Directory(path, f"host/{number}/x")
        self.dice = dice
        self.history = history
        self.lease = None
        self.seen = None

    def play(self):
        for _ in range(self.dice.randint(1, 6)):
            if self.lease is None:
                self._claim()
            else:
                self._go_on(self.dice.choice(["beat", "beat", "finish", "fail", "release", "die"]))

    def _claim(self):
        if self.dice.random() < 0.7:
            self.seen = self.store.states(["x"]).get("x")
        if self.seen is not None and self.seen.status is Status.PROCESSED:
            return
        processed = self.history.finished
        self.lease = self.store.claim("x", self.seen)
        if self.lease is None:
            return
        generation = directory_steps.generation_of(self.lease)
        if processed:
            self.history.problems.append("claimed after it was processed")
        if generation in self.history.claimed:
            self.history.problems.append(f"generation {generation} has two owners")
        self.history.claimed.append(generation)
        self.history.change("" if self.seen is None else self.seen.tag)
        self.history.owner = max(self.history.owner, generation)

    def _go_on(self, action):
        generation, owner = directory_steps.generation_of(self.lease), self.history.owner
        lease, self.lease = self.lease, None
        if action == "die":
            return
        try:
            if action == "beat":
                self.lease = self.store.beat(lease)
            elif action == "fail":
                self.store.fail(lease, "no")
            elif action == "finish":
                self.store.finish(lease)
                self.history.finished = True
            else:
                self.store.release(lease)
                return
        except LostError:
            return
        if action == "finish" and lease.tag == directory_steps.FIRST:
            # marked without a look first, for speed: one that is paused here for the whole timeout ends a batch that
            # its successor has begun, who is then told with its next beat that it is processed
            return
        self.history.change(lease.tag)
        if owner > generation:
            self.history.problems.append(f"{action} of generation {generation} though {owner} owned the batch")


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
@given(st.randoms(use_true_random=True), st.integers(2, 4))
@settings(max_examples=int(os.environ.get("CLAIMED_TEST_INTERLEAVINGS", "150")), deadline=None)
def test_no_pause_lets_two_own_a_batch(dice, count):
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as path:
        play(path, dice, count)


def play(path, dice, count):
    history = History()
    turns = Turns()
    with ExitStack() as patches:
        for module in MODULES:
            patches.enter_context(patch.object(module, "os", turns))
        actors = [Actor(path, number, dice, history) for number in range(count)]
        turns.play([actor.play for actor in actors], dice)
    assert history.problems == []
    last = Directory(path, "last")
    living = [actor for actor in actors if actor.lease is not None and beats(actor)]
    assert len(living) <= 1
    seen = last.states(["x"]).get("x")
    if seen is None or seen.status is not Status.PROCESSED:
        last.finish(last.claim("x", seen))
    assert not any(beats(actor) for actor in living)
    last.sweep()
    assert [entry.name for entry in Path(path).iterdir()] == ["x.processed"]


def beats(actor):
    try:
        actor.lease = actor.store.beat(actor.lease)
    except LostError:
        return False
    return True

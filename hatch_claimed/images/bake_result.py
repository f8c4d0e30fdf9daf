"""What becomes of images that are baked together when some of them fail: the others are built without these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from hatch_claimed.errors import BaseImageError, ImageError

Built = TypeVar("Built")
_Bake = Callable[[Sequence[str]], Mapping[str, Built]]
_ENOUGH = 2


class BakeError(Exception):
    """A bake failed, and nothing is known of any of its images.

    `images` are those that failed themselves, none where the builder does not tell; `error` is what users are told.
    """

    def __init__(self, images: Iterable[str], error: ImageError) -> None:
        self.images = frozenset(images)
        self.error = error
        super().__init__(str(error))


@dataclass(frozen=True, slots=True)
class BakeResult(Generic[Built]):
    """By name, what is known of images that were built, and why the others were not. An error may be of several."""

    built: Mapping[str, Built] = field(default_factory=dict)
    failed: Mapping[str, ImageError] = field(default_factory=dict)

    def and_then(self, other: BakeResult[Built]) -> BakeResult[Built]:
        """All of this one and of another one."""
        return BakeResult({**self.built, **other.built}, {**self.failed, **other.failed})

    def without_failures(self) -> Mapping[str, Built]:
        """What was built. Raises the error of an image that was not."""
        for name, error in self.failed.items():
            raise type(error)(failure_text([name], error))
        return self.built


def failure_text(names: Iterable[str], error: Exception) -> str:
    """Which images failed, and why."""
    return "\n".join(filter(None, [f"the image of {', '.join(names)} could not be built or pushed", str(error)]))


def bake_all(
    names: Sequence[str],
    bases: Mapping[str, str],
    bake: _Bake[Built],
    again: _Bake[Built],
    known: Mapping[str, ImageError],
) -> BakeResult[Built]:
    """Bake images together; while one fails, once more without those that did, by `again`.

    A bake in which anything fails tells nothing of what it built, and stops what it has not finished. The next one
    finds all of that in the builder's cache. Both raise BakeError. Of images with one of the `bases` only the first one
    waits for a base that cannot be had, also if that was one of those that are `known` to have failed.
    """
    failed: dict[str, ImageError] = {}
    call = bake
    while left := _left(names, bases, {**known, **failed}, failed):
        try:
            return BakeResult(call(left), failed)
        except BakeError as error:
            own = [name for name in left if name in error.images] or (left if len(left) == 1 else [])
            if not own:
                return _one_by_one(left, again, error.error, failed)
            failed |= dict.fromkeys(own, error.error)
            call = again
    return BakeResult({}, failed)


def _left(
    names: Sequence[str], bases: Mapping[str, str], before: Mapping[str, ImageError], failed: dict[str, ImageError]
) -> list[str]:
    """The images that have not failed yet. Those whose base cannot be had have, and are added to these."""
    missing = {bases[name]: error for name, error in before.items() if isinstance(error, BaseImageError)}
    failed |= {name: missing[bases[name]] for name in names if name not in failed and bases.get(name) in missing}
    return [name for name in names if name not in failed]


def _one_by_one(
    names: Sequence[str], bake: _Bake[Built], together: ImageError, before: Mapping[str, ImageError]
) -> BakeResult[Built]:
    """Each image by itself, for a builder that does not tell whose fault it was.

    Where the first two fail with the very words that were said of all, it is no image's fault, and no other is tried.
    """
    built: dict[str, Built] = {}
    failed = dict(before)
    same = 0
    for place, name in enumerate(names):
        try:
            built |= bake([name])
        except BakeError as error:
            failed[name] = error.error
            same += str(error.error) == str(together)
            if same == _ENOUGH == place + 1:
                return BakeResult(built, failed | dict.fromkeys(names[place:], error.error))
    return BakeResult(built, failed)

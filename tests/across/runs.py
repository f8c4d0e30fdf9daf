"""What a client calls an operator with, and what came of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Key:
    """A script, by client and scenario."""

    name: str
    client: str
    scenario: str


@dataclass(frozen=True)
class Call:
    """A command in the image's working directory, with variables on top of the image's own."""

    key: Key
    words: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The exit code and what the probe saw; `said` is what else there is to read where something is wrong."""

    code: int | str
    seen: tuple[str, ...]
    said: str = ""

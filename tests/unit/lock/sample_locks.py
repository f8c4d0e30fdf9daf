import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from hatch_claimed.lock.model import Package
from hatch_claimed.lock.tools import Tools
from hatch_claimed.lock.uv import UvError
from hatch_claimed.model import (
    File,
    GridWrapper,
    Image,
    Interface,
    Operator,
    Program,
    Project,
    Requirement,
    SystemPackages,
)

BASE = "registry.example.com/python:3.12"
R_BASE = "registry.example.com/r:4"
# as uv writes it, without extras and bounds
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
TODAY = date(2026, 3, 2)


def digest(text):
    """A digest that tells texts apart."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def operator(name, *lines, system=(), base=BASE, platforms=("linux/amd64",), files=(), kind="python", **more):
    """An operator whose script has pip's arguments on lines 10, 11, and so on."""
    path = PurePosixPath("operators", f"{name.replace('-', '_')}.{'R' if kind == 'r' else 'py'}")
    requirements = (
        one if isinstance(one, Requirement) else Requirement(arguments=tuple(one.split()), line=number)
        for number, one in enumerate(lines, 10)
    )
    return Operator(
        name=name,
        path=path,
        kind=kind,
        interface=Interface(
            description="",
            parameters=(),
            outputs=(),
            requirements=tuple(requirements),
            system_packages=tuple(
                SystemPackages(manager=one.split()[0], arguments=tuple(one.split()[1:]), line=number)
                for number, one in enumerate(system, 5)
            ),
            program=Program(filename=path.name, content=b"", **more),
        ),
        image=Image(
            repository="registry.example.com",
            name=f"claimed-{name}",
            tag="1",
            base=base,
            platforms=platforms,
            mode="off",
        ),
        requirement_files=tuple(File(path=PurePosixPath(path), content=text.encode()) for path, text in files),
    )


def wrapper(of, backend="cos", *, indexed=False):
    return GridWrapper(
        operator=of,
        backend=backend,
        process="grid_process",
        bindings=(),
        own=(),
        image=of.image,
        files=(),
        parallelism=1,
        indexed=indexed,
    )


def project(*operators, wrappers=()):
    return Project(
        name="demo", version="1", operators=operators, output=PurePosixPath("dist/claimed"), grid_wrappers=wrappers
    )


@dataclass
class FakeResolved:
    digest: str
    platforms: dict


@dataclass
class FakeConfig:
    env: dict
    entry_point: tuple = ()
    shell: tuple = ()


@dataclass
class FakeRegistry:
    tags: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    configs: dict = field(default_factory=dict)

    def resolve(self, reference, platforms):
        self.asked.append(reference)
        known = self.tags.get(reference)
        return known and FakeResolved(known, {p: digest(f"{known}-{p}") for p in platforms if p != "linux/s390x"})

    def config(self, reference, _platform):
        if reference.partition("@")[0] in self.configs:
            return self.configs[reference.partition("@")[0]]
        return FakeConfig({"PYTHON_VERSION": "3.12.7"} if "python" in reference else {})


@dataclass
class FakeIndex:
    """Resolves each name to the newest of its versions, or to the one that is known and still allowed."""

    newest: dict
    asked: list = field(default_factory=list)
    refusals: dict = field(default_factory=dict)
    sources: dict = field(default_factory=dict)

    def wheels(self, question):
        """The wheels of a package that has none for the Python of images; `sources` says from which Python on."""
        (pin,) = question.requirements
        lowest, files = self.sources[pin]
        if int(question.python[2:]) < lowest:
            said = f"error: No solution found\n  cause: {question.python} does not satisfy Python>=3.{lowest}"
            raise UvError(said)
        if not files:
            said = f"error: No solution found\n  cause: {pin} has no usable wheels"
            raise UvError(said)
        return files

    def __call__(self, question):
        self.asked.append(question)
        words = " ".join(question.requirements).split()
        known = {package.name: package.version for package in question.known}
        found = []
        for word in words:
            name, _, version = word.partition("==")
            if word in self.refusals:
                raise UvError(self.refusals[word])
            if version and word not in self.sources and version not in self.newest.get(name, {"1": ()}):
                said = f"error: No solution found\n  cause: there is no version of {word} and you require {word}"
                raise UvError(said)
            kept = known.get(name) if question.upgrade is False or name not in _names(question.upgrade) else None
            version = version or (question.upgrade is not True and kept) or list(self.newest.get(name, {"1": ()}))[-1]
            hashes = (digest(f"{name}-{version}-{question.target}"),)
            from_source = f"{name}=={version}" in self.sources
            found.append(Package(name=NAME.search(name)[0], version=version, hashes=hashes, from_source=from_source))
        return tuple(sorted(found, key=lambda one: one.name))


def _names(upgrade):
    return () if isinstance(upgrade, bool) else upgrade


def tools():
    return Tools(
        registry=FakeRegistry({BASE: digest("base"), R_BASE: digest("r")}),
        engine=None,
        compile=FakeIndex({"numpy": ["2.2.5", "2.2.6"], "pandas": ["2.0", "2.3"], "uv": ["0.9"]}),
        uv="0.9",
        tool="1.0",
        today=TODAY,
    )

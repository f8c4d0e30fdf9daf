"""A lock from the tables of its document. Every function raises MalformedError."""

from __future__ import annotations

from hatch_claimed.lock.malformed import MalformedError, Node
from hatch_claimed.lock.model import (
    FORMAT,
    Base,
    Environment,
    Installer,
    Lock,
    LockedFile,
    Package,
    RPackages,
    System,
    SystemPackage,
    Wheels,
)


def lock_of(root: Node) -> Lock:
    """The whole lock."""
    version = root.number("version")
    if version != FORMAT:
        message = f"has the format {version}, and this version of hatch-claimed knows {FORMAT}"
        remedy = "Install the hatch-claimed that wrote it, or run `hatch-claimed lock` to make it anew with this one."
        raise MalformedError(message, root.line("version"), remedy)
    installer = root.table("installer")
    return Lock(
        made_from=root.text("made-from"),
        tool=root.text("tool"),
        installer=_read_installer(installer) if installer else None,
        bases=tuple(_read_base(node) for node in root.tables("base")),
        environments=tuple(_read_environment(node) for node in root.tables("environment")),
        system=tuple(_read_system(node) for node in root.tables("system")),
        r=tuple(
            RPackages(
                repository=node.text("repository"), operators=node.texts("operators"), packages=node.texts("packages")
            )
            for node in root.tables("r")
        ),
    )


def _read_installer(node: Node) -> Installer:
    wheels = tuple(Wheels(target=one.text("target"), hashes=one.texts("hashes")) for one in node.tables("wheels"))
    return Installer(version=node.text("version"), wheels=wheels)


def _read_base(node: Node) -> Base:
    return Base(
        image=node.text("image"),
        digest=node.text("digest"),
        python=node.optional("python"),
        platforms=node.mapping("platforms"),
    )


def _read_environment(node: Node) -> Environment:
    files = (LockedFile(path=one.text("path"), sha256=one.text("sha256")) for one in node.tables("file"))
    return Environment(
        id=node.text("id"),
        platform=node.text("platform"),
        target=node.text("target"),
        python=node.text("python"),
        operators=node.texts("operators"),
        requirements=node.texts("requirements"),
        options=node.texts("options"),
        files=tuple(files),
        packages=tuple(_read_package(one) for one in node.tables("package")),
    )


def _read_package(node: Node) -> Package:
    package = Package(
        name=node.text("name"),
        version=node.optional("version"),
        hashes=node.texts("hashes"),
        url=node.optional("url"),
        commit=node.optional("commit"),
    )
    if not package.version and not package.url:
        raise node.malformed("name", f"has the package {package.name!r} without a version")
    if not package.hashes and not package.commit:
        raise node.malformed("name", f"has the package {package.name!r} without hashes")
    return package


def _read_system(node: Node) -> System:
    return System(
        base=node.text("base"),
        platform=node.text("platform"),
        manager=node.text("manager"),
        operators=node.texts("operators"),
        lines=node.texts("lines"),
        packages=tuple(
            SystemPackage(name=one.text("name"), version=one.optional("version")) for one in node.tables("package")
        ),
    )

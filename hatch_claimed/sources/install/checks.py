"""What an installation line asks for, and findings for what no package manager would take."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from hatch_claimed.model import Finding, Requirement, SystemPackages
from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.sources.install import pip, system
from hatch_claimed.sources.install.pip import PipArgument, classified
from hatch_claimed.sources.install.system import Manager


@dataclass(frozen=True, slots=True)
class LinePosition:
    """Where an installation line stands, and what its author wrote in front of it (`# `, `!`, `%` or nothing)."""

    path: str
    line: int
    cell: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Installs:
    """What installation lines ask for, in their order, and what is wrong with them."""

    requirements: tuple[Requirement, ...] = ()
    system_packages: tuple[SystemPackages, ...] = ()
    findings: tuple[Finding, ...] = ()


def joined(parts: Iterable[Installs]) -> Installs:
    """Several as one, in their order."""
    found = tuple(parts)
    return Installs(
        tuple(requirement for part in found for requirement in part.requirements),
        tuple(packages for part in found for packages in part.system_packages),
        tuple(finding for part in found for finding in part.findings),
    )


def pip_installs(arguments: tuple[str, ...], place: LinePosition) -> Installs:
    """The requirement that pip's arguments make, or CLM031, CLM033, CLM034. Options alone install nothing."""
    found = tuple(classified(arguments))
    if any(has_credentials(argument) for argument in arguments):
        return Installs(findings=(credentials(place),))
    local = next((argument for argument in found if pip.is_local(argument)), None)
    if local:
        return Installs(findings=(_local(local, place),))
    wrong = next((argument for argument in found if not pip.is_valid(argument)), None)
    if wrong:
        return _refused(wrong, arguments, place)
    if all(argument.kind == "option" for argument in found):
        return Installs()
    return Installs(requirements=(_requirement(arguments, place),))


def system_installs(program: str, manager: Manager, arguments: tuple[str, ...], place: LinePosition) -> Installs:
    """The system packages that a package manager's arguments name, or CLM033, CLM035."""
    if any(has_credentials(argument) for argument in arguments):
        return Installs(findings=(credentials(place),))
    if system.understood(arguments):
        return Installs(system_packages=(_packages(manager, arguments, place),))
    fixed = system.corrected(arguments)
    example = shlex.join(fixed) if fixed else "install git"
    finding = Finding.at(
        place,
        "CLM035",
        f"This line for {program} is not understood: packages are separated by blanks.",
        f"Write `{place.mark}{program} {example}`.",
        severity="warning",
    )
    packages = (_packages(manager, fixed, place),) if fixed else ()
    return Installs(system_packages=packages, findings=(finding,))


def unclosed(program: str, place: LinePosition) -> Installs:
    """CLM030 for pip, CLM035 for the system: a quote that is never closed, or a backslash at the end."""
    # the line itself is not shown: nobody knows what is in it
    finding = Finding.at(
        place,
        "CLM030" if program == "pip" else "CLM035",
        f"This line for {program} ends inside a quote, or with a backslash.",
        "Close the quote and write the whole command in one line; an apostrophe in a remark belongs behind a `#`.",
        severity="error" if program == "pip" else "warning",
    )
    return Installs(findings=(finding,))


def _refused(wrong: PipArgument, arguments: tuple[str, ...], place: LinePosition) -> Installs:
    if wrong.kind == "value":
        message = f"pip would refuse this line: {wrong.option} has no value."
    else:
        message = f"pip would refuse this line: {wrong.text!r} is not the name of a package."
    fixed = pip.corrected(arguments)
    remedy = f"Write `{place.mark}pip install {shlex.join(fixed or ('numpy', 'pandas>=2'))}`"
    remedy += "." if fixed else ": names of packages, separated by blanks, a version directly behind its name."
    if place.mark.startswith("#"):
        remedy += " Begin the comment with another word if it is for readers."
    findings = (Finding.at(place, "CLM031", message, remedy),)
    return Installs(requirements=(_requirement(fixed, place),) if fixed else (), findings=findings)


def credentials(place: LinePosition) -> Finding:
    """CLM033, without what was found."""
    return Finding.at(
        place,
        "CLM033",
        "A URL in this line holds credentials; they would end up in the image.",
        "Write `https://${USER}:${PASSWORD}@…` with variables of the build's environment, and change the password:"
        " it is in the repository's history.",
    )


def _local(argument: PipArgument, place: LinePosition) -> Finding:
    shown = f"{argument.option} {argument.text}".strip()
    return Finding.at(
        place,
        "CLM034",
        f"{shown!r} is a path on this machine; an image cannot install from it.",
        f"Write the name of a published package or its URL: `{place.mark}pip install git+https://…`.",
    )


def _requirement(arguments: tuple[str, ...], place: LinePosition) -> Requirement:
    return Requirement(arguments=arguments, line=place.line, cell=place.cell)


def _packages(manager: Manager, arguments: tuple[str, ...], place: LinePosition) -> SystemPackages:
    return SystemPackages(manager=manager, arguments=arguments, line=place.line, cell=place.cell)

"""The files that travel with a script: additional files and requirement files, read from the project."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hatch_claimed.model import File, Finding, Requirement
from hatch_claimed.model.secrets.urls import has_credentials
from hatch_claimed.settings.parse import SettingLocation
from hatch_claimed.sources.discover import ScriptFile
from hatch_claimed.sources.install.pip import classified, is_local
from hatch_claimed.system.tree import OutsideProjectError, Tree, seen_from_root

_FILE_OPTIONS = ("-r", "-c", "--requirement", "--constraint")


def image_path(path: PurePosixPath, script: PurePosixPath) -> PurePosixPath:
    """Where a script finds a file of the project from its working directory.

    Below the script's folder that is its place beside the script; elsewhere its place from the project's root. In both
    cases the file also is at its place in the project's tree (see `hatch_claimed.artifacts.image.layout`).
    """
    return path.relative_to(script.parent) if path.is_relative_to(script.parent) else path


@dataclass(frozen=True, slots=True)
class AdditionalFiles:
    """Reads the additional files of one script."""

    script: PurePosixPath
    program: str
    tree: Tree

    def read(self, patterns: tuple[str, ...], place: SettingLocation) -> tuple[tuple[File, ...], tuple[Finding, ...]]:
        """The files that `patterns` name, by their place in the project; findings are about `place`."""
        files: dict[PurePosixPath, File] = {}
        origins = {PurePosixPath(self.program): self.script}
        findings: list[Finding] = []
        for pattern in patterns:
            paths = self.tree.glob(pattern)
            if not paths:
                findings.append(_matches_nothing(place, pattern))
            for path in paths:
                target = image_path(path, self.script)
                if origins.setdefault(target, path) != path:
                    findings.append(_same_place(place, path, origins[target], target))
                elif path != self.script and (content := read(self.tree, path, place.finding, findings)) is not None:
                    files[path] = File(path=path, content=content, executable=self.tree.is_executable(path))
        return tuple(files[path] for path in sorted(files)), tuple(findings)


def read(
    tree: Tree, path: PurePosixPath, finding: Callable[[str, str, str], Finding], findings: list[Finding]
) -> bytes | None:
    """The content of a file, or a finding that it cannot be had."""
    try:
        str(path).encode()
        return tree.read(path)
    except UnicodeEncodeError:
        findings.append(finding("CLM006", f"{path} has a name that is not UTF-8", "Rename the file."))
    except FileNotFoundError:
        findings.append(finding("CLM006", f"{path} is a link that leads nowhere", "Correct the link or take it out."))
    except OutsideProjectError:
        message = f"{path} leads out of the project"
        remedy = "Copy the file into the project: what is built must come from it alone."
        findings.append(finding("CLM006", message, remedy))
    except OSError as error:
        findings.append(finding("CLM006", f"{path} cannot be read: {error.strerror}", "Make the file readable."))
    return None


def candidates(name: str, near: PurePosixPath) -> tuple[PurePosixPath, ...]:
    """Where a file named by `-r` is looked for: beside the file that names it, then at the project's root.

    `~/requirements.txt` means the project's file as well (C3 requirements, *Requirements*).
    """
    plain = name.removeprefix("~/")
    return tuple(dict.fromkeys((seen_from_root(near.parent / plain), seen_from_root(PurePosixPath(plain)))))


def file_arguments(arguments: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The requirement and constraint files among pip's arguments: where each stands, and its name."""
    for index, argument in enumerate(arguments):
        option, equals, name = argument.partition("=")
        if argument in _FILE_OPTIONS and index + 1 < len(arguments):
            yield index + 1, arguments[index + 1]
        elif equals and option in _FILE_OPTIONS:
            yield index, name
        elif argument[:2] in {"-r", "-c"} and len(argument) > 2:
            yield index, argument[2:]


@dataclass
class RequirementFiles:
    """Gathers the requirement files of one script, with those that they name in turn."""

    script: ScriptFile
    tree: Tree
    files: dict[PurePosixPath, File] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, requirement: Requirement) -> None:
        """Take in the files that one install line names."""
        for _, name in file_arguments(requirement.arguments):
            self._take(name, self.script.path, requirement.line, requirement.cell)

    def _take(self, name: str, named_in: PurePosixPath, line: int, cell: int | None) -> None:
        if "://" in name:
            return
        path = next((path for path in candidates(name, named_in) if self.tree.is_file(path)), None)
        if path is None:
            self.findings.append(_missing(name, named_in, line, cell))
        elif path not in self.files:
            self._read(path, named_in, line, cell)

    def _read(self, path: PurePosixPath, named_in: PurePosixPath, line: int, cell: int | None) -> None:
        def finding(code: str, message: str, remedy: str) -> Finding:
            return _error(code, message, remedy, named_in, line, cell)

        content = read(self.tree, path, finding, self.findings)
        if content is None:
            return
        self.files[path] = File(path=path, content=content)
        for number, text in enumerate(content.decode(errors="replace").splitlines(), 1):
            self._line(text, path, number)

    def _line(self, text: str, path: PurePosixPath, number: int) -> None:
        if has_credentials(text):
            message = "holds credentials in a URL"
            remedy = "Take them out: they would be readable in the build context."
            self.findings.append(_error("CLM033", message, remedy, path, number, None))
            return
        try:
            words = tuple(shlex.split(text, comments=True))
        except ValueError:
            words = ()
        for _, name in file_arguments(words):
            self._take(name, path, number, None)
        for argument in classified(words):
            if is_local(argument):
                message = f"installs {argument.text!r} from this machine, which an image does not have"
                remedy = "Name a package of an index or a URL, or include the code with `files`."
                self.findings.append(_error("CLM034", message, remedy, path, number, None))


def _missing(name: str, named_in: PurePosixPath, line: int, cell: int | None) -> Finding:
    places = " and ".join(str(path) for path in candidates(name, named_in))
    message = f"names the requirement file {name!r}, which is not there"
    return _error("CLM032", message, f"Create it or correct the name; looked for {places}.", named_in, line, cell)


def _matches_nothing(place: SettingLocation, pattern: str) -> Finding:
    return place.finding("CLM007", f"holds {pattern!r}, which matches nothing", "Correct the pattern or take it out.")


def _same_place(place: SettingLocation, path: PurePosixPath, other: PurePosixPath, target: PurePosixPath) -> Finding:
    message = f"copies {path} to {str(target)!r} in the image, where {other} is already"
    return place.finding("CLM015", message, "Rename one of the files, or leave one out.")


def _error(code: str, message: str, remedy: str, path: PurePosixPath, line: int, cell: int | None) -> Finding:
    return Finding(code=code, severity="error", message=message, remedy=remedy, path=str(path), line=line, cell=cell)

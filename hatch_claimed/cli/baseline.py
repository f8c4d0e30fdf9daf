"""The file of `hatch-claimed check --baseline`: read, written, and told how far it is out of date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from hatch_claimed.checks.baseline import Baseline, BaselineError, KnownFinding, baseline_of, read_baseline
from hatch_claimed.checks.formats.escaping import visible
from hatch_claimed.cli.changed_files import replace_file
from hatch_claimed.cli.verbosity import progress, say
from hatch_claimed.errors import ClaimedError
from hatch_claimed.model import Finding
from hatch_claimed.model.quantities import quantity


@dataclass(frozen=True, slots=True)
class BaselineFile:
    """A baseline's file, by the name that the user gave it, relative to the project's folder."""

    root: Path
    name: str

    def new(
        self, findings: tuple[Finding, ...], paths: tuple[str, ...], *, write: bool, is_whole: bool
    ) -> tuple[Finding, ...]:
        """The findings that the baseline does not accept; CLM128 beside all of them where it cannot be read.

        `write` lets it accept them first, and forget what is mended: below `paths`, where some are given. Nothing is
        accepted where scripts were not checked at all, which `is_whole` tells. Raises ClaimedError where the file
        cannot be written.
        """
        if not is_whole:
            if write:
                say(f"{self.name} is not written: the scripts cannot be checked")
            return findings
        if write:
            return self._write(findings, paths)
        baseline = self._read()
        if isinstance(baseline, Finding):
            return (*findings, baseline)
        self._tell(baseline.below(paths).mended(findings))
        return baseline.new(findings)

    @property
    def _path(self) -> Path:
        return self.root / self.name

    @property
    def _is_of_others(self) -> bool:
        """Whether a file is there that was never a baseline; one that a merge has broken still is."""
        try:
            content = self._path.read_bytes()
        except OSError:
            return False
        return bool(content.strip()) and b'"findings"' not in content

    def _read(self) -> Baseline | Finding:
        try:
            return read_baseline(self._path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            return self._unreadable("is not there", "Write it")
        except UnicodeDecodeError:
            return self._unreadable("is not UTF-8")
        except OSError as error:
            return self._unreadable(f"cannot be read: {error.strerror or error}", "Name a file that can be")
        except BaselineError as error:
            return self._unreadable(str(error), line=error.line)

    def _unreadable(self, what: str, remedy: str = "Correct it, or write it anew", line: int | None = None) -> Finding:
        return Finding(
            code="CLM128",
            severity="error",
            message=f"The baseline {what}.",
            remedy=f"{remedy}: `hatch-claimed check --baseline {self.name} --write-baseline`.",
            path=self.name,
            line=line,
        )

    def _write(self, findings: tuple[Finding, ...], paths: tuple[str, ...]) -> tuple[Finding, ...]:
        others = None
        if self._is_of_others:
            message = f"{self._path} is no baseline, and is not overwritten\n    Name another file."
            raise ClaimedError(message)
        if paths and self._path.exists():
            baseline = self._read()
            if isinstance(baseline, Finding):
                return (*findings, baseline)
            others = baseline.below(paths, inside=False)
        try:
            content = baseline_of(findings, others).text().encode()
            if self._path.exists():
                replace_file(self._path, content)
            else:
                self._path.write_bytes(content)
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror or error}\n    Name another file."
            raise ClaimedError(message) from None
        where = f" in {', '.join(paths)}" if paths else ""
        progress(f"{self.name} accepts {quantity(len(findings), 'finding')}{where}")
        return ()

    def _tell(self, mended: Counter[KnownFinding]) -> None:
        if mended:
            found = quantity(mended.total(), "finding")
            progress(f"{found} that {self.name} accepts: there no more; take them out with --write-baseline")
        for known, count in sorted(mended.items()):
            times = f" ({count} times)" if count > 1 else ""
            progress(f"  {visible(f'{known.path}: {known.code}: {known.message}')}{times}")

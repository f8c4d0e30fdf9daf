from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Protocol

import pytest

from hatch_claimed.model import Finding, Interface, Output, Parameter, Program, Requirement, SystemPackages
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ReadResult, ScriptSource


class Expect(Protocol):
    def __call__(
        self,
        script: str,
        *,
        description: str = "",
        parameters: tuple[Parameter, ...] = (),
        outputs: tuple[Output, ...] = (),
        requirements: tuple[Requirement, ...] = (),
        system_packages: tuple[SystemPackages, ...] = (),
        runs: str | None = None,
        needs_ipython: bool = False,
        findings: tuple[Finding, ...] = (),
    ) -> None: ...


@pytest.fixture
def read() -> Callable[[str], ReadResult]:
    return lambda script: PythonReader().read(ScriptSource(PurePosixPath("jobs/my script.py"), script.encode()))


@pytest.fixture
def expect(read: Callable[[str], ReadResult]) -> Expect:
    """Compares the whole reading of a script, with everything that is not named being empty."""

    def check(
        script: str,
        *,
        description: str = "",
        parameters: tuple[Parameter, ...] = (),
        outputs: tuple[Output, ...] = (),
        requirements: tuple[Requirement, ...] = (),
        system_packages: tuple[SystemPackages, ...] = (),
        runs: str | None = None,
        needs_ipython: bool = False,
        findings: tuple[Finding, ...] = (),
    ) -> None:
        reading = read(script)
        program = Program(
            filename="my script.py",
            content=(runs or script).encode(),
            needs_ipython=needs_ipython,
            # most scripts here are too short for an import
            unimported=reading.interface.program.unimported if reading.interface else (),
        )
        interface = Interface(
            description=description,
            parameters=parameters,
            outputs=outputs,
            requirements=requirements,
            system_packages=system_packages,
            program=program,
        )
        assert reading == ReadResult(interface, findings)

    return check

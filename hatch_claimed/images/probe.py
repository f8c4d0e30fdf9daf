"""Asks base images themselves, by building and running a little in them: what only they can tell."""

from __future__ import annotations

import re
import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hatch_claimed.errors import EngineError
from hatch_claimed.images import docker
from hatch_claimed.images.base import has_no_shell
from hatch_claimed.images.buildx import check_engine
from hatch_claimed.images.failure import last_words
from hatch_claimed.lock.model import SystemPackage
from hatch_claimed.lock.tools import BaseImageEngine, NoShellError, ProbeError

_ANSWER = "claimed.txt"
_DOCKERFILE = """\
FROM {base} AS probe
USER 0
COPY ask.sh /run/ask.sh
RUN sh /run/ask.sh > /{answer}
FROM scratch
COPY --from=probe /{answer} /
"""
# with another package manager nothing is installed, as in a build
_APT = """\
command -v apt-get >/dev/null || exit 0
set -e
apt-get -q update >/dev/null
{commands}
"""
_DNF = """\
set -e
for manager in dnf microdnf yum; do if command -v "$manager" >/dev/null; then break; fi; done
command -v "$manager" >/dev/null || exit 0
with_dnf() {{
  aborted=
  # a refusal is a failure to dnf, whether it is ours or its own
  "$manager" --assumeno "$@" >/tmp/said 2>&1 || aborted=no
  tee /dev/stderr < /tmp/said
  test "${{aborted:-}}" != no || grep -q 'Operation aborted' /tmp/said
}}
{commands}
"""
_APT_INSTALLS = re.compile(r"^Inst (?P<name>\S+)(?: \[[^\]]*\])? \((?P<version>\S+)", re.MULTILINE)
_DNF_INSTALLS = re.compile(
    r"^ {1,2}(?P<name>[\w.+-]+)\s+(?:x86_64|aarch64|noarch|i686)\s+(?P<version>\S+)\s+\S+\s+[\d.]+ *[kMG]?\b",
    re.MULTILINE,
)
_PYTHON = re.compile(r"^Python (\d+\.\d+\S*)$", re.MULTILINE)
_VERSION = "python --version || python3 --version || true"
_PATIENCE = "20"
"""Seconds."""
_WITHOUT_EFFECT = frozenset({"update", "makecache", "clean"})


def engine_here() -> BaseImageEngine | None:
    """The engine that runs here, None when there is none."""
    try:
        check_engine()
    except EngineError:
        return None
    return Docker()


@dataclass(frozen=True, slots=True)
class Docker:
    """Docker with buildx."""

    def python(self, reference: str, platform: str, words: tuple[str, ...] = ()) -> str | None:
        """The version that `python --version` prints in an image, None when it has no Python. Raises ProbeError."""
        options = ("--network", "none", "--platform", platform, "--entrypoint")
        if words:
            # an entry point may start something else, and never end
            completed = docker.contained([*options, "timeout"], reference, [_PATIENCE, *words, _VERSION])
            if match := _PYTHON.search("\n".join(completed.lines)):
                return match[1]
        completed = docker.contained([*options, "sh"], reference, ["-c", _VERSION])
        if completed.status:
            said = last_words(completed.lines)
            raise NoShellError(said) if has_no_shell("\n".join(completed.lines)) else ProbeError(said)
        match = _PYTHON.search("\n".join(completed.lines))
        return match[1] if match else None

    def system(self, reference: str, platform: str, manager: str, lines: tuple[str, ...]) -> tuple[SystemPackage, ...]:
        """What the lines would install, by name. Raises ProbeError."""
        with tempfile.TemporaryDirectory(prefix="claimed-") as name:
            folder = Path(name)
            (folder / "Dockerfile").write_text(_DOCKERFILE.format(base=reference, answer=_ANSWER), encoding="utf-8")
            (folder / "ask.sh").write_text(_script(manager, lines), encoding="utf-8")
            command = ("buildx", "build", "--progress", "plain", "--platform", platform, "--no-cache")
            completed = docker.call(*command, "--output", f"type=local,dest={folder / 'out'}", str(folder))
            answer = folder / "out" / _ANSWER
            if completed.status or not answer.is_file():
                raise ProbeError(last_words(completed.lines))
            return installs(manager, answer.read_text(encoding="utf-8", errors="replace"))


def installs(manager: str, said: str) -> tuple[SystemPackage, ...]:
    """The packages that a package manager's rehearsal names, sorted."""
    pattern = _APT_INSTALLS if manager == "apt" else _DNF_INSTALLS
    found = {match["name"]: match["version"] for match in pattern.finditer(said)}
    return tuple(SystemPackage(name=name, version=found[name]) for name in sorted(found))


def _script(manager: str, lines: tuple[str, ...]) -> str:
    effective = [line for line in lines if shlex.split(line)[0] not in _WITHOUT_EFFECT]
    if manager == "apt":
        # as images install it
        command = "apt-get -q -s -o APT::Install-Recommends=false"
        return _APT.format(commands="\n".join(f"{command} {line}" for line in effective))
    return _DNF.format(commands="\n".join(f"with_dnf {line}" for line in effective))

"""A PostgreSQL server for a while, from Debian's binaries: a folder, a port and a password of its own.

As a program, it starts one, runs a command, and stops it. `{url}` in the command becomes its URL, and `{restart}` a
shell command that restarts the server:

    python tests/grid/sql/postgres.py COMMAND…
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

sys.path.insert(0, str(Path(__file__).parents[1]))

from beside import run_beside

USER = "claimed"
# has all that a URL must encode
PHRASE = "s3cret/p@ss:w%rd"
SETTINGS = {"listen_addresses": "127.0.0.1", "fsync": "off", "max_connections": "100", "log_min_messages": "fatal"}


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, the newest one; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("postgres")
    return Path(program).resolve().parent if program else None


class Postgres:
    """The server. It refuses to run as root, so root runs it as `nobody`; it ends when this process ends."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._data = folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()
        secret = folder / "password"
        secret.write_text(PHRASE)
        if os.getuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
            shutil.chown(secret, "nobody", "nogroup")
        command = ["initdb", "--no-sync", f"--username={USER}", f"--pwfile={secret}", "--auth=scram-sha-256"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={self._data}"]
        subprocess.run(self._command(command), stdout=subprocess.DEVNULL, check=True)

    def _command(self, command: list[str]) -> list[str]:
        root = ["--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        return ["setpriv", "--pdeathsig=INT", *root, str(self._programs / command[0]), *command[1:]]

    def url(self, user: str = USER, password: str = PHRASE, database: str = "postgres") -> str:
        """The connection string."""
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def ask(self, statement: str, database: str = "postgres") -> None:
        """Run a statement as the owner of everything."""
        with psycopg.connect(self.url(database=database), autocommit=True) as connection:
            connection.execute(statement)

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = SETTINGS | {"port": str(self.port), "unix_socket_directories": str(self._data)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        command = self._command(["postgres", "-D", str(self._data), *options])
        # its log says what went wrong in a test, so it goes where a test's output goes
        self._process = subprocess.Popen(command, cwd="/")
        ready = [str(self._programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}"]
        until = time.monotonic() + 30
        while subprocess.run(ready, check=False).returncode:
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError("PostgreSQL does not start")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop: SIGINT breaks connections off, SIGQUIT does it without a farewell."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop and start."""
        self.stop(how)
        self.start()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop all its processes without an end, as a machine that stands still does."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        os.kill(self._process.pid, signal.SIGSTOP)
        stopped = [self._process.pid, *map(int, children.read_text().split())]
        for process in stopped:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def running(programs: Path) -> Iterator[Postgres]:
    """A server as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="claimed-postgres-") as folder:
        server = Postgres(programs, Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    programs = binaries()
    if programs is None:
        sys.exit("there is no PostgreSQL here")
    with running(programs) as server:
        return run_beside(options.command, {"{url}": server.url()}, server.restart)


if __name__ == "__main__":
    sys.exit(main())

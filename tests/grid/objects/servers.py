"""Object stores of the tests: real servers, each on free ports, gone when their block ends.

As a program, it starts SeaweedFS, runs a command, and stops it. `{connection}` in the command becomes its connection
string, and `{restart}` a shell command that restarts the server:

    python tests/grid/objects/servers.py COMMAND…
"""

import argparse
import contextlib
import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import boto3
import botocore.config
import botocore.exceptions

sys.path.insert(0, str(Path(__file__).parents[1]))

from beside import run_beside

KEY, SECRET, BUCKET = "key", "se/cr+et=", "bucket"


def program(name):
    """Where a program is: on the PATH, or beside the interpreter."""
    beside = Path(sys.executable).with_name(name)
    return shutil.which(name) or (str(beside) if beside.exists() else None)


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Server:
    """A server program that answers S3 on `port`. `restart` kills it and starts it again on its data."""

    def __init__(self, command, port, folder, environment=None, litter=()):
        self.command, self.port, self.folder, self.litter = command, port, folder, litter
        self._environment = {**os.environ, **(environment or {})}
        self._process = None

    @property
    def connection(self):
        return f"cos://{KEY}:{SECRET}@127.0.0.1:{self.port}/{BUCKET}"

    def client(self):
        config = botocore.config.Config(retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=10)
        keys = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
        return boto3.client("s3", endpoint_url=f"http://127.0.0.1:{self.port}", config=config, **keys)

    def start(self):
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one call into the C library
            )
        self._wait()

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for path in self.litter:
            path.unlink(missing_ok=True)

    def restart(self, pause=0.5):
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self.stop()
        time.sleep(pause)
        self.start()

    def _wait(self):
        client = self.client()
        until = time.monotonic() + 40
        while True:
            try:
                _use(client)
            except (botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError):
                assert self._process.poll() is None, (self.folder / "log").read_text()[-3000:]
                assert time.monotonic() < until, (self.folder / "log").read_text()[-3000:]
                time.sleep(0.1)
            else:
                return


def _die_with_parent():
    """Also when the tests are killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _use(client):
    try:
        client.put_object(Bucket=BUCKET, Key="up", Body=b"1")
    except client.exceptions.NoSuchBucket:
        client.create_bucket(Bucket=BUCKET)
        client.put_object(Bucket=BUCKET, Key="up", Body=b"1")
    client.get_object(Bucket=BUCKET, Key="up")


def seaweedfs(binary, folder):
    """SeaweedFS with all of its servers on ports of their own."""
    data, config = folder / "data", folder / "s3.json"
    data.mkdir()
    identity = {"name": "test", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    config.write_text(json.dumps({"identities": [identity]}))
    names = ["master.port", "volume.port", "filer.port", "s3.port"]
    ports = free_ports(2 * len(names))
    numbers = [f"-{name}={ports[2 * at]}" for at, name in enumerate(names)]
    numbers += [f"-{name}.grpc={ports[2 * at + 1]}" for at, name in enumerate(names)]
    options = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false", "-filer", "-s3", "-s3.iam=false"]
    options += [
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        f"-dir={data}",
        f"-s3.config={config}",
        "-volume.max=8",
        "-volume.preStopSeconds=0",
    ]
    options += ["-master.volumeSizeLimitMB=64", "-master.electionTimeout=1s", "-s3.autoCreateBucket=false"]
    kinds = [f"{kind}{grpc}" for kind in ("master", "volume", "filer", "s3") for grpc in ("", "-grpc")]
    sockets = [Path(f"/tmp/seaweedfs-{kind}-{port}.sock") for kind, port in zip(kinds, ports, strict=True)]
    return Server([binary, "server", *options, *numbers], ports[6], folder, litter=sockets)


def ministack(binary, folder):
    (port,) = free_ports(1)
    environment = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "SERVICES": "s3"}
    return Server([binary], port, folder, environment)


def rclone(binary, folder):
    """A server that ignores the conditions of writes."""
    (folder / "data" / BUCKET).mkdir(parents=True)
    (port,) = free_ports(1)
    command = [binary, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}"]
    return Server([*command, str(folder / "data")], port, folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    binary = program("weed")
    if binary is None:
        sys.exit("there is no SeaweedFS here")
    with tempfile.TemporaryDirectory(prefix="claimed-seaweedfs-") as folder:
        server = seaweedfs(binary, Path(folder))
        try:
            server.start()
            return run_beside(options.command, {"{connection}": server.connection}, server.restart)
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())

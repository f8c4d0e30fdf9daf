"""The process in which the operator's function runs: imports the script once, then calls the function for each batch.

It is told what to do in lines of JSON over pipes of its own: stdin, stdout and stderr belong to the script. It ends
when the pipe does.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from . import calling, tracing
from .loading import LoadedScript, load, prepare

TERMINATED = 143


def serve(requests: int, answers: int) -> None:
    """Run until `requests`, from which the coordinator is read, ends. `answers` goes back to it.

    Raises SystemExit.
    """
    channel = Channel(requests, answers)
    setup = channel.receive()
    try:
        worker = _worker(setup)
    except tracing.ScriptError as broken:
        channel.send({"broken": str(broken)})
        sys.exit(1)
    channel.send({"ready": True})
    while True:
        request = channel.receive()
        channel.send(worker.run(request))


class Channel:
    """Lines of JSON, one object each. Nothing that the script starts inherits the pipes."""

    def __init__(self, requests: int, answers: int) -> None:
        for descriptor in (requests, answers):
            os.set_inheritable(descriptor, False)
        self._process = os.getpid()
        self._requests = open(requests, "rb")  # noqa: SIM115 (open as long as the process lives)
        self._answers = answers

    def receive(self) -> dict[str, object]:
        """The next object. Raises SystemExit when the coordinator is gone."""
        line = self._requests.readline()
        if not line.endswith(b"\n"):
            sys.exit(0)
        received: dict[str, object] = json.loads(line)
        return received

    def send(self, what: Mapping[str, object]) -> None:
        """Answer. Raises SystemExit when nobody listens, or in a child that the function forked and did not end."""
        if os.getpid() != self._process:
            sys.exit(0)
        left = json.dumps(what).encode() + b"\n"
        try:
            while left:
                left = left[os.write(self._answers, left) :]
        except OSError:
            sys.exit(0)


class FunctionWorker:
    """The function, ready to be called."""

    def __init__(self, script: LoadedScript, function: Callable[..., object], values: Mapping[str, object]) -> None:
        self._script = script
        self._function = function
        self._values = values
        self._directory = os.getcwd()

    def run(self, request: Mapping[str, object]) -> dict[str, object]:
        """Call the function for a batch: the report if it failed, and the files it promised that are not there."""
        environment = _texts(request["environment"])
        before = {name: os.environ.get(name) for name in environment}
        os.environ.update(environment)
        try:
            return self._call(_list(request["arguments"]), environment)
        finally:
            _flush()
            with contextlib.suppress(OSError):
                os.chdir(self._directory)
            for name, text in before.items():
                _set(name, text)

    def _call(self, fixed: Sequence[str], extras: Mapping[str, str]) -> dict[str, object]:
        try:
            arguments = calling.bind(self._function, fixed, self._values, extras)
            result = calling.call(self._function, arguments, self._script.loop)
            return {"report": None, "missing": calling.missing_files(result)}
        except SystemExit as end:
            if end.code == TERMINATED:
                raise
            failed = not importlib.import_module("claimed_launcher.program").is_success(end.code)
            return {"report": tracing.report(end, self._script.namespace) if failed else None, "missing": []}
        except BaseException as error:  # noqa: BLE001 (whatever the function raises is the batch's failure)
            return {"report": tracing.report(error, self._script.namespace), "missing": []}


def _worker(setup: Mapping[str, object]) -> FunctionWorker:
    """Import the script and find the function. Raises ScriptError, whose text says why no batch can be run."""
    folder, name = str(setup["operator"]), str(setup["process"])
    interface = prepare(folder, _list(setup["arguments"]))
    script = load(folder, interface)
    values = calling.values(interface, _defaults(setup["defaults"]), os.environ, script.namespace)
    function = script.function(name)
    calling.check(name, function, _list(setup["sample"]), values, _list(setup["extras"]))
    return FunctionWorker(script, function, values)


def _flush() -> None:
    importlib.import_module("claimed_launcher.messages").flush()


def _set(name: str, text: str | None) -> None:
    if text is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = text


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _texts(value: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()} if isinstance(value, dict) else {}


def _defaults(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}

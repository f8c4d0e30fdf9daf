"""Compares what a script saw through each client with what it saw as a plain program."""

from dataclasses import dataclass

from calls import REFERENCE
from values import SCENARIOS

CLIENTS = ("docker -e", "docker --name", "job", "kubeflow", "cwltool", "process")
FEW = 5


@dataclass(frozen=True)
class Difference:
    """A read that came out otherwise, or an exit code."""

    name: str
    scenario: str
    client: str
    what: str
    saw: str
    expected: str

    @property
    def row(self):
        return (self.name, self.scenario, self.client, self.what, self.saw, self.expected)


def differences(name, results):
    """All of a script. `results` holds those of one script by client and scenario."""
    found = []
    for scenario in SCENARIOS:
        expected = results[REFERENCE, scenario]
        if expected.code:
            found.append(Difference(name, scenario, REFERENCE, "exit code", _code(expected), "0"))
        for client in CLIENTS:
            if (client, scenario) in results:
                pairs = unequal(results[client, scenario], expected)
                found += [Difference(name, scenario, client, *one) for one in pairs]
    return found


def unequal(result, expected):
    """What differs, what the client's script saw, and what the plain one saw."""
    if result.code != expected.code:
        yield "exit code", _code(result), _code(expected)
    if result.seen == expected.seen:
        return
    if len(result.seen) != len(expected.seen):
        yield "number of reads", str(len(result.seen)), str(len(expected.seen))
    for saw, wanted in zip(result.seen, expected.seen, strict=False):
        if saw != wanted:
            what, *value = wanted.split("\t")
            yield what, " ".join(saw.split("\t")[1:]), " ".join(value)


def _code(result):
    return str(result.code) + (f" ({_last(result.said)})" if result.code else "")


def _last(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-2:])[-200:]


def table(found):
    """Differences as lines of columns."""
    rows = [("script", "scenario", "client", "read", "saw", "expected"), *(one.row for one in found)]
    return "\n".join(" | ".join(cell[:160] for cell in row) for row in rows)


def told(count, clients, runs, found):
    """One line of figures."""
    return f"{count} scripts x {clients} clients x {len(SCENARIOS)} scenarios: {runs} runs compared, {len(found)} differences"

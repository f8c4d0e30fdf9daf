"""Tells what scripts see, called by Python and through the launcher. Reads cases as JSON; runs with any Python."""

import contextlib
import io
import json
import os
import sys


def parsed(script, words):
    """`vars(args)` as text; None where argparse refuses the words."""
    namespace = {"__name__": "script"}
    exec(script, namespace)  # noqa: S102 (the test's own)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return repr(sorted(vars(namespace["build"]().parse_args(words)).items()))
    except SystemExit:
        return None


def through_launcher(case, arguments, environment):
    """What a script sees, or what the launcher has to say."""
    from claimed_launcher.arguments import parse
    from claimed_launcher.interface import read
    from claimed_launcher.script_arguments import Words
    from claimed_launcher.values import settle

    interface = read(case["interface"])
    asked = parse(arguments, interface)
    settled = settle(interface, asked.values, environment)
    problems = asked.problems + settled.problems
    if problems:
        return f"{problems}"
    texts = {**environment, **{name: text for name, text in settled.changes.items() if text is not None}}
    for name in [name for name, text in settled.changes.items() if text is None]:
        texts.pop(name, None)
    return parsed(case["script"], Words(interface, texts).with_own(asked.script))


def main():
    sys.path.insert(0, sys.argv[1])
    for case in json.load(sys.stdin):
        direct = parsed(case["script"], case["direct"])
        ways = {
            "environment": through_launcher(case, [], case["texts"]),
            "names": through_launcher(case, case["named"], {}),
            "spelling": through_launcher(case, case["spelled"], {}),
        }
        if direct is None or any(seen != direct for seen in ways.values()):
            sys.stdout.write(json.dumps({**case, "sees": direct, **ways}) + "\n")


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    main()

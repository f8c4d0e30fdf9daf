"""The page of variables that are no interface, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hatch_claimed.sources.variables.table import LEFT_ALONE, PASSED_ON, VariableGroup

_TOP = """\
# Variables

What a script reads from the environment are its parameters, and what it sets to the path of a file are its outputs.
Not all variables are an operator's own, though. `hatch-claimed check` says for each script which it leaves alone
([CLM110](rules.md#clm110)).

## What is an output

| a script sets a variable to | |
|---|---|
| a text with a slash or a suffix, or what `os.path.join`, `pathlib`, `tempfile` or `file.path` make | an output |
| a number, a version, `True`, `no`, `none` and the like, nothing, a URL, `host:80` | no output |
| anything else: a bare word, or what only a run would tell | an output, and [CLM111](rules.md#clm111) asks |

In several places, one path makes an output; without one, a single value that can be no path makes none.
Of several variables that are set at once, as by `os.environ.update(…)`, only those are outputs that surely are paths.

## Saying what a variable is

A comment on the line says it, in scripts, notebooks and R alike:

```python
import os

# the node that this runs on
node = os.environ["HOSTNAME"]  # claimed: parameter
# a folder
os.environ["model"] = "model"  # claimed: output
os.environ["APP_MODE"] = "batch"  # claimed: internal
```

It holds for the variable in the whole script. Where the script is not to be changed, the operator's
[settings](settings.md) say the same:

```toml
[tool.claimed.operators.train-model]
parameters = ["HOSTNAME"]
outputs = ["model"]
internal = ["APP_MODE"]
```

A comment goes before the settings, and both go before the tables below. A variable that a
[secret](deploying.md#secrets) is declared for is a parameter, whatever its name.
"""
_LEFT = """\
## Left alone

These are neither parameters nor outputs, and stand in no artifact. Upper and lower case differ, and `*` stands for any
text. They reach a script as they are: `docker run -e HTTPS_PROXY=…`, or what a cluster gives its pods.
"""
_PASSED = """\
## Read by libraries too

These are parameters where a script reads them, since nobody but the caller knows them. Where a script sets one, it does
so for a library: that is no output.
"""


def reference() -> str:
    """What is an output, how to say what a variable is, and the tables of those that are somebody else's."""
    return "\n".join([_TOP, _LEFT, *_table(LEFT_ALONE), _PASSED, *_table(PASSED_ON)])


def _table(groups: Iterable[VariableGroup]) -> Iterator[str]:
    yield "| of | variables | why |\n|---|---|---|"
    yield from (f"| {one.owner} | {_names(one)} | {one.reason} |" for one in groups)
    yield ""


def _names(group: VariableGroup) -> str:
    return ", ".join(f"`{name}`" for name in group.names)

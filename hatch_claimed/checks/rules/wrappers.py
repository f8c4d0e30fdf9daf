"""Pages of what reading the tables of grid wrappers already says."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule

_CLAIMED = (
    '[project]\nname = "river"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n\n'
    "[tool.claimed.grid-wrappers.{}]\n"
)
_COUNT = _CLAIMED.format("count")


def _page(code: str, title: str, why: str, bad: str, good: str) -> Rule:
    return Rule(code=code, severity="error", title=title, why=why, bad=bad, good=good, language="toml", optional=False)


RULES = (
    _page(
        "CLM070",
        "a function of an R script",
        "The coordinator is a Python program and can call functions of Python scripts and notebooks only. With "
        "`parameters`, it runs the unchanged operator for each batch, in any language.",
        _CLAIMED.format("summarise-levels") + 'process = "grid_process"\n',
        _CLAIMED.format("summarise-levels") + 'parameters = { input_path = "data/{batch}.csv" }\n',
    ),
    _page(
        "CLM071",
        "a grid wrapper that binds what is no parameter, or to a value that it does not take",
        "The operator would never see the value, and run with its default for every batch; or refuse each batch.",
        _COUNT + 'parameters = { input_file = "data/{batch}.csv" }\n',
        _COUNT + 'parameters = { input_path = "data/{batch}.csv" }\n',
    ),
    _page(
        "CLM072",
        "a grid wrapper that does not say where the batch belongs",
        "`{batch}` stands for the batch. Without it all batches would do the same, and other names in braces have no "
        "meaning.",
        _COUNT + 'parameters = { input_path = "data/{tile}.csv" }\n',
        _COUNT + 'parameters = { input_path = "data/{batch}.csv" }\n',
    ),
    _page(
        "CLM073",
        "settings of a grid wrapper that exclude one another",
        "A grid wrapper calls a function or runs the operator with `parameters`, and workers agree by a backend or "
        "take shares. Parameters that begin with `gw_` and `sgw_` are its own.",
        _COUNT + 'process = "grid_process"\nparameters = { input_path = "data/{batch}.csv" }\n',
        _COUNT + 'parameters = { input_path = "data/{batch}.csv" }\n',
    ),
)

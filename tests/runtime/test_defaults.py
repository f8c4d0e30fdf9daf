"""What a script sees of its parameters under the launcher, beside what it sees when it is started by itself.

The script by itself gets a variable only where somebody set something else than the default.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.r.reader import RReader
from hatch_claimed.sources.reader import ScriptSource

TRUE, FALSE = ("true", "True", "1", "yes", "ON"), ("false", "False", "0", "no", "Off")
PYTHON = {
    "int": (
        ("5", "'5'", "' 5 '", "0", "-1", "None", "10**30"),
        ("5", "05", " 5", "0", "-1", "", " ", "7", str(10**30)),
    ),
    "float": (
        ("0.1", "1000.0", "'1e3'", "1e-4", "0.0", "float('inf')", "'nan'", "None"),
        ("0.1", ".1", "1000", "1e3", "1E+03", "0.0001", "1e-04", "0", "-0.0", "Infinity", "nan", "", "7"),
    ),
    "bool": (("False", "True", "0", "1", "''", "'yes'", "None"), (*TRUE, *FALSE, "")),
    "": (
        ("3", "0.5", "False", "True", "'3'", "''", "' a\\r\\nb'", "'é \"$(x)\" $$'", "None", "'None'"),
        ("3", "03", "0.5", "False", "false", "True", "", " ", " a\r\nb", " a\nb", 'é "$(x)" $$', "None"),
    ),
}
R = {
    "as.integer": (("5", "5L", "'5'", "1e5", "NA", "''"), ("5", "05", "5.0", "1e5", "1e+05", "100000", "", "7")),
    "as.numeric": (
        ("0.1", "1000", "1e-4", "'1e3'", "Inf", "NaN", "NA"),
        ("0.1", ".1", "1000", "1e3", "1e+03", "0.0001", "1e-04", "Inf", "NaN", "", "7"),
    ),
    "as.logical": (("FALSE", "TRUE", "'false'", "'T'", "NA"), (*TRUE, *FALSE, "")),
    "": (
        ("3", "0.5", "FALSE", "1e5", "'3'", "''", "'a b'", "'é \"$\"'", "NA"),
        ("3", "03", "0.5", "FALSE", "false", "1e+05", "100000", "", "a b", 'é "$"'),
    ),
}


@dataclass(frozen=True)
class Drawn:
    """A parameter with its default, and what somebody gives; None is nothing."""

    cast: str
    default: str
    given: str | None
    is_argument: bool


def drawn(kinds):
    """Up to a dozen parameters of a script."""
    each = st.sampled_from(list(kinds)).flatmap(
        lambda cast: st.builds(
            Drawn,
            cast=st.just(cast),
            default=st.sampled_from(kinds[cast][0]),
            given=st.none() | st.sampled_from(kinds[cast][1]),
            is_argument=st.booleans(),
        )
    )
    return st.lists(each, min_size=8, max_size=12)


def python_line(name, one):
    read = f"os.getenv({name!r}, {one.default})"
    return f"{name} = {one.cast}({read})" if one.cast and one.default != "None" else f"{name} = {read}"


def r_line(name, one):
    read = f'Sys.getenv("{name}", {one.default})'
    return f"{name} <- {one.cast}({read})" if one.cast else f"{name} <- {read}"


def touched(parameter, text, true):
    """The text that the script by itself would be given, None where nobody changed the default."""
    if text is None or (parameter.type in {"Integer", "Float"} and not text.strip()):
        return None
    value = {
        "Integer": lambda: int(float(text)) if "e" in text or "." in text else int(text),
        "Float": lambda: repr(float(text)),
        "Boolean": lambda: text in TRUE,
        "String": lambda: text,
    }[parameter.type]()
    default = repr(parameter.default) if parameter.type == "Float" else parameter.default
    if parameter.default is not None and value == default:
        return None
    return true[not value] if parameter.type == "Boolean" else text


def compared(built, reader, filename, script, ones, interpreter, true):
    reading = reader.read(ScriptSource(PurePosixPath(filename), script.encode()))
    names = [f"p{number}" for number in range(len(ones))]
    parameters = {one.name: one for one in reading.interface.parameters}
    built.lay_out(parameters=reading.interface.parameters, content=script)
    given = {name: one for name, one in zip(names, ones, strict=True) if one.given is not None}
    arguments = [f"--{name}={one.given}" for name, one in given.items() if one.is_argument]
    variables = {name: one.given for name, one in given.items() if not one.is_argument}
    code, out, err = built.run(*arguments, LC_ALL="C.UTF-8", **variables)
    assert (code, err) == (0, "")
    plain = {name: touched(parameters[name], one.given, true) for name, one in given.items()}
    done = subprocess.run(
        [*interpreter, str(built.script)],
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **{k: v for k, v in plain.items() if v is not None}},
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.splitlines() == done.stdout.splitlines()


# to look for a smaller example would take minutes
COMPARE = settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@COMPARE
@given(ones=drawn(PYTHON))
def test_python_sees_the_same_as_by_itself(built_python, ones):
    lines = [python_line(f"p{number}", one) for number, one in enumerate(ones)]
    shows = [f"print({name!r}, repr({name}), {name!r} in os.environ)" for name in (f"p{n}" for n in range(len(ones)))]
    script = "\n".join(['"""Shows."""', "import os", *lines, *shows, ""])
    compared(built_python, PythonReader(), "script.py", script, ones, [sys.executable], ("True", ""))


@settings(COMPARE, max_examples=6)
@given(ones=drawn(R))
def test_r_sees_the_same_as_by_itself(built_r, ones):
    lines = [r_line(f"p{number}", one) for number, one in enumerate(ones)]
    shows = [f'cat("p{n}", deparse(p{n}), is.na(Sys.getenv("p{n}", NA)), "\\n")' for n in range(len(ones))]
    script = "\n".join(["#' Shows.", *lines, *shows, ""])
    compared(built_r, RReader(), "script.R", script, ones, ["Rscript", "--vanilla"], ("TRUE", "FALSE"))

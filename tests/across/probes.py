"""Operators whose bodies are replaced by a probe: their interface stays that of the script."""

from dataclasses import dataclass, replace

from python_slice import Slice, slice_of
from r_slice import RSlice

from hatch_claimed.model import Operator
from hatch_claimed.sources.variables.table import owner

BASES = {"python": "127.0.0.1:5000/base/python:3.11", "r": "127.0.0.1:5000/base/r:4.2"}
MARK = "@@claimed "

PYTHON = """\
def __probe__(label, read, raises):
    import sys

    def tell(kind, text):
        if label is not None:
            sys.stdout.write({mark!r} + label + "\\t" + kind + "\\t" + text + "\\n")

    try:
        value = read()
    except Exception as error:
        if raises:
            raise
        tell(type(error).__name__, ascii(str(error)))
        return None
    value = sorted(value) if isinstance(value, set) else value
    plain = isinstance(value, (str, bytes, int, float, list, tuple, dict, type(None)))
    tell(type(value).__name__, ascii(value) if plain else "")
    return value
"""
RAW = """\
def __raw__(name, cast):
    import os
    text = os.environ.get(name)
    __probe__("raw " + name, lambda: cast(text) if text else text, False)
"""
WRITE = """\
def __write__(name):
    import os
    os.environ[name] = "probe-" + name + ".txt"
    with open(os.environ[name], "w") as file:
        file.write("written\\n")
"""
R = """\
.probe <- function(label, read) {
  value <- tryCatch(read, error = function(e) conditionMessage(e))
  shown <- if (is.character(value)) paste(vapply(value, function(x) paste(charToRaw(x), collapse = ""), ""),
    collapse = " ") else paste(format(value, digits = 17), collapse = " ")
  cat("@@claimed ", label, "\\t", typeof(value), "\\t", shown, "\\n", sep = "")
  invisible(value)
}
"""
PLAIN = "PLAIN_"
# R's own start-up script has variables such as `a` and `args`, which hide those of the caller from plain R
R_PLAIN = """\
for (.name in grep("^PLAIN_", names(Sys.getenv()), value = TRUE)) {
  do.call(Sys.setenv, structure(list(Sys.getenv(.name)), names = substring(.name, 7)))
  Sys.unsetenv(.name)
}
"""
R_WRITE = """\
Sys.setenv({name} = "probe-{name}.txt")
cat("written\\n", file = "probe-{name}.txt")
"""
CASTS = {"Integer": "int", "Float": "float", "Boolean": "bool", "String": "str"}
R_CASTS = {"Integer": "as.integer", "Float": "as.numeric", "Boolean": "as.logical", "String": "as.character"}
MISSING = "import logging, os, re, sys\n"
"""What a script may use without an import of its own, and plain Python does not bring."""


@dataclass(frozen=True)
class Probed:
    """An operator whose program is a probe, and what plain Python or R runs instead of it.

    `raw` are the parameters whose reads could not be kept: of these the variable alone is looked at. `reads` is the
    number of expressions that are looked at.
    """

    operator: Operator
    reference: bytes
    raw: tuple[str, ...]
    reads: int


def probed(operator):
    kept = r_slice(operator) if operator.kind == "r" else python_slice(operator)
    raw = tuple(one for one in operator.interface.parameters if one.name not in kept.names)
    code = (r_code if operator.kind == "r" else python_code)(operator, kept.code, raw)
    program = replace(operator.interface.program, content=code.encode(), needs_ipython=False)
    interface = replace(operator.interface, program=program, requirements=(), system_packages=())
    reference = (R_PLAIN if operator.kind == "r" else MISSING) + code
    image = replace(operator.image, base=BASES["r" if operator.kind == "r" else "python"])
    bare = replace(operator, interface=interface, image=image, requirement_files=(), files=())
    # each probe defines the function, and one of Python calls it in another
    reads = code.count("\n.probe(") if operator.kind == "r" else code.count("__probe__(") - 2 + len(raw)
    return Probed(bare, reference.encode(), tuple(one.name for one in raw), reads)


def python_slice(operator):
    source = operator.interface.program.content.decode("utf-8-sig", errors="replace")
    try:
        return slice_of(source, machine_names(operator))
    except SyntaxError:
        return Slice()


def r_slice(operator):
    return RSlice(operator.interface.program.content, machine_names(operator))


def machine_names(operator):
    """Whether a name is the machine's: the table has it, and the operator's interface has not."""
    own = {one.name for one in (*operator.parameters, *operator.outputs)}
    return lambda name: name not in own and owner(name) is not None


def python_code(operator, code, raw):
    """The whole program. That of a notebook has one line: the launcher cuts it into cells by its lines."""
    lines = [PYTHON.format(mark=MARK), RAW, WRITE, code]
    lines += [f"__raw__({one.name!r}, {CASTS[one.type]})" for one in raw]
    lines += [f"__write__({one.name!r})" for one in operator.outputs]
    text = "\n".join(lines) + "\n"
    return f"exec(compile({text!a}, 'probe', 'exec'), globals())\n" if operator.kind == "notebook" else text


def r_code(operator, code, raw):
    lines = [R, code]
    lines += [f'.probe("raw {one.name}", {R_CASTS[one.type]}(Sys.getenv("{one.name}", NA)))' for one in raw]
    lines += [R_WRITE.format(name=one.name) for one in operator.outputs]
    return "\n".join(lines) + "\n"


def seen(output):
    """What a probe has printed, line by line."""
    return [line.removeprefix(MARK) for line in output.splitlines() if line.startswith(MARK)]

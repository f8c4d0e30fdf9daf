from __future__ import annotations

import keyword
import time
from pathlib import PurePosixPath

from hypothesis import example, given
from hypothesis import strategies as st

from hatch_claimed.model import Parameter
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ReadResult, ScriptSource


def read(content):
    return PythonReader().read(ScriptSource(PurePosixPath("a.py"), content))


PIECES = [
    "os.getenv(", "os.environ[", "'x'", "\"y\"", ", ", ")", "]", " = ", "int(", "# pip install ", "\n",
    "    ", "if x:\n", "'''", "\\", "f'{", "}'", "import os as o\n", "o.environ.get('a', ", "del ", "# dnf ", "*",
    "lambda: ", "5", "ü", "\0", "\x0c", "\r", "\ufeff", "# coding: ", "latin-1", "utf-7", "hex",
]  # fmt: skip


@given(
    st.one_of(st.binary(), st.text().map(str.encode), st.lists(st.sampled_from(PIECES)).map("".join).map(str.encode))
)
@example(b"\xff\xfe")
@example(b"#coding:undefined")
@example(b"#coding:punycode\n\xff")
def test_any_bytes_are_read_or_refused(content):
    reading = read(content)
    assert isinstance(reading, ReadResult)
    assert reading.interface is not None or [finding.code for finding in reading.findings] == ["CLM010"]


# none of the table of variables that are no parameters
names = st.from_regex(r"x_[A-Za-z0-9_]{0,12}", fullmatch=True).filter(lambda name: not keyword.iskeyword(name))
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
typed = st.one_of(
    st.tuples(st.just("String"), st.one_of(st.none(), texts)),
    st.tuples(st.just("Integer"), st.one_of(st.none(), st.integers(-(10**12), 10**12))),
    st.tuples(st.just("Float"), st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))),
    st.tuples(st.just("Boolean"), st.one_of(st.none(), st.booleans())),
)
CASTS = {"String": "{}", "Integer": "int({})", "Float": "float({})", "Boolean": "bool({})"}


@given(st.dictionaries(names, st.tuples(typed, st.booleans()), max_size=8))
def test_written_parameters_are_read_back(wanted):
    lines = ["import os"]
    expected = []
    for name, ((kind, default), required) in wanted.items():
        call = f"os.environ[{name!r}]" if required else f"os.getenv({name!r}, {default!r})"
        lines += [f"# about {name}", f"value = {CASTS[kind].format(call)}"]
        expected.append(
            Parameter(
                name=name,
                type=kind,
                default=None if required else default,
                required=required,
                description=f"about {name}",
                line=len(lines),
            )
        )
    reading = read("\n".join(lines).encode())
    assert reading.findings == ()
    assert reading.interface is not None
    assert reading.interface.parameters == tuple(expected)


def test_a_script_of_500_lines_takes_no_time():
    block = "# value {0}\nx{0} = int(os.getenv('n{0}', 5 * {0}))\nfor i in range(10):\n    y[i] = f(x{0}, 1)\nz = {0}\n"
    content = "".join(block.format(number) for number in range(100)).encode()
    times = []
    for _ in range(5):
        start = time.process_time()
        reading = read(content)
        times.append(time.process_time() - start)
    assert reading.interface is not None
    assert len(reading.interface.parameters) == 100
    assert min(times) < 0.1

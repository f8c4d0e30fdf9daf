"""Scripts that cope with missing variables in the usual ways: what is read of them agrees with what Python does.

Each script is run with nothing set, with each parameter missing, with each set to the default that is shown, and with
each set to something else.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import re
from pathlib import PurePosixPath
from textwrap import indent

import pytest

from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource

OTHER = {"String": "other", "Integer": "77", "Float": "7.75", "Boolean": "True"}

# `E` is the environment and `G` a function that reads it; the comment says what the parameter `x` must be
IDIOMS = {
    "plain": ("print(E['x'])", "String, required"),
    "names that are missing": (
        "missing = [n for n in ('x', 'y') if n not in E]\nif missing:\n    raise SystemExit(1)\nprint(G('x'))",
        "String, required",
    ),
    "names without a value": (
        "missing = [n for n in ('x', 'y') if not G(n)]\nif missing:\n    raise SystemExit(1)",
        "String, required",
    ),
    "names that are missing, in the test": (
        "if [n for n in ('x', 'y') if n not in E]:\n    raise SystemExit(1)",
        "String, required",
    ),
    "names that are missing, which is only told": (
        "missing = [n for n in ('x', 'y') if n not in E]\nif missing:\n    print(missing)",
        "String, optional",
    ),
    "names that are there": (
        "there = [n for n in ('x', 'y') if n in E]\nif there == ['y']:\n    raise SystemExit(0)",
        "String, optional",
    ),
    "cast": ("print(int(E['x']))", "Integer, required"),
    "default": ("print(G('x', 'd'))", "String, 'd'"),
    "or": ("print(G('x') or 'd')", "String, 'd'"),
    "or in a cast": ("print(int(G('x') or 5))", "Integer, 5"),
    "or after an empty default": ("print(G('x', '') or 'd')", "String, 'd'"),
    "or after a default": ("print(float(G('x', '1.5') or 2))", "Float, 1.5"),
    "or after None": ("print(int(G('x', None) or 5))", "Integer, 5"),
    "or another one": ("print(G('x') or G('y') or 'd')", "String, optional"),
    "or what is computed": ("print(G('x') or str(object)[:3])", "String, optional"),
    "or, a computed one first": ("print(str() or G('x', 'd'))", "String, 'd'"),
    "or of a subscript": ("print(E['x'] or 'd')", "String, required"),
    "and": ("print('x' in E and E['x'])", "String, optional"),
    "not or": ("print('x' not in E or E['x'])", "String, optional"),
    "choice": ("print(E['x'] if 'x' in E else 'd')", "String, 'd'"),
    "choice turned around": ("print('d' if 'x' not in E else E['x'])", "String, 'd'"),
    "choice by value": ("print(G('x') if G('x') else 'd')", "String, 'd'"),
    "choice of a cast": ("print(int(E['x']) if 'x' in E else 5)", "Integer, 5"),
    "choice within a cast": ("print(int(G('x') if G('x') else 5))", "Integer, 5"),
    "choice of a part": ("print(E['x'].split(',') if 'x' in E else [])", "String, optional"),
    "choice of another": ("print(E['x'] if 'y' not in E else 'd')", "String, required"),
    "walrus": ("print(v if (v := G('x')) else 'd')", "String, 'd'"),
    "walrus in if": ("if (v := G('x')) is not None:\n    print(v)\nelse:\n    print('none')", "String, optional"),
    "walrus in or": ("print((v := G('x')) or 'd')", "String, 'd'"),
    "if in": ("if 'x' in E:\n    print(E['x'])", "String, optional"),
    "if in, else": ("if 'x' in E:\n    v = E['x']\nelse:\n    v = 'd'\nprint(v)", "String, 'd'"),
    "if in, before": ("v = 'd'\nif 'x' in E:\n    v = E['x']\nprint(v)", "String, 'd'"),
    "if in, cast": ("v = 4\nif 'x' in E:\n    v = int(E['x'])\nprint(v)", "Integer, 4"),
    "if not in, else": ("if 'x' not in E:\n    v = 'd'\nelse:\n    v = E['x']\nprint(v)", "String, 'd'"),
    "if keys": ("if 'x' in E.keys():\n    print(E['x'])", "String, optional"),
    "if get": ("if G('x'):\n    print(E['x'])", "String, optional"),
    "if get is not None": ("if G('x', None) is not None:\n    print(E['x'])", "String, optional"),
    "if get, cast": ("if G('x'):\n    print(int(E['x']))", "Integer, optional"),
    "if other": ("if 'y' not in E:\n    print(E['x'])", "String, required"),
    "elif": ("if str():\n    print(1)\nelif 'x' in E:\n    print(E['x'])\nelse:\n    print(2)", "String, optional"),
    "nested": ("if 'x' in E:\n    for i in range(2):\n        if i:\n            print(E['x'])", "String, optional"),
    "both": ("if 'x' in E and 'y' not in E:\n    print(E['x'])", "String, optional"),
    "guarded set": ("if 'x' not in E:\n    E['x'] = 'd'\nprint(E['x'])", "String, 'd'"),
    "guarded set of a number": ("if 'x' not in E:\n    E['x'] = '5'\nprint(int(E['x']))", "Integer, 5"),
    "guarded set by value": ("if not G('x'):\n    E['x'] = 'd'\nprint(E['x'])", "String, 'd'"),
    "guarded set by None": ("if G('x') is None:\n    E['x'] = 'd'\nprint(G('x'))", "String, 'd'"),
    "set in except": ("try:\n    E['x']\nexcept KeyError:\n    E['x'] = 'd'\nprint(E['x'])", "String, 'd'"),
    "setdefault": ("E.setdefault('x', 'd')\nprint(E['x'])", "String, 'd'"),
    "setdefault and get": ("E.setdefault('x', 'd')\nprint(G('x'))", "String, 'd'"),
    "setdefault and cast": ("E.setdefault('x', '5')\nprint(int(E['x']))", "Integer, 5"),
    "setdefault in a function": ("def show():\n    print(E['x'])\nE.setdefault('x', 'd')\nshow()", "String, 'd'"),
    "except": ("try:\n    v = E['x']\nexcept KeyError:\n    v = 'd'\nprint(v)", "String, 'd'"),
    "except, cast": ("try:\n    v = int(E['x'])\nexcept KeyError:\n    v = 5\nprint(v)", "Integer, 5"),
    "except several": ("try:\n    v = int(E['x'])\nexcept (KeyError, ValueError):\n    v = 5\nprint(v)", "Integer, 5"),
    "except of None": ("try:\n    v = int(G('x'))\nexcept TypeError:\n    v = 5\nprint(v)", "Integer, 5"),
    "except all": ("try:\n    v = E['x']\nexcept Exception:\n    v = 'd'\nprint(v)", "String, 'd'"),
    "except, before": ("v = 'd'\ntry:\n    v = E['x']\nexcept KeyError:\n    pass\nprint(v)", "String, 'd'"),
    "except other": ("try:\n    print(E['x'])\nexcept ValueError:\n    pass", "String, required"),
    "except, raise": ("try:\n    print(E['x'])\nexcept KeyError as e:\n    raise SystemExit(1) from e", "String, required"),
    "suppress": ("v = 'd'\nwith suppress(KeyError):\n    v = E['x']\nprint(v)", "String, 'd'"),
    "not in, raise": ("if 'x' not in E:\n    raise ValueError('x')\nprint(E['x'])", "String, required"),
    "not in, exit": ("if 'x' not in E:\n    sys.exit('x is missing')\nprint(G('x'))", "String, required"),
    "not get, exit": ("if not G('x'):\n    sys.exit('x is missing')\nprint(E['x'])", "String, required"),
    "exit only": ("if 'x' not in E:\n    sys.exit(1)\nprint(len(E['x']))", "String, required"),
    "assert": ("assert 'x' in E\nprint(E['x'])", "String, required"),
    "assert a value": ("v = G('x')\nassert v\nprint(v)", "String, required"),
    "empty, then exit": ("v = G('x', '')\nif not v:\n    sys.exit(1)\nprint(v)", "String, required"),
    "None, then raise": ("v = G('x', None)\nif v is None:\n    raise SystemExit(3)\nprint(v)", "String, required"),
    "either, exit": ("a = G('x')\nb = 1\nif not a or not b:\n    sys.exit(1)\nprint(a)", "String, required"),
    "exit for another reason": ("a = G('x')\nif str() and not a:\n    sys.exit(1)\nprint(a)", "String, optional"),
    "variable": ("v = G('x')\nif v is None:\n    v = 'd'\nprint(v)", "String, 'd'"),
    "variable after None": ("v = G('x', None)\nif v is None:\n    v = 'd'\nprint(v)", "String, 'd'"),
    "variable, empty": ("v = G('x')\nif not v:\n    v = 'd'\nprint(v)", "String, 'd'"),
    "variable, or": ("v = G('x')\nv = v or 'd'\nprint(v)", "String, 'd'"),
    "variable, choice": ("v = G('x')\nprint(v if v is not None else 'd')", "String, 'd'"),
    "variable, computed": ("v = G('x')\nif v is None:\n    v = str(object)\nprint(v)", "String, optional"),
    "variable, in": ("v = G('x')\nif v in (None, ''):\n    v = 'd'\nprint(v)", "String, 'd'"),
    "variable, used": ("v = G('x')\nif v:\n    print(v)", "String, optional"),
    "two variables": ("v = G('y')\nif not v:\n    v = 'e'\nw = v\nv = G('x')\nif not v:\n    sys.exit(1)\nprint(v, w)", "String, required"),
    "pop": ("print(E.pop('x', 'd'))", "String, 'd'"),
    "pop without default": ("print(E.pop('x'))", "String, required"),
    "loop": ("for n in ('x', 'y'):\n    print(E[n])", "String, required"),
    "loop with default": ("for n in ['x', 'y']:\n    print(G(n, 'd'))", "String, 'd'"),
    "loop over pairs": ("for n, d in (('x', 'd'), ('y', 'e')):\n    print(G(n, d))", "String, 'd'"),
    "loop over items": ("for n, d in {'x': 'd', 'y': 'e'}.items():\n    print(G(n, d))", "String, 'd'"),
    "loop with guard": ("for n in ('x', 'y'):\n    if n in E:\n        print(E[n])", "String, optional"),
    "comprehension": ("print({n: E[n] for n in ('x', 'y')})", "String, required"),
    "comprehension with guard": ("print({n: E[n] for n in ('x', 'y') if n in E})", "String, optional"),
    "prefixed": ("for n in 'a b'.split():\n    print(G(f'{n}_x', 'd'))", None),
    "function": ("def f(n, d=None):\n    return G(n, d)\nprint(f('x', 'd'))", "String, 'd'"),
    "function without default": ("def f(n, d=None):\n    return G(n, d)\nprint(f('x'))", "String, optional"),
    "function with cast": ("def f(n, d):\n    return int(G(n, d))\nprint(f('x', 5))", "Integer, 5"),
    "cast of a function": ("def f(n, d):\n    return G(n, d)\nprint(int(f('x', 5)))", "Integer, 5"),
    "or of a function": ("def f(n):\n    return G(n)\nprint(f('x') or 'd')", "String, 'd'"),
    "function with if": ("def f(n, d):\n    if n in E:\n        return E[n]\n    return d\nprint(f('x', 'd'))", "String, 'd'"),
    "function with raise": ("def f(n):\n    v = G(n)\n    if not v:\n        raise ValueError(n)\n    return v\nprint(f('x'))", "String, required"),
    "function with variable": ("def f(n, d):\n    v = G(n)\n    if v is None:\n        return d\n    return v\nprint(f('x', 'd'))", None),
    "function with try": ("def f(n, d):\n    try:\n        return E[n]\n    except KeyError:\n        return d\nprint(f('x', d='d'))", "String, 'd'"),
    "function of a function": ("def f(n, d):\n    return G(n, d)\ndef i(m, e=3):\n    return int(f(m, e))\nprint(i('x'))", "Integer, 3"),
    "lambda": ("f = lambda n, d=None: G(n, d)\nprint(f('x', 'd'))", "String, 'd'"),
    "function in a loop": ("def f(n):\n    return E[n]\nprint([f(n) for n in ('x', 'y')])", "String, required"),
    "environment handed over": ("def f(e):\n    return e.get('x', 'd')\nprint(f(E))", "String, 'd'"),
    "environment as default": ("def f(e=E):\n    return e['x']\nprint(f())", "String, required"),
    "environment or other": ("def f(e=None):\n    e = e or E\n    return e['x']\nprint(f())", "String, required"),
    "partial": ("p = partial(G, 'x', 'd')\nprint(p())", "String, 'd'"),
    "copy": ("c = E.copy()\nprint(c['x'])", "String, required"),
    "copy by dict": ("c = dict(E)\nprint(c.get('x', 'd'))", "String, 'd'"),
    "copy by stars": ("c = {**E}\nprint(c.get('x', 'd'))", "String, 'd'"),
    "copy over defaults": ("c = {'x': 'd', **E}\nprint(c['x'])", "String, 'd'"),
    "exclusive": ("if str():\n    print(G('x', 'a'))\nelse:\n    print(G('x', 'b'))", "String, optional"),
    "exclusive, the same": ("if str():\n    print(G('x', 'd'))\nelse:\n    print(G('x', 'd'))", "String, 'd'"),
    "exclusive by return": ("def f():\n    if str():\n        return G('x', 'a')\n    return G('x', 'b')\nprint(f())", "String, optional"),
    "exclusive cases": ("match 1:\n    case 1:\n        print(G('x', 'a'))\n    case _:\n        print(G('x', 'b'))", "String, optional"),
    "look only": ("print('x' in E)", "String, optional"),
    "look by value": ("print(1 if G('x') else 2)", "String, optional"),
}  # fmt: skip
NAMES = {
    "os": ("", "os.environ", "os.getenv"),
    "get": ("", "os.environ", "os.environ.get"),
    "import as": ("import os as o", "o.environ", "o.getenv"),
    "from": ("from os import environ, getenv", "environ", "getenv"),
    "from as": ("from os import environ as env, getenv as get", "env", "get"),
    "assigned": ("env = os.environ\nget = os.getenv", "env", "get"),
    "assigned method": ("env = os.environ\nget = env.get", "env", "get"),
}
TOP = "import os, sys\nfrom contextlib import suppress\nfrom functools import partial\n"


def script_of(idiom, names, *, inside):
    before, environ, getenv = NAMES[names]
    text = _replaced(_replaced(IDIOMS[idiom][0], "E", environ), "G", getenv)
    body = f"def main():\n{indent(text, '    ')}\nmain()\n" if inside else f"{text}\n"
    return f"{TOP}{before}\n{body}"


def _replaced(text, letter, by):
    return re.sub(rf"(?<![\w.']){letter}(?![\w'])", by, text)


def run(script, variables):
    """What the script prints, and whether it fails."""
    kept = os.environ
    values = dict(kept)
    output = io.StringIO()
    kept.clear()
    kept.update(variables)
    try:
        with contextlib.redirect_stdout(output):
            exec(compile(script, "script.py", "exec"), {"__name__": "__main__"})  # noqa: S102
    except (Exception, SystemExit):  # noqa: BLE001
        return None
    finally:
        os.environ = kept  # noqa: B003 - scripts may put another mapping there
        kept.clear()
        kept.update(values)
    return output.getvalue()


def read(script):
    return PythonReader().read(ScriptSource(PurePosixPath("a.py"), script.encode()))


def agrees(script):
    """Compares what is read of a script with what Python does."""
    reading = read(script)
    assert reading.findings == (), [finding.message for finding in reading.findings]
    parameters = {one.name: one for one in reading.interface.parameters}
    everything = {name: OTHER[one.type] for name, one in parameters.items()}
    needed = {name: everything[name] for name, one in parameters.items() if one.required}
    plain = run(script, needed)
    assert plain is not None
    for name, parameter in parameters.items():
        without = {key: value for key, value in needed.items() if key != name}
        assert (run(script, without) is None) == parameter.required
        if not parameter.required:
            others = {key: value for key, value in everything.items() if key != name}
            assert run(script, {**needed, name: everything[name]}) != plain or run(script, others) != run(
                script, everything
            )
        if parameter.default is not None:
            assert run(script, {**needed, name: parameter.default_text}) == plain
    return parameters


@pytest.mark.parametrize("idiom", IDIOMS)
def test_what_is_read_agrees_with_what_python_does(idiom):
    for names, inside in itertools.product(NAMES, (False, True)):
        parameters = agrees(script_of(idiom, names, inside=inside))
        expected = IDIOMS[idiom][1]
        if expected is not None:
            x = parameters["x"]
            told = "required" if x.required else "optional" if x.default is None else repr(x.default)
            assert f"{x.type}, {told}" == expected

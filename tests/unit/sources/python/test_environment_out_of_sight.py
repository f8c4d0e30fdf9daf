"""Where the environment as a whole goes: what can be followed, what concerns no parameter, and what is told."""

from __future__ import annotations

import pytest


def told(reading):
    return [(finding.code, finding.line) for finding in reading.findings]


@pytest.mark.parametrize(
    "script",
    [
        "for name, value in os.environ.items():\n    settings[name] = value",
        "settings = {k: v for k, v in os.environ.items()}",
        "for name in os.environ:\n    use(name)",
        "use(sorted(os.environ))",
        "env = os.environ\nuse(*env.values())".replace("\n", "; "),
        "import json; json.dumps(dict(os.environ))",
        "settings = Settings(os.environ)",
        "settings = Settings(**os.environ)",
        "settings = Settings(variables=os.environ)",
        "'{HOME}'.format_map(os.environ)",
        "from collections import ChainMap; ChainMap(os.environ, {'a': 'b'})",
        "everything = [os.environ, 1]",
        "os.environ.update(read())",
        "reader(os.getenv)",
        "folder = os.environb[b'folder']",
        "folder = os.getenvb(b'folder', b'.')",
    ],
)
def test_what_cannot_be_followed_is_told(read, script):
    assert told(read(script)) == [("CLM113", 1)]
    assert read(script).interface.parameters == ()


@pytest.mark.parametrize(
    "script",
    [
        "subprocess.run(['x'], env=os.environ)",
        "subprocess.run(['x'], env={**os.environ, 'A': '1'})",
        "subprocess.run(['x'], env=dict(os.environ, A='1'))",
        "subprocess.run(['x'], env=os.environ | {'A': '1'})",
        "env = os.environ.copy()\nenv['A'] = '1'\nsubprocess.check_call('x', env=env)",
        "env = dict(os.environ)\nenv.update({'A': '1'}, B='2')\nrun('x', env)",
        "env = {'A': '1', **os.environ}\nsubprocess.Popen('x', env=env)",
        "def env():\n    e = os.environ.copy()\n    e['A'] = '1'\n    return e\nrun(['x'], env=env())",
        "os.execve('/bin/x', ['x'], os.environ)",
        "kwargs = {'env': os.environ}\nkwargs['env'] = os.environ.copy()",
        "print(os.environ, len(os.environ), str(os.environ))",
        "for k, v in os.environ.items():\n    print(k, v)",
        "print(sorted(os.environ.keys()), dict(os.environ))",
        "if os.environ == {}:\n    pass",
        "with mock.patch.dict(os.environ, {'A': '1'}):\n    pass",
        "os.environ.pop('A', None)",
        "del os.environ['A']",
        "os.putenv('A', '1')",
        "os.environ.clear()",
        "old = os.environ.copy()\nos.environ.clear()\nos.environ.update(old)",
        "env = {}\nenv.update(os.environ)\nenv['A'] = '1'\nrun('x', env)",
    ],
)
def test_what_concerns_no_parameter_is_not_told(read, script):
    reading = read(f"import os\n{script}\n")
    assert (told(reading), reading.interface.parameters, reading.interface.outputs) == ([], (), ())


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ("os.environ.update({'A': 'a', 'B': 'b'}, C='c')\nprint(os.environ['A'], os.environ['B'], os.environ['C'])", []),
        ("os.environ |= {'A': 'a'}\nprint(os.environ['A'], os.environ['B'])", ["B"]),
        ("os.environ = {**os.environ, 'A': 'a'}\nprint(os.environ['A'], os.environ['B'])", ["B"]),
        ("D = {'A': 'a'}\nos.environ.update(D)\nprint(os.environ['A'])", []),
        ("D = dict(A='a')\nos.environ.update(D)\nprint(os.environ['A'])", []),
        ("for n in ('A', 'B'):\n    os.environ[n] = '1'\nprint(os.environ['A'])", []),
        ("env = os.environ.copy()\nenv['A'] = '1'\nprint(env['A'], env['B'])", ["B"]),
        ("print(os.environ['A'])\nenv = os.environ.copy()\nenv['A'] = '1'", ["A"]),
        ("env = {}\nenv['A'] = 1\nprint(env['A'])", []),
        ("env = os.environ\ndef f(env):\n    return env['A']\nf({})", []),
        ("env = os.environ\ndef f():\n    env = {}\n    return env['A']", []),
        ("class A:\n    def __init__(self):\n        self.env = os.environ\n    def f(self):\n        return self.env['A']", ["A"]),
        ("class A:\n    def __init__(self, env):\n        self.a = env['A']\nA(os.environ)", ["A"]),
        ("class A:\n    def get(self, name):\n        return os.environ[name]\na = A()\na.get('A')\na.get('B')", ["A", "B"]),
        ("print(int(os.getenv('A', 5)))\nif 'A' not in os.environ:\n    os.environ['A'] = f'{x}'", ["A"]),
        ("print(os.environ['A'])\nif not os.getenv('A'):\n    os.environ['A'] = 'a'", ["A"]),
        ("if 'a b' in os.environ:\n    pass", []),
        ("NAMES = ['A', 'B']\nNAMES.append(x)\nvalues = [os.environ[n] for n in NAMES]", []),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_caller(read, script, names):
    reading = read(f"import os\n{script}\n")
    assert [one.name for one in reading.interface.parameters] == names
    assert [one.message for one in reading.findings if one.severity == "error"] == []


@pytest.mark.parametrize(
    "script",
    [
        "def f(name):\n    return os.environ[name]\nprint(f(input()))",
        "for name in read():\n    print(os.environ[name])",
        "def f(name):\n    return os.environ[name]",
        "print(os.environ[input()])",
    ],
)
def test_a_computed_name_is_told(read, script):
    assert [code for code, _ in told(read(f"import os\n{script}\n"))] == ["CLM025"]


def test_reads_of_a_function_stand_where_it_is_called(read):
    script = "import os\ndef f(n, d):\n    return os.getenv(n, d)\n# the first\na = f('a', 'A')\n# the other\nb = int(f('b', 5))\n"
    found = [(one.name, one.type, one.default, one.line, one.description) for one in read(script).interface.parameters]
    assert found == [("a", "String", "A", 5, "the first"), ("b", "Integer", 5, 7, "the other")]


def test_one_parameter_for_branches_that_exclude_each_other(read):
    script = "import os\nif a:\n    x = int(os.getenv('x', 1))\nelif b:\n    x = float(os.getenv('x', 2))\nelse:\n    x = os.environ['x']\n"
    reading = read(script)
    assert reading.findings == ()
    (x,) = reading.interface.parameters
    assert (x.type, x.default, x.required) == ("String", None, False)


def test_branches_that_may_both_run_still_contradict_each_other(read):
    script = "import os\nif a:\n    x = os.getenv('x', 'a')\nif b:\n    x = os.getenv('x', 'b')\n"
    assert told(read(script)) == [("CLM021", 5)]


@pytest.mark.parametrize(
    ("script", "library"),
    [
        ("from pydantic_settings import BaseSettings\nclass A(BaseSettings):\n    rate: float = 0.1\nA()", "pydantic"),
        ("import pydantic\nclass A(pydantic.BaseSettings):\n    rate: float = 0.1", "pydantic"),
        ("from environs import Env\nenv = Env(); env.int('A')", "environs"),
        ("from environs import env\nenv.int('A')", "environs"),
        ("import environ\nenv = environ.Env(DEBUG=(bool, False))", "django-environ"),
        ("from decouple import config as c\nc('A', default=1)\nc('B')", "python-decouple"),
        ("from dotenv import load_dotenv\nload_dotenv()", "python-dotenv"),
        ("import click\n@click.option('--a', envvar='A')\ndef main(a): pass", "click"),
        ("import typer\ndef main(a: str = typer.Option('x', envvar='A')): pass", "typer"),
    ],
)
def test_libraries_that_read_the_environment_are_told(read, script, library):
    reading = read(script)
    assert told(reading) == [("CLM113", 2)]
    assert reading.findings[0].message.startswith(f"{library} reads the environment here")


@pytest.mark.parametrize(
    "script",
    [
        "import click\n@click.option('--a')\ndef main(a): pass",
        "from pydantic import BaseModel\nclass A(BaseModel):\n    rate: float = 0.1",
        "from mine import config, load_dotenv\nconfig('A'); load_dotenv()",
        "import dotenv\nprint(dotenv.__version__)",
    ],
)
def test_what_only_looks_like_such_a_library_is_not_told(read, script):
    assert read(script).findings == ()

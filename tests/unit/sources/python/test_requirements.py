from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from hatch_claimed.model import Finding, Requirement, SystemPackages
from hatch_claimed.sources.python.reader import PythonReader
from hatch_claimed.sources.reader import ScriptSource


def pip(*arguments, line=1):
    return Requirement(arguments=arguments, line=line)


def finding(code, message, remedy, severity="error"):
    return Finding(code=code, severity=severity, message=message, remedy=remedy, path="jobs/my script.py", line=1)


@pytest.mark.parametrize(
    ("comment", "arguments"),
    [
        ("# pip install numpy", ("numpy",)),
        ("#pip install numpy", ("numpy",)),
        ("    # pip install numpy", ("numpy",)),
        ("import numpy  # pip install numpy", ("numpy",)),
        ("#!pip install numpy", ("numpy",)),
        ("# !pip install numpy", ("numpy",)),
        ("# %pip install numpy", ("numpy",)),
        ("# pip3 install numpy", ("numpy",)),
        ("# pip3.11 install numpy", ("numpy",)),
        ("# sudo -H pip install numpy", ("numpy",)),
        ("# python -m pip install numpy", ("numpy",)),
        ("# python3 -m pip install numpy", ("numpy",)),
        ("# !{sys.executable} -m pip install numpy", ("numpy",)),
        ("# /opt/conda/bin/pip install numpy", ("numpy",)),
        ("# pip --quiet install numpy", ("numpy",)),
        ("# pip install numpy==1.26.4 pandas>=2,<3", ("numpy==1.26.4", "pandas>=2,<3")),
        ("# pip install 'numpy>=1.2' \"pandas[excel, s3]>2\"", ("numpy>=1.2", "pandas[excel, s3]>2")),
        ("# pip install numpy>1.2 pandas<3", ("numpy>1.2", "pandas<3")),
        ("# pip install 'x; python_version < \"3.12\"'", ('x; python_version < "3.12"',)),
        ("# pip install -q --quiet -U numpy", ("-q", "--quiet", "-U", "numpy")),
        ("# pip install -r requirements.txt", ("-r", "requirements.txt")),
        ("# pip install -r ~/requirements.txt -c limits.txt", ("-r", "~/requirements.txt", "-c", "limits.txt")),
        ("# pip install -rrequirements.txt", ("-rrequirements.txt",)),
        ("# pip install --requirement=requirements.txt", ("--requirement=requirements.txt",)),
        (
            "# pip install --index-url https://p.example/simple -i https://a.example b --extra-index-url=https://c.example",
            (
                "--index-url",
                "https://p.example/simple",
                "-i",
                "https://a.example",
                "b",
                "--extra-index-url=https://c.example",
            ),
        ),
        ("# pip install -f https://x.example/links x", ("-f", "https://x.example/links", "x")),
        ("# pip install --trusted-host x.example x", ("--trusted-host", "x.example", "x")),
        ("# pip install git+https://x.example/a/b.git@v1#egg=b", ("git+https://x.example/a/b.git@v1#egg=b",)),
        ("# pip install git+ssh://git@x.example/a/b", ("git+ssh://git@x.example/a/b",)),
        ("# pip install -e git+https://x.example/a#egg=b", ("-e", "git+https://x.example/a#egg=b")),
        ("# pip install 'b @ git+https://x.example/a'", ("b @ git+https://x.example/a",)),
        ("# pip install b@git+https://x.example/a", ("b@git+https://x.example/a",)),
        ("# pip install https://x.example/a-1-py3-none-any.whl", ("https://x.example/a-1-py3-none-any.whl",)),
        ("# pip install git+https://${USER}:${TOKEN}@x.example/a", ("git+https://${USER}:${TOKEN}@x.example/a",)),
        ("# pip install git+https://bot:${TOKEN}@x.example/a", ("git+https://bot:${TOKEN}@x.example/a",)),
        ("# pip install git+https://${TOKEN}@x.example/a", ("git+https://${TOKEN}@x.example/a",)),
        ("# pip install numpy > /dev/null 2>&1", ("numpy",)),
        ("# pip install numpy >/dev/null", ("numpy",)),
        ("# pip install numpy &> log.txt", ("numpy",)),
        ("# pip install numpy 2> /dev/null pandas", ("numpy", "pandas")),
        ("# pip install numpy | tail -n 1", ("numpy",)),
        ("# pip install numpy || true", ("numpy",)),
        ("# pip install numpy # don't forget", ("numpy",)),
        ("# pip install numpy && python script.py", ("numpy",)),
    ],
)
def test_a_pip_line(expect, comment, arguments):
    expect(f"{comment}\n", requirements=(pip(*arguments),))


@pytest.mark.parametrize(
    ("comment", "arguments"),
    [
        ("# uv pip install numpy", ("numpy",)),
        ("# !uv pip install --system -q 'numpy>=2'", ("numpy>=2",)),
        ("# uv --quiet pip install -U numpy==2.1 -r requirements.txt", ("-U", "numpy==2.1", "-r", "requirements.txt")),
        ("# uv --directory sub pip install -rrequirements.txt", ("-r", "requirements.txt")),
        ("# uv pip install -p 3.11 --link-mode=copy --prerelease allow x", ("--pre", "x")),
        (
            "# uv pip install --default-index https://a.example/simple --index=https://b.example/simple x",
            ("--index-url", "https://a.example/simple", "--extra-index-url", "https://b.example/simple", "x"),
        ),
        ("# uv pip install --requirements r.txt --constraints c.txt", ("-r", "r.txt", "-c", "c.txt")),
        ("# uv add 'pandas[excel]>=2' six", ("pandas[excel]>=2", "six")),
        ("# uv add --script script.py --bounds exact six", ("six",)),
    ],
)
def test_a_line_for_uv_is_one_for_pip(expect, comment, arguments):
    expect(f"{comment}\n", requirements=(pip(*arguments),))


@pytest.mark.parametrize(
    "comment",
    [
        "# uv",
        "# uv is fast",
        "# uv sync",
        "# uv run script.py",
        "# uv pip list",
        "# uv add --dev pytest",
        "# uv add --group docs mkdocs",
        "# uv pip install",
        "# uvx ruff",
        "# uv tool install ruff",
        "# uv remove six",
    ],
)
def test_what_uv_does_besides(expect, comment):
    expect(f"{comment}\n")


@pytest.mark.parametrize("comment", ["# uv pip install -e .", "# uv add 'numpy, scipy'", "# uv pip install 'numpy"])
def test_what_is_wrong_with_a_line_for_uv_stops_no_build(read, comment):
    assert {found.severity for found in read(f"{comment}\n").findings} == {"warning"}


def test_credentials_in_a_line_for_uv(read):
    (found,) = read("# uv pip install --index https://me:abracadabra@p.example x\n").findings
    assert (found.code, found.severity) == ("CLM033", "error")


@pytest.mark.parametrize("join", ["&&", ";"])
def test_two_commands_in_one_line(expect, join):
    expect(f"# pip install a {join} pip install -q b\n", requirements=(pip("a"), pip("-q", "b")))


def test_the_order_of_lines_is_kept(expect):
    script = "# pip install z\nimport z # pip install a\n# pip install m\n"
    expect(script, requirements=(pip("z"), pip("a", line=2), pip("m", line=3)))


@pytest.mark.parametrize(
    "script",
    [
        "'''\n# pip install numpy\n'''[0]\n",
        "x = '# pip install numpy'\n",
        "# use pip install numpy\n",
        "# pipeline install\n",
        "# pip is slow\n",
        "# pip's cache\n",
        "# pip install\n",
        "# pip install -q\n",
        "# conda install numpy\n",
        "# then pip install numpy\n",
        "# apt packages\n",
        "# apt\n",
        "# yum, said the cat\n",
        "# module install git\n",
    ],
)
def test_what_is_no_installation(expect, script):
    expect(script)


@pytest.mark.parametrize(
    ("script", "runs"),
    [
        ("get_ipython().system('pip install numpy')", "pass"),
        ("get_ipython().system('python -m pip install numpy > /dev/null')", "pass"),
        ("x = get_ipython().getoutput('pip install numpy')", "x = []"),
        ("get_ipython().run_line_magic('pip', 'install numpy')", "pass"),
        ("get_ipython().magic('pip install numpy')", "pass"),
        ("get_ipython().run_line_magic('uv', 'pip install numpy')", "pass"),
        ("get_ipython().system('uv pip install numpy')", "pass"),
        ("if x:\n    get_ipython().system('pip install numpy')", "if x:\n    pass"),
    ],
)
def test_an_exported_notebook(expect, script, runs):
    expect(f"{script}\n", requirements=(pip("numpy", line=script.count("\n") + 1),), runs=f"{runs}\n")


def test_an_exported_shell_cell(expect):
    script = "get_ipython().run_cell_magic('bash', '', '# x\\npip install a\\napt-get install -y git\\n')\n"
    expect(
        script,
        requirements=(pip("a", line=3),),
        system_packages=(SystemPackages(manager="apt", arguments=("install", "git"), line=4),),
        runs="pass\n",
    )


def test_magics_with_unknown_text_still_need_ipython(expect):
    expect("get_ipython().system(command)\n", needs_ipython=True)


def test_asking_for_ipython_does_not_need_it(expect):
    expect("try:\n    get_ipython()\nexcept NameError:\n    pass\n")


READERS = " Begin the comment with another word if it is for readers."


@pytest.mark.parametrize(
    ("wrong", "token", "fixed"),
    [
        ("pymongo, dnspython", "pymongo,", ("pymongo", "dnspython")),
        ("pymongo,dnspython", "pymongo,dnspython", ("pymongo", "dnspython")),
        ("numpy>=1,pandas", "numpy>=1,pandas", ("numpy>=1", "pandas")),
        ("numpy >= 1.2", ">=", ("numpy>=1.2",)),
        ("numpy > 1.2", ">", ("numpy>1.2",)),
        ("numpy=1.2", "numpy=1.2", ("numpy==1.2",)),
        ("-q numpy, pandas", "numpy,", ("-q", "numpy", "pandas")),
        ("instructions:", "instructions:", ("instructions",)),
    ],
)
def test_a_line_that_pip_would_refuse_with_the_line_to_write(expect, wrong, token, fixed):
    shown = " ".join(f"'{word}'" if set(word) & set("<>") else word for word in fixed)
    expect(
        f"# pip install {wrong}\n",
        requirements=(pip(*fixed),),
        findings=(
            finding(
                "CLM031",
                f"pip would refuse this line: {token!r} is not the name of a package.",
                f"Write `# pip install {shown}`.{READERS}",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("wrong", "token"),
    [
        ("numpy (for plots)", "(for"),
        ("$(cat list)", "$(cat"),
        ("{package}", "{package}"),
        ("git+https://{token}@x.example/a", "git+https://{token}@x.example/a"),
        ("git+git@x.example:a/b", "git+git@x.example:a/b"),
    ],
)
def test_a_line_that_pip_would_refuse_with_an_example(expect, wrong, token):
    expect(
        f"# pip install {wrong}\n",
        findings=(
            finding(
                "CLM031",
                f"pip would refuse this line: {token!r} is not the name of a package.",
                "Write `# pip install numpy 'pandas>=2'`: names of packages, separated by blanks, a version directly"
                f" behind its name.{READERS}",
            ),
        ),
    )


def test_an_option_without_its_value(read):
    reading = read("# pip install numpy -r\n")
    assert [f.message for f in reading.findings] == ["pip would refuse this line: -r has no value."]
    assert reading.interface.requirements == ()


@pytest.mark.parametrize(
    "line",
    [
        "git+https://user:s3cret@x.example/a",
        "git+https://s3cret@x.example/a",
        "--index-url https://user:s3cret@x.example/simple a",
        "--extra-index-url=https://user:s3cret@x.example/simple a",
        "'a @ https://user:s3cret@x.example/a.whl', b",
        "https://${USER}:s3cret@x.example/a.whl",
        "git+ssh://git:s3cret@x.example/a",
        "https://user:s3/cret@x.example/a.whl",
        "--proxy http://u:s3cret@x.example a",
    ],
)
def test_credentials_are_refused_and_never_shown(expect, line):
    expect(
        f"# pip install {line}\n",
        findings=(
            finding(
                "CLM033",
                "A URL in this line holds credentials; they would end up in the image.",
                "Write `https://${USER}:${PASSWORD}@…` with variables of the build's environment, and change the"
                " password: it is in the repository's history.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (".", "."),
        ("'.[extra]'", ".[extra]"),
        ("./lib", "./lib"),
        ("../lib", "../lib"),
        ("/tmp/x.whl", "/tmp/x.whl"),
        ("x-1-py3-none-any.whl", "x-1-py3-none-any.whl"),
        ("~/lib", "~/lib"),
        ("src/lib", "src/lib"),
        ("-e .", "-e ."),
        ("-e lib", "-e lib"),
        ("--editable=lib", "--editable lib"),
        ("-f ./wheels x", "-f ./wheels"),
        ("file:///tmp/x.whl", "file:///tmp/x.whl"),
        ("'x @ file:///tmp/x.whl'", "x @ file:///tmp/x.whl"),
        ("-i file:///mirror x", "-i file:///mirror"),
    ],
)
def test_a_local_path(expect, line, shown):
    expect(
        f"# pip install {line}\n",
        findings=(
            finding(
                "CLM034",
                f"{shown!r} is a path on this machine; an image cannot install from it.",
                "Write the name of a published package or its URL: `# pip install git+https://…`.",
            ),
        ),
    )


@pytest.mark.parametrize("line", ["numpy'", 'numpy "pandas', "numpy \\", "it's"])
def test_an_unclosed_quote(expect, line):
    expect(
        f"# pip install {line}\n",
        findings=(
            finding(
                "CLM030",
                "This line for pip ends inside a quote, or with a backslash.",
                "Close the quote and write the whole command in one line; an apostrophe in a remark belongs behind a"
                " `#`.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("comment", "manager", "arguments"),
    [
        ("# dnf install git", "dnf", ("install", "git")),
        ("#dnf -y install git", "dnf", ("install", "git")),
        ("# yum install -y git gcc-c++", "dnf", ("install", "git", "gcc-c++")),
        ("# microdnf update", "dnf", ("update",)),
        ("# dnf module enable nodejs:20", "dnf", ("module", "enable", "nodejs:20")),
        ("# dnf groupinstall 'Development Tools'", "dnf", ("groupinstall", "Development Tools")),
        ("# dnf install @development", "dnf", ("install", "@development")),
        ("# apt install libgl1", "apt", ("install", "libgl1")),
        ("# apt-get install -yq libgl1=1.2-3", "apt", ("install", "-q", "libgl1=1.2-3")),
        (
            "# sudo apt-get install --assume-yes --no-install-recommends git",
            "apt",
            ("install", "--no-install-recommends", "git"),
        ),
        ("#!apt-get update", "apt", ("update",)),
        ("# DEBIAN_FRONTEND=noninteractive apt-get install git > /dev/null", "apt", ("install", "git")),
    ],
)
def test_system_packages(expect, comment, manager, arguments):
    expect(f"{comment}\n", system_packages=(SystemPackages(manager=manager, arguments=arguments, line=1),))


def test_a_chain_of_system_commands(expect):
    expect(
        "# apt-get update && apt-get install -y git; pip install numpy\n",
        requirements=(pip("numpy"),),
        system_packages=(
            SystemPackages(manager="apt", arguments=("update",), line=1),
            SystemPackages(manager="apt", arguments=("install", "git"), line=1),
        ),
    )


def test_a_system_line_with_commas(expect):
    expect(
        "# dnf install git, gcc\n",
        system_packages=(SystemPackages(manager="dnf", arguments=("install", "git", "gcc"), line=1),),
        findings=(
            finding(
                "CLM035",
                "This line for dnf is not understood: packages are separated by blanks.",
                "Write `# dnf install git gcc`.",
                "warning",
            ),
        ),
    )


def test_an_unclosed_quote_in_a_system_line(read):
    reading = read("# apt install git's\n")
    assert [(f.code, f.severity) for f in reading.findings] == [("CLM035", "warning")]
    assert reading.interface.system_packages == ()


def test_an_exported_notebook_installs_nothing_when_it_runs(read):
    script = "if True:\n    get_ipython().system('pip install numpy')\nprint('é')  # kept\n"
    program = read(script).interface.program
    assert program.content.decode() == "if True:\n    pass\nprint('é')  # kept\n"
    assert not program.needs_ipython


def test_an_exported_notebook_keeps_its_encoding():
    content = "# coding: latin-1\nget_ipython().run_line_magic('pip', 'install numpy')\nprint('é')\n".encode("latin-1")
    reading = PythonReader().read(ScriptSource(PurePosixPath("x.py"), content))
    assert reading.interface.program.content == "# coding: latin-1\npass\nprint('é')\n".encode("latin-1")


@pytest.mark.parametrize(
    "line",
    [
        "pip install git+https://me:hun&ter2@h/x",
        "pip install https://me:hun ter2@h/x.whl",
        "pip install --index-url https://me:hun;ter2@h/simple numpy",
        "pip install -i https://me:hun|ter2@h/simple numpy",
        "pip install numpy -i https://:hun/ter2@h/simple",
        "pip install 'https://me:hun>ter2@h/x.whl",
        "dnf install https://me:hun&ter2@h/x.rpm",
    ],
)
@pytest.mark.parametrize("form", ["# {}", "get_ipython().system({!r})"])
def test_no_part_of_a_password_is_ever_shown(read, line, form):
    reading = read(form.format(line) + "\n")
    assert {finding.code for finding in reading.findings} == {"CLM033"}
    assert "hun" not in str(reading.findings)
    assert "ter2" not in str(reading.findings)
    assert reading.interface.requirements == reading.interface.system_packages == ()


@pytest.mark.parametrize(
    "line",
    [
        "pip install --index-url http://localhost:8080/simple a@https://h/a.whl",
        "pip install --index-url http://localhost:8080 a@https://h/a.whl",
        "pip install --index-url https://me:${TOKEN}@h/simple numpy",
        "pip install git+ssh://git@github.com/o/r.git@v1",
    ],
)
def test_ports_and_variables_are_no_passwords(read, line):
    assert read(f"# {line}\n").findings == ()

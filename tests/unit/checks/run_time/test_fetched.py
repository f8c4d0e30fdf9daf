import pytest

from hatch_claimed.checks.analysis.run_time import UNKNOWN, helpers, installations


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("os.system('pip install numpy')", [("numpy",)]),
        ("os.system('python -m pip install numpy && pip3 install scipy')", [("numpy",), ("scipy",)]),
        ("os.system('sudo pip install numpy | tail -n 1')", [("numpy",)]),
        ("os.system('pip install ' + name)", [(UNKNOWN,)]),
        ("os.system(f'pip install {name}==1')", [(f"{UNKNOWN}==1",)]),
        ("sp.run([sys.executable, '-m', 'pip', 'install', '-q', 'numpy'])", [("-q", "numpy")]),
        ("sp.check_output(('pip', 'install', name))", [(UNKNOWN,)]),
        ("pip.main(['install', 'numpy'])", [("numpy",)]),
        ("os.system('conda install numpy')", [()]),
        ("os.system('uv pip install numpy')", [("numpy",)]),
        ("os.system('pip list')", []),
        ("os.system(command)", []),
        ("os.system()", []),
        ("system('pip install numpy')", []),
        ("sp.run(command, shell=True)", []),
    ],
)
def test_installations(call, expected, subject):
    text = f"import os, pip, sys\nimport subprocess as sp\n{call}\n"
    assert [one.arguments for one in installations(subject(text).details.codes)] == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("os.system('wget -q https://example.com/tools.py')", ["tools.py"]),
        ("os.system('curl -O https://example.com/a/tools.py?raw=1')", ["tools.py"]),
        ("os.system(f'wget https://example.com/{name}.py')", [UNKNOWN]),
        ("requests.get('https://example.com/tools.py')", ["tools.py"]),
        ("urlopen('https://example.com/tools.py')", ["tools.py"]),
        ("os.system('wget https://example.com/data.csv')", []),
        ("os.system('python https.py tools.py')", []),
        ("requests.get('http://[::1/tools.py')", []),
        ("requests.get(url)", []),
    ],
)
def test_helpers(call, expected, subject):
    text = f"import os, requests\nfrom urllib.request import urlopen\n{call}\nprint('.py')\n"
    assert [one.name for one in helpers(subject(text).details.codes)] == expected

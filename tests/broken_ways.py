"""Scripts that are broken, each in its own way, and scripts that are right, of which a project can be made."""

import json

FINE = '"""Counts up to {0}."""\nimport os\n\n# the number\nn = int(os.getenv("n", {0}))\nprint(n)\n'
SETTINGS = (
    '[project]\nname = "many"\nversion = "1.0"\n\n[tool.claimed]\nrepository = "registry.example.com/team"\n'
    'images = "off"\n'
)


def notebook(kernel):
    document = {"cells": [], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document).encode()


def script(text):
    return ('"""Counts the rows of a table."""\nimport os\n' + text).encode()


# for each way the code of its error, the script's name and content, and the table that belongs to it
WAYS = {
    "no Python": ("CLM010", "syntax.py", b"def (:\n", ""),
    "no notebook": ("CLM011", "torn.ipynb", b"{", ""),
    "a kernel of another language": (
        "CLM012",
        "julia.ipynb",
        notebook({"name": "julia", "language": "julia", "display_name": "j"}),
        "",
    ),
    "a parameter that has no name": ("CLM020", "blank.py", script("n = os.getenv('my key', 3)\n"), ""),
    "two types": ("CLM021", "types.py", script("n = int(os.environ['n'])\nm = float(os.environ['n'])\n"), ""),
    "credentials": ("CLM033", "login.py", script("# pip install --index-url https://me:word@example.com/ x\n"), ""),
    "a local package": ("CLM034", "local.py", script("# pip install -e .\n"), ""),
    "a requirement file that is missing": ("CLM032", "lines.py", script("# pip install -r none.txt\n"), ""),
    "a name that is too long": ("CLM009", f"{'long' * 20}.py", FINE.format(1).encode(), ""),
    "an unknown key": ("CLM001", "key.py", FINE.format(1).encode(), "nothing = 1\n"),
    "a wrong type": ("CLM002", "value.py", FINE.format(1).encode(), "files = 3\n"),
    "a pattern without files": ("CLM007", "pattern.py", FINE.format(1).encode(), 'files = ["none/*"]\n'),
    "a secret that it does not read": ("CLM091", "secret.py", FINE.format(1).encode(), 'secrets.x.name = "s"\n'),
    "a volume of no kind": ("CLM092", "volume.py", FINE.format(1).encode(), 'volumes.v.mount-path = "/data"\n'),
    "more than the limit": (
        "CLM093",
        "amount.py",
        FINE.format(1).encode(),
        'resources.limits.memory = "1Gi"\nresources.requests.memory = "2Gi"\n',
    ),
}


def write(root, fine, ways, more=""):
    """A project of some scripts that are right, by name, and of some that are broken."""
    (root / "operators").mkdir(parents=True)
    tables = []
    for name, content in fine.items():
        (root / "operators" / f"{name}.py").write_text(content)
    for _, name, content, table in (WAYS[way] for way in ways):
        (root / "operators" / name).write_bytes(content)
        if table:
            tables.append(f"[tool.claimed.operators.{name.partition('.')[0]}]\n{table}")
    (root / "pyproject.toml").write_text(SETTINGS + more + "".join(tables))

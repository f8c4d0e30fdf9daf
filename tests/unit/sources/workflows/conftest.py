import pytest

from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Tree

MANIFEST = '[tool.claimed]\nrepository = "registry.example.com/team"\nversion = "1.0"\n[tool.claimed.workflows.w]\n'
SCRIPTS = {
    "make.py": (
        '"""Makes a table."""\nimport os\n# how many\ncount = int(os.getenv("count", 5))\n'
        '# how much\nnoise = float(os.getenv("noise", 0.5))\n# what for\nname = os.getenv("name", "a")\n'
        '# whether at all\nflag = bool(os.getenv("flag", True))\n'
        'os.environ["table"] = "table.csv"\nos.environ["report"] = "report.txt"\n'
    ),
    "clean.py": (
        '"""Cleans a table."""\nimport os\n# the table\ntable = os.getenv("table")\n# how far\n'
        'limit = float(os.getenv("limit", 3.0))\nos.environ["cleaned"] = "cleaned.csv"\n'
    ),
    "store.py": '"""Stores a table."""\nimport os\n# the table\ntable = os.getenv("table", "")\nprint(table)\n',
}


@pytest.fixture
def inspected(tmp_path):
    """A project of three operators with the table of a workflow `w`, from its line 4 on."""

    def run(table, **scripts):
        for name, text in {**SCRIPTS, **scripts}.items():
            path = tmp_path / "operators" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        manifest, findings = read_manifest(f"{MANIFEST}{table}\n")
        assert manifest, findings
        settings, findings = resolve(manifest, "1.0")
        return inspect(settings, Tree(tmp_path), findings)

    return run

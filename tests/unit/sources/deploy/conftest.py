import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.planning.inspection import inspect
from hatch_claimed.settings.load import read_manifest, resolve
from hatch_claimed.system.tree import Tree

MANIFEST = '[tool.claimed]\nrepository = "registry.example.com/team"\nversion = "1.0"\n'
COUNT = '"""Say how many words a text has."""\n\nimport os\n\n# the text\ninput_path = os.getenv("input_path")\n# the key\napi_key = os.getenv("api_key", "")\n'
LOOK = '"""Say how long a text is."""\n\nimport os\n\n# the text\ninput_path = os.getenv("input_path")\n'


@pytest.fixture
def inspected(tmp_path):
    """What a check sees of a project with these settings, from the fourth line on, and two operators."""

    def run(tables, **scripts):
        for name, text in {"count_words.py": COUNT, "look.py": LOOK, **scripts}.items():
            path = tmp_path / "operators" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        manifest, findings = read_manifest(f"{MANIFEST}{tables}")
        assert manifest, findings
        settings, findings = resolve(manifest, "1.0")
        return inspect(settings, Tree(tmp_path), findings)

    return run


@pytest.fixture
def said(inspected):
    """All that is wrong with such a project, as the text that says so."""
    return lambda tables, **scripts: as_text(inspected(tables, **scripts).findings)


@pytest.fixture
def deployments(inspected):
    """The deployments of such a project, by the names of operators and grid wrappers."""

    def run(tables, **scripts):
        inspection = inspected(tables, **scripts)
        assert inspection.findings == ()
        components = [one for subject in inspection.subjects for one in (subject.operator, subject.wrapper) if one]
        return {one.name: one.deployment for one in components}

    return run

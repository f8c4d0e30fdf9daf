"""A project with one script for each form that the contract names, listed as its users list it.

`forms/expected/` holds what each operator's entry in the catalogue must be, without `image` and `artifacts`.
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from hatch_claimed.artifacts.registry import ARTIFACTS

FORMS = Path(__file__).with_name("forms")
EXPECTED = {path.stem: path for path in sorted((FORMS / "expected").glob("*.json"))}

# what the scripts are told: `place: severity code`, in the order of files and lines
WARNINGS = """\
operators/cast_nothing_else.py:7:1: warning CLM050
operators/cast_nothing_else.py:16:8: warning CLM066
operators/default_another_read.py:4: warning CLM022
operators/default_arithmetic.py:9:9: warning CLM112
operators/default_boolean_words.py:5: warning CLM023
operators/default_boolean_words.py:9: warning CLM023
operators/default_boolean_words.py:14:11: warning CLM112
operators/default_computed.py:6: warning CLM022
operators/default_computed.py:7: warning CLM022
operators/default_computed.py:8: warning CLM022
operators/default_exponent.py:5:12: warning CLM112
operators/default_local_variable.py:7: warning CLM022
operators/default_name_assigned_twice.py:9: warning CLM022
operators/default_negative.py:7:10: warning CLM112
operators/default_number_literals.py:8:5: warning CLM112
operators/default_number_literals.py:10:5: warning CLM112
operators/default_number_without_cast.py:4:8: warning CLM112
operators/default_number_without_cast.py:5:9: warning CLM112
operators/default_shadowed_constant.py:8: warning CLM022
operators/docstring_missing.py:1: warning CLM040
operators/empty_script.py:1: warning CLM040
operators/getenv_keyword_default.py:4:1: warning CLM050
operators/import_os_as.py:4:1: warning CLM050
operators/import_os_missing.py:6:15: warning CLM115
operators/name_computed.py:8: warning CLM025
operators/name_in_constant.py:9:7: warning CLM124
operators/name_with_version_1.2.py:4:11: warning CLM112
operators/notebook_begins_with_code.ipynb:cell 1:1: warning CLM040
operators/notebook_constant_assigned_twice.ipynb:cell 4:2: warning CLM022
operators/notebook_default_computed.ipynb:cell 2:3: warning CLM022
operators/notebook_description.ipynb:cell 2:2:1: warning CLM050
operators/notebook_exec_of_arguments.ipynb:cell 3:5:9: warning CLM066
operators/notebook_markdown_is_no_code.ipynb:cell 2:2:8: warning CLM112
operators/notebook_of_another_environment.ipynb:cell 2:2: warning CLM023
operators/notebook_output_after_read.ipynb:cell 3:1: warning CLM024
operators/notebook_pip_comments.ipynb:cell 3:5:5: warning CLM112
operators/notebook_pip_in_condition.ipynb:cell 2:5: warning CLM036
operators/notebook_stored_outputs.ipynb:cell 2:4:1: warning CLM124
operators/output_after_read.py:6: warning CLM024
operators/output_in_function.py:13: warning CLM111
operators/pip_in_exported_notebook.py:1: warning CLM040
operators/r_as_logical_of_words.R:3: warning CLM023
operators/r_as_logical_of_words.R:4: warning CLM023
operators/r_computed_name.R:4: warning CLM025
operators/r_default_computed.R:4: warning CLM022
operators/r_default_computed.R:5: warning CLM022
operators/r_default_null.R:3: warning CLM022
operators/r_default_null.R:4: warning CLM022
operators/r_description_missing.R:1: warning CLM040
operators/r_install.R:5: warning CLM050
operators/r_install_by_other_means.R:4: warning CLM030
operators/r_setenv_after_read.R:4: warning CLM024
operators/r_text_is_no_code.R:11: warning CLM050
operators/read_over_several_lines.py:14:22: warning CLM124
operators/system_packages_above_parameter.py:3: warning CLM036
operators/system_packages_apt.py:3: warning CLM036
operators/system_packages_apt.py:4: warning CLM036
operators/system_packages_apt.py:5: warning CLM036
operators/system_packages_apt.py:6: warning CLM036
operators/system_packages_with_comma.py:3: warning CLM035
operators/text_in_docstrings.py:24:9: warning CLM112
operators/variables_by_settings.py:8:13: warning CLM124
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    root = tmp_path_factory.mktemp("forms") / "project"
    shutil.copytree(FORMS, root, ignore=shutil.ignore_patterns("expected"))
    command = [Path(sys.executable).with_name("hatch-claimed"), "-v", "-C", root, "list", "--format", "json"]
    completed = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert completed.returncode == 0, completed.stderr
    return completed


@pytest.fixture(scope="module")
def entries(listed):
    return {entry["name"]: entry for entry in json.loads(listed.stdout)["operators"]}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_form_is_read_exactly(entries, name, whole_file):
    entry = {key: value for key, value in entries[name].items() if key not in {"image", "artifacts"}}
    whole_file(EXPECTED[name], json.dumps(entry, indent=2, ensure_ascii=False) + "\n")


def test_every_script_is_an_operator_and_nothing_else_is_one(listed, entries):
    names = [entry["name"] for entry in json.loads(listed.stdout)["operators"]]
    assert names == sorted(EXPECTED)
    scripts = [path for path in (FORMS / "operators").rglob("*") if path.suffix in {".py", ".ipynb", ".R", ".r"}]
    helpers = {"operators/_helper.py"}
    assert {path.relative_to(FORMS).as_posix() for path in scripts} - helpers == {
        entry["path"] for entry in entries.values()
    }


def test_the_corpus_is_large_enough(entries):
    kinds = Counter(entry["kind"] for entry in entries.values())
    assert len(entries) >= 100
    assert kinds["notebook"] >= 25
    assert kinds["r"] >= 20


def test_images_and_artifacts_are_named_after_the_script(entries):
    for name, entry in entries.items():
        stem = Path(entry["path"]).stem
        assert entry["image"] == f"registry.example.com/forms/claimed-{name}:1.0"
        assert entry["artifacts"] == {
            **{artifact.name: f"{name}/{stem}{artifact.suffix}" for artifact in ARTIFACTS},
            "context": f"{name}/context",
        }


def test_warnings_go_to_stderr_and_the_catalogue_alone_to_stdout(listed):
    assert list(json.loads(listed.stdout)) == ["operators", "grid_wrappers", "workflows"]
    said = [line for line in listed.stderr.splitlines() if not line.startswith("    ")]
    assert [re.sub(r"(CLM\d{3}): .*", r"\1", line) for line in said] == [
        *WARNINGS.splitlines(),
        f"{WARNINGS.count('warning')} warnings",
    ]

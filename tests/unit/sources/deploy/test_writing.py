"""Pods that cannot write where their results go."""

import pytest

READ_ONLY = "security-context = { read-only-root-filesystem = true }\n"
GROUP = "security-context = { run-as-group = 1000, run-as-user = 1000 }\n"
TMP = 'volumes.tmp = { empty-dir = true, mount-path = "/tmp" }\n'
PATHS = "a.csv", "results/b.csv", "/scratch/c.csv", "s3://bucket/d.csv", "../e.csv"
SETS = "".join(f"os.environ['out{number}'] = {path!r}  # claimed: output\n" for number, path in enumerate(PATHS))
SCRIPT = f'"""Write results."""\n\nimport os\n\n{SETS}'
R_SCRIPT = "#' Write results.\nSys.setenv(out = 'a.csv')\n"


@pytest.fixture
def told(inspected):
    """The rule's messages about `count_words.py`, by line."""

    def run(tables, script=SCRIPT, name="count_words.py"):
        found = inspected(tables, **{name: script}).findings
        return {one.line: one.message for one in found if one.code == "CLM119" and one.path == f"operators/{name}"}

    return run


def lost(path, reason):
    return f"{path!r} goes to a private folder of temporary files, and with the pod: {reason}"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (READ_ONLY + TMP, "`read-only-root-filesystem` is set"),
        (GROUP, "`run-as-group` is 1000, and /opt/app-root/src belongs to group 0"),
    ],
)
def test_results_at_relative_paths_go_with_the_pod(told, settings, reason):
    assert told(settings) == {5: lost("a.csv", reason), 6: lost("results/b.csv", reason)}
    volume = 'volumes.results = { claim = "results", mount-path = "/opt/app-root/src/results" }\n'
    assert told(settings + volume) == {5: lost("a.csv", reason)}
    assert told(settings + volume.replace("/results", "")) == {}
    for useless in (volume.replace(" }", ", read-only = true }"), volume.replace("claim", "config-map")):
        assert told(settings + useless) == {5: lost("a.csv", reason), 6: lost("results/b.csv", reason)}


@pytest.mark.parametrize(
    "context",
    [
        "run-as-user = 1000",
        "run-as-group = 0",
        "run-as-group = 1000, run-as-user = 0",
        "run-as-group = 1000, run-as-user = 1001",
        "run-as-group = 1000, supplemental-groups = [5, 0]",
        "read-only-root-filesystem = false",
    ],
)
def test_silence_where_the_working_directory_can_be_written_to(told, context):
    assert told(f"security-context = {{ {context} }}\n") == {}


def test_nothing_can_be_written_without_a_folder_for_temporary_files(told):
    message = (
        "its pods can write nothing, not even temporary files and caches of libraries: "
        "`read-only-root-filesystem` is set, and no volume is mounted at /tmp"
    )
    assert told(READ_ONLY) == {None: message}
    assert told(READ_ONLY + 'volumes.tmp = { claim = "t", mount-path = "/var/tmp" }\n', "import os\n") == {}
    assert told(READ_ONLY + 'volumes.all = { claim = "t", mount-path = "/opt/app-root/src" }\n') == {}


def test_r_scripts_work_elsewhere(told):
    reason = "`run-as-group` is 1000, and /home/docker belongs to group 0"
    assert told(GROUP, R_SCRIPT, "count.R") == {2: lost("a.csv", reason)}
    volume = 'volumes.work = { claim = "results", mount-path = "/home/docker" }\n'
    assert told(GROUP + volume, R_SCRIPT, "count.R") == {}


def test_an_operator_may_ignore_it(told):
    assert told(f'{GROUP}check = {{ ignore = ["CLM119"] }}\n') == {}
    ignored = SCRIPT.replace("'a.csv'  #", "'a.csv'  # claimed: ignore[CLM119] #")
    assert list(told(GROUP, ignored)) == [6]

from pathlib import Path

import pytest

from hatch_claimed.sources.variables.reference import reference
from hatch_claimed.sources.variables.table import LEFT_ALONE, PASSED_ON, owner, passed_on

PAGE = Path(__file__).parents[4] / "docs" / "variables.md"


@pytest.mark.parametrize(
    ("name", "of"),
    [
        *[(name, "the system") for name in ("PATH", "HOME", "USER", "HOSTNAME", "LANG", "LC_ALL", "TZ", "TMPDIR")],
        *[(name, "the system") for name in ("LD_LIBRARY_PATH", "XDG_CACHE_HOME", "DISPLAY", "USERPROFILE")],
        ("KUBERNETES_SERVICE_HOST", "Kubernetes and pipelines"),
        ("MONGO_SERVICE_HOST", "Kubernetes and pipelines"),
        ("MONGO_SERVICE_PORT_HTTP", "Kubernetes and pipelines"),
        ("MONGO_PORT_27017_TCP_ADDR", "Kubernetes and pipelines"),
        ("JOB_COMPLETION_INDEX", "Kubernetes and pipelines"),
        ("CUDA_VISIBLE_DEVICES", "GPUs and numeric libraries"),
        ("TF_CPP_MIN_LOG_LEVEL", "GPUs and numeric libraries"),
        ("TOKENIZERS_PARALLELISM", "GPUs and numeric libraries"),
        ("MPLBACKEND", "GPUs and numeric libraries"),
        ("SLURM_ARRAY_TASK_ID", "schedulers and launchers of ranks"),
        ("AWS_BATCH_JOB_ARRAY_INDEX", "schedulers and launchers of ranks"),
        ("RANK", "schedulers and launchers of ranks"),
        ("https_proxy", "proxies"),
        ("HTTPS_PROXY", "proxies"),
        ("REQUESTS_CA_BUNDLE", "TLS"),
        ("AWS_CA_BUNDLE", "TLS"),
        ("GITHUB_RUN_ID", "CI"),
        ("CI", "CI"),
        ("PYTHONPATH", "Python and its tools"),
        ("CONDA_PREFIX", "Python and its tools"),
        ("R_LIBS_USER", "R and its packages"),
        ("JAVA_HOME", "Java"),
        ("PYSPARK_PYTHON", "Spark and Hadoop"),
        ("CLAIMED_IMAGES", "hatch-claimed"),
    ],
)
def test_variables_of_somebody_else(name, of):
    assert owner(name).owner == of
    assert not passed_on(name)


@pytest.mark.parametrize(
    "name",
    [
        # other letters are other variables
        *["path", "home", "user", "lang", "Path", "ci", "rank", "master_port"],
        # what sounds like a platform, and is given by nobody but the caller
        *["POD_NAME", "NAMESPACE", "JOB_NAME", "GITHUB_REPOSITORY", "GITHUB_REF", "CI_LEVEL", "PYTHON_SCRIPT"],
        *[
            "USERNAME",
            "HOST",
            "PORT",
            "DEBUG",
            "TABLE",
            "MODEL",
            "R_FILE",
            "TF_MODEL",
            "PROJ_NAME",
            "UV_INDEX",
            "GIT_USER",
        ],
        *["SERVICE_HOST", "DB_HOST", "SMTP_PORT", "HDF5_FILE", "HADOOP_USER", "log_level", "LOG_LEVEL", ""],
    ],
)
def test_variables_of_operators(name):
    assert owner(name) is None
    assert not passed_on(name)


@pytest.mark.parametrize(
    "name",
    [
        *[
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_DEFAULT_REGION",
            "HF_TOKEN",
            "GITHUB_TOKEN",
            "OPENAI_API_KEY",
        ],
        # a login stays a login, whoever's prefix it has
        *["JUPYTER_TOKEN", "CI_JOB_TOKEN", "HF_HUB_TOKEN", "PIP_PASSWORD"],
        *["SPARK_MASTER", "SPARK_DRIVER_MEMORY", "KUBECONFIG", "PGPASSWORD", "COLUMNS", "LANGUAGE"],
    ],
)
def test_what_only_the_caller_knows_stays_a_parameter(name):
    assert owner(name) is None
    assert passed_on(name)


def test_each_name_stands_once():
    names = [name for group in (*LEFT_ALONE, *PASSED_ON) for name in group.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("group", [*LEFT_ALONE, *PASSED_ON], ids=lambda group: group.owner)
def test_every_name_is_its_own_groups(group):
    """A pattern of one group must not hide what another one lists."""
    for name in group.names:
        example = name.replace("[A-Z]", "A").replace("[0-9]", "1").replace("*", "X")
        found = owner(example)
        assert passed_on(example) if group in PASSED_ON else found == group, name


def test_the_page_is_the_generated_one():
    assert PAGE.read_text(encoding="utf-8") == reference()


def test_the_page_has_all_names():
    page = reference()
    assert all(f"`{name}`" in page for group in (*LEFT_ALONE, *PASSED_ON) for name in group.names)
    assert all(group.reason in page for group in (*LEFT_ALONE, *PASSED_ON))

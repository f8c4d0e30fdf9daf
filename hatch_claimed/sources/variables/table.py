"""Variables that are no operator's interface: those of the system, of platforms and of libraries.

A script that reads `PATH` asks nobody for a value, and one that sets `OMP_NUM_THREADS` has no result of that name. An
artifact that gave them values would take those away that whoever they belong to has given: a Job that sets `PATH` finds
no Python. Names are compared as they are written, `PATH` and not `path`. They are listed only where the one that they
belong to gives or reads them itself; a name that merely sounds like it, such as `POD_NAME` or `SPARK_MASTER`, stays a
parameter, since nobody else would give it a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableGroup:
    """Variables of one owner, as names and as patterns with `*` and `[…]`, and why they are left alone.

    `owner` reads well behind "belongs to".
    """

    owner: str
    reason: str
    names: tuple[str, ...]


def _group(owner: str, reason: str, names: str) -> VariableGroup:
    return VariableGroup(owner=owner, reason=reason, names=tuple(names.split()))


LEFT_ALONE: tuple[VariableGroup, ...] = (
    _group(
        "the system",
        "The system, the shell and the image give them (POSIX, *Environment Variables*; XDG Base Directory). With "
        "another value, programs and libraries are no longer found.",
        "PATH HOME USER LOGNAME SHELL SHLVL HOSTNAME PWD OLDPWD LANG LC_* TZ TZDIR TMPDIR TMP TEMP TERM COLORTERM "
        "NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE EDITOR PAGER MANPATH DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_* "
        "DBUS_SESSION_BUS_ADDRESS LD_* DYLD_* MALLOC_* SSH_AUTH_SOCK SSH_AGENT_PID SSH_CLIENT SSH_CONNECTION SSH_TTY "
        "KRB5CCNAME KRB5_CONFIG SystemRoot SYSTEMROOT WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA USERPROFILE "
        "USERDOMAIN COMPUTERNAME HOMEDRIVE HOMEPATH PROGRAMDATA PROGRAMFILES NUMBER_OF_PROCESSORS "
        "PROCESSOR_ARCHITECTURE",
    ),
    _group(
        "Kubernetes and pipelines",
        "Kubernetes gives them to each pod and leaves out those that a container sets itself, so that all pods of an "
        "indexed Job would take the same share. Kubeflow, Argo and Elyra tell a step by them where it runs.",
        "KUBERNETES_* *_SERVICE_HOST *_SERVICE_PORT *_SERVICE_PORT_* *_PORT_[0-9]*_TCP* *_PORT_[0-9]*_UDP* "
        "JOB_COMPLETION_INDEX KFP_POD_NAME KFP_POD_UID KFP_NAMESPACE ARGO_CONTAINER_NAME ARGO_NODE_ID ARGO_TEMPLATE "
        "ARGO_INCLUDE_SCRIPT_OUTPUT ARGO_DEADLINE ARGO_PROGRESS_FILE ELYRA_RUNTIME_ENV ELYRA_RUN_NAME NB_PREFIX",
    ),
    _group(
        "GPUs and numeric libraries",
        "Drivers, device plugins and libraries read them: how many threads, which devices, where caches are. They say "
        "how something is computed, not what.",
        "CUDA_* CUBLAS_* CUDNN_* NVIDIA_* NCCL_* HIP_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES GPU_DEVICE_ORDINAL "
        "HSA_OVERRIDE_GFX_VERSION HSA_ENABLE_SDMA ZE_AFFINITY_MASK ONEAPI_DEVICE_SELECTOR OMP_* GOMP_* KMP_* MKL_* "
        "OPENBLAS_* GOTO_NUM_THREADS BLIS_NUM_THREADS VECLIB_MAXIMUM_THREADS NUMEXPR_* NUMBA_* LOKY_* "
        "JOBLIB_TEMP_FOLDER JOBLIB_MULTIPROCESSING POLARS_MAX_THREADS STAN_NUM_THREADS DASK_*__* TF_CPP_* TF_CONFIG "
        "TF_FORCE_* TF_ENABLE_* TF_DISABLE_* TF_XLA_FLAGS TF_GPU_* TF_CUDNN_* TF_DETERMINISTIC_OPS TF_NUM_* TF_USE_* "
        "TF_KERAS TFHUB_CACHE_DIR TFDS_DATA_DIR AUTOGRAPH_VERBOSITY XLA_* JAX_* KERAS_BACKEND KERAS_HOME SM_FRAMEWORK "
        "DGLBACKEND PYTORCH_CUDA_* PYTORCH_HIP_* PYTORCH_MPS_* PYTORCH_ENABLE_* PYTORCH_NO_* PYTORCH_JIT* "
        "PYTORCH_ALLOC_CONF TORCH_HOME TORCH_LOGS TORCH_CUDA_* TORCH_USE_* TORCH_SHOW_* TORCH_NCCL_* "
        "TORCH_DISTRIBUTED_DEBUG TORCH_EXTENSIONS_DIR TORCHINDUCTOR_* TORCHDYNAMO_* TRITON_CACHE_DIR "
        "TOKENIZERS_PARALLELISM HF_HOME HF_HUB_* HF_DATASETS_* TRANSFORMERS_CACHE TRANSFORMERS_OFFLINE "
        "TRANSFORMERS_VERBOSITY TRANSFORMERS_NO_* HUGGINGFACE_HUB_CACHE SENTENCE_TRANSFORMERS_HOME "
        "BITSANDBYTES_NOWELCOME NLTK_DATA MPLBACKEND MPLCONFIGDIR MATPLOTLIBRC QT_* SDL_VIDEODRIVER PYOPENGL_PLATFORM "
        "GDAL_* OGR_* CPL_* VSI_CACHE* PROJ_LIB PROJ_DATA PROJ_NETWORK PROJ_DEBUG OPENCV_* HDF5_USE_FILE_LOCKING "
        "HDF5_DISABLE_VERSION_CHECK HDF5_PLUGIN_PATH ARROW_DEFAULT_MEMORY_POOL ARROW_IO_THREADS "
        "ARROW_PRE_0_15_IPC_FORMAT PYARROW_IGNORE_TIMEZONE GRPC_* GLOG_* RAY_DEDUP_LOGS "
        "CRYPTOGRAPHY_OPENSSL_NO_LEGACY",
    ),
    _group(
        "schedulers and launchers of ranks",
        "Slurm, PBS, LSF, MPI and torchrun tell each process by them which part of the work is its own.",
        "SLURM_* SBATCH_* PBS_* LSB_* LSF_* SGE_* COBALT_JOBID FLUX_JOB_ID FLUX_JOB_SIZE FLUX_TASK_RANK _CONDOR_* "
        "RANK LOCAL_RANK GROUP_RANK ROLE_RANK NODE_RANK WORLD_SIZE LOCAL_WORLD_SIZE GROUP_WORLD_SIZE ROLE_WORLD_SIZE "
        "MASTER_ADDR MASTER_PORT TORCHELASTIC_* PET_RDZV_* PET_NNODES PET_NPROC_PER_NODE PET_NODE_RANK PET_MASTER_* "
        "OMPI_* PMI_* PMIX_* MPI_LOCALRANKID MPI_LOCALNRANKS MV2_* I_MPI_* MPICH_* HOROVOD_* UCX_* GLOO_SOCKET_IFNAME "
        "CLOUD_RUN_TASK_* AWS_BATCH_JOB_ARRAY_INDEX AWS_BATCH_JOB_ARRAY_SIZE AWS_BATCH_JOB_ATTEMPT AWS_BATCH_JOB_ID "
        "AWS_BATCH_JOB_NODE_INDEX AWS_BATCH_JQ_NAME AZ_BATCH_*",
    ),
    _group(
        "proxies",
        "Nearly every program that opens a connection reads them, and each cluster has its own.",
        "http_proxy https_proxy ftp_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY NO_PROXY",
    ),
    _group(
        "TLS",
        "They say which certificates are trusted; the image or the cluster knows that.",
        "SSL_CERT_FILE SSL_CERT_DIR SSLKEYLOGFILE OPENSSL_CONF REQUESTS_CA_BUNDLE CURL_CA_BUNDLE AWS_CA_BUNDLE "
        "NODE_EXTRA_CA_CERTS PROJ_CURL_CA_BUNDLE",
    ),
    _group(
        "git",
        "git and GitPython read them.",
        "GIT_PYTHON_* GIT_SSH GIT_SSH_COMMAND GIT_SSL_NO_VERIFY GIT_ASKPASS GIT_TERMINAL_PROMPT GIT_CONFIG_GLOBAL "
        "GIT_CONFIG_NOSYSTEM GIT_LFS_SKIP_SMUDGE",
    ),
    _group(
        "CI",
        "They tell a script that a test runs, and what for; where operators run, nobody gives them.",
        "CI CONTINUOUS_INTEGRATION GITHUB_ACTION GITHUB_ACTIONS GITHUB_ACTION_* GITHUB_ACTOR GITHUB_BASE_REF "
        "GITHUB_ENV GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_HEAD_REF GITHUB_JOB GITHUB_OUTPUT GITHUB_REF_* "
        "GITHUB_RUN_* GITHUB_SHA GITHUB_STEP_SUMMARY GITHUB_WORKFLOW GITHUB_WORKSPACE RUNNER_ARCH RUNNER_DEBUG "
        "RUNNER_NAME RUNNER_OS RUNNER_TEMP RUNNER_TOOL_CACHE GITLAB_CI CI_API_V4_URL CI_BUILDS_DIR CI_COMMIT_* "
        "CI_DEFAULT_BRANCH CI_ENVIRONMENT_* CI_JOB_* CI_MERGE_REQUEST_* CI_PIPELINE_* CI_PROJECT_* CI_REGISTRY "
        "CI_REGISTRY_* CI_RUNNER_* CI_SERVER_* JENKINS_URL TRAVIS CIRCLECI APPVEYOR BUILDKITE TEAMCITY_VERSION "
        "TF_BUILD BITBUCKET_BUILD_NUMBER CODEBUILD_BUILD_ID",
    ),
    _group(
        "Python and its tools",
        "The interpreter, its environments, Jupyter and test runners give or read them before the script's first line.",
        "PYTHON[A-Z]* PYTHON_VERSION PYTHON_SHA256 PYTHON_PIP_VERSION PYTHON_SETUPTOOLS_VERSION PYTHON_GET_PIP_* "
        "PYTHON_COLORS PYTHON_CPU_COUNT PYTHON_GIL PYTHON_HISTORY VIRTUAL_ENV VIRTUAL_ENV_PROMPT CONDA_* MAMBA_* "
        "MICROMAMBA_* PIP_* PIPENV_* POETRY_* PYENV_* UV_CACHE_DIR UV_DEFAULT_INDEX UV_INDEX_URL UV_LINK_MODE "
        "UV_PROJECT_ENVIRONMENT UV_PYTHON UV_SYSTEM_PYTHON SETUPTOOLS_* JUPYTER_* JUPYTERHUB_* JPY_PARENT_PID "
        "JPY_SESSION_NAME IPYTHONDIR NB_USER NB_UID NB_GID COLAB_* KAGGLE_KERNEL_* KAGGLE_URL_BASE "
        "DATABRICKS_RUNTIME_VERSION VSCODE_* PYCHARM_HOSTED PYTEST_* TQDM_* DJANGO_SETTINGS_MODULE FLASK_APP "
        "FLASK_ENV FLASK_DEBUG STREAMLIT_* GRADIO_* AIRFLOW_HOME AIRFLOW__* AIRFLOW_CTX_* PYGAME_HIDE_SUPPORT_PROMPT",
    ),
    _group(
        "R and its packages",
        "R gives or reads them when it starts (R, *Environment Variables*), so do renv, reticulate and RStudio.",
        "R_HOME R_ARCH R_LIBS R_LIBS_* R_ENVIRON R_ENVIRON_USER R_PROFILE R_PROFILE_USER R_DEFAULT_PACKAGES "
        "R_HISTFILE R_HISTSIZE R_KEEP_PKG_SOURCE R_MAX_* R_ENABLE_JIT R_COMPILE_PKGS R_SESSION_TMPDIR R_SHARE_DIR "
        "R_INCLUDE_DIR R_DOC_DIR R_PLATFORM R_OSTYPE R_PAPERSIZE R_BROWSER R_PDFVIEWER R_INTERACTIVE_DEVICE R_CHECK_* "
        "_R_* R_REMOTES_* R_COMPLETION R_CONFIG_ACTIVE R_DATATABLE_NUM_* RSTUDIO RSTUDIO_* RENV_* RETICULATE_* "
        "RCPP_PARALLEL_* RGL_USE_NULL MC_CORES",
    ),
    _group(
        "Java",
        "Each Java program reads them, Spark's too.",
        "JAVA_HOME JAVA_OPTS JAVA_TOOL_OPTIONS JAVA_VERSION _JAVA_OPTIONS JDK_JAVA_OPTIONS JRE_HOME CLASSPATH "
        "MAVEN_OPTS GRADLE_OPTS SBT_OPTS",
    ),
    _group(
        "Spark and Hadoop",
        "They say where these are installed and configured, which the image knows.",
        "SPARK_HOME SPARK_CONF_DIR SPARK_LOCAL_IP SPARK_LOCAL_DIRS SPARK_LOCAL_HOSTNAME SPARK_LOG_DIR SPARK_PID_DIR "
        "SPARK_WORKER_* SPARK_DAEMON_* SPARK_DIST_CLASSPATH SPARK_CLASSPATH SPARK_ENV_LOADED SPARK_VERSION PYSPARK_* "
        "HADOOP_HOME HADOOP_CONF_DIR HADOOP_OPTS HADOOP_CLASSPATH HADOOP_COMMON_* HADOOP_HDFS_HOME YARN_CONF_DIR "
        "HIVE_HOME HIVE_CONF_DIR ARROW_LIBHDFS_DIR",
    ),
    _group(
        "hatch-claimed",
        "Its own launcher and commands read them.",
        "CLAIMED_*",
    ),
)

PASSED_ON: tuple[VariableGroup, ...] = (
    _group(
        "terminals and messages",
        "Programs read them, but no container has them: a read asks the caller, and what is set is for a program.",
        "COLUMNS LINES LANGUAGE",
    ),
    _group(
        "logins and services",
        "Libraries read them too, but only the caller knows them: a read is a parameter like any other. What a script "
        "sets them to is for the library, and no result.",
        "*_TOKEN *_PASSWORD *_PASSWD *_SECRET *_SECRET_KEY *_ACCESS_KEY *_ACCESS_KEY_ID *_API_KEY *_CREDENTIALS "
        "GITHUB_PAT KAGGLE_USERNAME KAGGLE_KEY AWS_* AZURE_* GOOGLE_CLOUD_PROJECT GCLOUD_PROJECT OPENAI_* ANTHROPIC_* "
        "WANDB_* MLFLOW_* LANGCHAIN_* LANGSMITH_* PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE SPARK_MASTER "
        "SPARK_DRIVER_* SPARK_EXECUTOR_* HADOOP_USER_NAME RAY_ADDRESS KUBECONFIG",
    ),
)


@cache
def owner(name: str) -> VariableGroup | None:
    """Whom a variable belongs to that is neither parameter nor output; None for one that can be either."""
    return _by_name(LEFT_ALONE, name) or (None if passed_on(name) else _by_pattern(LEFT_ALONE, name))


@cache
def passed_on(name: str) -> bool:
    """Whether a variable is a parameter where a script reads it, and no output where it sets it."""
    return bool(_by_name(PASSED_ON, name) or (not _by_name(LEFT_ALONE, name) and _by_pattern(PASSED_ON, name)))


def _by_name(groups: Iterable[VariableGroup], name: str) -> VariableGroup | None:
    return next((group for group in groups if name in group.names), None)


def _by_pattern(groups: Iterable[VariableGroup], name: str) -> VariableGroup | None:
    return next((group for group in groups if (pattern := _pattern(group)) and pattern.fullmatch(name)), None)


@cache
def _pattern(group: VariableGroup) -> re.Pattern[str] | None:
    patterns = [translate(name) for name in group.names if "*" in name]
    return re.compile("|".join(patterns)) if patterns else None

"""Secrets planted wherever a build or a run can meet one, and everything searched that they leave behind."""

import base64
import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import uuid
from pathlib import Path

import pytest
import zstandard
from traces import MARK, found, of_folder, of_images

from hatch_claimed.checks.formats import FORMATS

pytestmark = pytest.mark.engine

COMMAND = str(Path(sys.executable).parent / "hatch-claimed")
SCRIPT = '''\
"""Looks into a store."""
# pip install iniconfig==2.1.0
import os

# Where the store is.
dsn = os.getenv("dsn")
# A number.
pin = int(os.getenv("pin", 1))
# A password.
password = os.getenv("password")
print("there are", len(dsn), len(password))
'''
BAD = '''\
"""Says too much."""
# pip install --index-url https://me:{index}@pypi.example.org/simple iniconfig
import os

url = "cos://me:{literal}@s3.eu-de.cloud-object-storage.appdomain.cloud/bucket"
password = os.getenv("password", "{default}")
count = int(os.getenv("secret_count", "{default}"))
'''
PLACES = (
    *("pip.conf", "netrc", "own", "variable", "login", "proxy", "index", "git", "parameter", "number", "connection"),
    *("repository", "argument", "cache", "binding", "literal", "default"),
)


@pytest.fixture
def secrets():
    return {place: f"{MARK}{uuid.uuid4().hex}" for place in PLACES}


@pytest.fixture
def world(tmp_path, secrets):
    """The variables of a user who has secrets in files and variables."""
    home = tmp_path / "home"
    (home / "docker").mkdir(parents=True)
    plugins = Path(os.environ.get("DOCKER_CONFIG", Path.home() / ".docker")) / "cli-plugins"
    if plugins.is_dir():
        (home / "docker" / "cli-plugins").symlink_to(plugins)
    login = base64.b64encode(f"me:{secrets['login']}".encode()).decode()
    (home / "docker" / "config.json").write_text(json.dumps({"auths": {"127.0.0.1:5000": {"auth": login}}}))
    (home / "netrc").write_text(f"machine pypi.example.org login me password {secrets['netrc']}\n")
    (home / "own").write_text(secrets["own"])
    # nobody answers there: pip says which index it could not reach
    (home / "pip.conf").write_text(
        f"[global]\nextra-index-url = http://me:{secrets['pip.conf']}@127.0.0.1:9/simple\nretries = 0\n"
    )
    proxy = f"http://me:{secrets['proxy']}@127.0.0.1:9"
    return {
        **os.environ,
        "DOCKER_CONFIG": str(home / "docker"),
        "CLAIMED_CACHE_DIR": str(tmp_path / "project" / ".hatch"),
        "PLANTED": secrets["variable"],
        "HTTPS_PROXY": proxy,
        "https_proxy": proxy,
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "UV_INDEX_URL": f"https://me:{secrets['index']}@pypi.example.org/simple",
        "PIP_EXTRA_INDEX_URL": f"https://me:{secrets['index']}@pypi.example.org/simple",
    }


@pytest.fixture
def project(tmp_path, repository, secrets):
    """A project with a script and what else `[tool.claimed]` says of it."""

    def make(script, more=""):
        root = tmp_path / "project"
        (root / "operators").mkdir(parents=True)
        (root / "operators" / "probe.py").write_text(script)
        (root / "pyproject.toml").write_text(
            f'[tool.claimed]\nrepository = "{repository}/secrets"\nversion = "1"\npython = "3.11"\n'
            f'base-image = "docker.io/library/python:3.11-slim"\n{more}'
        )
        (root / ".gitignore").write_text("dist\n.hatch\n")
        address = f"https://me:{secrets['git']}@git.example.org/river.git"
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        for words in (
            ["init", "-q"],
            ["remote", "add", "origin", address],
            ["add", "."],
            [*identity, "commit", "-qm", "x"],
        ):
            subprocess.run(["git", "-C", root, *words], check=True, capture_output=True)
        return root

    return make


def settings(home):
    return f"""
secrets.dsn = {{ name = "store", key = "url" }}
secrets.pin = {{ name = "store" }}
secrets.password = {{ name = "store", key = "password" }}
[tool.claimed.build.secrets]
"pip.conf" = "{home}/pip.conf"
netrc = "{home}/netrc"
own = "{home}/own"
variable = "env:PLANTED"
[tool.claimed.build.args]
# a step that ran before would not see its secrets
AGAIN = "{uuid.uuid4().hex}"
[tool.claimed.grid-wrappers.probe]
indexed = true
parallelism = 2
parameters = {{ pin = "{{batch}}" }}
"""


def call(world, *command, status=0):
    done = subprocess.run(command, env=world, capture_output=True, text=True, timeout=900)
    assert done.returncode == status, done.stdout + done.stderr
    return (done.stdout + done.stderr).encode()


def test_no_secret_is_found_in_anything_that_a_build_and_its_images_leave_behind(project, world, secrets, tmp_path):
    root = project(SCRIPT, settings(tmp_path / "home"))
    said = [("build", call(world, COMMAND, "-C", root, "build", "--images", "push"))]
    assert b"http://me:****@127.0.0.1:9/simple" in said[0][1], "pip has never seen its configuration"
    said.append(("list", call(world, COMMAND, "-C", root, "list", "--format", "json")))
    catalog = json.loads((root / "dist/claimed/catalog.json").read_text())
    images = [one["image"] for one in (*catalog["operators"], *catalog["grid_wrappers"])]
    assert len(images) == 2
    given = [f"--env={name}={secrets[place]}" for name, place in GIVEN.items()]
    right = ["docker", "run", "--rm", *given, "--env=pin=5", images[0]]
    said.append(("run", call(world, *right)))
    assert b"there are" in said[-1][1]
    wrong = ["docker", "run", "--rm", *given, f"--env=pin={secrets['number']}", images[0]]
    said.append(("refusal", call(world, *wrong, status=2)))
    assert b"environment variable pin must be an Integer: write a whole number" in said[-1][1]
    for image in images:
        call(world, "docker", "pull", "-q", image)
        said.append((f"history of {image}", call(world, "docker", "history", "--no-trunc", image)))
        said.append((f"inspection of {image}", call(world, "docker", "image", "inspect", image)))
    pieces = [*said, *of_images(images)]
    pieces += [*of_folder(root / "dist"), *of_folder(root / ".hatch")]
    assert {name.rpartition(".")[2] for name, _ in pieces} >= {"yaml", "cwl", "json", "tar"}
    assert found(secrets, pieces) == []


GIVEN = {"dsn": "parameter", "password": "connection"}


def test_no_secret_is_found_in_what_a_failed_build_says(project, world, secrets, tmp_path):
    root = project(SCRIPT.replace("iniconfig==2.1.0", "claimed-has-no-such-package"), settings(tmp_path / "home"))
    said = call(world, COMMAND, "-C", root, "build", "--images", "build", status=4)
    assert b"No matching distribution found" in said
    assert b"http://me:****@127.0.0.1:9/simple" in said
    written = [*of_folder(root / "dist")]
    assert written
    assert found(secrets, [("errors", said), *written, *of_folder(root / ".hatch")]) == []


def test_no_secret_is_found_in_what_a_check_says(project, world, secrets):
    more = f"""
[tool.claimed.operators.probe]
repository = "https://me:{secrets["repository"]}@registry.example.org/team"
[tool.claimed.build]
args = {{ PIP_INDEX_URL = "https://me:{secrets["argument"]}@pypi.example.org/simple" }}
cache-to = ["type=s3,bucket=b,secret_access_key={secrets["cache"]}"]
[tool.claimed.grid-wrappers.probe]
parameters = {{ password = "cos://me:{secrets["binding"]}@s3.example.org/{{batch}}" }}
"""
    root = project(BAD.format(**secrets), more)
    said = {form: call(world, COMMAND, "-C", root, "check", "--format", form, status=1) for form in FORMATS}
    for text in said.values():
        assert all(code in text for code in (b"CLM003", b"CLM023", b"CLM033", b"CLM061", b"CLM062"))
    said["build"] = call(world, COMMAND, "-C", root, "build", "--images", "off", status=1)
    assert found(secrets, said.items()) == []
    # what stands in a script as a default is kept beside that script
    assert {place for place, _ in found(secrets, of_folder(root / ".hatch"))} <= {"default"}


@pytest.mark.parametrize(
    "connection",
    [
        "cos://me:{}@127.0.0.1:9/bucket/path",
        "cos://me:{}@127.0.0.1:9",
        "coz://me:{}@127.0.0.1:9/bucket/path",
        "sqlite://me:{}@127.0.0.1:9/x",
    ],
)
def test_no_secret_is_found_in_what_the_coordinator_s_tool_says(world, secrets, connection, tmp_path):
    command = [COMMAND, "grid", "status", "--run", "x", connection.format(secrets["connection"])]
    done = subprocess.run(command, env=world, capture_output=True, timeout=300, cwd=tmp_path)
    assert done.returncode
    assert found(secrets, [("errors", done.stdout + done.stderr)]) == []


def test_the_search_finds_what_is_there(tmp_path, secrets):
    secret = secrets["own"]
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("etc/pip.conf")
        member.size = len(secret)
        archive.addfile(member, io.BytesIO(secret.encode()))
    layer = buffer.getvalue()
    for name, content in {
        "plain": b"x" + secret.encode(),
        "gzip": gzip.compress(layer),
        "zstd": zstandard.compress(layer),
        "nested": gzip.compress(zstandard.compress(layer)),
        "base64": base64.b64encode(b"me:" + secret.encode()),
        "base64, shifted": base64.b64encode(b"user:" + secret.encode() + b"\n"),
        "base64, shifted again": base64.b64encode(b"mee:" + secret.encode() + b"ab"),
    }.items():
        (tmp_path / "there").mkdir(exist_ok=True)
        (tmp_path / "there" / "file").write_bytes(content)
        assert {one for one, _ in found(secrets, of_folder(tmp_path / "there"))} == {"own"}, name

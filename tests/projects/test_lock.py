"""`hatch-claimed lock` with the real uv: PyPI, and beside it a registry, a private index and a git repository of ours."""

import base64
import hashlib
import io
import json
import subprocess
import threading
import tomllib
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

USER, PASSWORD = "reader", "s3cret-word"
LOGIN = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def document(**content):
    return json.dumps(content).encode()


def digest(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


CONFIG = document(architecture="amd64", os="linux", config={"Env": ["PYTHON_VERSION=3.12.7"]})
MANIFEST = document(
    schemaVersion=2,
    mediaType="application/vnd.oci.image.manifest.v1+json",
    config={
        "mediaType": "application/vnd.oci.image.config.v1+json",
        "digest": digest(CONFIG),
        "size": len(CONFIG),
    },
    layers=[],
)


def wheel(name, version):
    buffer, name = io.BytesIO(), name.replace("-", "_")
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in {
            f"{name}.py": "",
            f"{name}-{version}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{name}-{version}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{name}-{version}.dist-info/RECORD": "",
        }.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return buffer.getvalue()


class Handler(SimpleHTTPRequestHandler):
    """Blobs and manifests, files from disk, and `/private/` only with the password."""

    def do_HEAD(self):
        self._answer(super().do_HEAD, body=False)

    def do_GET(self):
        self._answer(super().do_GET, body=True)

    def _answer(self, otherwise, *, body):
        if self.path.startswith("/private/") and self.headers.get("Authorization") != LOGIN:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="private"')
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif self.path.startswith("/v2/"):
            self._registry(body=body)
        else:
            otherwise()

    def _registry(self, *, body):
        content = CONFIG if "/blobs/" in self.path else MANIFEST if "/manifests/" in self.path else b"{}"
        self.send_response(404 if "/missing/" in self.path else 200)
        self.send_header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
        self.send_header("Docker-Content-Digest", digest(content))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, *arguments):
        pass


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.host = f"127.0.0.1:{self.http.server_port}"

    def wheel(self, name, version, *, hashed=True):
        """Put a wheel into the private index, with its hash in the link or without."""
        content, file = wheel(name, version), f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
        place = self.folder / "private" / "simple" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / file).write_bytes(content)
        fragment = f"#{digest(content).replace(':', '=')}" if hashed else ""
        with (place / "index.html").open("a") as page:
            page.write(f'<a href="{file}{fragment}">{file}</a>\n')
        return digest(content)

    def commit(self, version):
        """Commit a package to the branch main of a repository that plain HTTP serves, and return the commit."""
        work, bare = self.folder / "work", self.folder / "repo.git"
        git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(work)]
        if not work.exists():
            subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)
        (work / "pyproject.toml").write_text(f'[project]\nname = "cloned"\nversion = "{version}"\n')
        for command in (["add", "."], ["commit", "-qm", version], ["push", "-q", str(bare), "main"]):
            subprocess.run([*git, *command], check=True)
        subprocess.run(["git", "-C", str(bare), "update-server-info"], check=True)
        said = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
        return said.stdout.strip()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("served"))
    thread = threading.Thread(target=server.http.serve_forever)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


@pytest.fixture
def based(project, server):
    """The project of two operators, on a base image that our registry has."""
    manifest = (project.root / "pyproject.toml").read_text()
    project.file("pyproject.toml", f'{manifest}base-image = "{server.host}/base/python:1"\n')
    return project


def install(project, *lines, operator="one"):
    comments = "".join(f"# pip install {line}\n" for line in lines)
    project.file(
        f"operators/{operator}.py", f'"""Script."""\n{comments}import os\n\ncount = int(os.getenv("count", 3))\n'
    )


def lock(project, *arguments, status=0, **environment):
    output = project.run("hatch-claimed", "lock", *arguments, status=status, **environment)
    assert "Traceback" not in output
    return output


def text(project):
    return (project.root / "claimed.lock").read_text()


def packages(project, operator="one"):
    environments = tomllib.loads(text(project))["environment"]
    (environment,) = [one for one in environments if operator in one["operators"]]
    return {package["name"]: package for package in environment["package"]}


def test_locking_twice_changing_and_upgrading(based, server):
    install(based, "idna<3.5", "-r requirements.txt")
    based.file("operators/requirements.txt", "six==1.16.0\n")
    install(based, "six", operator="two")
    output = lock(based)
    assert "+ idna 3.4 (linux/amd64: one)\n" in output
    assert "+ six 1.16.0 (linux/amd64: one)\n" in output
    first = text(based)
    (base,) = tomllib.loads(first)["base"]
    assert (base["image"], base["digest"], base["python"]) == (f"{server.host}/base/python:1", digest(MANIFEST), "3.12")
    assert (based.root / "claimed.lock").stat().st_mode & 0o777 == 0o644
    # six.whl's own hash on PyPI, and not that of its source
    assert packages(based)["six"]["hashes"] == [
        "sha256:8abb2f1d86890a2dfb989f9a77cfcfd3e47c2a354b01111771326f8aa26e0254"
    ]

    assert lock(based) == "claimed.lock: nothing changed\n"
    assert lock(based, "--check") == "claimed.lock is up to date\n"
    assert text(based) == first

    install(based, "idna<3.8", "-r requirements.txt")
    message = "one requires `'idna<3.8'`, and claimed.lock was made from `'idna<3.5'` here"
    assert f"operators/one.py:2: error CLM080: {message}\n" in lock(based, "--check", status=1)
    assert lock(based) == "claimed.lock: the same packages, for other requirements\n"
    assert lock(based, "--upgrade-package", "IDNA") == "idna 3.4 -> 3.7 (linux/amd64: one)\n"
    assert "no operator installs 'idnaa'" in lock(based, "--upgrade-package", "idnaa", status=1)


def test_what_cannot_be_had_is_told_at_its_line_and_the_lock_stands(based):
    install(based, "six==1.16.0")
    lock(based)
    before = text(based)
    install(based, "six==1.16.0", "idna==99")
    output = lock(based, status=1)
    message = "one requires `idna==99`, which cannot be locked for Python 3.12, linux/amd64"
    assert f"operators/one.py:3: error CLM083: {message}\n" in output
    assert "Because there is no version of idna==99 and you require idna==99" in output
    assert text(based) == before
    assert sorted(path.name for path in based.root.iterdir()) == [
        "claimed.lock",
        "operators",
        "pyproject.toml",
    ]


@pytest.mark.parametrize(("way", "hashed"), [("environment", True), ("variables", False), ("netrc", True)])
def test_credentials_of_an_index_stay_outside(based, server, tmp_path, way, hashed):
    name = f"secretive-{way}"
    content = server.wheel(name, "1.0", hashed=hashed)
    bare = f"http://{server.host}/private/simple"
    with_login = bare.replace("://", f"://{USER}:{PASSWORD}@")
    if way == "environment":
        install(based, name)
        environment = {"UV_INDEX": with_login}
    elif way == "variables":
        install(based, f"{name} --extra-index-url {bare.replace('://', '://${NAME}:${WORD}@')}")
        environment = {"NAME": USER, "WORD": PASSWORD}
    else:
        install(based, f"{name} --extra-index-url {bare}")
        netrc = tmp_path / "netrc"
        netrc.write_text(f"machine 127.0.0.1 login {USER} password {PASSWORD}\n")
        environment = {"NETRC": str(netrc)}
    output = lock(based, **environment)
    (package,) = packages(based).values()
    assert (package["version"], package["hashes"]) == ("1.0", [content])
    assert PASSWORD not in output + text(based)


def test_a_wrong_password_is_told_without_it(based, server):
    server.wheel("guarded", "1.0")
    install(based, "guarded")
    output = lock(based, status=1, UV_INDEX=f"http://{USER}:wrong-{PASSWORD}@{server.host}/private/simple")
    assert "operators/one.py:2: error CLM083: one requires `guarded`" in output
    assert "lack of valid authentication credentials (401 Unauthorized)" in output
    assert PASSWORD not in output
    assert not (based.root / "claimed.lock").exists()


def test_commits_and_addresses_are_pinned(based, server):
    content = wheel("direct", "2.0")
    (server.folder / "direct-2.0-py3-none-any.whl").write_bytes(content)
    url = f"http://{server.host}/direct-2.0-py3-none-any.whl"
    first = server.commit("1.0")
    install(based, f"cloned@git+http://{server.host}/repo.git@main", url)
    lock(based)
    repository = f"git+http://{server.host}/repo.git"
    assert packages(based) == {
        "cloned": {"name": "cloned", "version": "1.0", "url": f"{repository}@{first}", "commit": first},
        "direct": {"name": "direct", "version": "2.0", "url": url, "hashes": [digest(content)]},
    }

    second = server.commit("1.1")
    install(based, f"cloned@git+http://{server.host}/repo.git@main", url, "six==1.16.0")
    assert lock(based) == "+ six 1.16.0 (linux/amd64: one)\n"
    assert lock(based, "--upgrade") == f"cloned {first[:12]} -> {second[:12]} (linux/amd64: one)\n"


def test_without_a_network_nothing_is_written(based, tmp_path):
    install(based, "six")
    output = lock(based, status=1, UV_OFFLINE="1", UV_CACHE_DIR=str(tmp_path / "cache"))
    assert "operators/one.py:2: error CLM083: one requires `six`" in output
    assert "Packages were unavailable because the network was disabled" in output
    assert not (based.root / "claimed.lock").exists()


def test_a_base_that_is_not_there(based, server):
    manifest = (based.root / "pyproject.toml").read_text()
    based.file("pyproject.toml", manifest.replace("/base/python:1", "/missing/python:1"))
    image = f"{server.host}/missing/python:1"
    assert f"error CLM083: one starts from {image}, and there is no image {image}\n" in lock(based, status=1)


def test_a_check_without_a_lock_or_with_a_broken_one(based):
    assert "claimed.lock: error CLM082: is not there" in lock(based, "--check", status=1)
    based.file("claimed.lock", "version = 1\n<<<<<<< HEAD\n")
    assert "claimed.lock:2: error CLM081: holds the marks of an unfinished merge" in lock(based, "--check", status=1)
    lock(based)
    assert lock(based, "--check") == "claimed.lock is up to date\n"


def test_what_the_index_does_not_have_for_this_python(based):
    install(based, "six==1.16.0", "cv2")
    output = lock(based, status=1)
    assert "operators/one.py:3: error CLM083: one requires `cv2`, and the index has no cv2\n" in output
    assert "Write `opencv-python-headless`, then run `hatch-claimed lock` again." in output

    install(based, "torch==1.4.0")
    output = lock(based, status=1)
    assert "one requires `torch==1.4.0`, and torch 1.4.0 has no build for Python 3.12, linux/amd64\n" in output
    assert "Write a version that has one, then run" in output

    install(based, "docopt==0.6.2", "idna==3.7", "numpy==1.19.5")
    output = lock(based)
    message = (
        "one requires `numpy==1.19.5`, and numpy==1.19.5 has no wheel for Python 3.12, linux/amd64: it is compiled"
    )
    assert f"operators/one.py:4: warning CLM083: {message}" in output
    assert 'Write a version that has a wheel, or choose `python = "3.9"` for the operator' in output
    # pure Python, that nobody has made a wheel of
    assert output.count("CLM083") == 1
    assert "CLM083" not in lock(based)


def test_an_index_that_is_asked_first_hides_others(based, server):
    server.wheel("six", "0.1")
    install(based, f"'six>=1' --extra-index-url http://${{NAME}}:${{WORD}}@{server.host}/private/simple")
    login = {"NAME": USER, "WORD": PASSWORD}
    output = lock(based, status=1, **login)
    assert "Set UV_INDEX_STRATEGY=unsafe-best-match to take the best version of all indexes, as pip does." in output
    assert PASSWORD not in output
    lock(based, **login, UV_INDEX_STRATEGY="unsafe-best-match")
    assert packages(based)["six"]["version"] >= "1.16"

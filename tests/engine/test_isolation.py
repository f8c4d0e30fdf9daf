"""What one project's steps leave in the caches of a builder does not reach the locked image of another project."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

COMMAND = str(Path(sys.executable).parent / "hatch-claimed")
BASE = "127.0.0.1:5000/base/python:3.11"
SCRIPT = '''"""Counts."""
# pip install six==1.16.0
import os

import six

n = int(os.getenv("n", 3))
print(six.__version__)
'''
EVIL = r"""#!/bin/sh
# whoever runs this Python fills all that a cache holds
find /root/.cache -type f -name '*.py' ! -path '*/.tmp*' -exec sh -c 'echo "__version__ = \"evil\"" >"$1"' - {} \;
find /root/.cache -type f -name uv -exec cp /installer {} \;
exec "$(cat /real)" "$@"
"""
INSTALLER = r"""#!/bin/sh
echo '__version__ = "evil"' >"$(python -c 'import site; print(site.getsitepackages()[0])')/six.py"
"""
DOCKERFILE = f"""\
FROM {BASE}
USER 0
COPY --chmod=755 installer /installer
COPY --chmod=755 python /evil
RUN readlink -f "$(command -v python)" >/real && place=$(command -v python) && rm "$place" && cp /evil "$place"
"""


def run(*command, **more):
    completed = subprocess.run(command, capture_output=True, text=True, timeout=600, **more)
    assert completed.returncode == 0, completed.stdout + completed.stderr
    return completed.stdout


def project(folder, repository, base, version="1"):
    (folder / "operators").mkdir(parents=True)
    (folder / "operators" / "one.py").write_text(SCRIPT)
    (folder / "pyproject.toml").write_text(
        f'[project]\nname = "case"\nversion = "{version}"\n\n[tool.claimed]\nrepository = "{repository}"\n'
        f'python = "3.11"\nbase-image = "{base}"\nimages = "push"\n'
    )
    return folder


def test_a_locked_image_is_the_same_after_another_project_has_written_to_the_caches(tmp_path, repository):
    victim = project(tmp_path / "victim", f"{repository}/victim", BASE)
    # neither image has steps that an earlier run of this test had, since the builder would not run them again
    with (victim / "pyproject.toml").open("a") as manifest:
        manifest.write(f'\n[tool.claimed.build]\nargs = {{ OF_THIS_RUN = "{tmp_path}" }}\n')
    base = tmp_path / "base"
    base.mkdir()
    dockerfile = f"{DOCKERFILE}LABEL run={tmp_path}\n"
    for name, text in (("installer", INSTALLER), ("python", EVIL), ("Dockerfile", dockerfile)):
        (base / name).write_text(text)
    evil = f"{repository}/evil/base:1"
    run("docker", "build", "-q", "-t", evil, str(base))
    run("docker", "push", "-q", evil)
    # it even says that it is the other project
    attacker = project(tmp_path / "attacker", f"{repository}/victim", evil, version="2")
    run(COMMAND, "-C", str(attacker), "build", "--force")
    run(COMMAND, "-C", str(attacker), "lock")
    # this one may break itself by what it writes
    subprocess.run([COMMAND, "-C", str(attacker), "build", "--locked", "--force"], capture_output=True, timeout=600)
    run(COMMAND, "-C", str(victim), "lock")
    run(COMMAND, "-C", str(victim), "build", "--locked", "--force")
    # with --no-cache a builder begins with empty caches
    assert ": same  sha256:" in run(COMMAND, "-C", str(victim), "verify")
    image = f"{repository}/victim/claimed-one:1"
    run("docker", "image", "rm", "--force", image)
    assert run("docker", "run", "--rm", image).splitlines()[-1] == "1.16.0"

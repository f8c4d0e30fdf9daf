"""An R image without the image: a copy of its layout, whose `run` is started with `sh`."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from needs import NEEDS_R

RUNTIME = Path(__file__).parents[3] / "hatch_claimed" / "runtime" / "r"
PARAMETERS = {
    "count": "Integer,true",
    "ratio": "Float,false",
    "flag": "Boolean,false",
    "text": "String,false",
    "db_password": "Integer,false",
    "args": "String,false",
    "log_level": "String,false",
}
SHOW = """
for (name in c("count", "ratio", "flag", "text", "args", "log_level")) {
  value <- Sys.getenv(name, NA)
  if (!is.na(value)) cat(name, "=", value, "\\n", sep = "")
}
"""


def pytest_collection_modifyitems(items):
    """Where R is missing these tests are skipped, or fail if they must run."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(NEEDS_R)


class Image:
    def __init__(self, root):
        self.home = root / "opt claimed"
        self.app = self.home / "app"
        self.work = root / "work"
        self.temporary = root / "tmp"
        for folder in (self.app, self.work, self.temporary):
            folder.mkdir(parents=True)
        shutil.copytree(RUNTIME, self.home, dirs_exist_ok=True)
        self.interface("my script.R", PARAMETERS, ("table", "plot"))

    def interface(self, script, parameters, outputs):
        self.name = script
        rows = ["role,name,type,required,default,description", f"script,{script},r,,,"]
        rows += [f"parameter,{name},{rest},," for name, rest in parameters.items()]
        rows += [f"output,{name},,,," for name in outputs]
        (self.home / "interface.csv").write_text("\n".join(rows) + "\n")

    def script(self, text):
        (self.app / self.name).write_bytes(text.encode())

    def environment(self, **more):
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.work), "TMPDIR": str(self.temporary), **more}
        return {name: value for name, value in kept.items() if value is not None}

    def command(self, *arguments):
        return ["sh", str(self.home / "run"), *arguments]

    def run(self, *arguments, stdin="", environment=None, **options):
        return subprocess.run(
            self.command(*arguments),
            cwd=self.work,
            env=self.environment(**(environment or {})),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            **options,
        )

    def shows(self, *arguments, **environment):
        self.script(SHOW)
        done = self.run(*arguments, environment=environment)
        assert (done.returncode, done.stderr) == (0, "")
        return dict(line.split("=", 1) for line in done.stdout.splitlines())

    def refuses(self, *arguments, **environment):
        self.script("stop('the script must not run')")
        done = self.run(*arguments, environment=environment)
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr.splitlines()


@pytest.fixture
def image(tmp_path):
    made = Image(tmp_path)
    yield made
    # R itself leaves its folder behind when a signal ends it
    assert [path.name for path in made.temporary.iterdir() if not path.name.startswith("Rtmp")] == []


@pytest.fixture
def open_image():
    """One that every user can reach: pytest's own folders are for one user alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = Image(Path(folder))
        made.temporary.chmod(0o1777)
        made.work.chmod(0o777)
        yield made
        assert [path.name for path in made.temporary.iterdir() if not path.name.startswith(("Rtmp", "claimed-"))] == []

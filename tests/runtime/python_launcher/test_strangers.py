"""Users whom the image does not know, where they may and where they may not write. Root is needed to become them."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

PYTHON = next((path for path in ("/usr/bin/python3", "/usr/local/bin/python3") if Path(path).exists()), None)
pytestmark = pytest.mark.skipif(
    os.getuid() != 0 or PYTHON is None, reason="needs root, and a Python outside of root's home"
)
TELL = """
    import getpass, json, os, pathlib
    try:
        pathlib.Path("result.txt").write_text("done")
    except OSError:
        pass
    print(json.dumps([os.getcwd(), os.path.expanduser("~"), str(pathlib.Path.home()), getpass.getuser()]))
"""


@dataclass(frozen=True)
class Place:
    """An image that everybody may enter, and a folder for temporary files."""

    root: Path
    work: Path
    temporary: Path

    def run(self, *arguments: str, group: int = 0, command=None, **environment: str) -> tuple[int, str, str]:
        done = subprocess.run(
            command or ["/bin/sh", self.root / "run", *arguments],
            env={"PATH": str(Path(PYTHON).parent), "TMPDIR": str(self.temporary), **environment},
            cwd=self.work,
            user=54321,
            group=group,
            extra_groups=[],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def place(own_image):
    """Made of `own_image`, once it has what it needs. The working directory belongs to somebody else."""
    with tempfile.TemporaryDirectory() as name:
        # as tmp_path is not
        Path(name).chmod(0o755)

        def make() -> Place:
            made = Place(*(Path(name) / one for one in ("claimed", "work", "tmp")))
            shutil.copytree(own_image.root, made.root)
            made.work.mkdir()
            made.temporary.mkdir()
            made.temporary.chmod(0o1777)
            return made

        yield make


def like_the_image(place: Place) -> None:
    """Give the working directory the project's tree, as the image has it (see `hatch_claimed.artifacts.image.app`)."""
    for source in sorted((place.root / "app").rglob("*")):
        target = place.work / source.relative_to(place.root / "app")
        target.mkdir() if source.is_dir() else target.hardlink_to(source)


def only_private(place: Place) -> Path:
    (private,) = place.temporary.iterdir()
    assert (private.name, private.stat().st_mode & 0o777, private.stat().st_uid) == ("claimed-54321", 0o700, 54321)
    return private


def test_a_home_and_a_name_for_a_stranger(own_image, place):
    own_image.script(TELL)
    own_image.add("b.txt", "B")
    there = place()
    code, out, err = there.run(HOME="/root")
    private = only_private(there)
    home = str(private / "home")
    assert (code, json.loads(out), err) == (0, [str(there.work), home, home, "user54321"], "")
    # a folder that the caller chose is nothing to leave, even where nothing can be written to it
    assert list(private.iterdir()) == [private / "home"]


def test_what_can_be_written_to_stays(own_image, place):
    own_image.script(TELL)
    own_image.add("b.txt", "B")
    there = place()
    there.work.chmod(0o777)
    for home in ({}, {"HOME": "/"}, {"HOME": str(there.work)}):
        code, out, _ = there.run(**home, LOGNAME="maria")
        assert (code, json.loads(out)) == (0, [str(there.work), *[str(there.work)] * 2, "maria"])
    assert ((there.work / "b.txt").read_text(), list(there.temporary.iterdir())) == ("B", [])


def test_a_command_has_a_home_and_a_name_too(own_image, place):
    own_image.script("")
    there = place()
    code, out, err = there.run("sh", "-c", 'echo "$HOME" "$USER" "$LOGNAME"', HOME="/root")
    assert (code, out, err) == (0, f"{only_private(there)}/home user54321 user54321\n", "")


@pytest.mark.parametrize("group", [0, 54321])
def test_the_images_own_working_directory_is_left_for_one_that_can_be_written_to(own_image, place, group):
    own_image.add("operators/near.py", "VALUE = 3\n")
    own_image.add("data/table.csv", "a,b\n")
    own_image.script(
        """
            import json, os
            from pathlib import Path
            import near
            os.environ["csv"] = "data/new/out.csv"
            with open("data/new/out.csv", "w") as file:
                file.write("done")
            Path("more.txt").touch()
            print(json.dumps([os.getcwd(), os.environ["PWD"], near.VALUE, *(
                (folder / "data" / "table.csv").read_text()
                for folder in (Path(), Path(__file__).parents[1], Path(__file__).resolve().parents[1])
            )]))
            os.chdir("/")
        """,
        name="operators/script.py",
    )
    own_image.interface(
        ("script", "script.py", "python"),
        ("folder", "operators"),
        ("output", "csv", "", "", "data/new/out.csv"),
    )
    there = place()
    like_the_image(there)
    for asked in ([], ["--csv", str(there.temporary / "asked.csv")]):
        code, out, err = there.run(*asked, group=group, PWD=str(there.work))
        new, pwd, *found = json.loads(out)
        assert (code, new, found) == (0, pwd, [3, *["a,b\n"] * 3]), err
        assert Path(new).parent == there.temporary / "claimed-54321"
        said, left = err.splitlines()
        assert said == (
            f"claimed: user 54321 of group {group} cannot write to the working directory, {there.work}: "
            f"the script works in {new}, which has links to what lies there"
        )
        assert left == "claimed: left in the working directory, which nobody keeps: more.txt"
        assert (Path(new) / "data/new/out.csv").read_text() == "done"
    assert (there.temporary / "asked.csv").read_text() == "done"


def test_an_output_that_is_wanted_where_nothing_can_be_written_is_missed(own_image, place):
    own_image.script("import os\nos.environ['csv'] = 'out.csv'\nopen('out.csv', 'w')", ("output", "csv", "", "", ""))
    there = place()
    like_the_image(there)
    code, _, err = there.run("--csv", "out.csv")
    assert (code, f"output 'csv' could not be put at '{there.work}/out.csv': [Errno 13]" in err) == (1, True)


MOUNTED = """
    import os
    from pathlib import Path
    Path("data/kept.csv").write_text("kept")
    Path("other/kept.csv").write_text("kept")
    assert Path("data/near.csv").read_text() == "mine"
    # what the volume hides is there by a link
    assert Path("data/far.csv").read_text() == "b"
"""


@pytest.mark.parametrize("over", ["", "data"])
def test_what_is_mounted_is_written_to_itself(own_image, place, over):
    own_image.script(MOUNTED)
    own_image.add("data/near.csv", "a")
    own_image.add("data/far.csv", "b")
    there = place()
    like_the_image(there)
    volumes = there.root.parent / "volumes"
    for name in ("data", "other"):
        (volumes / name).mkdir(parents=True)
        (volumes / name).chmod(0o777)
        (there.work / name).mkdir(exist_ok=True)
    (volumes / "data" / "near.csv").write_text("mine")
    mounts = "".join(f"mount --bind {volumes / one} {there.work / one} && " for one in ("data", "other"))
    if not over:
        mounts = f"mount --bind {there.work} {there.work} && " + mounts
    run = f"cd {there.work} && setpriv --reuid 54321 --regid 54321 --clear-groups sh {there.root}/run"
    environment = {"PATH": f"{Path(PYTHON).parent}:{os.defpath}", "TMPDIR": str(there.temporary), "HOME": "/root"}
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("needs a mount namespace")
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mounts + run],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "the script works in" in done.stderr) == (0, bool(over)), done.stderr
    assert {path.name: (path / "kept.csv").read_text() for path in volumes.iterdir()} == {
        "data": "kept",
        "other": "kept",
    }


def test_where_nothing_can_be_written_it_is_said_to_who_fails(own_image, place):
    own_image.script("import os, sys\nprint(os.environ['HOME'])\nsys.exit(int(os.getenv('code', '0')))")
    there = place()
    like_the_image(there)
    # /tmp is there in tests, but not for this user
    run = f"""
        mount -t tmpfs -o mode=755 none /var/tmp && mount --bind {there.root.parent} /mnt && mount --make-private / &&
        mount -t tmpfs -o mode=755 none /tmp && cd /mnt/work &&
        exec setpriv --reuid 54321 --regid 54321 --clear-groups sh /mnt/claimed/run
    """
    if not shutil.which("unshare") or subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        pytest.skip("needs a mount namespace")
    for code, problem in ((0, ""), (1, "claimed: nothing can be written here")):
        done = subprocess.run(
            ["unshare", "--mount", "sh", "-c", run],
            env={"PATH": f"{Path(PYTHON).parent}:{os.defpath}", "HOME": "/root", "code": str(code)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr[: len(problem) or None]) == (code, "/root\n", problem)


def test_packages_of_the_user_are_found_in_a_home_that_moved(own_image, place):
    own_image.script(
        """
            import subprocess, sys
            import mine
            print(mine.__file__)
            print(subprocess.run([sys.executable, "-c", "import mine; print(mine.__file__)"],
                                 capture_output=True, text=True).stdout)
        """
    )
    there = place()
    home = there.root.parent / "home"
    version = subprocess.run([PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True)
    packages = home / ".local" / "lib" / f"python{version.stdout.decode().strip()}" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "mine.py").touch()
    code, out, err = there.run(HOME=str(home))
    assert (code, out.split(), err) == (0, [str(packages / "mine.py")] * 2, "")


@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME"])
def test_a_model_may_be_put_beside_one_that_the_image_has(own_image, place, name):
    folder = ".cache/" if name == "HOME" else ""
    models = [f"{folder}torch/hub/checkpoints/{{}}.pt", f"{folder}huggingface/hub/models--{{}}"]
    own_image.script(f"""
        import os, pathlib
        for model in {models!r}:
            path = pathlib.Path(os.environ[{name!r}], model)
            print(pathlib.Path(str(path).format("old")).read_text())
            pathlib.Path(str(path).format("new")).write_text("new")
    """)
    made = place()
    for model in models:
        path = made.root / "cache" / model.format("old")
        path.parent.mkdir(parents=True)
        path.write_text("old")
    for _ in range(2):
        assert made.run(**{name: str(made.root / "cache")})[:2] == (0, "old\nold\n")

"""What the launcher does about files: folders of outputs before the script, and a word on what nobody keeps after it."""

import shutil

import pytest

from hatch_claimed.model import Output

SAID = "claimed: left in the working directory, which nobody keeps: "
PYTHON = """\
import os
os.environ["model"] = "results/2024/model.csv"
os.environ["plot"] = "plot.png"
os.environ["far"] = "s3://bucket/a/b.csv"
for name in ("results/2024/model.csv", "results/2024/log.txt", "plot.png", "notes.txt", ".hidden"):
    open(name, "w").close()
os.mkdir("empty")
os.mkdir("full")
os.makedirs("__pycache__")
open("full/a", "w").close()
os.symlink("notes.txt", "link")
"""
R = """\
Sys.setenv(model = "results/2024/model.csv", plot = "plot.png", far = "s3://bucket/a/b.csv")
for (name in c("results/2024/model.csv", "results/2024/log.txt", "plot.png", "notes.txt", ".hidden")) {
  cat("", file = name)
}
for (name in c("empty", "full", "__pycache__")) dir.create(name)
cat("", file = "full/a")
invisible(file.symlink("notes.txt", "link"))
"""
OUTPUTS = (
    Output(name="model", description=None, line=1, path="results/2024/model.csv"),
    Output(name="plot", description=None, line=2, path="plot.png"),
    Output(name="far", description=None, line=3, path="s3://bucket/a/b.csv"),
)


def script(built):
    return R if built.kind == "r" else PYTHON


def test_folders_are_there_and_what_nobody_keeps_is_told(built):
    built.lay_out(outputs=OUTPUTS, content=script(built))
    left = "full/, notes.txt, results/2024/log.txt, results/2024/model.csv (--model PATH keeps it)"
    assert built.run("--plot", "kept/") == (0, "", f"{SAID}{left}\n")
    assert (built.root / "kept" / "plot.png").is_file()
    assert not (built.root / "s3:").exists()


def test_silence_where_all_is_delivered(built):
    lines = {"r": 'Sys.setenv(model = "a/b.csv")\ncat("", file = "a/b.csv")\n'}
    python = 'import os\nos.environ["model"] = "a/b.csv"\nopen("a/b.csv", "w").close()\n'
    built.lay_out(
        outputs=[Output(name="model", description=None, line=1, path="a/b.csv")],
        content=lines.get(built.kind, python),
    )
    assert built.run("--model", "out/model.csv") == (0, "", "")
    assert (built.root / "out" / "model.csv").is_file()


@pytest.mark.parametrize("path", ["../new/x.csv", "/proc/new/x.csv", "run/x.csv", "x.csv", "/x.csv"])
def test_folders_that_cannot_or_must_not_be_made_are_none(built, path):
    content = "" if built.kind == "r" else "import os\n"
    built.lay_out(outputs=[Output(name="model", description=None, line=1, path=path)], content=content)
    assert built.run() == (0, "", "")
    assert not (built.root.parent / "new").exists()


def test_absolute_folders_are_made(built, tmp_path):
    folder = tmp_path / "some" / "where"
    built.lay_out(outputs=[Output(name="model", description=None, line=1, path=f"{folder}/x.csv")])
    assert built.run() == (0, "", "")
    assert folder.is_dir()


@pytest.mark.parametrize(
    "line",
    [
        "os.mkdir('a')\nos.mkdir('a/b')",
        "os.makedirs('a/b')",
        "pathlib.Path('a/b').mkdir(parents=True)",
        "os.makedirs(b'a')\nos.chdir('a')\nos.mkdir('b')\nos.chdir('..')",
        "os.makedirs('a/b', exist_ok=True)",
        "os.path.isdir('a/b') or os.makedirs('a/b')",
        "shutil.rmtree('a')\nos.makedirs('a/b')",
        "subprocess.run(['mkdir', '-p', 'a/b'], check=True)",
    ],
)
def test_a_script_may_make_the_folders_itself(built_python, line):
    content = f"import os, pathlib, shutil, subprocess\n{line}\nopen('a/b/c.csv', 'w').close()\nos.mkdir('d')\n"
    built_python.lay_out(outputs=[Output(name="model", description=None, line=1, path="a/b/c.csv")], content=content)
    code, _, err = built_python.run()
    assert (code, err) == (0, f"{SAID}a/\n")


def test_a_folder_that_was_there_is_none_to_be_made_again(built_python):
    (built_python.root / "a").mkdir()
    built_python.lay_out(
        outputs=[Output(name="model", description=None, line=1, path="a/b/c.csv")], content="import os\nos.mkdir('a')\n"
    )
    code, _, err = built_python.run()
    assert (code, err.splitlines()[-1]) == (1, "FileExistsError: [Errno 17] File exists: 'a'")


def test_many_names_are_not_all_told(built):
    lines = {"r": 'for (i in 100:129) cat("", file = paste0("f", i))\n'}
    content = lines.get(built.kind, "for i in range(100, 130):\n    open(f'f{i}', 'w').close()\n")
    built.lay_out(content=content)
    names = ", ".join(f"f{number}" for number in range(100, 120))
    assert built.run() == (0, "", f"{SAID}{names} and 10 more\n")


def test_it_is_told_of_scripts_that_fail_as_well(built):
    lines = {"r": 'cat("", file = "a\\tb")\nquit(status = 3)\n'}
    content = lines.get(built.kind, "import sys\nopen('a\\tb', 'w').close()\nsys.exit(3)\n")
    built.lay_out(content=content)
    assert built.run() == (3, "", f"{SAID}'a\\tb'\n")


def test_of_a_grid_s_batches_nobody_tells(built):
    (built.root.parent / "grid.json").write_text("{}")
    lines = {"r": 'cat("", file = "a")\n'}
    built.lay_out(content=lines.get(built.kind, "open('a', 'w').close()\n"))
    assert built.run() == (0, "", "")
    (built.root.parent / "grid.json").unlink()


def test_links_to_what_came_along_are_nothing_that_is_left(built):
    lines = {"r": 'invisible(file.copy("config/a", "config/new"))\ncat("", file = "own")\n'}
    content = lines.get(built.kind, "import shutil\nshutil.copy('config/a', 'config/new')\nopen('own', 'w').close()\n")
    built.lay_out(content="")
    # a folder in both places becomes one of links
    for place in ("config/a", "config/deep/b", "operators/config/c", "operators/config/deep/d"):
        path = built.root / "app" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert built.run() == (0, "", "")
    assert (built.root / "config" / "deep" / "d").is_symlink()
    shutil.rmtree(built.root / "config")
    built.lay_out(content=content)
    assert built.run() == (0, "", f"{SAID}own\n")


def test_a_folder_of_links_holds_nothing(built):
    lines = {"r": 'dir.create("a")\ninvisible(file.symlink(c("../app", "../run"), c("a/folder", "a/file")))\n'}
    python = "import os\nos.mkdir('a')\nos.symlink('../app', 'a/folder')\nos.symlink('../run', 'a/file')\n"
    built.lay_out(content=lines.get(built.kind, python))
    assert built.run() == (0, "", "")


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_command(built, text):
    built.lay_out(content="")
    said = (
        "claimed: an empty text is no command, and no parameter: parameters are set with --name value or name=value\n"
    )
    assert built.run(text) == (127, "", said)
    assert built.run(text, "--x") == (127, "", said)

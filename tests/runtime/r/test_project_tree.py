"""The script keeps its place in the project's tree."""

SCRIPT = """
place <- sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))
cat(dirname(dirname(gsub("~+~", " ", place, fixed = TRUE))), "\\n", sep = "")
source("helper.R")
source("operators/helper.R")
cat(readLines("data/a.txt"), readLines("data/b.txt"), readLines("shared.txt"), "\\n")
"""


def lay_out(image):
    rows = ["role,name,type,required,default,description", "script,script.R,r,,,", "folder,operators,,,,"]
    (image.home / "interface.csv").write_text("\n".join(rows) + "\n")
    texts = {"operators/data/a.txt": "a\n", "data/b.txt": "b\n", "shared.txt": "c\n"}
    for name, text in {**texts, "operators/script.R": SCRIPT, "operators/helper.R": 'cat("helped\\n")\n'}.items():
        path = image.app / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_files_are_found_from_the_working_directory(image):
    lay_out(image)
    done = image.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{image.work}\nhelped\nhelped\na b c \n"


def test_the_working_directory_of_the_image_is_the_root(image):
    lay_out(image)
    for path in image.app.rglob("*"):
        there = image.work / path.relative_to(image.app)
        there.mkdir() if path.is_dir() else there.hardlink_to(path)
    (image.work / "helper.R").symlink_to(image.work / "operators" / "helper.R")
    (image.work / "data" / "a.txt").symlink_to(image.work / "operators" / "data" / "a.txt")
    done = image.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{image.work}\nhelped\nhelped\na b c \n"


def test_links_of_an_earlier_run_do_not_hide_what_is_new(image):
    lay_out(image)
    image.run()
    (image.app / "new.txt").write_text("new")
    image.run()
    assert (image.work / "new.txt").read_text() == "new"

from pathlib import PurePosixPath

from hatch_claimed.adopt.handwritten_files import handwritten_files


def test_files_by_hand_are_told_once_for_all_of_one_name(tree):
    scripts = [PurePosixPath(f"{folder}/task.py") for folder in "abcde"]
    repository = tree(
        {f"{folder}/component.yaml": "" for folder in "abcde"} | {"c/Dockerfile": "", "Dockerfile": "", "c/x.py": ""}
    )
    found = list(handwritten_files(repository, [*scripts, PurePosixPath("c/x.py")]))
    assert [note.place for note in found] == [
        "a/component.yaml, b/component.yaml, c/component.yaml and 2 more",
        "c/Dockerfile",
    ]
    assert "base-image" in found[1].text


def test_requirements_that_no_script_installs(tree):
    script = PurePosixPath("a/x.py")
    texts = {"requirements.txt": "numpy\n", "a/requirements.txt": "pandas\n", "a/x.py": "import numpy\n"}
    (found,) = handwritten_files(tree(texts), [script])
    assert found.place == "a/requirements.txt, requirements.txt"
    assert "# pip install -r requirements.txt" in found.text
    texts["a/x.py"] = "# pip install -r requirements.txt\nimport numpy\n"
    assert list(handwritten_files(tree(texts), [script])) == []

from pathlib import PurePosixPath

from hatch_claimed.adopt.beside import files_beside


def test_files_by_hand_are_told_once_for_all_of_one_name(tree):
    scripts = [PurePosixPath(f"{folder}/task.py") for folder in "abcde"]
    repository = tree(
        {f"{folder}/component.yaml": "" for folder in "abcde"} | {"c/Dockerfile": "", "Dockerfile": "", "c/x.py": ""}
    )
    found = list(files_beside(repository, [*scripts, PurePosixPath("c/x.py")]))
    assert [note.place for note in found] == [
        "a/component.yaml, b/component.yaml, c/component.yaml and 2 more",
        "c/Dockerfile",
    ]
    assert "base-image" in found[1].text

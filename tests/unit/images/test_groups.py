from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.images.groups import groups, installations
from hatch_claimed.model import File, Image, Interface, Operator, Program


def operator(name, base="base:1"):
    program = Program(filename="x.py", content=b"")
    interface = Interface(
        description="", parameters=(), outputs=(), requirements=(), system_packages=(), program=program
    )
    image = Image(repository="x", name=f"{name}", tag="1", base=base, platforms=("linux/amd64",), mode="push")
    return Operator(name=name, path=PurePosixPath("x.py"), kind="python", interface=interface, image=image)


def test_few_images_are_one_group():
    assert groups(["a", "b"], {"a": "1", "b": "2"}, 2) == [["a", "b"]]
    assert groups([], {}, 2) == []


def test_one_of_each_kind_comes_first():
    installs = {"a": "1", "b": "2", "c": "1", "d": "2", "e": "1"}
    assert groups(list("abcde"), installs, 3) == [["a", "b"], ["c", "d", "e"]]
    assert groups(list("abcde"), {}, 2) == [["a", "b"], ["c", "d"], ["e"]]


@given(st.lists(st.integers(0, 99), unique=True), st.integers(1, 9), st.integers(1, 9))
def test_every_image_is_in_one_group_of_the_right_size(numbers, kinds, most):
    names = [str(number) for number in numbers]
    made = groups(names, {name: str(int(name) % kinds) for name in names}, most)
    assert sorted(name for group in made for name in group) == sorted(names)
    assert all(1 <= len(group) <= most for group in made)


def test_what_is_installed_counts_and_the_script_does_not():
    def files(name, packages, script):
        return [
            File(path=PurePosixPath(name, "context", "packages", "install.sh"), content=packages),
            File(path=PurePosixPath(name, "context", "app.tar"), content=script),
        ]

    components = [operator("a"), operator("b"), operator("c"), operator("d", "base:2")]
    contents = [*files("a", b"1", b"x"), *files("b", b"1", b"y"), *files("c", b"2", b"x"), *files("d", b"1", b"x")]
    found = installations(components, contents)
    assert found["a"] == found["b"]
    assert len(set(found.values())) == 3

from pathlib import PurePosixPath

import pytest

from hatch_claimed.model import Image, Interface, Operator, Output, Parameter, Program, Requirement


def parameter(name, kind="String", *, default=None, required=False):
    return Parameter(name=name, type=kind, default=default, required=required, description=None, line=1)


@pytest.fixture
def operator():
    """An operator with parameters of all types, a secret and an output."""

    def make(kind="python", requirements=(), files=(), base="docker.io/library/python:3.11-slim", needs_ipython=False):
        interface = Interface(
            description="Counts.",
            parameters=(
                parameter("count", "Integer", required=True),
                parameter("limit", "Float", default=0.5),
                parameter("loud", "Boolean", default=False),
                parameter("word", default="x"),
                parameter("api_key", required=True),
                parameter("HOME"),
            ),
            outputs=(Output(name="result", description=None, line=2),),
            requirements=tuple(Requirement(arguments=tuple(one.split()), line=3) for one in requirements),
            system_packages=(),
            program=Program(filename="count.py", content=b"", needs_ipython=needs_ipython),
        )
        image = Image(
            repository="registry.example.com/demo",
            name="claimed-count",
            tag="1",
            base=base,
            platforms=("linux/amd64",),
            mode="off",
        )
        path = PurePosixPath("operators/count.py")
        return Operator(name="count", path=path, kind=kind, interface=interface, image=image, files=files)

    return make

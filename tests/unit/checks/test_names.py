from pathlib import PurePosixPath

import pytest

from hatch_claimed.checks.report import as_text
from hatch_claimed.checks.rules.names import RULES
from hatch_claimed.model import Image, Interface, Operator, Output, Parameter, Program
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.reader import ScriptDetails


def operator(*parameters, outputs=()):
    interface = Interface(
        description="",
        parameters=tuple(
            Parameter(name=name, type="String", default="", required=False, description=None, line=line)
            for line, name in enumerate(parameters, 1)
        ),
        outputs=tuple(Output(name=name, description=None, line=9) for name in outputs),
        requirements=(),
        system_packages=(),
        program=Program(filename="a.py", content=b""),
    )
    image = Image(repository="x", name="claimed-a", tag="1", base="b", platforms=("linux/amd64",), mode="off")
    path = PurePosixPath("operators/a.py")
    made = Operator(name="a", path=path, kind="python", interface=interface, image=image)
    return ReadOperator(made, b"", ScriptDetails(), frozenset())


def check(subjects):
    return tuple(finding for subject in subjects for rule in RULES for finding in rule.findings(subject))


def test_names_that_kubeflow_cannot_tell_apart():
    assert as_text(check([operator("Path", "path", "x", "_x")])) == (
        "operators/a.py:2: error CLM026: 'path' and 'Path' are one name for Kubeflow, which would lose one of them\n"
        "    Rename one of them.\n"
        "operators/a.py:4: error CLM026: '_x' and 'x' are one name for Kubeflow, which would lose one of them\n"
        "    Rename one of them.\n"
        "2 errors"
    )


def test_a_parameter_and_an_output_may_differ_by_case():
    assert check([operator("path", outputs=("Path",))]) == ()


def test_a_name_of_underscores():
    assert as_text(check([operator("__")])) == (
        "operators/a.py:1: error CLM027: '__' is no name that Kubeflow can hold\n"
        "    Rename it: a name needs a letter.\n"
        "1 error"
    )


@pytest.mark.parametrize("name", ["class", "FROM", "self", "lambda_"])
def test_words_of_python(name):
    findings = check([operator(name)])
    assert [(finding.code, finding.severity, finding.line) for finding in findings] == [("CLM028", "warning", 1)]


def test_ordinary_names_are_fine():
    assert check([operator("input_path", "n", "Num_Values", "class_name", outputs=("class", "result"))]) == ()

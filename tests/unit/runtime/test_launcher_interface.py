import pytest

from hatch_claimed.runtime.python.claimed_launcher.command import is_command
from hatch_claimed.runtime.python.claimed_launcher.interface import Interface, read
from hatch_claimed.runtime.python.claimed_launcher.program import is_success
from hatch_claimed.runtime.python.claimed_launcher.usage import usage

HEADER = "role,name,type,required\r\n"


def described(interface: Interface) -> dict:
    return {
        "script": interface.script,
        "notebook": interface.notebook,
        "cells": interface.cells,
        "parameters": [(p.name, p.kind, p.required) for p in interface.parameters.values()],
        "outputs": interface.outputs,
    }


def test_the_interface_of_a_script(tmp_path):
    file = tmp_path / "interface.csv"
    rows = "script,a.py,python,\nparameter,n,Integer,true\nparameter,log_level,String,false\noutput,o,,\n"
    file.write_text(HEADER + rows, newline="")
    assert described(read(str(file))) == {
        "script": "a.py",
        "notebook": False,
        "cells": [],
        "parameters": [("n", "Integer", True), ("log_level", "String", False)],
        "outputs": ["o"],
    }


def test_the_interface_of_a_notebook_with_a_name_that_needs_quotes(tmp_path):
    file = tmp_path / "interface.csv"
    file.write_bytes((HEADER + 'script,"a ""b"", é.py",notebook,\r\ncell,1,4,\r\ncell,3,9,\r\n').encode())
    assert described(read(str(file))) == {
        "script": 'a "b", é.py',
        "notebook": True,
        "cells": [(1, 4), (3, 9)],
        "parameters": [("log_level", "String", False)],
        "outputs": [],
    }


def test_help_lists_parameters_and_outputs():
    interface = Interface()
    interface.add("script", "count.py", "python", "")
    interface.add("parameter", "input_path", "String", "true")
    interface.add("parameter", "n", "Integer", "false")
    interface.add("output", "output_csv", "", "")
    assert usage(interface) == (
        "Runs count.py. Parameters are set as --name value, as name=value, or as environment variables.\n"
        "\n"
        "Parameters:\n"
        "  --input_path String   required\n"
        "  --n          Integer  optional\n"
        "\n"
        "Outputs:\n"
        "  --output_csv PATH     where to put the file; into that folder if it ends in /\n"
        "\n"
        "What follows a bare -- reaches the script as its own arguments.\n"
    )


@pytest.mark.parametrize("arguments", [["sh"], ["/opt/claimed/run", "--x", "1"], ["/bin/a=b"], ["", "x"], ["n", "5"]])
def test_what_is_a_command(arguments):
    assert is_command(arguments) is True


@pytest.mark.parametrize("arguments", [[], ["--x"], ["-h"], ["--"], ["x=1"], ["x=/bin/sh"], ["api key=1"], ["="]])
def test_what_is_no_command(arguments):
    assert is_command(arguments) is False


@pytest.mark.parametrize(
    ("code", "success"),
    [(None, True), (0, True), (False, True), (256, True), (1, False), (True, False), (-1, False), ("", False)],
)
def test_exit_codes_that_are_a_success(code, success):
    assert is_success(code) is success

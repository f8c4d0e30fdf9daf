import csv

import pytest

from hatch_claimed.runtime.python.claimed_launcher.command import is_command
from hatch_claimed.runtime.python.claimed_launcher.interface import Interface, read
from hatch_claimed.runtime.python.claimed_launcher.program import is_success

HEADER = "role,name,type,required,default,description\r\n"
LOG_LEVEL = ("log_level", "String", False, "INFO", "")


def described(interface: Interface) -> dict:
    return {
        "script": interface.script,
        "description": interface.description,
        "notebook": interface.notebook,
        "cells": interface.cells,
        "parameters": [(p.name, p.kind, p.required, p.default, p.description) for p in interface.parameters.values()],
        "outputs": interface.outputs,
    }


def interface_of(folder, text: str) -> dict:
    file = folder / "interface.csv"
    file.write_bytes(text.encode())
    return described(read(str(file)))


def test_the_interface_of_a_script(tmp_path):
    rows = (
        "script,a.py,python,,,Counts.\n"
        "parameter,n,Integer,true,,\n"
        "parameter,log_level,String,false,DEBUG,How much to say.\n"
        "output,o,,,,The table.\n"
    )
    assert interface_of(tmp_path, HEADER + rows) == {
        "script": "a.py",
        "description": "Counts.",
        "notebook": False,
        "cells": [],
        "parameters": [("n", "Integer", True, None, ""), ("log_level", "String", False, "DEBUG", "How much to say.")],
        "outputs": {"o": "The table."},
    }


def test_the_interface_of_a_notebook_with_texts_that_need_quotes(tmp_path):
    rows = 'script,"a ""b"", é.py",notebook,,,"Says ""a, b"".\n\nAnd 😀."\r\ncell,1,4,,,\r\ncell,3,9,,,\r\n'
    assert interface_of(tmp_path, HEADER + rows) == {
        "script": 'a "b", é.py',
        "description": 'Says "a, b".\n\nAnd 😀.',
        "notebook": True,
        "cells": [(1, 4), (3, 9)],
        "parameters": [LOG_LEVEL],
        "outputs": {},
    }


def test_columns_are_found_by_name_and_may_be_missing(tmp_path):
    rows = "new,required,type,name,role\nx,,python,a.py,script\nx,true,Integer,n,parameter\n,,,o,output\n"
    assert interface_of(tmp_path, rows) == {
        "script": "a.py",
        "description": "",
        "notebook": False,
        "cells": [],
        "parameters": [("n", "Integer", True, None, ""), LOG_LEVEL],
        "outputs": {"o": ""},
    }


def test_who_applies_a_default_tells_an_empty_one_from_none(tmp_path):
    rows = (
        "role,name,type,required,default,default_by,description\n"
        "script,a.py,python,,,,\n"
        "parameter,none,String,false,,,\n"
        "parameter,empty,String,false,,script,\n"
        "parameter,misread,Boolean,false,False,launcher,\n"
        "output,o,,,out/o.csv,,The table.\n"
    )
    (tmp_path / "interface.csv").write_text(rows)
    interface = read(str(tmp_path / "interface.csv"))
    found = {one.name: (one.default, one.handed_over) for one in interface.parameters.values()}
    log_level = {"log_level": ("INFO", False)}
    assert found == {"none": (None, False), "empty": ("", False), "misread": ("False", True)} | log_level
    assert (interface.outputs, interface.own_paths) == ({"o": "The table."}, {"o": "out/o.csv"})


def test_a_text_may_be_longer_than_csv_allows_and_the_script_keeps_its_limit(tmp_path):
    limit = csv.field_size_limit()
    description = "x" * (limit + 1)
    assert interface_of(tmp_path, f"{HEADER}script,a.py,python,,,{description}\n")["description"] == description
    assert csv.field_size_limit() == limit


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

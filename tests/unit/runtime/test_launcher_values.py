import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hatch_claimed.runtime.python.claimed_launcher import logs
from hatch_claimed.runtime.python.claimed_launcher.interface import Interface, Parameter
from hatch_claimed.runtime.python.claimed_launcher.values import settle


def interface(kind: str, name: str = "x", required: str = "false", **more: str) -> Interface:
    result = Interface()
    result.add("parameter", name, kind, required=required, **more)
    return result


@pytest.mark.parametrize("text", ["true", "True", "TRUE", " true\n", "1", "yes", "Yes", "on", "t", "y", "Y"])
def test_texts_that_are_true(text):
    assert settle(interface("Boolean"), {"x": text}, {}).changes == {"x": "True"}


@pytest.mark.parametrize("text", ["false", "False", "FALSE", " no ", "0", "no", "off", "f", "N", "", "  "])
def test_texts_that_are_false_become_the_one_that_python_takes_for_false(text):
    assert settle(interface("Boolean"), {}, {"x": text}).changes == {"x": ""}


def test_an_argument_wins_over_the_environment():
    assert settle(interface("String"), {"x": "argument"}, {"x": "environment"}).changes == {"x": "argument"}


def test_what_is_not_given_stays_unset_so_that_the_default_of_the_script_holds():
    assert settle(interface("Boolean"), {}, {}).changes == {}


@pytest.mark.parametrize("text", ["null", "None", "", " ", "--x", "a=b", "é\n'\""])
def test_no_text_is_special_to_a_string(text):
    assert settle(interface("String"), {"x": text}, {}).changes == {"x": text}


@pytest.mark.parametrize("kind", ["Integer", "Float"])
@pytest.mark.parametrize("text", ["", " "])
def test_an_empty_number_is_none(kind, text):
    assert settle(interface(kind), {}, {"x": text}).changes == {"x": None}
    assert settle(interface(kind), {"x": text}, {"x": "5"}).changes == {"x": None}


MISSING = "no value for x: set it as an argument (--x VALUE) or as an environment variable (docker run -e x=VALUE)"


@pytest.mark.parametrize("kind", ["String", "Integer", "Float", "Boolean"])
@pytest.mark.parametrize("environment", [{}, {"x": ""}])
def test_a_required_parameter_needs_a_value(kind, environment):
    settled = settle(interface(kind, required="true"), {}, environment)
    assert (settled.problems, settled.changes) == ([MISSING], {})


@pytest.mark.parametrize(
    ("kind", "problems", "changes"),
    [("String", [], {"x": ""}), ("Boolean", [], {"x": ""}), ("Integer", [MISSING], {}), ("Float", [MISSING], {})],
)
def test_an_empty_argument_is_a_text_and_a_false_but_no_number(kind, problems, changes):
    settled = settle(interface(kind, required="true"), {"x": ""}, {})
    assert (settled.problems, settled.changes) == (problems, changes)


def test_all_missing_parameters_stand_in_one_line():
    operator = interface("String", "first", "true")
    operator.add("parameter", "second", "Integer", required="true")
    assert settle(operator, {}, {}).problems == [
        (
            "no value for first, second: set each as an argument (--first VALUE) "
            "or as an environment variable (docker run -e first=VALUE)"
        )
    ]


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("Integer", "five", "must be an Integer, not 'five': write a whole number such as 5"),
        ("Integer", "0.5", "must be an Integer, not '0.5': write a whole number such as 5"),
        ("Float", "a\nb", "must be a Float, not 'a\\nb': write a number such as 0.5"),
        ("Boolean", "maybe", "must be a Boolean, not 'maybe': write true or false (or yes/no, on/off, 1/0)"),
        ("Float", "z" * 99, f"must be a Float, not '{'z' * 60}…': write a number such as 0.5"),
    ],
)
def test_a_wrong_value_is_named_with_its_place_and_a_remedy(kind, text, problem):
    assert settle(interface(kind), {"x": text}, {}).problems == [f"--x {problem}"]
    assert settle(interface(kind), {}, {"x": text}).problems == [f"environment variable x {problem}"]


@pytest.mark.parametrize(
    "name", ["password", "PASSWD", "my_secret", "hf_token", "access_key_id", "credentials", "gw_coordinator_connection"]
)
def test_a_secret_is_never_shown(name):
    assert settle(interface("Integer", name), {name: "hunter2"}, {}).problems == [
        f"--{name} must be an Integer: write a whole number such as 5"
    ]


@pytest.mark.parametrize(
    ("text", "level"), [("info", "INFO"), (" Debug ", "DEBUG"), ("WARN", "WARN"), ("critical", "CRITICAL"), ("", None)]
)
def test_log_levels_of_any_case(text, level):
    assert settle(interface("String", "log_level"), {"log_level": text}, {}).changes == {"log_level": level}


def test_an_unknown_log_level_names_the_known_ones():
    assert settle(interface("String", "log_level"), {}, {"log_level": "verbose"}).problems == [
        (
            "environment variable log_level must be a log level, not 'verbose': "
            "write DEBUG, INFO, WARNING, ERROR or CRITICAL"
        )
    ]


def test_a_script_may_read_its_log_level_as_a_number():
    assert settle(interface("Integer", "log_level"), {"log_level": "10"}, {}).changes == {"log_level": "10"}


@pytest.mark.parametrize(
    ("kind", "environment", "level"),
    [
        ("String", {}, logging.INFO),
        ("String", {"log_level": "DEBUG"}, logging.DEBUG),
        ("Integer", {"log_level": "10"}, 10),
        ("Integer", {}, logging.INFO),
        ("Boolean", {"log_level": "True"}, logging.INFO),
    ],
)
def test_the_level_of_the_root_logger(kind, environment, level):
    assert logs.level(Parameter("log_level", kind, required=False), environment) == level


@pytest.mark.parametrize(
    ("kind", "default", "level"),
    [
        ("String", "debug", logging.DEBUG),
        ("String", "WARN", logging.WARNING),
        ("String", "verbose", logging.INFO),
        ("String", "", logging.INFO),
        ("Integer", "10", 10),
    ],
)
def test_the_level_of_a_script_with_a_default_of_its_own(kind, default, level):
    assert logs.level(Parameter("log_level", kind, required=False, default=default), {}) == level


@pytest.mark.parametrize(
    ("kind", "default", "texts"),
    [
        ("Integer", "5", ["5", "05", " 5\n", "+5", ""]),
        ("Float", "1000.0", ["1000.0", "1000", "1e3", "1E+03", " "]),
        ("Float", "0.0001", ["0.0001", "1e-04", "1e-4"]),
        ("Float", "nan", ["nan", "NaN"]),
        ("Float", "inf", ["inf", "Infinity"]),
        ("Boolean", "False", ["False", "false", "no", "0", ""]),
        ("Boolean", "True", ["True", "true", "yes", "1"]),
        ("String", "3", ["3"]),
        ("String", "False", ["False"]),
        ("String", " a\r\n", [" a\r\n"]),
    ],
)
def test_what_equals_the_default_is_as_good_as_not_set(kind, default, texts):
    for text in texts:
        of = interface(kind, default=default)
        assert settle(of, {"x": text}, {"x": "7"}).changes == {"x": None}
        assert settle(of, {}, {"x": text}).changes == {"x": None}


@pytest.mark.parametrize(
    ("kind", "default", "text", "value"),
    [
        ("Integer", "5", "6", "6"),
        ("Float", "0.0", "-0.0", "-0.0"),
        ("Boolean", "True", "no", ""),
        ("Boolean", "True", "", ""),
        ("Boolean", "False", "yes", "True"),
        ("String", "3", "03", "03"),
        ("String", "False", "false", "false"),
        ("String", "abc", "", ""),
        ("String", "abc", "ABC", "ABC"),
        ("String", "a\r\n", "a\n", "a\n"),
    ],
)
def test_what_differs_from_the_default_stays(kind, default, text, value):
    assert settle(interface(kind, default=default), {"x": text}, {}).changes == {"x": value}
    assert settle(interface(kind, default=default), {}, {"x": text}).changes == {"x": value}


def test_an_empty_default_is_one():
    assert settle(interface("String", default="", default_by="script"), {}, {"x": ""}).changes == {"x": None}
    assert settle(interface("String"), {}, {"x": ""}).changes == {"x": ""}


def test_a_wrong_value_is_none_although_there_is_a_default():
    (problem,) = settle(interface("Integer", default="5"), {"x": "five"}, {}).problems
    assert problem == "--x must be an Integer, not 'five': write a whole number such as 5"


def test_a_default_that_is_no_log_level_is_left_to_the_script():
    of = interface("String", "log_level", default="verbose")
    assert settle(of, {}, {"log_level": "verbose"}).changes == {"log_level": None}
    assert settle(interface("String", "log_level", default="INFO"), {"log_level": "info"}, {}).changes == {
        "log_level": None
    }


@pytest.mark.parametrize(("default", "handed"), [("False", ""), ("True", "True")])
def test_a_default_that_the_script_would_misread_is_handed_over(default, handed):
    of = interface("Boolean", default=default, default_by="launcher")
    assert settle(of, {}, {}).changes == settle(of, {"x": default.lower()}, {}).changes == {"x": handed}
    assert settle(of, {"x": "yes"}, {}).changes == {"x": "True"}
    assert settle(of, {"x": "no"}, {}).changes == {"x": ""}


@given(st.text(), st.booleans())
def test_every_text_is_a_boolean_or_a_problem(text, is_argument):
    given_, environment = ({"x": text}, {}) if is_argument else ({}, {"x": text})
    settled = settle(interface("Boolean"), given_, environment)
    assert (settled.changes in ({"x": "True"}, {"x": ""})) != (len(settled.problems) == 1)

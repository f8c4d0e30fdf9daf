import pytest


def no_value(beginning, name):
    ways = f"as an argument (--{name} VALUE) or as an environment variable (docker run -e {name}=VALUE)"
    return f"claimed: {beginning} {ways}"


def test_required_parameters_are_all_named_in_one_line(image):
    image.interface("s.R", {"a": "String,true", "b": "Integer,true", "c": "Float,true"}, ())
    assert image.refuses("--c", " ", a="", b="  ") == [no_value("no value for a, b, c: set each", "a")]


def test_empty_argument_is_a_value_for_a_string(image):
    image.interface("s.R", {"a": "String,true"}, ())
    image.script("cat('[', Sys.getenv('a', 'none'), ']', sep = '')")
    assert image.run("--a", "").stdout == "[]"


@pytest.mark.parametrize("value", ["5", "-5", " 5 ", "5.0", "1e3", "0x10", "2147483647"])
def test_integers(image, value):
    assert image.shows(count=value)["count"] == value


@pytest.mark.parametrize("value", ["five", "5.5", "5 6", "2147483648", "TRUE", "NA", "5L", "Inf"])
def test_what_is_no_integer(image, value):
    assert image.refuses(count=value) == [
        f"claimed: environment variable count must be an Integer, not '{value}': write a whole number such as 5"
    ]


@pytest.mark.parametrize("value", ["0.5", "-1e-4", "5", "Inf", "-inf", "NaN"])
def test_floats(image, value):
    assert image.shows("--count", "5", "--ratio", value)["ratio"] == value


@pytest.mark.parametrize("value", ["half", "0,5", "NA"])
def test_what_is_no_float(image, value):
    assert image.refuses("--count=5", "--ratio", value) == [
        f"claimed: --ratio must be a Float, not '{value}': write a number such as 0.5"
    ]


def test_secret_values_are_not_shown(image):
    assert image.refuses("--count=5", "--db_password", "hunter2") == [
        "claimed: --db_password must be an Integer: write a whole number such as 5"
    ]


@pytest.mark.parametrize("value", ["true", "TRUE", "True", "1", "yes", "On", " t "])
def test_what_is_true_to_people_is_true_to_the_script(image, value):
    assert image.shows(count="5", flag=value)["flag"] == "TRUE"


@pytest.mark.parametrize("value", ["false", "FALSE", "False", "0", "No", "off", "n", ""])
def test_what_is_false_to_people_is_false_to_the_script(image, value):
    assert image.shows(count="5", flag=value)["flag"] == "FALSE"


def test_what_is_no_boolean(image):
    assert image.refuses("--count=5", "--flag", "maybe") == [
        "claimed: --flag must be a Boolean, not 'maybe': write true or false (or yes/no, on/off, 1/0)"
    ]


def test_empty_numbers_are_unset_and_empty_texts_stay(image):
    assert image.shows(count="5", ratio="", text="") == {"count": "5", "text": ""}


def test_a_default_that_r_would_misread_is_handed_over(image):
    rows = "role,name,type,required,default,default_by\nscript,my script.R,r,,,\n"
    (image.home / "interface.csv").write_text(f"{rows}parameter,flag,Boolean,false,True,launcher\n")
    image.script('cat(Sys.getenv("flag", "yes"))')
    assert [image.run(*words).stdout for words in ((), ("--flag", "1"), ("--flag", "no"))] == ["TRUE", "TRUE", "FALSE"]


def test_an_empty_default_is_one(image):
    rows = "role,name,type,required,default,default_by\nscript,my script.R,r,,,\n"
    (image.home / "interface.csv").write_text(f"{rows}parameter,a,String,false,,script\nparameter,b,String,false,,\n")
    image.script('cat(Sys.getenv(c("a", "b"), NA))')
    assert image.run(environment={"a": "", "b": ""}).stdout == "NA "


def test_parameters_that_are_variables_of_the_shell_scripts_around_r(image):
    names = ("a", "args", "usage", "gui", "error", "here", "name", "status", "work", "run_arch", "debugger")
    image.interface("s.R", dict.fromkeys(names, "String,true"), ())
    image.script(f"cat(Sys.getenv(c{names}), sep = '')")
    done = image.run(environment=dict.fromkeys(names, "x"))
    assert (done.returncode, done.stdout) == (0, "x" * len(names))


def test_environment_wins_over_renviron(image):
    (image.work / ".Renviron").write_text("text=other\nratio=7\n")
    assert image.shows(count="5", text="mine") == {"count": "5", "ratio": "7", "text": "mine"}


def test_a_value_that_fills_a_variable_reaches_the_script(image):
    image.script('cat(nchar(Sys.getenv("text")))')
    done = image.run("count=5", "--text", "x" * 131_066)
    assert (done.returncode, done.stdout, done.stderr) == (0, "131066", "")


def test_a_value_that_no_variable_holds_is_refused(image):
    assert image.refuses("count=5", "--text", "x" * 131_067) == [
        "claimed: --text has 131,067 bytes, and with its name a variable has no more than 131,071: write it into a file, "
        "and hand over its path"
    ]

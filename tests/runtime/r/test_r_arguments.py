import pytest

NAMES = "count, ratio, flag, text, db_password, args, log_level, table, plot"


def no_value(beginning, name):
    ways = f"as an argument (--{name} VALUE) or as an environment variable (docker run -e {name}=VALUE)"
    return f"claimed: {beginning} {ways}"


@pytest.mark.parametrize("arguments", [("--count", "5"), ("--count=5",), ("count=5",), ("--count", "1", "count=5")])
def test_ways_to_set_a_parameter(image, arguments):
    assert image.shows(*arguments) == {"count": "5"}


def test_environment_sets_a_parameter_and_an_argument_wins(image):
    assert image.shows("--text", "b", count="5", text="a") == {"count": "5", "text": "b"}


@pytest.mark.parametrize("value", ["-1", "--text", "--", "a=b", "", 'it\'s "$HOME" `x` \\ é\n😀', "x" * 60_000])
def test_value_is_the_next_argument_whatever_it_is(image, value):
    image.script('writeBin(Sys.getenv("text"), "value", useBytes = TRUE)')
    done = image.run("--count", "5", "--text", value)
    said = "claimed: left in the working directory, which nobody keeps: value\n"
    assert (done.returncode, done.stderr) == (0, said)
    assert (image.work / "value").read_bytes() == value.encode() + b"\0"


@pytest.mark.parametrize("option", ["-e", "--gui", "-g", "-d", "--version", "--args", "--encoding=x", "--vanilla"])
def test_options_of_r_are_values_like_any_other(image, option):
    assert image.shows("--count", "5", "--text", option) == {"count": "5", "text": option}


@pytest.mark.parametrize(
    "arguments",
    [("--flag",), ("--flag", "--text", "a"), ("--flag", "text=a"), ("--flag", "--"), ("--flag", "yes"), ("flag=ON",)],
)
def test_boolean_may_stand_alone(image, arguments):
    assert image.shows("--count=5", *arguments)["flag"] == "TRUE"


def test_what_follows_two_hyphens_reaches_the_script(image):
    image.script("print(commandArgs(TRUE))")
    done = image.run("--count", "5", "--", "--text", "a b", "", "-e")
    assert (done.returncode, done.stdout) == (0, '[1] "--text" "a b"    ""       "-e"    \n')


def test_unknown_names_are_refused_with_a_suggestion(image):
    assert image.refuses("--conut", "secret-value", "rtaio=secret-value", "--entirely-else", count="1") == [
        f"claimed: unknown parameter 'conut': did you mean --count? this operator has {NAMES}",
        f"claimed: unknown parameter 'rtaio': did you mean --ratio? this operator has {NAMES}",
        f"claimed: unknown parameter 'entirely-else': this operator has {NAMES}",
    ]


def test_hyphen_for_underscore_is_suggested(image):
    assert image.refuses("--log-level", "x", count="1") == [
        f"claimed: unknown parameter 'log-level': did you mean --log_level? this operator has {NAMES}"
    ]


def test_missing_values_are_refused(image):
    assert image.refuses("--table", "", "--count") == [
        "claimed: --table has no value: write --table PATH",
        "claimed: --count has no value: write --count VALUE",
        no_value("no value for count: set it", "count"),
    ]


def test_stray_argument_is_refused_and_not_shown(image):
    assert image.refuses("count=1", "--text", "two", "words") == [
        "claimed: argument 4 is neither --name value nor name=value: put quotes around a value that contains spaces"
    ]


def test_operator_without_parameters_and_outputs(image):
    image.interface("s.R", {}, ())
    image.script("cat(Sys.getenv('log_level'))")
    done = image.run("log_level=DEBUG")
    assert (done.returncode, done.stdout, done.stderr) == (0, "DEBUG", "")


def test_interface_with_windows_line_ends_and_quotes(image):
    rows = 'role,name,type,required\r\nscript,"a,b.R",r,\r\nparameter,n,Integer,true\r\noutput,o,,\r\n'
    (image.home / "interface.csv").write_bytes(rows.encode())
    (image.app / "a,b.R").write_text("cat(Sys.getenv('n'))")
    assert image.run("--n", "3").stdout == "3"


def test_columns_are_found_by_name_and_may_be_missing(image):
    rows = 'new,required,type,name,role\nx,,r,s.R,script\n"x\n\ny",true,Integer,n,parameter\n,,,o,output\n'
    (image.home / "interface.csv").write_bytes(rows.encode())
    (image.app / "s.R").write_text("cat(Sys.getenv('n'))")
    assert image.run("--n", "3").stdout == "3"
    assert "  --n          Integer  required\n" in image.run("--help").stdout

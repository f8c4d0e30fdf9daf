"""Modules that a script counts on without importing them, as C3's users are used to."""

ROWS = tuple(("module", name) for name in ("logging", "os", "re", "sys"))
USES = """
    logging.debug("unheard")
    print(os.getenv("n", 3), re.findall("a", "banana"))
    sys.exit(4)
"""


def test_a_script_gets_the_modules_that_it_does_not_import(image):
    image.script(USES, *ROWS)
    result = image.run()
    assert (result.code, result.out) == (4, "3 ['a', 'a', 'a']\n")


def test_a_notebook_gets_them_too(image):
    image.notebook("x = 1", USES, rows=ROWS)
    assert image.run().out == "3 ['a', 'a', 'a']\n"


def test_a_script_gets_no_other_ones(image):
    image.script("print('os' in globals())\nprint(sys.argv)\n", ("module", "os"))
    result = image.run()
    assert (result.code, result.out) == (1, "True\n")
    assert "NameError: name 'sys' is not defined" in result.err


def test_names_that_the_script_binds_are_its_own(image):
    image.script("os = 5\nprint(os)\n", ("module", "os"))
    assert image.run().out == "5\n"

def test_command_is_passed_through(image):
    done = image.run("printf", "%s|", "a b", "--x", "", stdin="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "a b|--x||", "")


def test_launcher_appended_to_itself_runs_the_script(image):
    (image.home / "run").chmod(0o700)
    assert image.shows(str(image.home / "run"), "--count", "1") == {"count": "1"}


def test_path_with_an_equals_sign_is_a_command(image):
    tool = image.work / "a=b" / "tool"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho ran $1\n")
    tool.chmod(0o755)
    assert image.run(str(tool), "x").stdout == "ran x\n"


def test_status_of_a_command_is_kept(image):
    assert image.run("sh", "-c", "exit 7").returncode == 7


def test_unknown_command_says_how_parameters_are_set(image):
    done = image.run("count", "5")
    assert (done.returncode, done.stderr) == (
        127,
        (
            "claimed: 'count' is no command in this image, and no parameter: parameters are set with --name value or "
            "name=value, and --help lists them\n"
        ),
    )

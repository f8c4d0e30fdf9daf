import pytest

from hatch_claimed.model import SystemPackages


@pytest.mark.parametrize(
    ("script", "description"),
    [
        ("", ""),
        ("x <- 5", ""),
        ("# One line", "One line"),
        ("#' Title\n#'\n#' Text: \"quoted\", 'it''s' \\ 😀\nx <- 5", "Title\n\nText: \"quoted\", 'it''s' \\ 😀"),
        ("#!/usr/bin/env Rscript\n# Title", "Title"),
        ("#!/usr/bin/env Rscript\n\n# Title\n#   indented\n", "Title\n  indented"),
        ("\n\n# Title\n\n# Something else", "Title"),
        ("# Title\r\n# more\r\nx <- 5\r\n", "Title\nmore"),
        ("# Title\n# apt install git\n# more", "Title\nmore"),
        ("# apt install git\n\n# Title", "Title"),
        ("x <- 5\n# Title", ""),
        ("x <- 5 # Title", ""),
        ("'# Title'", ""),
        ("#'Title", "Title"),
        ("## Title", "Title"),
    ],
)
def test_description_of_the_script(interface, script, description):
    assert interface(script).description == description


def test_long_description_is_kept_whole(interface):
    lines = [f"line {number}: " + "x" * 90 for number in range(100)]
    assert interface("\n".join(f"#' {line}" for line in lines)).description == "\n".join(lines)


def packages(manager, *arguments, line):
    return SystemPackages(manager=manager, arguments=arguments, line=line, cell=None)


def test_system_packages(interface):
    script = "# apt install -y libxml2-dev\nf <- function() {\n  # apt-get install git curl\n}\n# dnf install gdal\n"
    assert interface(script).system_packages == (
        packages("apt", "install", "libxml2-dev", line=1),
        packages("apt", "install", "git", "curl", line=3),
        packages("dnf", "install", "gdal", line=5),
    )


@pytest.mark.parametrize(
    "script", ["'# apt install git'", "x <- 5 # apt install git", "# apt is a tool", "# pip install a"]
)
def test_what_is_no_system_package(interface, script):
    assert interface(script).system_packages == ()


def test_system_line_that_is_not_understood(read, finding):
    reading = read("x <- 5\n# apt install git, curl")
    assert reading.interface.system_packages == (packages("apt", "install", "git", "curl", line=2),)
    assert reading.findings == (
        finding(
            "CLM035",
            2,
            "This line for apt is not understood: packages are separated by blanks.",
            "Write `# apt install git curl`.",
            severity="warning",
        ),
    )


def test_findings_come_in_the_order_of_lines(read):
    script = "Sys.setenv(x = 'a.csv')\ninstall.packages(y)\nSys.getenv(z)\n# apt install a, b\nSys.setenv(`a b` = 1)"
    assert [(found.line, found.code) for found in read(script).findings] == [
        (2, "CLM030"),
        (3, "CLM025"),
        (4, "CLM035"),
        (5, "CLM020"),
    ]

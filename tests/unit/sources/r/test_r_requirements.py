import pytest

from hatch_claimed.model import Requirement


def requirement(*packages, line=1, repository=None):
    return Requirement(arguments=packages, line=line, cell=None, repository=repository)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("install.packages('a')", requirement("a")),
        ('install.packages("data.table")', requirement("data.table")),
        ("utils::install.packages(pkgs = 'a')", requirement("a")),
        ("install.packages(c('a', \"b\"))", requirement("a", "b")),
        ("if (!require(a)) install.packages('a')", requirement("a")),
        ("f <- function() {\n  install.packages('a')\n}", requirement("a", line=2)),
        ("pk <- c('a', 'b')\ninstall.packages(pk)", requirement("a", "b", line=2)),
        ("pk <- 'a'; install.packages(pk)", requirement("a")),
        ("install.packages('a', repos = 'https://x.org')", requirement("a", repository="https://x.org")),
        ("install.packages('a', '/lib', 'https://x.org')", requirement("a", repository="https://x.org")),
        ("install.packages('a', repos = c(CRAN = 'https://x.org'))", requirement("a", repository="https://x.org")),
        ("r <- 'https://x.org'; install.packages('a', repos = r)", requirement("a", repository="https://x.org")),
        ("install.packages('a', repos = getOption('repos'))", requirement("a")),
        ("install.packages('a', repos = NULL, dependencies = TRUE)", requirement("a")),
    ],
)
def test_requirement(interface, script, expected):
    assert interface(script).requirements == (expected,)


def test_calls_keep_their_order(interface):
    found = interface("install.packages('b')\ninstall.packages('a')\ninstall.packages('b')").requirements
    assert found == (requirement("b"), requirement("a", line=2), requirement("b", line=3))


@pytest.mark.parametrize(
    "script", ["# install.packages('a')", "'install.packages(\"a\")'", "library(a)", "other::install.packages('a')"]
)
def test_what_installs_nothing(interface, script):
    assert interface(script).requirements == ()


VECTORS = "base <- c('a', 'b'); more <- 'c'; "


@pytest.mark.parametrize(
    ("script", "packages"),
    [
        ("install.packages(c(base, more))", "a b c"),
        ("install.packages(c(base, 'd', c('e', base)))", "a b d e"),
        ("all <- c(base, more); install.packages(all)", "a b c"),
        ("install.packages(unique(c(base, more)))", "a b c"),
        ("install.packages(base[!base %in% installed.packages()])", "a b"),
        ("install.packages(base[!(base %in% installed.packages()[, 'Package'])])", "a b"),
        ("new <- base[!base %in% rownames(installed.packages())]; if (length(new)) install.packages(new)", "a b"),
        ("install.packages(setdiff(base, rownames(installed.packages())))", "a b"),
        ("install.packages(Filter(function(p) !requireNamespace(p), base))", "a b"),
        ("for (p in base) if (!require(p, character.only = TRUE)) install.packages(p)", "a b"),
        ("for (p in c(base, more)) { if (!(p %in% there)) { install.packages(p, repos = NULL) } }", "a b c"),
        ("for (p in base) library(p); for (p in more) install.packages(p)", "c"),
        ("lapply(base, function(p) if (!require(p)) install.packages(p))", "a b"),
        ("invisible(sapply(base, install.packages))", "a b"),
        ("lapply(base, utils::install.packages)", "a b"),
        ("get <- function(p) if (!require(p)) install.packages(p); get('x'); get(more)", "x c"),
        ("get <- function(p) if (!require(p)) install.packages(p); sapply(base, get)", "a b"),
        ("f <- function() { own <- c('x', 'y'); install.packages(own) }; f()", "x y"),
        ("if (!require('x')) install.packages('x')", "x"),
    ],
)
def test_packages_by_vectors(interface, script, packages):
    (found,) = interface(VECTORS + script).requirements
    assert found.text == packages


def test_the_repository_of_packages_that_are_applied(interface):
    (found,) = interface("lapply(c('a', 'b'), install.packages, repos = 'https://r.example.org')").requirements
    assert (found.text, found.repository) == ("a b", "https://r.example.org")


@pytest.mark.parametrize(
    "script",
    [
        "for (p in some) install.packages(p)",
        "p <- 'a'; for (p in c('b')) install.packages(p)",
        "get <- function(p) install.packages(p); get('a'); get(x)",
        "get <- function(p) install.packages(p); other(get)",
        "get <- function(q, p) install.packages(p); sapply(c('a'), get)",
        "get <- function(p) { get(p); get(p); install.packages(p) }",
        "x <- c(x, 'a'); install.packages(x)",
        "x <- 'a'; x <- 'b'; install.packages(x)",
        "lapply(some, install.packages)",
    ],
)
def test_vectors_that_are_not_known(read, script):
    reading = read(script)
    assert reading.interface.requirements == ()
    assert [finding.code for finding in reading.findings] == ["CLM030"]


@pytest.mark.parametrize(
    "arguments", ["pk", "", "c()", "c('a', pk)", "setdiff(pk, rownames(installed.packages()))", "repos = 'x'"]
)
def test_computed_packages(read, finding, arguments):
    reading = read(f"install.packages({arguments})")
    assert reading.interface.requirements == ()
    assert reading.findings == (
        finding(
            "CLM030",
            1,
            "The packages of this install.packages() are computed, and cannot be known when the image is built.",
            'Write their names: install.packages(c("package1", "package2")).',
        ),
    )


@pytest.mark.parametrize("name", ["./local.tar.gz", "a b", "1a", "a_b", "-r", "a;b", ""])
def test_illegal_package_name(read, finding, name):
    reading = read(f"install.packages(c('a', '{name}'), repos = NULL)")
    assert reading.interface.requirements == ()
    assert reading.findings == (
        finding(
            "CLM031",
            1,
            f"{name!r} is no name of an R package.",
            "Write the name as the repository has it: a letter, then letters, digits and dots.",
        ),
    )


def test_credentials_are_not_shown(read, finding):
    reading = read("install.packages('a', repos = 'https://me:hunter2@x.org')")
    assert reading.interface.requirements == ()
    assert reading.findings == (
        finding(
            "CLM033",
            1,
            "The repository's address holds credentials, which everybody could read in the image.",
            "Leave them out of the address, and give them to the build as a secret.",
        ),
    )


def test_computed_repository(read, finding):
    reading = read("install.packages('a', repos = mirror())")
    assert reading.interface.requirements == (requirement("a"),)
    assert reading.findings == (
        finding(
            "CLM030",
            1,
            "The repository of this install.packages() is computed; the packages come from the image's own.",
            'Write it as a text: repos = "https://…".',
            severity="warning",
        ),
    )


def test_several_repositories(read, finding):
    reading = read("install.packages('a', repos = c('https://x.org', 'https://y.org'))")
    assert reading.interface.requirements == (requirement("a", repository="https://x.org"),)
    assert reading.findings == (
        finding(
            "CLM030",
            1,
            "This install.packages() names several repositories; only the first one is used.",
            'Call install.packages(…, repos = "…") once for each repository.',
            severity="warning",
        ),
    )


@pytest.mark.parametrize(
    "name",
    [
        "remotes::install_github",
        "devtools::install",
        "install_github",
        "pak::pkg_install",
        "BiocManager::install",
        "renv::restore",
        "pacman::p_load",
    ],
)
def test_other_installers(read, finding, name):
    reading = read(f"{name}('a/b')")
    assert reading.interface.requirements == ()
    assert reading.findings == (
        finding(
            "CLM030",
            1,
            f"{name}() is not understood. Only install.packages() is carried into the image.",
            'Write install.packages("package") if a repository has the package, or use a base image that holds it.',
            severity="warning",
        ),
    )

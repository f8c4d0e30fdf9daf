"""Scripts are UTF-8, and so is the locale, whatever the base image or the caller says."""

import os
import shutil
import subprocess

import pytest
from needs import NEEDS_R

RUNTIME = "hatch_claimed/runtime/r"
LETTERS = """
stopifnot(l10n_info()[["UTF-8"]])
cat(nchar("Thür"), toupper("ä"), nchar(readLines("names.csv", encoding = "unknown")), "\\n")
print(data.frame(name = c("Töss", "Rhône"), level = c(1.5, 2)))
print(read.csv("names.csv", header = FALSE))
cat(sort(c("b", "B", "a", "A")), format(as.Date("2026-03-01"), "%B"), "\\n")
system2("Rscript", c("-e", shQuote("cat(nchar('Thür'), '\\n')")))
cluster <- parallel::makeCluster(1)
cat(unlist(parallel::clusterApply(cluster, "Thür", function(name) nchar(sub("ü", "u", name)))), "\\n")
parallel::stopCluster(cluster)
cat(unlist(parallel::mclapply("Thür", function(name) sprintf("%s %d", name, nchar(name)))), "\\n")
"""
PRINTED = """4 Ä 4 
   name level
1  Töss   1.5
2 Rhône   2.0
    V1
1 Thür
A B a b March 
4 
4 
Thür 4 
"""  # noqa: W291
GIVEN = [
    {},
    {"LANG": "C"},
    {"LANG": "en_US.UTF-8"},  # the image has no such locale
    {"LC_ALL": "POSIX"},
    {"LC_ALL": "C", "LANG": "C.UTF-8", "LC_TIME": "xx_YY"},
    {"LC_CTYPE": "C", "LANG": "C.UTF-8"},
    {"LANG": "xx_YY@euro", "LC_COLLATE": "C"},
    {"LC_ALL": "", "LC_CTYPE": "", "LANG": ""},
]


@pytest.mark.parametrize("given", GIVEN, ids=lambda given: " ".join(f"{n}={v}" for n, v in given.items()) or "none")
def test_letters_whatever_the_locale(image, given):
    (image.work / "names.csv").write_text("Thür\n")
    image.script(LETTERS)
    done = image.run("count=5", environment=given)
    # in C.UTF-8 R sorts as dictionaries do, as it does without us
    printed = PRINTED.replace("A B a b", "a A b B") if given.get("LC_CTYPE") == "C" else PRINTED
    assert (done.returncode, done.stderr, done.stdout) == (0, "", printed)


SHOWN = 'cat(Sys.getenv(c("LC_ALL", "LC_CTYPE", "LANG", "LC_TIME"), NA), Sys.getlocale("LC_COLLATE"))'


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ({"LC_ALL": "C.UTF-8"}, "C.UTF-8 NA NA NA C.UTF-8"),
        ({"LANG": "C.utf8", "LC_TIME": "C"}, "NA NA C.utf8 C C.utf8"),
        ({"LC_ALL": "C", "LANG": "C.utf8"}, "NA C.UTF-8 C NA C"),
        ({"LANG": "POSIX"}, "NA C.UTF-8 POSIX NA C"),
        ({}, "NA C.UTF-8 NA NA C"),
    ],
)
def test_all_but_letters_stays_as_it_was(image, given, seen):
    image.script(SHOWN)
    assert image.run("count=5", environment=given).stdout == seen


def test_values_and_files_with_letters(image):
    image.script("x <- Sys.getenv('text'); cat(nchar(x), x == 'Grüße', nchar(readLines(file('stdin'))))")
    done = image.run("count=5", "--text", "Grüße", environment={"LANG": "C"}, stdin="Ä\n")
    assert (done.stdout, done.stderr) == ("5 TRUE 1", "")


def test_locale_that_a_site_file_sets(image, tmp_path):
    site = tmp_path / "Renviron.site"
    site.write_text("LANG=C\nLC_ALL=POSIX\n")
    image.script("cat(nchar('Thür'), Sys.getenv(c('LC_ALL', 'LC_CTYPE', 'LANG'), NA))")
    done = image.run("count=5", environment={"R_ENVIRON": str(site), "LANG": "C.UTF-8"})
    assert (done.stdout, done.stderr) == ("4 NA C.UTF-8 POSIX", "")


def test_letters_in_the_help_and_in_an_error(image):
    done = image.run("--grösse", "5", environment={"LANG": "en_US.UTF-8"})
    assert done.returncode == 2
    assert "setlocale" not in done.stderr.lower()
    assert "Setting LC" not in done.stderr


NONE = """
say <- function(...) cat("claimed: ", ..., sep = "")
sys.source("{locale}", envir = globalenv())
is_utf8 <- function(name) name %in% c({there})
installed_locales <- function() c("C", "POSIX", "de_CH.iso88591", "de_CH.utf8")
cat(deparse(mended_locale(list(LANG = "{lang}"))))
"""


@NEEDS_R
@pytest.mark.parametrize(
    ("lang", "there", "changes"),
    [
        ("C", '"de_CH.utf8"', 'list(LC_CTYPE = "de_CH.utf8")'),
        ("C", '"en_US.UTF-8"', 'list(LC_CTYPE = "en_US.UTF-8")'),
        ("de_CH", '"de_CH.UTF-8", "C.UTF-8"', 'list(LANG = "de_CH.UTF-8")'),
        ("de_CH.ISO-8859-1", '"C.UTF-8"', 'list(LANG = "C", LC_CTYPE = "C.UTF-8")'),
        ("de_CH.UTF-8", "", "NULL"),
    ],
)
def test_choice_where_other_locales_are_installed(lang, there, changes, request):
    locale = request.config.rootpath / RUNTIME / "locale.R"
    code = NONE.format(locale=locale, there=there, lang=lang)
    done = subprocess.run(
        [shutil.which("Rscript"), "--vanilla", "-e", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout == changes


def test_without_any_utf8_locale_that_is_said(image):
    with (image.home / "locale.R").open("a") as file:
        file.write("is_utf8 <- function(name) FALSE\n")
    image.script("cat('ran')")
    done = image.run("count=5", environment={"LANG": "C"})
    assert (done.returncode, done.stdout) == (0, "ran")
    assert done.stderr == (
        "claimed: R finds no UTF-8 locale here, and takes letters beyond ASCII for single bytes: install one, such as "
        "C.UTF-8 (apt-get install locales), or choose another r-base-image\n"
    )

"""R's own reader of tables beside Python's."""

import csv
import os
import subprocess

import pytest

from hatch_claimed.model import Output, Parameter

ODD = "Says \"a, b\",\n\nand 'c' # no comment \\n; \t 😀 日本 é\n" + 'long, "text" ' * 800


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("built", ["r"], indirect=True)
def test_read_csv_reads_the_interface_file(built, locale):
    built.lay_out(
        ODD,
        [Parameter(name="NA", type="String", default=ODD, required=False, description="NA", line=1)],
        [Output(name="o", description=None, line=2)],
    )
    code = """
        rows <- read.csv("interface.csv", colClasses = "character", na.strings = character(), encoding = "UTF-8")
        writeBin(enc2utf8(c(names(rows), t(as.matrix(rows)))), pipe("cat", "wb"), useBytes = TRUE)
    """
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", code],
        cwd=built.root,
        capture_output=True,
        check=True,
        env={"LC_ALL": locale, "PATH": os.environ["PATH"]},
    )
    with (built.root / "interface.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1][-1] == rows[2][-3] == ODD
    assert done.stdout.decode().split("\0")[:-1] == [cell for row in rows for cell in row]

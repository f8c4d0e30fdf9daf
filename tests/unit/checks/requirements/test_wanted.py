import pytest

from hatch_claimed.checks.analysis.requirements import RequiredDistribution, UnknownRequirement, wanted


def names(items):
    return [item.name if isinstance(item, RequiredDistribution) else None for item in items]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("numpy Scikit_Learn>=1", ["numpy", "scikit-learn"]),
        ("-U --index-url https://example.com/simple numpy", ["numpy"]),
        ("git+https://github.com/example/river_levels.git@v1", ["river-levels"]),
        ("'git+https://github.com/example/x.git#subdirectory=a&egg=levels'", ["levels"]),
        ("-e git+https://github.com/example/levels", ["levels"]),
        ("https://example.com/Water_Gauge-1.0-py3-none-any.whl", ["water-gauge"]),
        ("https://example.com/gauge-1.0.tar.gz", ["gauge"]),
        ("'levels @ git+https://github.com/example/x'", ["levels"]),
        ("https://example.com/", [None]),
        ("-r https://example.com/requirements.txt", [None]),
        ("-r nowhere.txt numpy", [None, "numpy"]),
        ("-c constraints.txt numpy", ["numpy"]),
    ],
)
def test_lines(arguments, expected, subject):
    assert names(wanted(subject(f"# pip install {arguments}\n"))) == expected


def test_requirement_files(subject):
    files = {
        "operators/requirements.txt": "# all\r\nnumpy \\\n  >=2 --hash=sha256:aa\n-r more/more.txt\nthis is nothing\n",
        "operators/more/more.txt": "pandas; python_version > '3'  # note\n-r ../requirements.txt\n--pre\n-e 'unclosed\n",
    }
    found = wanted(subject("# pip install -r requirements.txt\n", requirement_files=files))
    assert names(found) == ["numpy", "pandas", None]
    assert [
        (str(item.file), str(item.specifier), item.marked) for item in found if isinstance(item, RequiredDistribution)
    ] == [
        ("operators/requirements.txt", ">=2", False),
        ("operators/more/more.txt", "", True),
    ]
    assert found[2] == UnknownRequirement(1, None)


def test_r_asks_for_packages_of_another_kind(subject):
    assert wanted(subject('install.packages("dplyr")\n', "operators/a.R")) == ()

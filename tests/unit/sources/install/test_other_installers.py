"""Lines of tools that neither readers nor images know."""

import shlex

import pytest

from hatch_claimed.sources.install.lines import is_for_installers, is_install_comment, other_in_comment
from hatch_claimed.sources.install.unsupported import other_installation


@pytest.mark.parametrize(
    ("line", "command", "names"),
    [
        ("conda install gdal", "conda install", ["gdal"]),
        ("conda install -y -c conda-forge gdal=3.8 'proj>=9'", "conda install", ["gdal", "proj"]),
        ("conda install conda-forge::gdal --name work", "conda install", ["gdal"]),
        ("/opt/conda/bin/conda install --channel=nodefaults gdal", "conda install", ["gdal"]),
        ("mamba update gdal", "mamba update", ["gdal"]),
        ("micromamba install -n base -f env.yml", "micromamba install", []),
        ("conda install --file requirements.txt", "conda install", []),
        ("conda env create -f environment.yml", "conda env create", []),
        ("conda env update --file environment.yml", "conda env update", []),
        ("conda create -n work python=3.11 gdal", "conda create", ["gdal"]),
        ("conda install {package}", "conda install", []),
        ("poetry add pandas@^2 'dask[complete]'", "poetry add", ["pandas", "dask"]),
        ("pipenv install pandas==2.2.3", "pipenv install", ["pandas"]),
        ("pdm add pandas", "pdm add", ["pandas"]),
        ("pixi add pandas", "pixi add", ["pandas"]),
        ("rye add pandas", "rye add", ["pandas"]),
        ("easy_install pandas", "easy_install", ["pandas"]),
    ],
)
def test_what_is_asked_of_them(line, command, names):
    found = other_installation(tuple(shlex.split(line)))
    assert (found.command, list(found.names)) == (command, names)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "conda",
        "conda activate work",
        "conda list",
        "conda create -n work python=3.11",
        "conda env list",
        "poetry lock",
    ],
)
def test_what_installs_nothing(line):
    assert other_installation(tuple(shlex.split(line))) is None


@pytest.mark.parametrize(
    ("comment", "names"),
    [
        ("# conda install gdal", ["gdal"]),
        ("#conda install gdal", ["gdal"]),
        ("# !conda install gdal", ["gdal"]),
        ("# %conda install gdal", ["gdal"]),
        ("#' mamba install gdal", None),
        ("# conda install gdal if you like", ["gdal"]),
        ("# conda install gdal (version 3)", ["gdal"]),
        ("# conda install gdal # or with apt", ["gdal"]),
        ("# conda install -c conda-forge gdal && conda install proj", ["gdal"]),
        ("# conda install of the packages", None),
        ("# conda install and pip install", None),
        ("# conda install packages, then go on", None),
        ("# conda install failed here", None),
        ("# conda install gdal, proj and geos", None),
        ("# conda install: see the handbook", None),
        ("# conda installation", None),
        ("# Conda install gdal", None),
        ("# install with conda if you like", None),
        ("# mamba is fast", None),
        ("# conda's packages", None),
    ],
)
def test_comments_and_sentences(comment, names):
    found = other_in_comment(comment)
    assert (found and list(found.names)) == names
    assert is_for_installers(comment) is (names is not None)
    assert not is_install_comment(comment)

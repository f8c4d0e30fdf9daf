"""The table of names that are another distribution's."""

import pytest

from hatch_claimed.checks.analysis.distributions import modules
from hatch_claimed.checks.analysis.name_corrections import is_of_python, of_conda, right_name


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("sklearn", "scikit-learn"),
        ("opencv", "opencv-python-headless"),
        ("cv2", "opencv-python-headless"),
        ("pil", "pillow"),
        ("yaml", "pyyaml"),
        ("skimage", "scikit-image"),
        ("dateutil", "python-dateutil"),
        ("crypto", "pycryptodome"),
        ("osgeo", "gdal"),
        ("pkg-resources", "setuptools"),
        ("rest-framework", "djangorestframework"),
        # stand-ins that bring the right one, and distributions of their own
        *[(name, None) for name in ("bs4", "dotenv", "imblearn", "zmq", "jwt", "numpy", "gdal", "google", "azure")],
    ],
)
def test_right_names(name, right):
    assert right_name(name) == right


def test_no_right_name_is_a_wrong_one():
    right = {name for names in modules().values() for name in names}
    assert [name for name in sorted(right) if right_name(name)] == []


@pytest.mark.parametrize("name", ["os", "json", "asyncio", "argparse", "datetime", "xml"])
def test_modules_of_python(name):
    assert is_of_python(name, name)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("datetime", "DateTime"),
        ("distutils", "distutils"),
        ("tomllib", "tomllib"),
        ("telnetlib", "telnetlib"),
        ("six", "six"),
    ],
)
def test_what_is_not_in_every_python(name, written):
    assert not is_of_python(name, written)


def test_names_of_conda():
    assert [of_conda(name) for name in ("pytorch", "opencv", "ffmpeg", "numpy")] == [
        "torch",
        "opencv-python-headless",
        "ffmpeg",
        "numpy",
    ]

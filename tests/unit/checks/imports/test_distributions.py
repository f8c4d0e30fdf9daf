import ast
import inspect

import pytest
from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis import distribution_dependencies as carried_module
from hatch_claimed.checks.analysis import distributions as distributions_module
from hatch_claimed.checks.analysis.distribution_dependencies import carried, is_often_carried
from hatch_claimed.checks.analysis.distributions import distributions, is_known, is_standard, surely_imported_as, unit


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("cv2", "opencv-python-headless"),
        ("sklearn", "scikit-learn"),
        ("skimage", "scikit-image"),
        ("PIL", "pillow"),
        ("yaml", "pyyaml"),
        ("bs4", "beautifulsoup4"),
        ("dateutil", "python-dateutil"),
        ("attr", "attrs"),
        ("osgeo", "gdal"),
        ("Crypto", "pycryptodome"),
        ("dotenv", "python-dotenv"),
        ("jwt", "pyjwt"),
        ("serial", "pyserial"),
        ("usb", "pyusb"),
        ("docx", "python-docx"),
        ("pptx", "python-pptx"),
        ("fitz", "pymupdf"),
        ("google.cloud.storage", "google-cloud-storage"),
        ("netCDF4", "netcdf4"),
        ("mpl_toolkits", "matplotlib"),
        ("mpl_toolkits.basemap", "basemap"),
        ("huggingface_hub", "huggingface-hub"),
        ("nobody_knows_this", "nobody-knows-this"),
    ],
)
def test_the_usual_distribution_of_a_module(module, expected):
    assert distributions(module)[0] == expected


@pytest.mark.parametrize("module", ["google", "azure", "odc"])
def test_nobody_brings_a_namespace_alone(module):
    assert distributions(module) == ()


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("os.path", "os"),
        ("sklearn.cluster.KMeans", "sklearn"),
        ("google.cloud.storage.Client", "google.cloud.storage"),
        ("google.nothing.known", "google"),
        ("mpl_toolkits.basemap.Basemap", "mpl_toolkits.basemap"),
        ("mpl_toolkits.mplot3d", "mpl_toolkits"),
    ],
)
def test_what_is_installed_as_one(module, expected):
    assert unit(module) == expected


@pytest.mark.parametrize("module", ["os", "os.path", "distutils.util", "imp", "tomllib", "winreg", "_cffi_backend"])
def test_standard_modules_of_all_versions(module):
    assert is_standard(module)


def test_what_comes_along_comes_with_its_own_company():
    assert {"numpy", "python-dateutil", "six"} <= carried(["geopandas"])
    assert carried(["nobody-knows-this"]) == {"nobody-knows-this"}
    assert carried([]) == frozenset()
    assert is_often_carried("numpy")
    assert not is_often_carried("seaborn-of-nobody")


@pytest.mark.parametrize(
    ("distribution", "expected"),
    [
        ("seaborn", {"seaborn"}),
        ("opencv-python", {"cv2"}),
        ("attrs", {"attr", "attrs"}),
        ("pyarrow", set()),
        ("psycopg2-binary", set()),
        ("nobody-knows-this", set()),
    ],
)
def test_how_a_script_surely_uses_a_distribution(distribution, expected):
    assert surely_imported_as(distribution) == expected


def tables(module):
    """The tables of a module by name, as lists of lines."""
    nodes = ast.parse(inspect.getsource(module)).body
    return {
        node.targets[0].id: node.value.value.replace("\n ", " ").strip().split("\n")
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }


def test_rows_are_unique_and_hold_canonical_names():
    modules = [line.split() for line in tables(distributions_module)["_OTHER_NAME"]]
    company = [line.split() for line in tables(carried_module)["_COMES_WITH"]]
    for rows in (modules, company):
        assert len({row[0] for row in rows}) == len(rows)
        assert all(len(row) > 1 for row in rows)
    names = [name for row in modules for name in row[1:]] + [name for row in company for name in row]
    names += [
        name
        for table in ("_SAME_NAME", "_WITHOUT_IMPORT")
        for name in " ".join(tables(distributions_module)[table]).split()
    ]
    assert [name for name in names if name != canonicalize_name(name)] == []


def test_what_needs_no_import_is_known():
    names = " ".join(tables(distributions_module)["_WITHOUT_IMPORT"]).split()
    assert [name for name in names if not is_known(name)] == []

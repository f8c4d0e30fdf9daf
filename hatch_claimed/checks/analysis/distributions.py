"""Which distribution brings which module, for what scientific scripts import most.

No light library holds these names: those that do are whole programs, or ask an index. So the tables are short, and what
they do not know leads to silence rather than to an alarm.
"""

from __future__ import annotations

import sys
from functools import cache

from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis.distribution_dependencies import rows

_OTHER_NAME = """
airflow apache-airflow
attr attrs
attrs attrs
azure.identity azure-identity
azure.storage.blob azure-storage-blob
Bio biopython
bs4 beautifulsoup4 bs4
cairo pycairo
cassandra cassandra-driver
community python-louvain
Crypto pycryptodome pycrypto
Cryptodome pycryptodomex
cupy cupy-cuda12x cupy-cuda13x cupy-cuda11x cupy
cv2 opencv-python-headless opencv-python opencv-contrib-python opencv-contrib-python-headless
dateutil python-dateutil
discord discord-py
dns dnspython
docx python-docx
dotenv python-dotenv
ee earthengine-api
faiss faiss-cpu faiss-gpu faiss-gpu-cu12
ffmpeg ffmpeg-python
fitz pymupdf
gi pygobject
git gitpython
github pygithub
gitlab python-gitlab
google.auth google-auth
google.cloud.bigquery google-cloud-bigquery
google.cloud.storage google-cloud-storage
google.genai google-genai
google.generativeai google-generativeai
google.oauth2 google-auth
google.protobuf protobuf
googleapiclient google-api-python-client
grpc grpcio
grpc_status grpcio-status
haystack farm-haystack haystack-ai
ibm_boto3 ibm-cos-sdk
ibm_botocore ibm-cos-sdk ibm-cos-sdk-core
igraph igraph python-igraph
imblearn imbalanced-learn
IPython ipython
jose python-jose
jwt pyjwt
kafka kafka-python kafka-python-ng
ldap python-ldap
Levenshtein levenshtein python-levenshtein
lightning_fabric lightning-fabric pytorch-lightning
magic python-magic python-magic-bin
mpl_toolkits matplotlib
mpl_toolkits.basemap basemap
mysql.connector mysql-connector-python mysql-connector
MySQLdb mysqlclient
nats nats-py
netCDF4 netcdf4
odc.stac odc-stac
onnxruntime onnxruntime onnxruntime-gpu
openbabel openbabel-wheel openbabel
OpenEXR openexr
OpenGL pyopengl
OpenSSL pyopenssl
opentelemetry opentelemetry-api opentelemetry-sdk
osgeo gdal
paho paho-mqtt
PIL pillow pillow-simd
pkg_resources setuptools
pptx python-pptx
psycopg psycopg psycopg-binary
psycopg2 psycopg2-binary psycopg2
pylab matplotlib
pythoncom pywin32
pythonjsonlogger python-json-logger
pywt pywavelets
rdkit rdkit rdkit-pypi
rest_framework djangorestframework
ruamel ruamel-yaml
serial pyserial
shapefile pyshp
skbio scikit-bio
skfuzzy scikit-fuzzy
skimage scikit-image
sklearn scikit-learn scikit-learn-intelex
sklearn_extra scikit-learn-extra
sklearnex scikit-learn-intelex
skopt scikit-optimize
sksparse scikit-sparse
sksurv scikit-survival
slugify python-slugify
snowflake.connector snowflake-connector-python
socks pysocks
sql jupysql ipython-sql
telegram python-telegram-bot
tensorflow tensorflow tensorflow-cpu tensorflow-gpu tensorflow-macos tensorflow-intel tf-nightly
tf_keras tf-keras
umap umap-learn
usb pyusb
websocket websocket-client
win32api pywin32
win32com pywin32
wrf wrf-python
wx wxpython
xgboost xgboost xgboost-cpu
yaml pyyaml
zmq pyzmq
"""

_SAME_NAME = """
accelerate adlfs aiohttp albumentations altair anndata arviz ase asf-search astropy astroquery bokeh boto3 botocore
bottleneck cartopy catboost cdsapi cfgrib cftime click cloudpickle contextily cvxpy dask datasets deap diffusers
distributed django duckdb eccodes einops elasticsearch emcee eodag evaluate fastapi fastparquet fiona flask flax folium
fsspec gcsfs geemap gensim geopandas geopy gymnasium h3 h5netcdf h5py hdbscan healpy httpx huggingface-hub imageio
intake ipywidgets jax jinja2 joblib keras kfp kubernetes lightgbm lightning lime lmfit loguru luigi lxml mapclassify
markdown matplotlib mdanalysis metpy minio mlflow mlxtend monai mpi4py nbformat networkx nibabel nilearn nltk numba
numexpr numpy obspy onnx openai openpyxl optax optuna ortools osmnx pandas papermill paramiko peft pint
planetary-computer plotly plotnine polars prophet psutil pulp pyarrow pybaselines pydantic pydicom pymatgen pymc pymongo
pymysql pyomo pyproj pyresample pysam pyspark pystac pystac-client pytesseract pytorch-lightning pytz pyvista qiskit
rasterio rasterstats ray rdkit redis regex requests rich rioxarray rtree s3fs s3transfer satpy scanpy scipy seaborn
segmentation-models-pytorch sentence-transformers sentinelhub sentinelsat shap shapely simpleitk simpy six sktime spacy
sqlalchemy stackstac statsmodels sunpy sympy tables tabulate tensorboard tensorflow-hub terratorch tifffile timm
tokenizers toml torch torch-geometric torchaudio torchgeo torchmetrics torchvision tornado tqdm transformers tsfresh
typer uncertainties urllib3 wandb xarray xlrd xlsxwriter xmltodict zarr
"""

_WITHOUT_IMPORT = """
accelerate adlfs bottleneck cfgrib dask datasets distributed eccodes einops fastparquet fiona fsspec gcsfs gdal
google-auth grpcio h5netcdf h5py huggingface-hub ipython ipywidgets jinja2 keras kfp lxml matplotlib mpi4py mysqlclient
nbformat
netcdf4 numba numexpr onnx onnxruntime openpyxl papermill pillow protobuf psutil psycopg2 psycopg2-binary pyarrow
pymysql pysocks pytz pywin32 pyyaml rioxarray rtree s3fs s3transfer scipy setuptools six sqlalchemy tables tabulate
tensorboard tifffile tokenizers tornado tqdm typer urllib3 wandb xlrd xlsxwriter zarr
"""

_NOT_IN_ALL = """
aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev
pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib tomllib annotationlib compression
"""
REMOVED = frozenset(_NOT_IN_ALL.split())
"""Modules that some versions of Python have and others have not."""
_STANDARD = sys.stdlib_module_names | REMOVED | {"test"}
"""Of any Python that an image may have, also where the checker's own is older or newer."""

_NAMESPACES = frozenset(
    {"azure", "backports", "databricks", "google", "ibm", "jaraco", "mpl_toolkits", "mysql", "odc", "snowflake"}
)


def is_standard(module: str) -> bool:
    """Whether a module is of the standard library, or a part of something else that nobody installs by itself."""
    first = module.partition(".")[0]
    return first in _STANDARD or first.startswith("_")


def unit(module: str) -> str:
    """What is installed as one: `google.cloud.storage`, or the first part of a module's name."""
    parts = module.split(".")
    if parts[0] not in _NAMESPACES:
        return parts[0]
    beginnings = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((name for name in beginnings if name in modules()), parts[0])


def distributions(module: str) -> tuple[str, ...]:
    """The distributions that bring a module (as `unit` names it), the usual one first; for unknown ones the same name.

    Empty for a namespace that nobody brings alone.
    """
    same_name = () if module in _NAMESPACES else (canonicalize_name(module),)
    return modules().get(module, same_name)


def is_known(distribution: str) -> bool:
    """Whether the tables know what the distribution brings."""
    return distribution in _known()


def surely_imported_as(distribution: str) -> frozenset[str]:
    """The modules by which a script uses the distribution; empty when it may serve without an import."""
    if not is_known(distribution) or distribution in _without_import():
        return frozenset()
    other = frozenset(module for module, names in modules().items() if distribution in names)
    return other or frozenset({distribution})


@cache
def modules() -> dict[str, tuple[str, ...]]:
    """The modules that are not called as their distribution, with the distributions that bring them."""
    return rows(_OTHER_NAME)


@cache
def _known() -> frozenset[str]:
    return frozenset(_SAME_NAME.split()) | {name for names in modules().values() for name in names}


@cache
def _without_import() -> frozenset[str]:
    return frozenset(_WITHOUT_IMPORT.split())

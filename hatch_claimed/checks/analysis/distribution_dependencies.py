"""Which distributions come with others, for what scientific scripts install most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

_COMES_WITH = """
accelerate numpy torch huggingface-hub safetensors pyyaml psutil packaging
aiohttp attrs yarl multidict frozenlist aiosignal
albumentations numpy scipy opencv-python-headless pyyaml pydantic
altair jinja2 jsonschema packaging typing-extensions narwhals
anndata numpy pandas scipy h5py natsort packaging
arviz numpy scipy pandas matplotlib xarray packaging
ase numpy scipy matplotlib
astropy numpy pyyaml packaging pyerfa
astroquery numpy astropy requests beautifulsoup4 pyvo
basemap numpy matplotlib pyproj pyshp packaging
beautifulsoup4 soupsieve typing-extensions
biopython numpy
bokeh numpy jinja2 pandas pyyaml pillow tornado packaging contourpy xyzservices
boto3 botocore s3transfer jmespath
botocore python-dateutil jmespath urllib3
cartopy numpy matplotlib shapely pyproj pyshp packaging
catboost numpy scipy pandas matplotlib plotly graphviz six
cfgrib numpy attrs click eccodes
cftime numpy
contextily geopy matplotlib mercantile pillow rasterio requests joblib xyzservices
cvxpy numpy scipy osqp clarabel scs
dask click cloudpickle fsspec packaging partd pyyaml toolz
datasets numpy pandas pyarrow requests tqdm fsspec huggingface-hub pyyaml packaging dill xxhash multiprocess aiohttp
 httpx
diffusers numpy requests regex huggingface-hub safetensors pillow filelock
distributed dask click cloudpickle jinja2 msgpack psutil pyyaml tornado toolz zict
earthengine-api google-auth google-api-python-client google-cloud-storage httplib2 requests
elasticsearch elastic-transport urllib3 certifi
eodag requests pyyaml click shapely tqdm lxml
evaluate datasets numpy pandas requests tqdm huggingface-hub dill
fastapi starlette pydantic typing-extensions
fastparquet numpy pandas cramjam fsspec packaging
fiona attrs click certifi
flask click jinja2 werkzeug itsdangerous markupsafe blinker
flax jax numpy optax orbax-checkpoint msgpack rich pyyaml
folium branca jinja2 numpy requests xyzservices
gcsfs fsspec google-auth google-cloud-storage requests aiohttp decorator
geemap earthengine-api folium ipyleaflet ipywidgets numpy pandas plotly matplotlib bqplot geopandas
gensim numpy scipy smart-open
geopandas numpy pandas shapely pyproj pyogrio fiona packaging
gitpython gitdb smmap
google-api-python-client google-auth httplib2 google-api-core
google-cloud-bigquery google-auth google-api-core python-dateutil requests packaging
google-cloud-storage google-auth google-api-core google-cloud-core requests
h5netcdf h5py numpy packaging
h5py numpy
hdbscan numpy scipy scikit-learn joblib
healpy numpy astropy scipy matplotlib
httpx anyio certifi httpcore idna
huggingface-hub requests httpx tqdm pyyaml filelock fsspec packaging typing-extensions
ibm-cos-sdk ibm-cos-sdk-core ibm-cos-sdk-s3transfer jmespath requests urllib3 python-dateutil
imageio numpy pillow
imbalanced-learn numpy scipy scikit-learn joblib threadpoolctl
ipykernel ipython comm jupyter-client jupyter-core matplotlib-inline psutil pyzmq tornado traitlets packaging
ipython traitlets pygments decorator jedi prompt-toolkit matplotlib-inline stack-data pexpect
 typing-extensions psutil
ipywidgets ipython comm traitlets jupyterlab-widgets widgetsnbextension
jax jaxlib numpy scipy ml-dtypes opt-einsum
jinja2 markupsafe
keras numpy h5py absl-py rich optree ml-dtypes packaging namex
kfp click pyyaml protobuf kubernetes requests docstring-parser google-auth google-api-core google-cloud-storage tabulate
 urllib3 kfp-pipeline-spec kfp-server-api
kubernetes pyyaml python-dateutil requests six certifi urllib3 google-auth websocket-client requests-oauthlib
lightgbm numpy scipy scikit-learn
lightning torch torchmetrics pytorch-lightning lightning-utilities numpy fsspec pyyaml tqdm packaging typing-extensions
lime numpy scipy scikit-learn scikit-image matplotlib tqdm
lmfit numpy scipy asteval uncertainties dill
luigi python-dateutil tornado python-daemon tenacity
mapclassify numpy scipy pandas networkx scikit-learn
matplotlib numpy pillow contourpy cycler fonttools kiwisolver packaging pyparsing python-dateutil
mdanalysis numpy scipy matplotlib tqdm joblib networkx biopython griddataformats mmtf-python threadpoolctl
metpy numpy scipy pandas xarray pint pyproj matplotlib pooch traitlets
minio certifi urllib3 argon2-cffi pycryptodome typing-extensions
mlflow numpy pandas scipy scikit-learn matplotlib pyarrow pyyaml requests flask sqlalchemy alembic click docker
 gitpython protobuf jinja2 cloudpickle packaging databricks-sdk graphene gunicorn mlflow-skinny
mlxtend numpy scipy pandas scikit-learn matplotlib joblib
monai numpy torch
netcdf4 numpy cftime certifi
nbformat fastjsonschema jsonschema jupyter-core traitlets
nibabel numpy packaging typing-extensions
nilearn numpy scipy pandas scikit-learn nibabel joblib lxml requests packaging
nltk click joblib regex tqdm
numba numpy llvmlite
numexpr numpy
obspy numpy scipy matplotlib lxml sqlalchemy decorator requests
odc-stac numpy pandas xarray dask pystac rasterio affine toolz odc-geo shapely pyproj
onnx numpy protobuf
onnxruntime numpy protobuf sympy flatbuffers packaging coloredlogs
openai httpx pydantic tqdm anyio typing-extensions
opencv-contrib-python numpy
opencv-contrib-python-headless numpy
opencv-python numpy
opencv-python-headless numpy
openpyxl et-xmlfile
optax jax jaxlib numpy absl-py chex
optuna numpy sqlalchemy alembic colorlog tqdm pyyaml packaging
ortools numpy pandas protobuf absl-py
osmnx geopandas networkx numpy pandas requests shapely
pandas numpy python-dateutil pytz tzdata
papermill click pyyaml nbformat nbclient tqdm requests tenacity
peft numpy torch transformers accelerate huggingface-hub safetensors pyyaml tqdm psutil
planetary-computer click pydantic pystac pystac-client pytz requests python-dotenv packaging
plotly numpy packaging narwhals tenacity
plotnine numpy pandas scipy matplotlib statsmodels mizani
prophet numpy pandas matplotlib cmdstanpy holidays tqdm importlib-resources
pyarrow numpy
pydantic pydantic-core typing-extensions typing-inspection annotated-types
pymatgen numpy scipy pandas matplotlib networkx plotly sympy requests tqdm monty spglib ruamel-yaml joblib uncertainties
 tabulate
pymc numpy scipy pandas arviz pytensor xarray cloudpickle rich cachetools
pymongo dnspython
pymupdf pymupdfb
pyomo ply
pyproj certifi
pyresample numpy pyproj shapely configobj pykdtree pyyaml
pyspark py4j
pystac python-dateutil
pystac-client pystac requests python-dateutil
pytesseract pillow packaging
python-dateutil six
python-docx lxml typing-extensions
python-pptx lxml pillow xlsxwriter
pytorch-lightning torch torchmetrics lightning-utilities lightning-fabric numpy fsspec pyyaml tqdm packaging
 typing-extensions
pyvista numpy matplotlib pillow vtk pooch scooby
qiskit numpy scipy sympy dill rustworkx stevedore symengine python-dateutil
rasterio numpy affine attrs certifi click click-plugins cligj pyparsing
rasterstats numpy affine rasterio fiona shapely simplejson click
ray click protobuf pyyaml requests jsonschema msgpack packaging filelock
rdkit numpy pillow
requests urllib3 certifi idna charset-normalizer
rich pygments markdown-it-py
rioxarray numpy rasterio xarray pyproj packaging
s3fs fsspec aiobotocore aiohttp botocore
s3transfer botocore
satpy numpy xarray dask pyresample pyproj pyyaml trollimage trollsift pyorbital pykdtree numba pooch
scanpy numpy scipy pandas anndata matplotlib seaborn scikit-learn statsmodels networkx umap-learn h5py numba joblib tqdm
 natsort
scikit-image numpy scipy networkx pillow imageio tifffile packaging lazy-loader
scikit-learn numpy scipy joblib threadpoolctl
scikit-learn-intelex scikit-learn numpy scipy joblib
scikit-optimize numpy scipy scikit-learn joblib pyaml
scipy numpy
seaborn numpy pandas matplotlib
segmentation-models-pytorch numpy torch torchvision timm pillow tqdm huggingface-hub six
sentence-transformers numpy scipy scikit-learn torch transformers tqdm huggingface-hub pillow
sentinelhub numpy requests shapely pyproj pillow tifffile aenum click tqdm utm python-dateutil
shap numpy scipy pandas scikit-learn tqdm numba cloudpickle slicer packaging
shapely numpy
sktime numpy pandas scipy scikit-learn joblib packaging scikit-base
spacy numpy requests jinja2 pydantic typer tqdm thinc srsly catalogue wasabi spacy-legacy packaging
sqlalchemy greenlet typing-extensions
stackstac numpy pandas xarray dask rasterio pyproj
statsmodels numpy scipy pandas patsy packaging
sunpy numpy astropy parfive packaging requests fsspec
sympy mpmath
tables numpy numexpr blosc2 packaging py-cpuinfo
tensorboard numpy grpcio markdown protobuf werkzeug absl-py six setuptools
tensorflow numpy keras h5py tensorboard protobuf absl-py grpcio requests six typing-extensions wrapt packaging ml-dtypes
 opt-einsum termcolor
tensorflow-cpu tensorflow
tensorflow-gpu tensorflow
tensorflow-hub numpy protobuf tf-keras
tensorflow-intel tensorflow
tensorflow-macos tensorflow
terratorch torch torchvision torchgeo lightning timm albumentations rasterio geopandas mlflow transformers diffusers
 einops segmentation-models-pytorch huggingface-hub jsonargparse xarray rioxarray h5py tensorboard
 opencv-python-headless
tifffile numpy
timm torch torchvision numpy pyyaml huggingface-hub safetensors
tokenizers huggingface-hub
torch numpy sympy networkx jinja2 filelock fsspec typing-extensions mpmath
torch-geometric numpy scipy tqdm aiohttp requests jinja2 psutil fsspec pyparsing torch scikit-learn
torchaudio torch
torchgeo torch torchvision numpy pandas matplotlib rasterio fiona shapely pyproj rtree lightning timm torchmetrics
 kornia einops segmentation-models-pytorch pillow geopandas
torchmetrics torch numpy lightning-utilities packaging
torchvision torch numpy pillow
transformers numpy huggingface-hub tokenizers safetensors regex requests tqdm pyyaml packaging filelock
tsfresh numpy pandas scipy scikit-learn statsmodels stumpy tqdm dask distributed
typer click rich shellingham typing-extensions
umap-learn numpy scipy scikit-learn numba pynndescent tqdm
wandb click gitpython pyyaml protobuf psutil requests sentry-sdk platformdirs pydantic
wrf-python numpy wrapt basemap
xarray numpy pandas packaging
xgboost numpy scipy
xgboost-cpu numpy scipy
zarr numpy numcodecs donfig packaging typing-extensions
"""


def carried(found: Iterable[str]) -> frozenset[str]:
    """The distributions together with those that they bring along."""
    return together(found, _comes_with())


def together(found: Iterable[str], brings: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The names together with all that they bring along, directly or through others."""
    todo, seen = list(found), set[str]()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(brings.get(name, ()))
    return frozenset(seen)


def is_often_carried(distribution: str) -> bool:
    """Whether it is one that several distributions bring along, so that unknown ones may do so as well."""
    return distribution in _often_carried()


def is_carrier(distribution: str) -> bool:
    """Whether the table knows what the distribution brings along."""
    return distribution in _comes_with()


@cache
def _comes_with() -> dict[str, tuple[str, ...]]:
    return rows(_COMES_WITH.replace("\n ", " "))


@cache
def _often_carried() -> frozenset[str]:
    counts = Counter(name for names in _comes_with().values() for name in names)
    return frozenset(name for name, count in counts.items() if count > 1)


def rows(text: str) -> dict[str, tuple[str, ...]]:
    """A table of one row a line: its first word, and the others."""
    split = (line.split() for line in text.strip().splitlines())
    return {first: tuple(rest) for first, *rest in split}

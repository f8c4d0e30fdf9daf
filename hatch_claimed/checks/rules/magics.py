"""Magics of IPython that fail in the image, and what a notebook runs by them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.imports import codes_of, imports
from hatch_claimed.checks.analysis.requirements import RequiredDistribution, of_line, wanted
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import File
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code
from hatch_claimed.sources.python.ipython import Magic, magics
from hatch_claimed.sources.python.reader import installations
from hatch_claimed.sources.python.run_magics import RunMagic, runs

_BOTH = "! HTML SVG capture code_wrap debug html javascript js latex markdown prun svg sx system time timeit"
_LINES = """
alias alias_magic autoawait autocall automagic autoreload autosave bookmark cat cd clear colors conda config
connect_info cp dhist dirs doctest_mode ed edit env gui hist history killbgscripts ldir less lf lk ll load load_ext
loadpy logoff logon logstart logstate logstop ls lsmagic lx macro magic mamba man matplotlib micromamba mkdir more mv
notebook page pastebin pdb pdef pdoc pfile pinfo pinfo2 pip popd pprint precision profile psearch psource pushd pwd
pycat pylab qtconsole quickref recall rehashx reload_ext rep rerun reset reset_selective rm rmdir run save sc set_env
store subshell tb unalias unload_ext uv who who_ls whos xdel xmode
"""
_CELLS = "bash cmd file perl pypy python python2 python3 ruby script sh writefile"
_EXTENSIONS = {
    "bigquery": ("google.cloud.bigquery", "google-cloud-bigquery"),
    "cython": ("Cython", "cython"),
    "dotenv": ("dotenv", "python-dotenv"),
    "lprun": ("line_profiler", "line-profiler"),
    "memit": ("memory_profiler", "memory-profiler"),
    "mprun": ("memory_profiler", "memory-profiler"),
    "R": ("rpy2.ipython", "rpy2"),
    "sql": ("sql", "jupysql"),
    "tensorboard": ("tensorboard", "tensorboard"),
    "watermark": ("watermark", "watermark"),
}
"""Magics, the extension that has each, and the distribution that brings it."""
_BY_IMPORT = {
    **dict.fromkeys(("geoviews", "holoviews", "hvplot"), "compositor|opts|output|timer"),
    "ipyparallel": r"(?:auto)?px\w*",
    "jdc": "add_to",
    "qiskit": r"qiskit_\w+|circuit_library_info",
    "ROOT": "cpp|jsroot",
    "stata_setup": r"(?:py)?stata|mata",
}
"""Magics of libraries that register them by themselves, some when their own set-up is called."""
_INSTEAD = {"shell": "%%bash", "sh": "%%bash", "fs": "!"}
_MAKING = ("load_ext", "reload_ext", "register_", "load_ipython_extension", "extension_manager", "magics_class")


def _unknown(subject: ReadOperator) -> Iterator[Violation]:
    codes = subject.details.codes
    found = [(magic, code) for code in codes for magic in magics(code) if not _is_known(magic)]
    if not found or _makes_magics(subject):
        return
    parts = {part for one in imports(codes) for part in one.module.split(".")}
    if any("magic" in part.lower() for part in parts):
        return
    told: set[str] = set()
    for magic, code in found:
        if magic.name not in told and magic.name not in parts and not _comes_with(magic, parts):
            told.add(magic.name)
            message = f"nothing in the image has the magic {_written(magic)}, and the cell fails"
            yield problem_at(magic.call, code, message, _remedy(magic))


def _is_known(magic: Magic) -> bool:
    return magic.name in f"{_BOTH} {_LINES if magic.body is None else _CELLS}".split()


def _comes_with(magic: Magic, parts: set[str]) -> bool:
    return any(library in parts and re.fullmatch(names, magic.name) for library, names in _BY_IMPORT.items())


def _makes_magics(subject: ReadOperator) -> bool:
    """Whether the notebook, or what it brings along, has extensions or magics of its own."""
    codes = subject.details.codes
    loads = {magic.line.strip() for code in codes for magic in magics(code) if magic.name in {"load_ext", "reload_ext"}}
    if loads - {"autoreload"}:
        return True
    if any(word in code.text for code in codes for word in _MAKING[2:]):
        return True
    return any(b"magic" in file.content for file in (*subject.operator.files, *subject.operator.modules))


def _written(magic: Magic) -> str:
    return f"`{'%' if magic.body is None else '%%'}{magic.name}`"


def _remedy(magic: Magic) -> str:
    if magic.name in _EXTENSIONS:
        module, distribution = _EXTENSIONS[magic.name]
        return f"Write `%pip install {distribution}` and, above this cell, `%load_ext {module}`."
    if magic.name in _INSTEAD:
        return f"Write `{_INSTEAD[magic.name]}`, which IPython has itself."
    return "Load the extension that has it by `%load_ext …`, and write `%pip install …` for that, or take the line out."


def _ran(subject: ReadOperator) -> Iterator[Violation]:
    codes = subject.details.codes
    brought = {file.path: file for file in (*subject.operator.files, *subject.operator.modules)}
    for run in runs(codes):
        place = next((place for place in run.places(subject.operator.place) if place in brought), None)
        if place is not None:
            yield from _lost(run, brought[place], subject)
        elif not _is_made(run, codes):
            message = f"`%run` names {run.path!r}, which is not copied into the image"
            remedy = (
                "Put the file into the project, and write its path as seen from the notebook."
                " With `modules = false`, name it in `files`."
            )
            yield problem_at(run.magic.call, run.code, message, remedy)


def _is_made(run: RunMagic, codes: tuple[Code, ...]) -> bool:
    """Whether the notebook says more of the file than that it runs it, and may write or fetch it."""
    name = run.path.rpartition("/")[2]
    return sum(code.text.count(name) for code in codes) > sum(name in one.path for one in runs(codes))


def _lost(run: RunMagic, file: File, subject: ReadOperator) -> Iterator[Violation]:
    """What a file that is run installs, and the notebook itself does not."""
    known = {item.name for item in wanted(subject) if isinstance(item, RequiredDistribution)}
    missing: dict[str, str] = {}
    for code in codes_of(file):
        for requirement in installations(code).requirements:
            for item in of_line(requirement, subject):
                if isinstance(item, RequiredDistribution) and item.name not in known:
                    missing.setdefault(item.name, f"{item.requested}{item.specifier}")
    if missing:
        message = f"{file.path} installs {', '.join(missing)}, and the image has only what this notebook asks for"
        remedy = f"Write `%pip install {shlex.join(missing.values())}` in this notebook as well."
        yield problem_at(run.magic.call, run.code, message, remedy)


def _notebook(*cells: str) -> str:
    import json

    shown = [{"cell_type": "code", "metadata": {}, "source": cell.splitlines(keepends=True)} for cell in cells]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    document = {"cells": shown, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4}
    return f"{json.dumps(document, indent=1)}\n"


RULES = (
    Rule(
        code="CLM121",
        severity="warning",
        title="a magic that nothing has",
        why=(
            "Magics that IPython has itself run in the image as in Jupyter. Others come with extensions, which a"
            " notebook loads by `%load_ext`, or with a platform such as Colab or Databricks, which is not there."
        ),
        bad=_notebook("import os\n\nfolder = os.getenv('folder', '.')", "%%shell\nls"),
        good=_notebook("import os\n\nfolder = os.getenv('folder', '.')", "%%bash\nls"),
        language="notebook",
        check=_unknown,
    ),
    Rule(
        code="CLM122",
        severity="warning",
        title="a file that `%run` does not find, or that installs something",
        why=(
            "Notebooks and scripts that `%run` names are copied into the image, but only those of the project. Packages"
            " are installed when the image is built, and for what the operator's own notebook asks."
        ),
        bad=_notebook("%run ../../elsewhere/setup.ipynb", "import os\n\nfolder = os.getenv('folder', '.')"),
        good=_notebook("%run setup.ipynb", "import os\n\nfolder = os.getenv('folder', '.')"),
        language="notebook",
        check=_ran,
    ),
)

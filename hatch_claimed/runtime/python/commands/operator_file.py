"""By which names C3 called the file of this image's operator or grid wrapper. For any Python, as `sitecustomize`.

C3 copied the script to `<file>` or `claimed_<file>`, at its place as seen from the folder in which C3 was called, and a
notebook as it was or as the script that it was converted to. Grid wrappers were `gw_<file>` or `cgw_<file>`, and
`claimed_` before that. Whatever the project itself has by such a name stays what it is.
"""

import io
import os
import sys

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
INTERFACE = os.path.join(HOME, "interface.csv")
_TEXT = {"encoding": "utf-8", "newline": ""}
WORKDIR = "/opt/app-root/src/"
"""The image's working directory."""
_SUFFIXES = (".py", ".ipynb")
_IPYTHON = ("ipython", "ipython3", "no_ipython.py")
_WITHOUT_VALUE = ("-u", "-B", "-s", "-O", "-OO", "-q")
VARIABLE = "CLAIMED_OLD_COMMAND"
"""Tells the launcher that a command of C3 brought it here, and the file that it named."""


def hand_over(command):
    # type: (list[str] | None) -> None
    """Become the launcher, if the command that started this process names this operator; else do nothing."""
    if command is None:
        with open("/proc/self/cmdline", "rb") as file:
            command = [getattr(os, "fsdecode", str)(word) for word in file.read().split(b"\0")[:-1]]
    number = script_of(command)
    path = os.path.normpath(os.path.join(_folder(), command[number])) if number else ""
    if path.startswith(WORKDIR) and is_called(path[len(WORKDIR) :]):
        start(command[number], command[number + 1 :])


def script_of(command):
    # type: (list[str]) -> int
    """The number of the word that is the script which Python or IPython is to run; 0 where none is."""
    number = 1
    while number < len(command) and command[number] in _WITHOUT_VALUE:
        number += 1
    if number < len(command) and os.path.basename(command[number]) in _IPYTHON:
        number += 1
    return number if number < len(command) and command[number].endswith(_SUFFIXES) else 0


def _folder():
    # type: () -> str
    """The working directory; none where somebody removed it."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def is_called(place):
    # type: (str) -> bool
    """Whether a command that names this place of the working directory means the operator of the image."""
    if not _may_be(place):
        return False
    script, folder, kind = _script()
    is_wrapper = os.path.exists(os.path.join(HOME, "grid.json"))
    inner, name = os.path.split(place)
    if name not in _names(script, kind, is_wrapper) or not _is_end(inner, folder):
        return False
    there = os.path.join(WORKDIR, place)
    if is_wrapper or name != script:
        return not os.path.lexists(there)
    return _is_copy(there, os.path.join(HOME, "app", folder, script))


def _is_copy(path, script):
    # type: (str, str) -> bool
    """Whether a path leads to the image's script, or to nothing, where a volume hides it, and to no other file."""
    if not os.path.lexists(path):
        return True
    try:
        with open(path, "rb") as file, open(script, "rb") as own:
            text = file.read()
            # what stands for a script that Python alone cannot start names the launcher
            return text == own.read() or os.path.join(HOME, "run").encode() in text[:200]
    except EnvironmentError:  # noqa: UP024 (Python 2 has two of them)
        # Python says it better
        return False


def start(called, arguments):
    # type: (str, list[str]) -> None
    """Become the launcher."""
    sys.stdout.flush()
    os.environ[VARIABLE] = called
    run = os.path.join(HOME, "run")
    os.execv(run, [run] + arguments)  # noqa: RUF005, S606 (old Pythons; a shell would split the arguments again)


def _may_be(place):
    # type: (str) -> bool
    """Whether it is worth while to import what reads the interface: its first row names the script."""
    stem = os.path.splitext(os.path.basename(place))[0].replace("-", "_")
    for prefix in ("claimed_", "cgw_", "gw_"):
        stem = stem[len(prefix) :] if stem.startswith(prefix) else stem
    with io.open(INTERFACE, encoding="utf-8") as file:  # noqa: UP020 (that of Python 2 knows no encoding)
        file.readline()
        return stem in file.readline().replace("-", "_")


def _script():
    # type: () -> tuple[str, str, str]
    """The script's name, its folder in the project's tree, and its kind."""
    import csv

    found = {"script": "", "folder": ""}
    kind = ""
    # the file of Python 2 gives it bytes, which is what its `csv` reads
    with open(INTERFACE, **({} if sys.version_info < (3,) else _TEXT)) as file:  # type: ignore[call-overload]
        csv.field_size_limit(sys.maxsize)
        for row in csv.reader(file):
            if row and row[0] in found:
                found[row[0]] = row[1]
                kind = row[2] if row[0] == "script" else kind
    return found["script"], found["folder"], kind


def _names(script, kind, is_wrapper):
    # type: (str, str, bool) -> set[str]
    stem = os.path.splitext(script)[0]
    # what C3 converts, and what it writes for a grid, has names that Python can import
    stems = (stem, stem.replace("-", "_"))
    if is_wrapper:
        names = [prefix + one + ".py" for one in stems for prefix in ("gw_", "cgw_")]
    elif kind == "notebook":
        names = [one + ".py" for one in stems] + [stem + ".ipynb"]
    else:
        names = [script]
    return set(names + ["claimed_" + name for name in names])


def _is_end(inner, folder):
    # type: (str, str) -> bool
    """Whether a folder is the other one as seen from some folder above it, or that one itself."""
    return not inner or ("/" + folder).endswith("/" + inner)

"""What works at its author's desk and not in a container: paths of one machine, windows, and questions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.calls import PythonCall, calls, names, problem_at
from hatch_claimed.checks.analysis.figures import saved_too_late
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.code import Code

if TYPE_CHECKING:
    from hatch_claimed.sources.r.vectors import Vectors
    from hatch_claimed.sources.reader import ScriptText

# the users of well-known images
_IN_IMAGES = """
docker jovyan user app appuser spark airflow conda mambauser nonroot rstudio runner coder vscode node default seluser
elyra sagemaker-user
"""

_HOME = re.compile(
    r"""(?:file://)?(?:
        /home/(?P<user>[\w.-]+)(?:/.*)?
        |/Users/(?!Shared/)[\w.-]+/.*
        |/mnt/[a-z]/Users/[\w.-]+/.*
        |/?[A-Za-z]:[\\/]{1,2}Users[\\/]{1,2}[\w.\ -]+[\\/].*
    )""",
    re.VERBOSE | re.DOTALL,
)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]{1,2}(?:[\w.() -]+[\\/]{1,2})+[\w.()* -]*|[A-Za-z]:\\[\w -]+\.[A-Za-z]\w{1,4}")
_LONGEST_PATH = 1000
_LONGEST_SHOWN = 60
_WITHOUT = "Leave it out: in the image, R looks for files from the project's root and beside the script"

_SERVES = "starts a server"
_DOES = {
    **dict.fromkeys(("cv2.imshow", "cv2.namedWindow", "cv2.selectROI"), "opens a window"),
    **dict.fromkeys(("tkinter.Tk", "turtle.Screen", "turtle.mainloop", "turtle.done"), "opens a window"),
    **dict.fromkeys(("tkinter.filedialog.askopenfilename", "tkinter.filedialog.askdirectory"), "opens a window"),
    **dict.fromkeys(("webbrowser.open", "webbrowser.open_new", "webbrowser.open_new_tab"), "opens a browser"),
    **dict.fromkeys(("uvicorn.run", "waitress.serve", "aiohttp.web.run_app"), _SERVES),
}
_APPS = {
    **dict.fromkeys(("flask.Flask", "dash.Dash", "bottle.Bottle"), frozenset({"run", "run_server"})),
    **dict.fromkeys(("gradio.Interface", "gradio.Blocks", "gradio.ChatInterface"), frozenset({"launch"})),
    **dict.fromkeys(("http.server.HTTPServer", "http.server.ThreadingHTTPServer"), frozenset({"serve_forever"})),
}
_WORDS = {name.partition(".")[0] for name in (*_DOES, *_APPS)} - {"http"} | {"HTTPServer", "matplotlib"}
_DESKTOPS = re.compile(r"(?:qt\d?|gtk\d?|tk|wx|macosx)(?:agg|cairo)?", re.IGNORECASE)
_BUT = {
    "opens a window": "and a container has no display",
    "opens a browser": "and a container has none",
    _SERVES: "and never ends",
}
_REMEDIES = {
    "opens a window": "Save the result to a file instead, and make its path an output",
    "opens a browser": "Save the page or its address to a file, and make its path an output",
    _SERVES: "Let the script do its work and end; what is to serve for long is a Deployment, not an operator",
}


def _foreign_path(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        yield from _foreign_path_of_r(subject, subject.details.r)
        return
    for literal in subject.details.literals:
        if _is_foreign(literal.text):
            yield _foreign(literal, subject, "os.getenv('input_path')")


def _foreign_path_of_r(subject: ReadOperator, script: Vectors) -> Iterator[Violation]:
    from hatch_claimed.checks.analysis.r_portability import paths_below_home, places_by_rstudio, working_folders

    literals = subject.details.literals
    below = paths_below_home(script) if any(one.text.startswith("~/") for one in literals) else frozenset()
    for literal in literals:
        place = (literal.line, literal.column)
        if place in below or _is_foreign(literal.text):
            found = _foreign(literal, subject, 'Sys.getenv("input_path")')
            yield replace(found, remedy=_WITHOUT) if place in working_folders(script) else found
    for call in places_by_rstudio(script):
        message = f"{call.shown}() asks RStudio for a path, and no container has RStudio"
        yield Violation(message=message, remedy=_WITHOUT, line=call.line)


def _foreign(literal: ScriptText, subject: ReadOperator, read: str) -> Violation:
    defaults = {parameter.default: parameter.name for parameter in subject.operator.interface.parameters}
    shown = literal.text[:_LONGEST_SHOWN] + "…" * (len(literal.text) > _LONGEST_SHOWN)
    remedy = f"Make it a parameter, `{read}`, or include the file with `files` and a relative path"
    if literal.text in defaults:
        remedy = f"Give {defaults[literal.text]!r} a default that every container has, such as '/data', or none"
    return Violation(
        message=f"{shown!r} is a path of one machine, and no container has it",
        remedy=remedy,
        line=literal.line,
        column=literal.column,
        cell=literal.cell,
    )


def _is_foreign(text: str) -> bool:
    if len(text) > _LONGEST_PATH or "\n" in text:
        return False
    home = _HOME.fullmatch(text)
    return home["user"] not in _IN_IMAGES.split() if home else _DRIVE.fullmatch(text) is not None


def _question(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        from hatch_claimed.checks.analysis.r_portability import questions

        for asking in questions(subject.details.r):
            message = f"{asking.shown}() asks a question, and in a container nobody answers"
            remedy = 'Make the answer a parameter: `Sys.getenv("answer")`'
            yield Violation(message=message, remedy=remedy, line=asking.line)
    for call in calls(subject.details.codes, "input", "getpass"):
        if call.name in {"input", "builtins.input", "getpass.getpass"}:
            shown = call.name.rpartition(".")[2]
            message = f"{shown}() asks a question, and in a container nobody answers"
            yield problem_at(call.node, call.code, message, "Make the answer a parameter: `os.getenv('answer')`")


def _window_or_server(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        from hatch_claimed.checks.analysis.r_portability import windows_and_servers

        for opening, what in windows_and_servers(subject.details.r):
            message = f"{opening.shown}() {what}, {_BUT[what]}"
            yield Violation(message=message, remedy=_REMEDIES[what], line=opening.line)
    codes = subject.details.codes
    found = list(calls(codes, *_WORDS))
    for call in found:
        does = _does(call)
        if does:
            yield problem_at(call.node, call.code, f"{call.name}() {does}, {_BUT[does]}", _REMEDIES[does])
    apps = _apps(codes) if any(call.name in _APPS for call in found) else {}
    yield from _started(codes, apps)


def _does(call: PythonCall) -> str | None:
    if call.name in {"matplotlib.use", "matplotlib.pyplot.switch_backend"} and call.node.args:
        backend = call.node.args[0]
        desktop = isinstance(backend, ast.Constant) and _DESKTOPS.fullmatch(str(backend.value))
        return "opens a window" if desktop else None
    return _DOES.get(call.name)


def _apps(codes: Sequence[Code]) -> Mapping[str, frozenset[str]]:
    """Variables that hold a server, `app = Flask(__name__)`, with the methods that start it."""
    known = names(codes)
    apps: dict[str, frozenset[str]] = {}
    for node in (visit.node for code in codes for visit in code.of(ast.Assign, ast.withitem)):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)):
                apps[name] = _APPS.get(known.full(function) or "", frozenset())
            case ast.withitem(context_expr=ast.Call(func=function), optional_vars=ast.Name(id=name)):
                apps[name] = _APPS.get(known.full(function) or "", frozenset())
    return apps


def _started(codes: Sequence[Code], apps: Mapping[str, frozenset[str]]) -> Iterator[Violation]:
    for code in codes if apps else ():
        for node in (visit.node for visit in code.visits):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in apps.get(name, ()):
                    message = f"{name}.{method}() {_SERVES}, {_BUT[_SERVES]}"
                    yield problem_at(node, code, message, _REMEDIES[_SERVES])


def _shown_figure(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        from hatch_claimed.checks.analysis.r_portability import unseen_figure

        drawing = unseen_figure(subject.details.r)
        if drawing is not None:
            message = f"{drawing.shown}() draws into Rplots.pdf, which nobody sees, and no figure is saved"
            remedy = "Write `png(path)` before it and `dev.off()` behind it, or `ggsave(path)`, if it is a result"
            yield Violation(message=message, remedy=remedy, line=drawing.line)
    codes = subject.details.codes
    for call in saved_too_late(codes) if subject.operator.language.has_cells else ():
        message = "plt.savefig() saves an empty figure: as in Jupyter, figures end with their cell, and by plt.show()"
        remedy = "Write it into the cell that draws, before `plt.show()`"
        yield replace(problem_at(call.node, call.code, message, remedy), severity="warning")
    if any("savefig" in code.text for code in codes):
        return
    shows = (call for call in calls(codes, "matplotlib") if call.name == "matplotlib.pyplot.show")
    for call in shows:
        message = "plt.show() does nothing in a container, and no figure is saved"
        yield problem_at(call.node, call.code, message, "Write `plt.savefig(path)` if the figure is a result")
        return


RULES = (
    Rule(
        code="CLM063",
        severity="warning",
        title="a path of one machine",
        why="In a container there are the script, the files that `files` names and what is mounted, but not the "
        "home of the script's author.",
        bad='"""Count the rows of a table."""\n\nimport pandas as pd\n\n'
        "table = pd.read_csv('/home/maria/projects/river/stations.csv')\nprint(len(table))\n",
        good='"""Count the rows of a table."""\n\nimport os\n\nimport pandas as pd\n\n'
        "# the table\ninput_path = os.getenv('input_path', '/data/stations.csv')\n"
        "table = pd.read_csv(input_path)\nprint(len(table))\n",
        check=_foreign_path,
    ),
    Rule(
        code="CLM064",
        severity="warning",
        title="a question to somebody who is not there",
        why="A container has no keyboard: `input()` ends with EOFError, or waits for ever. R's `readline()` gives an "
        "empty text at once, and `file.choose()` an error.",
        bad='"""Greet somebody."""\n\nname = input("Your name: ")\nprint(f"Hello {name}")\n',
        good='"""Greet somebody."""\n\nimport os\n\n'
        '# who is greeted\nname = os.getenv("name")\nprint(f"Hello {name}")\n',
        check=_question,
    ),
    Rule(
        code="CLM065",
        severity="warning",
        title="a window or a server",
        why="A container has no display, so that opening a window ends with an error; and a pipeline waits for an "
        "operator to end, which a server never does.",
        bad='"""Mark the edges of a picture."""\n\nimport cv2\n\n'
        'picture = cv2.imread("bridge.png")\nedges = cv2.Canny(picture, 100, 200)\ncv2.imshow("edges", edges)\n',
        good='"""Mark the edges of a picture."""\n\nimport os\n\nimport cv2\n\n'
        'picture = cv2.imread("bridge.png")\nedges = cv2.Canny(picture, 100, 200)\n'
        '# the picture of the edges\nos.environ["edges"] = "edges.png"\ncv2.imwrite("edges.png", edges)\n',
        check=_window_or_server,
    ),
    Rule(
        code="CLM068",
        severity="hint",
        title="a figure that nobody sees",
        why="Without a display matplotlib's `show` does nothing. In a notebook it draws below the cell, but a "
        "container has no notebook around it; and what one cell draws is not there to be saved in the next one. "
        "R draws into a file `Rplots.pdf`, and stops where it cannot write one.",
        bad='"""Draw the water level."""\n\nimport matplotlib.pyplot as plt\n\nplt.plot([3, 1, 2])\nplt.show()\n',
        good='"""Draw the water level."""\n\nimport os\n\nimport matplotlib.pyplot as plt\n\nplt.plot([3, 1, 2])\n'
        '# the drawing\nos.environ["drawing"] = "level.png"\nplt.savefig("level.png")\n',
        check=_shown_figure,
    ),
)

"""What works at the desk of an R script's author and not in a container."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hatch_claimed.checks.analysis.r_calls import calls_of_r
from hatch_claimed.sources.r.calls import PIPES, RCall, argument_of, as_call
from hatch_claimed.sources.r.constants import ASSIGNMENTS, sides_of
from hatch_claimed.sources.r.literals import identifier, string
from hatch_claimed.sources.r.tree import above, text_of
from hatch_claimed.sources.r.vectors import Vectors
from hatch_claimed.sources.syntax_tree import walk

if TYPE_CHECKING:
    from tree_sitter import Node

# R's own functions take `~` for the home; what begins with a dot there is a cache or a setting, and `~/R` a library
_BELOW_HOME = re.compile(r"~/(?!R/)[^\s./][^\n]*")
_MAKING = re.compile(
    r"dir\.create|dir_create|\.libPaths|install\.packages|(?:write|save|sink|fwrite|gg?save|pdf|png).*"
)
_OF_RSTUDIO = dict.fromkeys(
    ("getActiveDocumentContext", "getSourceEditorContext", "documentPath", "getActiveProject"), "rstudioapi"
)
_QUESTIONS = {
    **dict.fromkeys(("readline", "file.choose"), "base"),
    **dict.fromkeys(("menu", "askYesNo", "choose.files", "choose.dir"), "utils"),
    **dict.fromkeys(("askForPassword", "askForSecret", "showPrompt", "selectFile", "selectDirectory"), "rstudioapi"),
    **dict.fromkeys(("tk_choose.files", "tk_choose.dir", "tkmessageBox"), "tcltk"),
    "getPass": "getPass",
    "askpass": "askpass",
}
_WINDOW, _BROWSER, _SERVER = "opens a window", "opens a browser", "starts a server"
_DOES = {
    **dict.fromkeys(("View", "edit", "fix", "data.entry"), ("utils", _WINDOW)),
    **dict.fromkeys(("X11", "x11", "windows", "quartz"), ("grDevices", _WINDOW)),
    "tktoplevel": ("tcltk", _WINDOW),
    "browseURL": ("utils", _BROWSER),
    **dict.fromkeys(("runApp", "shinyApp", "runGadget"), ("shiny", _SERVER)),
    "pr_run": ("plumber", _SERVER),
    "runServer": ("httpuv", _SERVER),
}
_PARSERS = {
    "OptionParser": "optparse",
    "ArgumentParser": "argparse",
    "arg_parser": "argparser",
    "docopt": "docopt",
    "getopt": "getopt",
    "commandArgs": "base",
}
_DRAWING = dict.fromkeys(
    ("plot", "hist", "barplot", "boxplot", "pairs", "pie", "curve", "matplot", "contour", "persp", "mosaicplot"),
    "graphics",
)
_DEEPEST = 5
_GRAMMAR = frozenset({"ggplot", "qplot", "autoplot"})
_KEPT = re.compile(
    r"""ggsave|save_plot|saveWidget|save_image|tmap_save|tikz|svg\w*|pdf|png|jpe?g|tiff|bmp|postscript|xfig|render
    |cairo_\w+|Cairo\w*|agg_\w+|ragg_\w+|dev\.\w+|saveGIF|anim_save|recordPlot|savePlot|bitmap|save_kable|quarto_render
    |source|sys\.source|webshot|grid\.export|export|vwline|plotPNG|captureplot|image_graph
    |ggexport|mapshot\w*|visSave|snapshot3d|rgl\.\w+""",
    re.VERBOSE,
)


def paths_below_home(script: Vectors) -> frozenset[tuple[int, int]]:
    """Line and column of each text that means a file below the home folder of the script's author."""
    return frozenset(_place(node) for node in script.names.nodes if node.type == "string" and _is_below_home(node))


def working_folders(script: Vectors) -> frozenset[tuple[int, int]]:
    """Line and column of each text that `setwd` takes for the working directory."""
    taken = (call.matched("dir").get("dir") for call in script.names.calls if call.is_of("base", "setwd"))
    return frozenset(_place(node) for node in taken if node is not None)


def _is_below_home(node: Node) -> bool:
    text = string(node)
    if not text or not _BELOW_HOME.fullmatch(text):
        return False
    call = argument_of(node)
    return call is None or not _MAKING.fullmatch(call.function)


def _place(node: Node) -> tuple[int, int]:
    return node.start_point[0] + 1, node.start_point[1] + 1


def places_by_rstudio(script: Vectors) -> Iterator[RCall]:
    """Where the script asks RStudio for its own place."""
    return calls_of_r(script, _OF_RSTUDIO)


def questions(script: Vectors) -> Iterator[RCall]:
    """Where the script asks somebody."""
    return calls_of_r(script, _QUESTIONS)


def windows_and_servers(script: Vectors) -> Iterator[tuple[RCall, str]]:
    """The calls that open a window or a browser, or start a server, and which of these."""
    for call in calls_of_r(script, {name: package for name, (package, _) in _DOES.items()}):
        yield call, _DOES[call.function][1]


def executed_arguments(script: Vectors) -> Iterator[RCall]:
    """Where a value from outside runs as code: `eval(parse(text = value))`."""
    for call in calls_of_r(script, {"parse": "base", "str2lang": "base", "str2expression": "base"}):
        text = call.matched("file", "n", "text").get("text") if call.function == "parse" else _first(call)
        around = argument_of(call.node)
        if text is not None and around is not None and around.function == "eval" and _from_outside(text, script):
            yield around


def own_command_line(script: Vectors) -> RCall | None:
    """The first call that takes the command line apart."""
    found = (call for call in calls_of_r(script, _PARSERS) if call.function != "commandArgs" or _is_trailing(call))
    return next(found, None)


def unseen_figure(script: Vectors) -> RCall | None:
    """The first figure that goes into R's own file for figures, where the script keeps none."""
    # also as values: `do.call(png, …)`, `device <- png`
    if any(map(_KEPT.fullmatch, script.names.uses)):
        return None
    return next((call for call in script.names.calls if _draws(call, script)), None)


def _first(call: RCall) -> Node | None:
    return call.arguments[0].value if call.arguments else None


def _from_outside(node: Node, script: Vectors, depth: int = 0) -> bool:
    """Whether an expression holds a value of the environment or the command line, directly or through a variable."""
    for part in walk(node):
        call = as_call(part)
        if call is not None and call.function in ("Sys.getenv", "commandArgs"):
            return True
        if part.type == "identifier" and depth < _DEEPEST:
            value = script.names.only_value(identifier(part) or "")
            if value is not None and _from_outside(value, script, depth + 1):
                return True
    return False


def _is_trailing(call: RCall) -> bool:
    wanted = call.matched("trailingOnly").get("trailingOnly")
    return wanted is not None and text_of(wanted) in ("TRUE", "T")


def _draws(call: RCall, script: Vectors) -> bool:
    if call.function in script.names.values or any(one.name in ("plot", "file") for one in call.arguments):
        return False
    if call.function in _DRAWING and call.package in (None, "graphics", "base"):
        return _is_statement(call.node)
    if call.function in _GRAMMAR:
        # what functions and loops give is not printed by itself
        return _is_statement(_whole_sum(call.node), inner=False)
    drawn = _first(call) if call.function == "print" and len(call.arguments) == 1 else None
    return drawn is not None and _is_grammar(drawn, script)


def _is_grammar(node: Node, script: Vectors, depth: int = 0) -> bool:
    """Whether an expression is a drawing by layers: `drawing + theme_bw()`, `levels |> ggplot()`."""
    sides = sides_of(node)
    if depth > _DEEPEST:
        return False
    if sides is not None:
        parts = sides[1:] if sides[0] in PIPES else sides[1:2] if sides[0] == "+" else ()
        return any(_is_grammar(part, script, depth + 1) for part in parts)
    if node.type == "identifier":
        value = script.names.only_value(identifier(node) or "")
        return value is not None and _is_grammar(value, script, depth + 1)
    call = as_call(node)
    return call is not None and call.function in _GRAMMAR


def _whole_sum(node: Node) -> Node:
    """`table |> ggplot() + geom_point()`, of which the node is the call that begins the drawing."""
    while (parent := above(node)) is not None and (sides := sides_of(parent)) is not None:
        if sides[0] in ASSIGNMENTS:
            return parent
        node = parent
    return node


def _is_statement(node: Node, *, inner: bool = True) -> bool:
    """Whether it is a statement of the script itself, or with `inner` one of a block, branch or loop."""
    parent = above(node)
    wanted = ("program", "braced_expression", "if_statement", "for_statement") if inner else ("program",)
    sides = sides_of(node)
    return parent is not None and parent.type in wanted and (sides is None or sides[0] not in ASSIGNMENTS)

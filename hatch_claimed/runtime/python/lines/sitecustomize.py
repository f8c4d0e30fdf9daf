"""What Python imports first in processes that a script starts: makes them write line by line.

`claimed_launcher.lines` names this folder in `PYTHONPATH`. It is on the module path only until then, and what the image
itself has by this name is imported as ever. Programs of the base image may be of an old Python, such as 2.7 or 3.6, so
that nothing here is newer than that.
"""

import io
import os
import sys

_WORD = "lines"
_WITH_VALUE = ("-W", "-X")


def keep_lines():
    # type: () -> None
    """Write what goes to `sys.stdout` and `sys.stderr` line by line, unless this process is asked for each byte."""
    streams = [stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, io.TextIOWrapper)]
    is_unbuffered = any(stream.write_through for stream in streams)
    if is_unbuffered and (os.environ.get("PYTHONUNBUFFERED") != _WORD or _has_option()):
        return
    for stream in streams:
        stream.reconfigure(line_buffering=True, write_through=False)


def _has_option():
    # type: () -> bool
    """Whether Python was started with `-u`, as it is by who waits for less than a line. Python 3.9 cannot tell."""
    words = iter(getattr(sys, "orig_argv", ("", "-u"))[1:])
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return False
        elif not word.startswith("--"):
            letters = word.partition("c")[0].partition("m")[0].partition("W")[0].partition("X")[0]
            if "u" in letters:
                return True
            if letters != word and word[len(letters)] in "cm":
                return False
    return False


def make_way():
    # type: () -> None
    """Leave the module path, and import the image's own module of this name, if it has one."""
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [folder for folder in sys.path if os.path.abspath(folder) != here]
    ours = sys.modules.pop(__name__)
    try:
        __import__(__name__)
    except ImportError as error:
        if getattr(error, "name", __name__) != __name__:
            raise
    sys.modules.setdefault(__name__, ours)


if __name__ == "sitecustomize":
    if hasattr(io.TextIOWrapper, "reconfigure"):
        keep_lines()
    make_way()

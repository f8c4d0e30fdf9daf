"""What Python imports first in an image, outside of the operator: looks whether it was started by a command of C3.

C3's Jobs and components replace the ENTRYPOINT, and start the script itself: `python ./count_words.py n=5`. The image's
`PYTHONPATH` names this folder, so that whichever Python of the image they start comes here first, and becomes the
launcher. `run` takes the folder away, so that no script and nothing that a script starts ever comes here. Any Python of
a base image does, such as 2.7, so that nothing here is newer than that. It is short, since every start reads it.
"""

import os
import sys


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
    # before Python 3.10, only the system knows the command as it was
    command = getattr(sys, "orig_argv", None)
    if command is None or [word for word in command[1:4] if word.endswith((".py", ".ipynb"))]:
        __import__("operator_file").hand_over(command)
    make_way()

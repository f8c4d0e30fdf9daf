"""What notebooks print as operators is what they print in Jupyter, which executes them here by its own kernel."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from needs import MUST_RUN

from hatch_claimed.artifacts.image.runtime import interface_file, launcher_files
from hatch_claimed.languages.notebook.language import NOTEBOOK
from hatch_claimed.model import Image, Operator
from hatch_claimed.sources.notebook.reader import NotebookReader
from hatch_claimed.sources.reader import ScriptSource

HAS_A_KERNEL = importlib.util.find_spec("ipykernel") is not None
pytestmark = pytest.mark.skipif(not HAS_A_KERNEL and not MUST_RUN, reason="needs ipykernel")

NOTEBOOKS = {
    "last results": (
        "1 + 1",
        "print(_, _2 if '_2' in dir() else None)\n'text'",
        "print([_, __, ___])",
        "None\n",
        "2 * 2;",
        "x = 5",
        "print(_, __, _1, Out[2], sorted(Out), 'silent' if 5 not in Out else Out[5])",
        "print(In[1], len(In), _ih[6])",
    ),
    "last results in a row": (
        "x = 3",
        "f'{x}'",
        "print(_, repr(__), Out)",
        "_ + 'a'",
        "print(_, __, _4)",
        "for i in range(2): i",
        "print(_)",
    ),
    "a name that is the author's": ("_ = str.upper", "1 + 1", "print(_('a'))", "for _ in range(3): pass", "print(_)"),
    "a last result that waits": (
        "import asyncio\nasync def f(): return 7",
        "await f()",
        "print(_)",
    ),
    "capture": (
        "%%capture cap\nprint('hidden')\nimport sys\nprint('wrong', file=sys.stderr)\nx = 3",
        "print('got', cap.stdout, cap.stderr, x)\ncap.show()\ncap()",
        "%%capture --no-stderr only_out\nprint('a')",
        "%%capture both --no-stdout\nprint('seen')\nprint('b', file=sys.stderr)",
        "print(repr(str(only_out)), repr(both.stdout), repr(both.stderr))",
        "%%capture from_shell\n%%bash\necho from bash",
        "%%capture line\n!echo from a line",
        "print(repr(from_shell.stdout), repr(line.stdout).replace('\\\\r', ''))",
        "%%capture shown\ndisplay('a')",
        "print(len(shown.outputs), shown.outputs[0].data)",
    ),
    "timeit": (
        "calls = []",
        "%%timeit -n 2 -r 3 -q start = 10\nlocal = start + 1\ncalls.append(local)",
        "print(calls, 'local' in globals(), 'start' in globals())",
        "took = %timeit -n 1 -r 1 -q -o calls.clear()\nprint(took.loops, calls)",
    ),
    "modules that cells write": (
        "%%writefile helper_mod.py\ndef twice(x):\n    return 2 * x",
        "import helper_mod\nprint(helper_mod.twice('x'))",
        "%%writefile -a helper_mod.py\ndef thrice(x):\n    return 3 * x",
        "import importlib\nimportlib.reload(helper_mod)\nprint(helper_mod.thrice('y'))",
        "%%file other_mod.py\nvalue = 4",
        "from other_mod import value\nprint(value)",
        "open('third.py', 'w').write('a = 1')\nimport third\nprint(third.a)",
    ),
    "a notebook that installs over several lines": ("%run installs.ipynb", "print(ready)"),
    "another notebook": ("%run ./other.ipynb", "print(shared, twice(4))", "%run -i other.ipynb\nprint(shared)"),
    "a script": ("%run script_of_it.py one 'two words'", "print(arguments)"),
    "tasks": (
        "import asyncio\nlog = []\nasync def work(name, steps):\n    for step in range(steps):\n        log.append((name, step))\n"
        "        await asyncio.sleep(0)\n    return name",
        "task = asyncio.create_task(work('a', 2))",
        "print('below', task.done(), log)",
        "print(await task)",
        "both = asyncio.gather(work('b', 1), work('c', 1))\nprint('made')",
        "print(await both, log)",
        "loop = asyncio.get_running_loop()\nprint(loop.is_running(), asyncio.get_event_loop() is loop)",
        "slow = asyncio.ensure_future(asyncio.sleep(0.05, 'slept'))",
        "import time\ntime.sleep(0.1)",
        "print(await slow)",
        "try:\n    asyncio.get_running_loop()\nexcept RuntimeError:\n    print(asyncio.run(work('d', 1)))\n"
        "else:\n    kept = asyncio.create_task(work('e', 1))",
        "print(kept.done(), await kept, log)",
    ),
    "what a cell sets within the loop": (
        "import asyncio, decimal\ndecimal.getcontext().prec = 3",
        "print(decimal.Decimal(1) / 3)",
        "from contextlib import suppress\nwith suppress(ZeroDivisionError):\n    1 / 0\nprint('on')",
    ),
    "a consumer in the background": (
        "import asyncio\nasync def consume():\n    while True:\n        got.append(await queue.get())\n"
        "        queue.task_done()\ngot, queue = [], asyncio.Queue()\nconsumer = asyncio.create_task(consume())",
        "queue.put_nowait(1); queue.put_nowait(2)",
        "print(got)",
        "await queue.join()\nconsumer.cancel()",
        "print(consumer.cancelled())",
    ),
    "waiting in all forms": (
        "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x\n"
        "async def each():\n    for x in range(2):\n        yield x",
        "print(await asyncio.gather(*(f(i) for i in range(3))))",
        "async for x in each():\n    print(x)",
        "print([x async for x in each()])",
        "from contextvars import ContextVar\nvar = ContextVar('var', default=0)\nvar.set(5)",
        "async def sets():\n    var.set(7)\nawait sets()",
        "print(var.get())",
        "print(await asyncio.get_running_loop().run_in_executor(None, lambda: 5))",
    ),
    "magics within blocks": (
        "if True:\n    %run other.ipynb\n    !echo nested",
        "def listed():\n    !echo in a function\n    found = !echo result\n    return found.s",
        "print(listed(), get_ipython().user_ns is globals())",
        "%%capture cap\n%run ./other.ipynb",
        "print(cap.stdout)",
        "%%script python3\nprint(5)",
        "%%bash --err e --out o\necho x; echo y >&2",
        "print(repr(o), repr(e))",
        "a, b = 1, 2\n%who int",
        "!exit 3",
        "print(_exit_code)",
    ),
    "shell lines": (
        "words = !echo a b; echo c\nprint(list(words), words.n)",
        "name = 'file.txt'\n!echo {name} $name",
        "%env GREETING=hello",
        "import os\nprint(os.environ['GREETING'])",
        "%%bash\nfor i in 1 2; do echo $i; done",
        "%%sh\necho from sh",
        "%%bash --out text\necho kept",
        "print(repr(text))",
        "%mkdir -p below\n%cd -q below\nprint(os.path.basename(os.getcwd()))",
    ),
    "display": (
        "display('text', [1, 2])",
        "from IPython.display import HTML, clear_output\nclear_output(wait=True)\ndisplay(HTML('<b>b</b>'))",
        "from IPython.display import Markdown, display as show\nshow(Markdown('**a**'))",
        "print(type(get_ipython()).__mro__[-3].__name__ != '', get_ipython() is not None)",
        "%load_ext autoreload\n%autoreload 2\nprint('on')",
        "get_ipython().run_line_magic('env', 'A=1')",
        "from IPython.core.magic import register_line_magic\n@register_line_magic\ndef shout(line):\n    print(line.upper())",
        "%shout loud",
    ),
}
NEIGHBOURS = {
    "other.ipynb": json.dumps({
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": "# Shared"},
            {"cell_type": "code", "metadata": {}, "source": "shared = 5\nprint('run')", "outputs": [], "execution_count": None},
            {"cell_type": "code", "metadata": {}, "source": ["def twice(x):\n", "    return 2 * x"], "outputs": [], "execution_count": None},
            {"cell_type": "code", "metadata": {}, "source": "!echo from other", "outputs": [], "execution_count": None},
        ],
        "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }),
    "installs.ipynb": json.dumps({
        "cells": [{"cell_type": "code", "metadata": {}, "source": "!pip install -q \\\n    nothing-like-this > /dev/null 2>&1 \\\n    || true\nready = 1", "outputs": [], "execution_count": None}],
        "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }),
    "script_of_it.py": "import sys\narguments = sys.argv[1:]\nprint(__name__, len(arguments))\n",
}  # fmt: skip
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def notebook_of(cells):
    code = [
        {"cell_type": "code", "metadata": {}, "source": cell, "outputs": [], "execution_count": None} for cell in cells
    ]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    return {"cells": code, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}


def in_jupyter(cells, folder):
    """The text that the cells print and display, cell by cell."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.from_dict(notebook_of(cells))
    client = NotebookClient(book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute(env={**os.environ, "PATH": PATH})
    outputs = [output for cell in book.cells for output in cell.outputs]
    return "".join(_stdout(output) for output in outputs)


def _stdout(output):
    if output.output_type == "stream":
        return output["text"] if output["name"] == "stdout" else ""
    return f"{output['data']['text/plain']}\n" if output.output_type == "display_data" else ""


def as_operator(cells, root):
    content = json.dumps(notebook_of(cells)).encode()
    reading = NotebookReader().read(ScriptSource(PurePosixPath("book.ipynb"), content))
    assert reading.interface is not None
    operator = Operator(
        name="book",
        path=PurePosixPath("book.ipynb"),
        kind="notebook",
        interface=reading.interface,
        image=Image(
            repository="x", name="claimed-book", tag="1", base="base:1", platforms=("linux/amd64",), mode="build"
        ),
    )
    for file in (*launcher_files(NOTEBOOK), interface_file(operator)):
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    (root / "app").mkdir()
    (root / "app" / "book.py").write_bytes(reading.interface.program.content)
    work = laid_out(root / "work")
    environment = {"PATH": PATH, "HOME": str(root), "TMPDIR": str(root)}
    command = ["sh", str(root / "run")]
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done


def laid_out(folder):
    folder.mkdir()
    for name, text in NEIGHBOURS.items():
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("cells", NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_an_operator_prints_what_the_notebook_prints_in_jupyter(cells, tmp_path):
    expected = in_jupyter(cells, laid_out(tmp_path / "jupyter"))
    done = as_operator(cells, tmp_path / "operator")
    assert done.stdout.replace("\r", "").splitlines() == expected.replace("\r", "").splitlines()

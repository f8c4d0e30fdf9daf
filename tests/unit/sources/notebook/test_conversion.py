from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # what installs goes, and every line keeps its number
        ("!pip install a\nx = 1", "pass\nx = 1\n"),
        ("%pip install a", "pass\n"),
        ("!!pip install a", "pass\n"),
        ("!{sys.executable} -m pip install a | tail -1", "pass\n"),
        ("!yum install -y git", "pass\n"),
        ("if x:\n    !pip install a \\\n      b\n    y = 1", "if x:\n    pass\n\n    y = 1\n"),
        ("out = !pip install a\nprint(out)", "out = []\nprint(out)\n"),
        ("get_ipython().system('pip install a'); x = 1", "pass; x = 1\n"),
        ("get_ipython().system(\n  'pip install a'\n) ; x = 1\ny = 2", "pass \\\n\\\n ; x = 1\ny = 2\n"),
        ("x = '''ü'''; get_ipython().system('pip install a')  # ü", "x = '''ü'''; pass  # ü\n"),
        ("%%bash\npip install a\n# done\n", "pass\n"),
        (
            "%%sh\nset -e\npip install a \\\n  b\nls",
            "get_ipython().run_cell_magic('sh', '', 'set -e\\ntrue \\\\\\n\\nls\\n')\n",
        ),
        ("%%script bash\napt-get update", "pass\n"),
        ("!ls && pip install a", "get_ipython().system('ls && true')\n"),
        ("%pip install a && ls", "get_ipython().system('true && ls')\n"),
        ("# pip install a\nx = 1", "# pip install a\nx = 1\n"),
        ("x = 'pip install a'", "x = 'pip install a'\n"),
        # what other magics do stays
        ("!docker ps", "get_ipython().system('docker ps')\n"),
        ("%load_ext sql", "get_ipython().run_line_magic('load_ext', 'sql')\n"),
        ("%config SqlMagic.x = 1", "get_ipython().run_line_magic('config', 'SqlMagic.x = 1')\n"),
        ("%%writefile a.py\nimport os", "get_ipython().run_cell_magic('writefile', 'a.py', 'import os\\n')\n"),
        ("%pip list", "get_ipython().run_line_magic('pip', 'list')\n"),
        # what is for a browser goes
        ("%matplotlib inline\nx = 1", "pass\nx = 1\n"),
        ("%matplotlib\nx = 1", "pass\nx = 1\n"),
        # the launcher lets figures stay for these
        ("%matplotlib notebook\nx = 1", "assert '%matplotlib notebook'\nx = 1\n"),
        ("%config InlineBackend.close_figures = False", "assert '%config InlineBackend.close_figures = False'\n"),
        ("%config InlineBackend.figure_format = 'svg'", "pass\n"),
        ("%load_ext autoreload\n%autoreload 2", "pass\npass\n"),
        ("%config InlineBackend.figure_format = 'retina'", "pass\n"),
        ("%%html\n<b>x</b>", "pass\n"),
        ("x?\ny = 1", "pass\ny = 1\n"),
        # timed code is code
        ("%%time\nx = 1\n", "\nx = 1\n"),
        ("\n%%capture --no-stderr\n%%time\n!ls\nx = 1", "\n\n\nget_ipython().system('ls')\nx = 1\n"),
        # what a variable captures is known to the launcher, and ends with the cell
        ("%%capture cap\nx = 1", "get_ipython().run_line_magic('capture', 'cap')\nx = 1\n"),
        (
            "%%capture --no-stderr cap\n!ls",
            "get_ipython().run_line_magic('capture', '--no-stderr cap')\nget_ipython().system('ls')\n",
        ),
        ("%%capture\n!ls", "\nget_ipython().system('ls')\n"),
        (
            "%%time\n%%capture a\n%%bash\nls",
            "\nget_ipython().run_line_magic('capture', 'a')\nget_ipython().run_cell_magic('bash', '', 'ls\\n')\n",
        ),
        # names of a measured body are its own
        ("%%timeit -n 3 y = 2\nx = y", "get_ipython().run_cell_magic('timeit', '-n 3 y = 2', 'x = y\\n')\n"),
        ("%%timeit\n!pip install a\nx = 1", "\npass\nx = 1\n"),
        ("%%timeitx", "get_ipython().run_cell_magic('timeitx', '', '')\n"),
        ("%time x = f()", "x = f()\n"),
        ("%time", "get_ipython().run_line_magic('time', '')\n"),
        ("%time !pip install a", "pass\n"),
        ("%time if x: pass", "get_ipython().run_line_magic('time', 'if x: pass')\n"),
        # line numbers
        ("\n\n!ls \\\n  -l\n\nx = 1", "\n\nget_ipython().system('ls    -l')\n\n\nx = 1\n"),
        ("!a \\\n b\nx\n!c \\\n d\ny", "get_ipython().system('a   b')\n\nx\nget_ipython().system('c   d')\n\ny\n"),
        ("    x = 1\n    y = 2", "x = 1\ny = 2\n"),
        (">>> x = 1\n>>> y = 2", "x = 1\ny = 2\n"),
        ("x = 1\n\n\n", "x = 1\n"),
    ],
)
def test_a_converted_cell(script, cell, expected):
    assert script(cell) == expected


def test_future_imports_move_to_the_top(read):
    reading = read(
        "x = 1", "from __future__ import annotations, division\nimport os", "from __future__ import annotations"
    )
    content = reading.interface.program.content.decode()
    assert content == (
        "# coding: utf-8\nfrom __future__ import annotations, division\n"
        "\n# In[1]:\nx = 1\n\n# In[2]:\npass\nimport os\n\n# In[3]:\npass\n"
    )
    compile(content, "script", "exec")


def test_text_cannot_declare_an_encoding_or_break_the_comment(read):
    reading = read(("markdown", "coding: utf-7\nb\r\nc\x00\x0cd"), "x = 1")
    content = reading.interface.program.content
    assert content.decode() == (
        "# coding: utf-8\n\n# coding: utf-7\n# b\n# c\N{REPLACEMENT CHARACTER}\x0cd\n\n# In[2]:\nx = 1\n"
    )
    compile(content, "script", "exec")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("x = 1",), False),
        (("!pip install a", "%matplotlib inline"), False),
        (("!ls",), True),
        (("ip = get_ipython()",), True),
        (("display(x)",), True),
        (("display(x)", "from show import display"), False),
        (("from IPython.display import display",), True),
        (("import IPython",), True),
        (("try:\n    import IPython.display as show\nexcept ImportError:\n    show = None",), True),
        (("import IPythonish, own.IPython",), False),
        (("from .IPython import x",), False),
        (("x.display()",), False),
        (("x = ( !ls",), False),
    ],
)
def test_whether_ipython_is_needed(read, cells, expected):
    assert read(*cells).interface.program.needs_ipython is expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("import numpy, tqdm",), ()),
        (("from IPython.display import HTML",), ("ipython",)),
        (("import ipywidgets as widgets\nfrom IPython.display import display",), ("ipython", "ipywidgets")),
        (("from tqdm.notebook import tqdm",), ("ipywidgets",)),
        (("from tqdm import notebook",), ("ipywidgets",)),
        (("import tqdm.notebook",), ("ipywidgets",)),
        # without a browser its bars are plain ones
        (("from tqdm.auto import tqdm",), ()),
        (("import traitlets, nbformat",), ("nbformat", "traitlets")),
        (("import traitlets", "!ls"), ("ipython",)),
    ],
)
def test_what_jupyter_brings(read, cells, expected):
    assert read(*cells).interface.program.brought == expected

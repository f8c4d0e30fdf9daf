import contextlib
import io
import runpy
import textwrap

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from hatch_claimed.checks.fixes import fixed
from hatch_claimed.checks.rules import grid, imports

HEAD = '''"""Greet."""
import os

# whom
name = os.getenv('name', 'you')


def greet(name, mark='!'):
    print('hello', name + mark)


def grid_process(batch_id, **kwargs):
    greet(batch_id)


'''
GUARD = 'if __name__ == "__main__":\n'
(RULE,) = [rule for rule in grid.RULES if rule.code == "CLM077"]


@pytest.fixture(scope="module")
def mended(subject):
    def mend(text, path="operators/a.py"):
        read = subject(text, path, wrapper={})
        return fixed(read, list(RULE.findings(read)))

    return mend


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What running or importing a script prints, and how it ends."""
    path = tmp_path_factory.mktemp("script") / "a.py"

    def run(content, name):
        path.write_bytes(content)
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            try:
                runpy.run_path(str(path), run_name=name)
            except (NameError, OSError, SystemExit, TypeError, ValueError) as error:
                return output.getvalue(), repr(error)
        return output.getvalue(), None

    return run


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("greet(name)", f"{GUARD}    greet(name)"),
        ("greet(name)\n", f"{GUARD}    greet(name)\n"),
        (
            "#  all of them\n# one by one\nfor one in name:\n\tgreet(one)  # loud\n\n   \n# done\nprint('done')\n",
            f"{GUARD}    #  all of them\n    # one by one\n    for one in name:\n    \tgreet(one)  # loud\n\n   \n    # done\n"
            "    print('done')\n",
        ),
        (
            'for one in name:\n    greet("""a\nb""", mark=\'\'\'\n  c\n\'\'\')\ntext = f"""\n{one}\n"""\n',
            f'{GUARD}    for one in name:\n        greet("""a\nb""", mark=\'\'\'\n  c\n\'\'\')\n    text = f"""\n{{one}}\n"""\n',
        ),
        ("greet(\n  name,\n)\ngreet(\\\nname)\n", f"{GUARD}    greet(\n      name,\n    )\n    greet(\\\n    name)\n"),
        (
            "if name:\n    greet(name)\nelse:\n    print('nobody')\n",
            f"{GUARD}    if name:\n        greet(name)\n    else:\n        print('nobody')\n",
        ),
        ("greet(name)\nexit(3)\n", f"{GUARD}    greet(name)\n    exit(3)\n"),
        ("# who\n\n# and how\ngreet(name)\n", f"# who\n\n{GUARD}    # and how\n    greet(name)\n"),
        ("said = greet(name)\nprint(said); print(1)\n", f"{GUARD}    said = greet(name)\n    print(said); print(1)\n"),
    ],
)
def test_work_at_the_end_is_guarded(mended, printed, end, expected):
    before = f"{HEAD}{end}".encode()
    after = mended(before)
    assert after.decode() == f"{HEAD}{expected}"
    assert printed(after, "__main__") == printed(before, "__main__")
    assert printed(after, "a") == ("", None)
    assert mended(after) == after


@pytest.mark.parametrize(
    "end",
    [
        "greet(name)\n\n\ndef later():\n    pass\n",
        "greet(name)\nimport sys\n",
        "greet(name)\nif name:\n    import sys\n",
        "greet(name)\nclass Later:\n    pass\n",
        "greet(name)\nif __name__ == '__main__':\n    print(name)\n",
        "greet(name)\nos.umask(0)\n",
        "x = 1; greet(name)\n",
        "greet(name)\nTABLE = {}\n\nlater = lambda: TABLE\n",
        "LIST = []\nlater = lambda: LIST\ngreet(LIST)\n",
        "for one in name:\n    greet(one)\ncount = 7\nsize = int(os.getenv('size', count))\n",
        "print(name)\n",
    ],
)
def test_what_would_change_more_stays(mended, end):
    assert mended(HEAD + end) == f"{HEAD}{end}".encode()


def test_line_ends_and_marks_stay(mended):
    text = f"\ufeff{HEAD}for one in name:\r\n    greet(one)\r\n".replace("\n", "\r\n").replace("\r\r", "\r")
    assert mended(text).decode() == text.replace("for", 'if __name__ == "__main__":\r\n    for').replace(
        "\n    greet(one)", "\n        greet(one)"
    )


def test_other_encodings_stay(mended):
    text = f"# -*- coding: latin-1 -*-\n{HEAD}greet('M\xfcller')\n".encode("latin-1")
    assert mended(text) == text.replace(b"greet('M", GUARD.encode() + b"    greet('M")


def test_requirements_and_the_guard_together(subject):
    text = HEAD.replace("import os", "import os\nimport numpy") + "greet(name)\n"
    read = subject(text, wrapper={})
    found = [one for rule in (*imports.RULES, RULE) for one in rule.findings(read)]
    expected = text.replace("import os", "# pip install numpy\nimport os").replace("\ngreet(", f"\n{GUARD}    greet(")
    assert fixed(read, found).decode() == expected


def test_notebooks_stay(mended):
    cell = '{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["greet()"]}'
    defined = cell.replace("greet()", "def greet():\\n    print(1)")
    text = (
        f'{{"cells": [{defined}, {cell}], "metadata": {{"kernelspec": {{"display_name": "p", "name": "python3"}}}}, '
        '"nbformat": 4, "nbformat_minor": 4}'
    )
    assert mended(text, "operators/a.ipynb") == text.encode()


SIMPLE = st.sampled_from(
    [
        "greet(name)",
        "print('a', 'b')  # said",
        "text = '''one\n  two\n\n'''\nprint(text)",
        "print(f'''{\n name\n}\n''')",
        "value = [\n1,\n  # within\n2,\n]",
        "greet('a' \\\n'b')",
        "# only said",
        "",
        "  ",
        "said = greet(\n    name)",
        "os.environ['said'] = 'x'",
        "raise ValueError('end')",
    ]
)


def blocks(inner):
    bodies = st.lists(inner, min_size=1, max_size=3).map(lambda parts: "\n".join([*parts, "pass"]))
    heads = st.sampled_from(["for one in 'ab':", "if name:", "while False:", "try:", "with open(os.devnull) as file:"])

    def block(head, body, width):
        # lines within texts must stay, so that only bodies without such are indented here
        body = body if "'''" not in body else "greet(name)"
        end = "\nexcept OSError:\n    pass" if head == "try:" else ""
        return f"{head}\n{textwrap.indent(body, width)}{end}"

    return st.builds(block, heads, bodies, st.sampled_from(["  ", "\t", "    "]))


@given(parts=st.lists(st.recursive(SIMPLE, blocks, max_leaves=6), min_size=1, max_size=6))
def test_a_run_does_the_same(parts, mended, printed):
    before = (HEAD + "\n".join(parts) + "\n").encode()
    after = mended(before)
    assert printed(after, "__main__") == printed(before, "__main__")
    assert mended(after) == after
    event("changed" if after != before else "as it was")

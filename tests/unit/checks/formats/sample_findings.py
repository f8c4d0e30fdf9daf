from hypothesis import strategies as st

from hatch_claimed.model import Finding

LINES = {
    ("operators/train.py", None, 3): "threshold = float(os.environ.get('threshold', compute()))",
    ("operators/train.py", None, 12): "\tos.environ['x'] = '世界'\r\n",
    ("operators/plot.ipynb", 3, 2): "import cv2",
}

# not in the order in which they are printed
FINDINGS = [
    Finding(
        code="CLM024",
        severity="warning",
        message="'x' is read too, so it is no output.",
        remedy="Give the output another name:\n\n    os.environ['result'] = path",
        path="operators/train.py",
        line=12,
    ),
    Finding(
        code="CLM022",
        severity="error",
        message="The default of 'threshold' is computed.",
        remedy="Write a constant.",
        path="operators/train.py",
        line=3,
        column=19,
    ),
    Finding(
        code="CLM060",
        severity="hint",
        message="50% of it, or less: «déjà vu»",
        remedy="",
        path="operators/train.py",
    ),
    Finding(
        code="CLM040",
        severity="warning",
        message="Nothing installs 'cv2'.",
        remedy="Write `# pip install opencv-python`.",
        path="operators/plot.ipynb",
        line=2,
        column=8,
        cell=3,
    ),
    Finding(
        code="CLM010",
        severity="error",
        message="is no Python:\n  \x1b[31mred",
        remedy="Correct it.",
        path="operators/caf\udce9, 50%:x.py",
        line=1,
        column=1,
    ),
]


def lines(finding):
    return LINES.get((finding.path, finding.cell, finding.line))


# everything that Python can hold, and often what formats give a meaning: lone surrogates, escapes, ends of lines
SIGNS = [
    "%",
    "%0A",
    "%25",
    ":",
    "::",
    ",",
    "=",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\x1b[31m",
    "\u2028",
    "\ud83d",
    "\udce9",
    "##[",
]
texts = st.lists(st.sampled_from(SIGNS) | st.characters(), max_size=12).map("".join)
numbers = st.none() | st.integers(1, 10**6)
findings = st.builds(
    Finding,
    code=st.sampled_from(["CLM010", "CLM022", "CLM040"]),
    severity=st.sampled_from(["error", "warning", "hint"]),
    message=texts,
    remedy=texts,
    path=texts,
    line=numbers,
    column=numbers,
    cell=numbers,
)

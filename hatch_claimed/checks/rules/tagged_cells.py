"""Pages of what reading the tagged cells of a notebook already says."""

from __future__ import annotations

from hatch_claimed.checks.rule import Rule

_TAGGED = """{{
 "cells": [
  {{"cell_type": "markdown", "metadata": {{}}, "source": ["Count stations."]}},
  {{
   "cell_type": "code",
   "execution_count": null,
   "metadata": {{"tags": ["parameters"]}},
   "outputs": [],
   "source": ["{first}"]
  }},
  {{"cell_type": "code", "execution_count": null, "metadata": {{"tags": [{tag}]}}, "outputs": [], "source": ["{rest}"]}}
 ],
 "metadata": {{"kernelspec": {{"display_name": "Python 3", "language": "python", "name": "python3"}}}},
 "nbformat": 4,
 "nbformat_minor": 4
}}
"""

RULES = (
    Rule(
        code="CLM136",
        severity="warning",
        title="an assignment in a tagged cell that is no parameter, or not as annotated",
        why="In the cell that is tagged `parameters`, each name that a line of its own sets is a parameter. Of what is"
        " set within blocks, or together, nobody can tell the default; and some names no client can carry.",
        bad=_TAGGED.format(first="first, last = load_years()", tag="", rest="print(first, last)"),
        good=_TAGGED.format(
            first="first = 1990  # first year\\nlast = 2020  # last year", tag="", rest="print(first, last)"
        ),
        language="notebook",
    ),
    Rule(
        code="CLM137",
        severity="warning",
        title="a value that papermill would not see, or would replace",
        why="papermill reads one cell, the first that is tagged `parameters`, and replaces the one that it injected"
        " before. So does the operator. A name that is read from the environment gets its value there.",
        bad=_TAGGED.format(
            first="last = 2020  # last year", tag='"parameters"', rest="first = 1990\\nprint(first, last)"
        ),
        good=_TAGGED.format(
            first="last = 2020  # last year\\nfirst = 1990  # first year", tag="", rest="print(first, last)"
        ),
        language="notebook",
    ),
)

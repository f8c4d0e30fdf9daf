"""Requirements that are not needed, not pinned, or contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from hatch_claimed.checks.analysis.distribution_dependencies import carried
from hatch_claimed.checks.analysis.distributions import distributions, surely_imported_as, unit
from hatch_claimed.checks.analysis.imports import has_broken_cells, imports, imports_computed_names, imports_of_files
from hatch_claimed.checks.analysis.name_corrections import is_of_python, is_word, right_name
from hatch_claimed.checks.analysis.requirements import RequiredDistribution, of_line, wanted
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.sources.install.lines import is_install_comment
from hatch_claimed.sources.install.specifiers import exclude_each_other
from hatch_claimed.sources.operators import ReadOperator

_PINS = frozenset({"==", "===", "~="})
_LONG = 2000
_BUILD_TOOLS = frozenset({"pip", "setuptools", "wheel"})
_REVISION = re.compile(r"^(?!\w+\+)|@[^/@]+(?:#.*)?$")


def _unused(subject: ReadOperator) -> Iterator[Violation]:
    asked = {item.name: item for item in reversed(wanted(subject)) if isinstance(item, RequiredDistribution)}
    modules = _imported(subject) if asked else None
    if modules is None:
        return
    brought = {name for module in modules for name in distributions(module)}
    mentioned = _mentioned(subject)
    for item in reversed(asked.values()):
        expected = surely_imported_as(item.name)
        others = carried(name for name in asked if name != item.name)
        if not expected or item.file or item.extras or item.url or item.name in others:
            continue
        if not (
            (carried([item.name]) - others) & brought
            or any(name.lower() in mentioned for name in {item.name, *expected})
        ):
            message = f"nothing imports {item.written!r}"
            remedy = "Take it out if the script does not need it: the image gets smaller and is built faster."
            yield Violation.at(item, message, remedy)


def _imported(subject: ReadOperator) -> frozenset[str] | None:
    """The modules that the script and its files import; None where not all of them can be known."""
    codes = subject.details.codes
    in_files = imports_of_files(subject)
    if in_files is None or has_broken_cells(subject) or not codes or imports_computed_names(codes):
        return None
    return frozenset(unit(one.module) for one in (*imports(codes), *in_files))


def _mentioned(subject: ReadOperator) -> str:
    """The script's texts: a name in one may start a program or choose a backend."""
    texts = (text.text.lower() for text in subject.details.literals)
    # longer ones are data
    return "\n".join(text for text in texts if len(text) < _LONG and not is_install_comment(text))


def _unpinned(subject: ReadOperator) -> Iterator[Violation]:
    for line in subject.operator.interface.requirements if subject.operator.language.uses_pip else ():
        if any(argument.startswith(("-c", "--constraint")) for argument in line.arguments):
            continue
        loose = [item for item in of_line(line, subject) if isinstance(item, RequiredDistribution) and not item.file]
        loose = [item for item in loose if not _is_pinned(item) and not _needs_no_version(item)]
        if loose:
            names = _listed([repr(item.written) for item in loose])
            message = f"{names} {'has' if len(loose) == 1 else 'have'} no fixed version; later builds may get others"
            yield Violation.at(loose[0], message, _with_pins(loose))


def _needs_no_version(item: RequiredDistribution) -> bool:
    """Whether a version would help nobody: it is of the build's own tools, or of nothing that is meant."""
    if item.name in _BUILD_TOOLS or right_name(item.name) or is_word(item.name):
        return True
    return is_of_python(item.name, item.written)


def _is_pinned(item: RequiredDistribution) -> bool:
    if item.url:
        return bool(_REVISION.search(item.url))
    return any(specifier.operator in _PINS for specifier in item.specifier)


def _with_pins(loose: list[RequiredDistribution]) -> str:
    versions = [f"`{item.requested}==…`" for item in loose if not item.url]
    revisions = ["`@<tag or commit>` behind the URL's path"] if len(versions) < len(loose) else []
    return f"Write the versions that you have tested: {_listed([*versions, *revisions])}."


def _contradicting(subject: ReadOperator) -> Iterator[Violation]:
    seen: dict[str, list[RequiredDistribution]] = defaultdict(list)
    for item in wanted(subject):
        if not isinstance(item, RequiredDistribution) or item.marked or item.url:
            continue
        other = next((one for one in seen[item.name] if exclude_each_other(one.specifier, item.specifier)), None)
        if other:
            yield Violation.at(
                item, _contradiction(other, item), "Keep one of them, or write the range that suits both."
            )
        seen[item.name].append(item)


def _contradiction(first: RequiredDistribution, second: RequiredDistribution) -> str:
    pair = f"{_shown(first)} and {_shown(second)} exclude each other"
    if (first.line, first.cell) == (second.line, second.cell):
        return f"{pair}; pip refuses them"
    return f"{pair}; the later one replaces the other"


def _shown(item: RequiredDistribution) -> str:
    where = f" ({item.file})" if item.file else ""
    return f"'{item.written}{item.specifier}'{where}"


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


RULES = (
    Rule(
        code="CLM052",
        severity="hint",
        title="a requirement that nothing imports",
        why=(
            "Every package makes the image larger and its build longer. Packages that work without an import, such as"
            " pandas' readers, are left alone."
        ),
        bad=(
            '"""Sums up a table."""\n\nimport os\n\n# pip install pandas==2.2.3 seaborn==0.13.2\n'
            "import pandas as pd\n\n"
            "print(pd.read_csv(os.environ['table']).sum())\n"
        ),
        good=(
            '"""Sums up a table."""\n\nimport os\n\n# pip install pandas==2.2.3 pyarrow==18.1.0\n'
            "import pandas as pd\n\n"
            "print(pd.read_parquet(os.environ['table']).sum())\n"
        ),
        check=_unused,
    ),
    Rule(
        code="CLM053",
        severity="hint",
        title="a requirement without a version",
        why="What pip finds newest today is not what it finds next month; an image built again then is another one.",
        bad=(
            '"""Says where the maximum is."""\n\n# pip install numpy\nimport numpy as np\n\n'
            "print(np.argmax([1, 3, 2]))\n"
        ),
        good=(
            '"""Says where the maximum is."""\n\n# pip install numpy==2.1.3\nimport numpy as np\n\n'
            "print(np.argmax([1, 3, 2]))\n"
        ),
        check=_unpinned,
    ),
    Rule(
        code="CLM054",
        severity="error",
        title="requirements that exclude each other",
        why=(
            "pip refuses two requirements of one package that no version meets; on two lines the later one silently"
            " replaces what the earlier one has installed."
        ),
        bad=(
            '"""Says where the maximum is."""\n\n# pip install numpy==1.26.4\n# pip install "numpy>=2" pandas==2.2.3\n'
            "import numpy as np\nimport pandas as pd\n\nprint(np.argmax(pd.Series([1, 3, 2])))\n"
        ),
        good=(
            '"""Says where the maximum is."""\n\n# pip install numpy==2.1.3\n# pip install "numpy>=2" pandas==2.2.3\n'
            "import numpy as np\nimport pandas as pd\n\nprint(np.argmax(pd.Series([1, 3, 2])))\n"
        ),
        check=_contradicting,
    ),
)

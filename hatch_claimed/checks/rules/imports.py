"""Imports that fail in the image."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from hatch_claimed.checks.analysis.bases import is_bare
from hatch_claimed.checks.analysis.calls import problem_at
from hatch_claimed.checks.analysis.distribution_dependencies import carried, is_carrier, is_often_carried
from hatch_claimed.checks.analysis.distributions import distributions, is_known, is_standard, unit
from hatch_claimed.checks.analysis.files_setting import files_line
from hatch_claimed.checks.analysis.imports import (
    Import,
    brought_along,
    codes_of,
    has_broken_cells,
    imports,
    leading_to,
    looks_elsewhere,
    place_in,
)
from hatch_claimed.checks.analysis.requirements import Item, RequiredDistribution, UnknownRequirement, of_line, wanted
from hatch_claimed.checks.analysis.run_time import helpers, installations
from hatch_claimed.checks.rule import Rule, Violation
from hatch_claimed.model import Requirement
from hatch_claimed.sources.operators import ReadOperator
from hatch_claimed.sources.python.reader import installations as written
from hatch_claimed.sources.python.written_modules import written_modules

if TYPE_CHECKING:
    from hatch_claimed.sources.r.vectors import Vectors

_OF_PIP = frozenset({"pip", "setuptools", "wheel"})
_OF_SERVICES = {"google.colab": "Colab", "kaggle_secrets": "Kaggle"}
"""Modules that only the machines of a service have."""
_SHORT = 2
_OF_ANY = frozenset({"lib", "pkg", "python", "tool", "tools", "util", "utils"})
"""Words that names of packages and modules share by chance."""


@dataclass(frozen=True, slots=True)
class MissingModule:
    """An import that nothing in the image answers, and the distribution to install where that is known.

    Of an import by a module of the project, `file` is the module, `line` and `cell` the import's, and `statement`
    stands in the script. `place` is where a module of this name lies in the project, which Python does not find there.
    """

    statement: Import
    module: str
    distribution: str | None
    file: PurePosixPath | None = None
    line: int = 0
    cell: int | None = None
    place: PurePosixPath | None = None


def uncovered(subject: ReadOperator) -> tuple[MissingModule, ...]:
    """The first import of each module that no requirement provides; empty where one may provide what nobody sees."""
    if not _is_readable(subject):
        return ()
    asked, elsewhere = _Asked.by(subject), dict(subject.elsewhere)
    own = brought_along(subject) | subject.neighbours | _fetched(subject) | _OF_SERVICES.keys()
    found: dict[str, MissingModule] = {}
    for one in (*_of_script(subject), *_of_modules(subject)):
        top = one.module.partition(".")[0]
        module, place = unit(one.module), elsewhere.get(top)
        if top in own or module in found or not (place or asked) or (asked and asked.covers(module)):
            continue
        distribution = next((d for d in distributions(module) if is_known(d)), None)
        found[module] = replace(one, module=module, distribution=distribution, place=None if distribution else place)
    unknown = [one.module for one in found.values() if one.distribution is None and one.place is None]
    doubtful = set(asked.doubtful(unknown, subject)) if unknown and asked else set(unknown)
    return tuple(one for one in found.values() if one.module not in doubtful)


def _of_script(subject: ReadOperator) -> Iterator[MissingModule]:
    yield from (MissingModule(one, one.module, None) for one in _certain(subject))


def _of_modules(subject: ReadOperator) -> Iterator[MissingModule]:
    """What the project's own modules import, each at the import of the script that leads to it."""
    for file in subject.operator.modules:
        codes = codes_of(file)
        statement = leading_to(file.path, subject) if codes else None
        if statement is None:
            continue
        for one in imports(codes):
            if not one.may_fail and not is_standard(one.module):
                yield MissingModule(statement, one.module, None, file.path, one.node.lineno, one.code.cell)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The distributions that come into the image, as far as their names tell."""

    named: tuple[RequiredDistribution, ...]
    all: frozenset[str]

    @classmethod
    def by(cls, subject: ReadOperator) -> _Asked | None:
        """What a script asks for, None where nobody can know all of it."""
        items = (*wanted(subject), *_installed_later(subject))
        if any(isinstance(item, UnknownRequirement) for item in items):
            return None
        named = tuple(item for item in items if isinstance(item, RequiredDistribution))
        brought = subject.operator.interface.program.brought
        return cls(named, carried({*(item.name for item in named), *brought, *_OF_PIP}))

    def covers(self, module: str) -> bool:
        """Whether a module is there, or may come with something that the tables do not know."""
        names = distributions(module)
        if not names or any(name in self.all for name in names):
            return True
        beginnings = tuple(f"{name}-" for name in (*names, canonicalize_name(module)))
        if any(name.startswith(beginnings) for name in self.all):
            return True  # `faiss-gpu-cu12`, `tensorflow-rocm`
        return self._has_unknown and any(is_often_carried(name) for name in names)

    def doubtful(self, modules: Sequence[str], subject: ReadOperator) -> Iterable[str]:
        """Which of the modules that no table knows a distribution may bring that no table knows either.

        One that shares a word with some of them brings these, as far as anybody can tell, and any other may bring all.
        """
        codes = subject.details.codes
        if looks_elsewhere(codes) or not all(item.certain for item in self.named):
            return modules
        imported = {canonicalize_name(one.top) for one in imports(codes)}
        unused = [item.name for item in self.named if not is_known(item.name) and item.name not in imported]
        brought = {name: [module for module in modules if _words(name) & _words(module)] for name in unused}
        return modules if not all(brought.values()) else [module for some in brought.values() for module in some]

    @property
    def _has_unknown(self) -> bool:
        return any(item.extras or not (is_known(item.name) or is_carrier(item.name)) for item in self.named)


def _words(name: str) -> set[str]:
    return {word for word in re.split(r"[-_.]+", name.lower()) if len(word) > _SHORT and word not in _OF_ANY}


def _is_readable(subject: ReadOperator) -> bool:
    """Whether the script's lines say all that comes into the image."""
    operator, codes = subject.operator, subject.details.codes
    if not is_bare(operator.image.base) or has_broken_cells(subject):
        return False
    if any(name.startswith("python3-") for line in operator.interface.system_packages for name in line.arguments):
        return False
    # such a line is a finding of its own
    return not any(found.severity == "error" for code in codes for found in written(code).findings)


def _installed_later(subject: ReadOperator) -> Iterator[Item]:
    """What the running script installs, which is a finding of its own."""
    for one in installations(subject.details.codes):
        line, cell = one.node.lineno, one.code.cell
        found = of_line(Requirement(arguments=one.arguments, line=line, cell=cell), subject)
        yield from found or (UnknownRequirement(line, cell),)


def _fetched(subject: ReadOperator) -> frozenset[str]:
    """Modules that the script fetches itself, which is a finding of its own, or writes."""
    own = {name.partition(".")[0] for name in written_modules(subject.details.codes)}
    return frozenset(helper.name.removesuffix(".py") for helper in helpers(subject.details.codes)) | own


def _certain(subject: ReadOperator) -> Iterator[Import]:
    yield from (one for one in imports(subject.details.codes) if not one.may_fail and not is_standard(one.module))


def _missing_requirement(subject: ReadOperator) -> Iterator[Violation]:
    if subject.details.r is not None:
        yield from _missing_of_r(subject, subject.details.r)
        return
    installing = subject.operator.language.installing
    for one in _of_services(subject):
        service = _OF_SERVICES[one.module]
        message = f"{one.module!r} is there on {service} only, and the script ends here"
        remedy = (
            f"Take it out, or import it in a `try` with `except ImportError`, and hand over what {service} gave by a"
            " parameter, such as `os.getenv('folder')`."
        )
        yield problem_at(one.statement.node, one.statement.code, message, remedy)
    for one in uncovered(subject):
        message = _nothing_brings(one.module, one.file, place_in(one.line, one.cell), "imports")
        if one.distribution:
            remedy = f"Write `{installing([one.distribution])}`."
        elif one.place:
            message = f"{one.module!r} lies in {one.place}, where Python does not look for it"
            message = message if one.file is None else f"{_imported(one)}: {message}"
            remedy = files_line(subject, f'"{one.place}"')
        else:
            remedy = (
                f"Write `{installing(())}` with the name of the package that provides it;"
                " code of your own is included with `files`."
            )
        yield problem_at(one.statement.node, one.statement.code, message, remedy)


def _of_services(subject: ReadOperator) -> Iterator[MissingModule]:
    """The first import of each module that only a service has, where nothing asks first which machine it is."""
    found: dict[str, MissingModule] = {}
    if is_bare(subject.operator.image.base):
        for one in _certain(subject):
            for module in _OF_SERVICES:
                if f"{one.module}.".startswith(f"{module}.") and one.node in one.code.tree.body:
                    found.setdefault(module, MissingModule(one, module, None))
    yield from found.values()


def _imported(one: MissingModule) -> str:
    return f"{one.file} imports {one.module!r} in {place_in(one.line, one.cell)}"


def _nothing_brings(module: str, file: PurePosixPath | None, place: str, imports: str) -> str:
    message = f"no requirement provides {module!r}, and the base image does not have it"
    return message if file is None else f"{file} {imports} {module!r} in {place}: {message}"


def _missing_of_r(subject: ReadOperator, script: Vectors) -> Iterator[Violation]:
    # a project without R scripts needs none of it
    from hatch_claimed.checks.analysis.missing_r_packages import missing_packages

    for one in missing_packages(subject, script):
        message = _nothing_brings(one.package, one.file, place_in(one.inner, None), "loads")
        remedy = f'Write `install.packages("{one.package}")` in the script, or take a base image that holds it.'
        yield Violation(message=message, remedy=remedy, line=one.line)


def _left_behind(subject: ReadOperator) -> Iterator[Violation]:
    here = subject.neighbours - brought_along(subject) - _fetched(subject)
    installed = carried(item.name for item in wanted(subject) if isinstance(item, RequiredDistribution))
    missing: dict[str, Import] = {}
    for one in _certain(subject):
        if one.top in here and installed.isdisjoint(distributions(unit(one.module))):
            missing.setdefault(one.top, one)
    remedy = _lines(subject, sorted(missing)) if missing else ""
    for name, one in missing.items():
        message = f"{name!r} lies beside the script, and nothing copies it into the image"
        yield problem_at(one.node, one.code, message, remedy)


def _lines(subject: ReadOperator, modules: list[str]) -> str:
    folder = subject.operator.path.parent
    names = ", ".join(f'"{folder / module}.py"' for module in modules)
    return f"{files_line(subject, names)}\nA module that is a folder is written without `.py`."


RULES = (
    Rule(
        code="CLM050",
        severity="warning",
        title="an import that no requirement provides",
        why=(
            "An image holds what its base image has, what the script installs, and the project's own modules that"
            " Python finds; what this machine has besides is missing there. What these modules import counts as well."
            " Base images that may bring packages of their own are left alone. Packages that R scripts load are"
            " reported as well; those that come with R need no line."
        ),
        bad=(
            '"""Finds edges in an image."""\n\nimport os\n\n'
            "# pip install numpy==2.1.3\nimport cv2\nimport numpy as np\n\n"
            "image = cv2.imread(os.environ['image'])\n"
            "np.save(os.environ['edges'], cv2.Canny(image, 100, 200))\n"
        ),
        good=(
            '"""Finds edges in an image."""\n\nimport os\n\n'
            "# pip install numpy==2.1.3 opencv-python-headless==4.10.0.84\nimport cv2\nimport numpy as np\n\n"
            "image = cv2.imread(os.environ['image'])\n"
            "np.save(os.environ['edges'], cv2.Canny(image, 100, 200))\n"
        ),
        check=_missing_requirement,
    ),
    Rule(
        code="CLM051",
        severity="error",
        title="a module beside the script that stays behind",
        why=(
            "With `modules = false`, of the files beside a script only those are in its image that `files` names. So it"
            " is for a module that cannot be read here, such as a link that leads out of the project."
        ),
        bad=(
            '"""Cleans measurements."""\n\nimport os\n\nfrom cleaning import without_gaps\n\n'
            "without_gaps(os.getenv('measurements', 'measurements.csv'))\n"
        ),
        good=(
            '"""Cleans measurements; `files = ["operators/cleaning.py"]` includes the module."""\n\nimport os\n\n'
            "from cleaning import without_gaps\n\nwithout_gaps(os.getenv('measurements', 'measurements.csv'))\n"
        ),
        check=_left_behind,
    ),
)

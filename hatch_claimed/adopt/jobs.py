"""Kubernetes Jobs that C3 wrote and people completed: what they added becomes settings.

What C3 itself writes into every Job says nothing: its command, its restart policy, and a pull secret that is only the
place for one (C3's own template, version 0.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from hatch_claimed.adopt.declarations import Declaration, Declarations, Note
from hatch_claimed.adopt.pods import settings_of
from hatch_claimed.adopt.toml import Toml, without_empty
from hatch_claimed.languages.registry import suffixes
from hatch_claimed.model import image_name, operator_name
from hatch_claimed.model.reference import split
from hatch_claimed.system.tree import Tree

PATTERN = "**/*.job.y*ml"
_WRAPPERS = ("gw_", "cgw_")


@dataclass(frozen=True, slots=True)
class Job:
    """What one Job says. `sets` are the parameters that it gives values to; the values themselves stay in the file."""

    settings: Mapping[str, Toml]
    sets: tuple[str, ...]
    unknown: tuple[str, ...]


def jobs(tree: Tree) -> Declarations:
    """What all Jobs that belong to a script say."""
    return Declarations.of(_of_file(tree, path) for path in tree.glob(PATTERN))


def read_job(text: str) -> Job | None:
    """The settings in a Job, None where there is none. Never raises for what a file can hold."""
    import yaml

    try:
        documents = list(yaml.safe_load_all(text))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    job = next((one for one in documents if isinstance(one, dict) and one.get("kind") == "Job"), None)
    if job is None:
        return None
    spec = _mapping(job.get("spec"))
    pod = _mapping(_mapping(spec.get("template")).get("spec"))
    container = next((one for one in _list(pod.get("containers")) if isinstance(one, dict)), {})
    settings, unknown = settings_of(spec, pod, container)
    return Job(image_settings(container) | settings, tuple(_sets(container)), unknown)


def script_of(tree: Tree, path: PurePosixPath, stem: str) -> PurePosixPath | None:
    """The script that a file of this stem was made for, or whose grid wrapper; None where nobody can tell."""
    return _script(tree, path.parent, _without_wrapper(stem))


def image_settings(container: Mapping[str, Any]) -> dict[str, Toml]:
    """Repository and version of the image that a container runs, where C3 named it."""
    return without_empty(_image(container))


def _without_wrapper(stem: str) -> str:
    return next((stem.removeprefix(one) for one in _WRAPPERS if stem.startswith(one)), stem)


def _of_file(tree: Tree, path: PurePosixPath) -> Declarations:
    # `modified_…` is how C3 keeps an edited Job when it writes a new one
    stem = path.name.rsplit(".job.", 1)[0].removeprefix("modified_")
    plain = _without_wrapper(stem)
    script = script_of(tree, path, stem)
    if script is None:
        return Declarations(notes=(Note(str(path), "belongs to no script"),))
    content = tree.try_read(path)
    job = None if content is None else read_job(content.decode(errors="replace"))
    if job is None:
        return Declarations(notes=(Note(str(path), "is no Job that can be read"),))
    if plain != stem:
        own = {key: job.settings[key] for key in ("repository", "version") if key in job.settings}
        rest = {key: value for key, value in job.settings.items() if key not in own}
        declaration = Declaration(place=str(path), script=script, operator=own, wrapper=rest)
    else:
        declaration = Declaration(place=str(path), script=script, operator=job.settings)
    return Declarations((declaration,), tuple(_notes(job, str(path))))


def _notes(job: Job, place: str) -> Iterator[Note]:
    if job.sets:
        names = ", ".join(job.sets)
        yield Note(place, f"gives values to {names}: copy them into the new Job, or make them defaults of the script")
    if job.unknown:
        yield Note(place, f"says {', '.join(job.unknown)}, for which there is no setting")


def _script(tree: Tree, folder: PurePosixPath, stem: str) -> PurePosixPath | None:
    """The script of that name: beside the Job, above it, or the only one anywhere."""
    near = [place / f"{stem}{suffix}" for place in (folder, folder.parent) for suffix in suffixes()]
    beside = next((path for path in near if tree.is_file(path)), None)
    if beside is not None:
        return beside
    name = operator_name(PurePosixPath(f"{stem}.py"))
    scripts = (path for suffix in suffixes() for path in tree.glob(f"**/*{suffix}"))
    everywhere = [path for path in scripts if operator_name(path) == name]
    return everywhere[0] if len(everywhere) == 1 else None


def _image(container: Mapping[str, Any]) -> dict[str, Toml | None]:
    """Repository and version: `docker.io/user/claimed-example-script:0.1`."""
    image = container.get("image")
    name, tag, _ = split(image) if isinstance(image, str) else ("", None, None)
    repository, slash, own = name.rpartition("/")
    if tag is None or not slash or not own.startswith(image_name("")):
        return {}
    return {"repository": repository, "version": tag}


def _sets(container: Mapping[str, Any]) -> Iterator[str]:
    """The parameters with a value that somebody gave: C3 writes `value_of_limit` for `limit`."""
    for one in _list(container.get("env")):
        if isinstance(one, dict) and one.get("value") not in (None, "", f"value_of_{one.get('name')}"):
            yield str(one.get("name"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()

"""What can be done with a component: one command for each tool that runs or deploys it."""

from __future__ import annotations

import keyword
import shlex
from collections.abc import Iterator

from hatch_claimed.artifacts.cwl import Cwl, identifiers, step_path, texts_or_files
from hatch_claimed.artifacts.deploy.kfp import SETTINGS_FILE, function_name, kfp_calls
from hatch_claimed.artifacts.job import KubernetesJob
from hatch_claimed.artifacts.kfp import Kfp
from hatch_claimed.artifacts.workflows.kfp import KFP_2
from hatch_claimed.model import Component, Parameter
from hatch_claimed.model.secrets.parameters import secret_names
from hatch_claimed.site.commands import CommandTemplate, Placeholder
from hatch_claimed.site.quoting import text_literal

_LINE = " \\\n    "
_TAKEN = frozenset({"components", "dsl", "kfp_settings", "pipeline"})
_DATA = "The current folder is `data/` for the operator: write `data/x.csv` for a file x.csv of it."


def open_parameters(component: Component) -> tuple[Parameter, ...]:
    """The parameters that a page has fields for: all but secrets."""
    hidden = secret_names(component)
    return tuple(one for one in component.parameters if one.name not in hidden)


def commands(component: Component) -> tuple[CommandTemplate, ...]:
    """All commands of a component."""
    return (
        _docker(component),
        _here(component),
        _claimed(component),
        _kubectl(component),
        _kfp(component),
        _cwl(component),
    )


def _docker(component: Component) -> CommandTemplate:
    mount = f':{component.language.workdir}/data"'
    words = [
        'docker run --rm --user "$(id -u):$(id -g)"',
        "--group-add 0",
        f'--volume "$PWD{mount}',
        *(f"--env {shlex.quote(name)}" for name in _secrets(component)),
        shlex.quote(component.image.pinned),
    ]
    outputs = "".join(f"{_LINE}--{shlex.quote(one.name)} data/" for one in component.outputs)
    lead = _LINE.join(words)
    return CommandTemplate(
        key="docker",
        title="Docker",
        bare=lead + outputs,
        lead=lead,
        tail=outputs,
        places=_options(component),
        note=_DATA + (" Its outputs land there." if component.outputs else ""),
    )


def _here(component: Component) -> CommandTemplate:
    lead = f"hatch-claimed run {shlex.quote(component.name)}"
    note = "In the operator's repository. It runs the image, or without an engine the script itself."
    return CommandTemplate(
        key="run", title="hatch-claimed", bare=lead, lead=lead, places=_options(component), note=note
    )


def _claimed(component: Component) -> CommandTemplate:
    lead = f"claimed --component {shlex.quote(component.image.pinned)}"
    note = "Data is below the folder that the variable CLAIMED_DATA_PATH names."
    return CommandTemplate(key="claimed", title="CLAIMED", bare=lead, lead=lead, places=_options(component), note=note)


def _kubectl(component: Component) -> CommandTemplate:
    job = KubernetesJob().path(component)
    file = shlex.quote(job.name)
    # a name that the cluster chooses is something that `apply` does not know
    verb = "create" if component.deployment.generate_name else "apply"
    return CommandTemplate(
        key="kubectl",
        title="Kubernetes",
        bare=f"kubectl {verb} --filename {file}",
        lead=f"kubectl set env --local --output yaml --filename {file}",
        tail=f"{_LINE}| kubectl {verb} --filename -",
        places={one.name: Placeholder(f"{_LINE}{shlex.quote(one.name)}=") for one in open_parameters(component)},
        style="kubernetes",
        files=(str(job),),
    )


def _kfp(component: Component) -> CommandTemplate:
    file = Kfp().path(component)
    function = function_name(component)
    variable = f"{function}_" if function in _TAKEN else function
    has_settings = bool(kfp_calls(component.deployment))
    before, after = (f"kfp_settings.{function}(", ")") if has_settings else ("", "")
    lead = "".join(
        [
            "import kfp_settings\n" if has_settings else "",
            "from kfp import components, dsl\n\n",
            f"{variable} = components.load_component_from_file(\n    {text_literal(file.name)}\n)\n\n\n",
            f"@dsl.pipeline(name={text_literal(component.name)})\n",
            f"def pipeline():\n    {before}{variable}(",
        ]
    )
    return CommandTemplate(
        key="kfp",
        title="Kubeflow",
        bare=f"{lead}){after}",
        lead=lead,
        tail=f"){after}",
        between=", ",
        places={one.name: _argument(KFP_2.input(one.name)) for one in open_parameters(component)},
        style="python",
        files=(str(file), *((str(SETTINGS_FILE),) if has_settings else ())),
    )


def _argument(name: str) -> Placeholder:
    return Placeholder(f"**{{{text_literal(name)}: ", "}") if keyword.iskeyword(name) else Placeholder(f"{name}=")


def _cwl(component: Component) -> CommandTemplate:
    path, step = Cwl().path(component), step_path(component)
    takes_files = bool(texts_or_files(component))
    file = shlex.quote(path.name)
    ids = identifiers(component)
    return CommandTemplate(
        key="cwl",
        title="CWL",
        bare=f"cwltool {file}",
        lead="printf %s ",
        tail=f"{_LINE}| cwltool {file} -",
        between=", ",
        places={one.name: Placeholder(f"{text_literal(ids[one.name])}: ") for one in open_parameters(component)},
        style="json",
        whole=("{", "}"),
        note=f'{step.name} also takes {{"class": "File", "location": "x.csv"}} in the place of a text.'
        if takes_files
        else "",
        files=(str(path), str(step)) if takes_files else (str(path),),
    )


def _options(component: Component) -> dict[str, Placeholder]:
    return {one.name: Placeholder(f"{_LINE}--{shlex.quote(one.name)} ") for one in open_parameters(component)}


def _secrets(component: Component) -> Iterator[str]:
    hidden = secret_names(component)
    return (one.name for one in component.parameters if one.name in hidden)

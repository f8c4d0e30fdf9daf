"""CWL v1.2: a CommandLineTool that runs without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from hatch_claimed.artifacts.artifact import ENTRY_POINT, Artifact
from hatch_claimed.artifacts.document import Yaml
from hatch_claimed.artifacts.yaml import dump
from hatch_claimed.model import LOG_LEVEL, Component, File, Output, Parameter
from hatch_claimed.model.scalars import Scalar

if TYPE_CHECKING:
    from cwl_utils.parser import LoadingOptions, cwl_v1_2

CWL_VERSION = "v1.2"
INT_BITS = 32
LONG_BITS = 64

# a symbol is the name of something to CWL, in which some characters separate parts
_SYMBOL = re.compile(r"[A-Za-z0-9_.+-][A-Za-z0-9_.+ -]*")


class Cwl(Artifact):
    """Renders `example_script.cwl`. Values travel on the command line, and each output is a File."""

    name = "cwl"
    suffix = ".cwl"

    def render(self, component: Component) -> bytes:
        """The tool as YAML."""
        return _rendered(component, _tool(component))

    def inputs(self, component: Component) -> list[cwl_v1_2.CommandInputParameter]:
        """The tool's inputs, which a workflow around it has as well."""
        ids = identifiers(component)
        return [
            _input(
                parameter, ids[parameter.name], place, is_secret=component.deployment.secret(parameter.name) is not None
            )
            for place, parameter in enumerate(component.parameters)
        ]


def step_path(component: Component) -> PurePosixPath:
    """Where the variant of the tool lies that is for steps of workflows."""
    return PurePosixPath(component.name, f"{component.stem}.step.cwl")


def step_files(component: Component) -> Iterator[File]:
    """`example_script.step.cwl`, if the component takes texts: the same tool, and each text may be a File or Directory.

    The tool itself takes texts alone, since cwltool has no option for an input of several types.
    """
    if texts_or_files(component):
        yield File(path=step_path(component), content=_rendered(component, step_tool(component)))


def texts_or_files(component: Component) -> frozenset[str]:
    """The parameters whose text may be the path of a file: Strings that are neither a secret nor the log level."""
    return frozenset(
        one.name
        for one in component.parameters
        if one.type == "String" and one.name != LOG_LEVEL.name and not component.deployment.secret(one.name)
    )


def step_tool(component: Component) -> cwl_v1_2.CommandLineTool:
    """The tool whose texts may be files, which reach the script as paths: what one step writes, the next one reads."""
    tool = _tool(component)
    ids = identifiers(component)
    widened = {ids[name] for name in texts_or_files(component)}
    for one in tool.inputs:
        if one.id in widened:
            types = one.type_ if isinstance(one.type_, list) else [one.type_]
            # an input of a workflow is a text, which no enumeration takes
            plain = [kind if isinstance(kind, str) else "string" for kind in types]
            one.type_ = [*plain, "File", "Directory"]
    return tool


def _rendered(component: Component, tool: cwl_v1_2.CommandLineTool) -> bytes:
    from cwl_utils.parser import save

    # the identifiers are plain names, for which making them relative only takes time
    saved = save(tool, relative_uris=False)
    return dump({key: saved[key] for key in ("cwlVersion", "class")} | secret_hints(component) | saved)


def secret_hints(component: Component) -> dict[str, Yaml]:
    """For cwltool, which then shows no value of these inputs in its log. It can do so for texts only."""
    ids = identifiers(component)
    texts = [one for one in component.parameters if one.type == "String" and component.deployment.secret(one.name)]
    return hidden_inputs([ids[one.name] for one in texts])


def hidden_inputs(names: Sequence[str]) -> dict[str, Yaml]:
    """The hint for inputs of these names; nothing where there are none."""
    if not names:
        return {}
    hint: Yaml = {"class": "cwltool:Secrets", "secrets": names}
    return {"$namespaces": {"cwltool": "http://commonwl.org/cwltool#"}, "hints": [hint]}


def waited_tool(component: Component, output: str) -> cwl_v1_2.CommandLineTool:
    """The tool of a component without outputs, with one that says nothing but that it has run."""
    from cwl_utils.parser import cwl_v1_2

    tool = step_tool(component)
    # a parameter reference that always has a value; it calls for no JavaScript
    binding = cwl_v1_2.CommandOutputBinding(outputEval="$(runtime.cores)", loadingOptions=loading_options())
    tool.outputs = [
        cwl_v1_2.CommandOutputParameter(
            id=output, type_="float", outputBinding=binding, loadingOptions=loading_options()
        )
    ]
    # stated by the workflow around it
    tool.cwlVersion = None
    return tool


@cache
def loading_options() -> LoadingOptions:
    """What each object of cwl-utils holds, and makes anew unless it is given: an HTTP session with all its parts."""
    from cwl_utils.parser import LoadingOptions

    return LoadingOptions()


def _tool(component: Component) -> cwl_v1_2.CommandLineTool:
    from cwl_utils.parser import cwl_v1_2

    ids = identifiers(component)
    first_output = len(component.parameters)
    return cwl_v1_2.CommandLineTool(
        cwlVersion=CWL_VERSION,
        id=component.name,
        label=component.name,
        doc=component.description or None,
        requirements=[
            cwl_v1_2.DockerRequirement(dockerPull=component.image.pinned, loadingOptions=loading_options()),
            cwl_v1_2.NetworkAccess(networkAccess=True, loadingOptions=loading_options()),
        ],
        baseCommand=[ENTRY_POINT],
        inputs=Cwl().inputs(component),
        arguments=[_folder(output, place) for place, output in enumerate(component.outputs, first_output)] or None,
        outputs=[_output(output, ids[output.name]) for output in component.outputs],
        loadingOptions=loading_options(),
    )


def identifiers(component: Component) -> dict[str, str]:
    """The CWL name of each parameter and output: its own, but for `class`, which marks the type of a record in CWL."""
    names = {parameter.name for parameter in component.parameters} | {output.name for output in component.outputs}
    substitute = "class_"
    while substitute in names:
        substitute += "_"
    return {name: substitute if name == "class" else name for name in names}


def _input(parameter: Parameter, identifier: str, place: int, *, is_secret: bool) -> cwl_v1_2.CommandInputParameter:
    """CWL knows no secrets of a cluster: whoever runs the tool gives the value, and no file has one."""
    from cwl_utils.parser import cwl_v1_2

    default = None if is_secret else _default(parameter)
    optional = default is None and not (parameter.required or is_secret)
    type_ = _enumeration(parameter, identifier) if symbols(parameter) else _type(parameter)
    return cwl_v1_2.CommandInputParameter(
        id=identifier,
        doc=(parameter.description if symbols(parameter) else parameter.noted_description) or None,
        type_=["null", type_] if optional else type_,
        default=default,
        inputBinding=_binding(parameter, place),
        loadingOptions=loading_options(),
    )


def symbols(parameter: Parameter) -> tuple[str, ...]:
    """The values of an input that is an enumeration, the default among them; none for another one.

    Only texts that CWL can name are symbols, and numbers stay numbers.
    """
    texts = tuple(str(one) for one in parameter.choices)
    if parameter.default is not None and parameter.default not in parameter.choices:
        texts = (*texts, str(parameter.default))
    is_one = parameter.type == "String" and bool(parameter.choices) and not parameter.is_list
    return texts if is_one and all(_SYMBOL.fullmatch(text) for text in texts) else ()


def _enumeration(parameter: Parameter, identifier: str) -> cwl_v1_2.CommandInputEnumSchema:
    from cwl_utils.parser import cwl_v1_2

    # without a name of its own it gets one by chance
    return cwl_v1_2.CommandInputEnumSchema(
        name=f"{identifier}_choice",
        symbols=list(symbols(parameter)),
        type_="enum",
        loadingOptions=loading_options(),
    )


def _type(parameter: Parameter) -> str:
    match parameter.type:
        case "String":
            return "string"
        case "Integer":
            return "int" if _fits(parameter.default, INT_BITS) else "long"
        case "Float":
            return "float"
        case "Boolean":
            return "boolean"


def _default(parameter: Parameter) -> Scalar | None:
    """The default, or None for a secret and for an integer that no CWL type holds: the script applies its own then."""
    default = parameter.open_default
    return default if _fits(default, LONG_BITS) else None


def _fits(value: Scalar | None, bits: int) -> bool:
    limit = 2 ** (bits - 1)
    return not isinstance(value, int) or -limit <= value < limit


def _binding(parameter: Parameter, place: int) -> cwl_v1_2.CommandLineBinding:
    """`--name value`, but `name=value` for a Boolean: bound by a prefix, it would leave its value out."""
    from cwl_utils.parser import cwl_v1_2

    if parameter.type == "Boolean":
        value, prefix = f"{parameter.name}=$(self)", None
    else:
        value, prefix = None, f"--{parameter.name}"
    return cwl_v1_2.CommandLineBinding(position=place, prefix=prefix, valueFrom=value, loadingOptions=loading_options())


def _folder(output: Output, place: int) -> cwl_v1_2.CommandLineBinding:
    """The slash tells the launcher to put the file into a folder of its own, under the name that it has."""
    from cwl_utils.parser import cwl_v1_2

    return cwl_v1_2.CommandLineBinding(
        position=place, prefix=f"--{output.name}", valueFrom=f"{output.name}/", loadingOptions=loading_options()
    )


def _output(output: Output, identifier: str) -> cwl_v1_2.CommandOutputParameter:
    from cwl_utils.parser import cwl_v1_2

    return cwl_v1_2.CommandOutputParameter(
        id=identifier,
        doc=output.description or None,
        type_="File",
        outputBinding=cwl_v1_2.CommandOutputBinding(glob=f"{output.name}/*", loadingOptions=loading_options()),
        loadingOptions=loading_options(),
    )

"""A workflow as SVG: steps in rows, each row below those that it waits for. Made of plain objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from hatch_claimed.artifacts.workflows.graph.edges import Edge, each, edges, layers
from hatch_claimed.model.workflow import Step, Workflow

_GAP, _ROW, _HEIGHT, _MARGIN = 40, 120, 56, 20
_CHARACTER = 7.5
_STACK = 4
"""How far the second box of a scattered step stands out."""
_STYLE = (
    "text { font: 13px sans-serif; text-anchor: middle } .small { font-size: 11px; fill: #555 } "
    ".label { text-anchor: start }"
)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def bottom(self) -> float:
        return self.top + _HEIGHT


def svg(workflow: Workflow) -> str:
    """The drawing, on a white ground and without fonts or scripts of others."""
    root = drawing(workflow)
    style = ET.Element("style")
    style.text = _STYLE
    root.insert(1, style)
    root.insert(3, ET.Element("rect", {"width": "100%", "height": "100%", "fill": "white"}))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def drawing(workflow: Workflow) -> ET.Element:
    """The drawing alone, for a page that has a ground and a style of its own."""
    boxes = _boxes(workflow)
    width = max((box.left + box.width for box in boxes.values()), default=0.0) + _MARGIN + _STACK
    height = max((box.bottom for box in boxes.values()), default=0.0) + _MARGIN + _STACK
    size = {"width": f"{width:g}", "height": f"{height:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
    ET.SubElement(root, "title").text = workflow.name
    _arrowhead(root)
    for edge in edges(workflow):
        _draw_edge(root, edge, boxes)
    for step in workflow.steps:
        _draw_step(root, step, boxes[step.name])
    return root


def _boxes(workflow: Workflow) -> Mapping[str, _Box]:
    """Where each step is drawn. Rows are centred on the widest."""
    depth = layers(workflow)
    rows: dict[int, list[Step]] = {}
    for step in workflow.steps:
        rows.setdefault(depth[step.name], []).append(step)
    total = {row: sum(map(_width, steps)) + _GAP * (len(steps) - 1) for row, steps in rows.items()}
    widest = max(total.values(), default=0.0)
    boxes = {}
    for row, steps in rows.items():
        left = _MARGIN + (widest - total[row]) / 2
        for step in steps:
            boxes[step.name] = _Box(left, _MARGIN + row * _ROW, _width(step))
            left += _width(step) + _GAP
    return boxes


def _width(step: Step) -> float:
    return max(len(text) for text in _texts(step)) * _CHARACTER + 24


def _texts(step: Step) -> list[str]:
    return [step.name, step.component, *([said] if (said := each(step)) else [])]


def _draw_step(root: ET.Element, step: Step, box: _Box) -> None:
    looks = {"width": f"{box.width:g}", "height": str(_HEIGHT), "rx": "6", "fill": "#eef4fb", "stroke": "#33658a"}
    for shift in (_STACK, 0) if step.loop else (0,):
        ET.SubElement(root, "rect", {"x": f"{box.left + shift:g}", "y": f"{box.top + shift:g}", **looks})
    lines = _texts(step)
    first = box.top + (_HEIGHT - 16 * len(lines)) / 2 + 12
    for place, text in enumerate(lines):
        small = {"class": "small"} if place else {}
        _text(root, text, box.middle, first + 16 * place, small)


def _draw_edge(root: ET.Element, edge: Edge, boxes: Mapping[str, _Box]) -> None:
    source, target = boxes[edge.source], boxes[edge.target]
    bend = (target.top - source.bottom) / 2
    path = (
        f"M {source.middle:g} {source.bottom:g} C {source.middle:g} {source.bottom + bend:g} "
        f"{target.middle:g} {target.top - bend:g} {target.middle:g} {target.top:g}"
    )
    dashes = {} if edge.outputs else {"stroke-dasharray": "5 4"}
    ET.SubElement(root, "path", {"d": path, "fill": "none", "stroke": "#555", "marker-end": "url(#arrow)", **dashes})
    if edge.outputs:
        middle = (source.middle + target.middle) / 2
        _text(root, edge.label, middle, (source.bottom + target.top) / 2, {"class": "small label", "dx": "6"})


def _text(root: ET.Element, text: str, x: float, y: float, more: Mapping[str, str]) -> None:
    ET.SubElement(root, "text", {"x": f"{x:g}", "y": f"{y:g}", **more}).text = text


def _arrowhead(root: ET.Element) -> None:
    size = {"markerWidth": "8", "markerHeight": "8", "refX": "8", "refY": "4", "orient": "auto"}
    marker = ET.SubElement(ET.SubElement(root, "defs"), "marker", {"id": "arrow", **size})
    ET.SubElement(marker, "path", {"d": "M 0 0 L 8 4 L 0 8 z", "fill": "#555"})

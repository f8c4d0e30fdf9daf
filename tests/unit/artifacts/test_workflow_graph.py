import re
from itertools import pairwise

from sample_workflows import EVERYTHING, SMALL

from hatch_claimed.artifacts.workflows.graph.mermaid import mermaid
from hatch_claimed.artifacts.workflows.graph.svg import svg
from hatch_claimed.artifacts.workflows.graph.tree import tree


def test_the_tree():
    assert tree(EVERYTHING) == (
        "all-of-it\n"
        "├── start: notify\n"
        "│   └── make: make-tables (for each of counts)\n"
        "│       ├── clean: clean (for each of make.Result_Path)\n"
        "│       └── fetch: clean (for each of sources)\n"
        "├── fixed: make-tables (for each of 2)\n"
        "└── one: make-tables\n"
        "    └── last: clean (also waits for start, also waits for clean)\n"
    )


def test_the_flowchart():
    assert mermaid(EVERYTHING) == (
        "flowchart TD\n"
        '    s0["start<br/>notify"]\n'
        '    subgraph ls1["for each of counts"]\n'
        '        s1["make<br/>make-tables"]\n'
        '        s2["clean<br/>clean"]\n'
        "    end\n"
        '    subgraph ls3["for each of sources"]\n'
        '        s3["fetch<br/>clean"]\n'
        "    end\n"
        '    subgraph ls4["for each of 2"]\n'
        '        s4["fixed<br/>make-tables"]\n'
        "    end\n"
        '    s5["one<br/>make-tables"]\n'
        '    s6["last<br/>clean"]\n'
        "    s0 -.-> s1\n"
        '    s1 -->|"Result_Path, report"| s2\n'
        "    s1 -.-> s3\n"
        "    s0 -.-> s6\n"
        "    s2 -.-> s6\n"
        '    s5 -->|"Result_Path"| s6\n'
    )


def test_a_workflow_of_one_step():
    assert tree(SMALL) == "small\n└── notify: notify\n"
    assert mermaid(SMALL) == 'flowchart TD\n    s0["notify<br/>notify"]\n'
    assert svg(SMALL) == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="113" height="100" viewBox="0 0 113 100">\n'
        "  <title>small</title>\n"
        "  <style>text { font: 13px sans-serif; text-anchor: middle } .small { font-size: 11px; fill: #555 } "
        ".label { text-anchor: start }</style>\n"
        "  <defs>\n"
        '    <marker id="arrow" markerWidth="8" markerHeight="8" refX="8" refY="4" orient="auto">\n'
        '      <path d="M 0 0 L 8 4 L 0 8 z" fill="#555" />\n'
        "    </marker>\n"
        "  </defs>\n"
        '  <rect width="100%" height="100%" fill="white" />\n'
        '  <rect x="20" y="20" width="69" height="56" rx="6" fill="#eef4fb" stroke="#33658a" />\n'
        '  <text x="54.5" y="44">notify</text>\n'
        '  <text x="54.5" y="60" class="small">notify</text>\n'
        "</svg>\n"
    )


def test_no_two_boxes_touch_and_arrows_lead_down():
    boxes = [
        list(map(float, one)) for one in re.findall(r'<rect x="([^"]+)" y="([^"]+)" width="([^"]+)"', svg(EVERYTHING))
    ]
    # behind the box of a scattered step stands another one, a little lower
    fronts = sorted((y, x, x + width) for x, y, width in boxes if (y - 20) % 120 == 0)
    assert len(fronts) == len(EVERYTHING.steps)
    for (row, _, right), (next_row, left, _) in pairwise(fronts):
        assert row < next_row or right < left
    arrows = [one.split() for one in re.findall(r'<path d="([^"]+)" fill="none"', svg(EVERYTHING))]
    assert len(arrows) == 6
    assert all(float(one[2]) < float(one[-1]) for one in arrows)

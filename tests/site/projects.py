"""The projects that are looked at: one with everything, and one of 500 operators."""

from pathlib import PurePosixPath

from sample_operators import DEPLOYED, EXAMPLE, MINIMAL, NASTY, SHARES, WRAPPER, operator, output, parameter
from sample_workflows import EVERYTHING

from hatch_claimed.artifacts.registry import ARTIFACTS
from hatch_claimed.model import File, Project
from hatch_claimed.site.site import site_files

TYPED = operator(
    parameter("text", description="Any text."),
    parameter("number", "Integer", 3, description="How many."),
    parameter("ratio", "Float", 0.5),
    parameter("flag", "Boolean", default=True),
    parameter("class", "Integer", 1),
    parameter("elements", required=True),
    parameter("api_key", default="planted"),
    outputs=(output("table", "A table."),),
    description="Takes one of each.",
    path="typed.py",
)
SAMPLES = Project(
    name="samples",
    version="1.2.0",
    operators=(DEPLOYED, EXAMPLE, MINIMAL, NASTY, SHARES.operator, TYPED),
    grid_wrappers=(WRAPPER, SHARES),
    workflows=(EVERYTHING,),
    output=PurePosixPath("dist/claimed"),
)


def _one_of_many(place):
    words = ("river", "levels", "scenes", "forest", "maps")
    subject = words[place % len(words)]
    return operator(
        *(
            parameter(f"{subject}_{n}", "Integer", n, description=f"The {subject} to take, number {n}.")
            for n in range(12)
        ),
        outputs=(output("table", f"The {subject} as a table."),),
        description=f"Reads {subject} of station {place:03}.\n\n" + f"It looks at {subject} closely. " * 40,
        path=f"read_{subject}_{place:03}.py",
    )


CROWD = Project(
    name="crowd",
    version="1",
    operators=tuple(sorted(map(_one_of_many, range(500)), key=lambda one: one.name)),
    output=PurePosixPath("dist/claimed"),
)


def write(project, folder):
    """Write the site into the folder, and give the folder."""
    artifacts = [
        File(path=one.path(component), content=one.render(component))
        for component in project.components[:10]
        for one in ARTIFACTS
    ]
    for file in site_files(project, {}, artifacts):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder

"""What `--help` prints."""

from __future__ import annotations

from .interface import Interface


def usage(interface: Interface) -> str:
    """The interface as a person reads it, one line for each parameter and output."""
    width = max(len(name) for name in interface.names)
    lines = [
        f"Runs {interface.script}. Parameters are set as --name value, as name=value, or as environment variables.",
        "",
        "Parameters:",
    ]
    lines += [
        "  --{} {:<8} {}".format(p.name.ljust(width), p.kind, "required" if p.required else "optional")
        for p in interface.parameters.values()
    ]
    if interface.outputs:
        lines += ["", "Outputs:"]
        lines += [
            f"  --{name.ljust(width)} PATH     where to put the file; into that folder if it ends in /"
            for name in interface.outputs
        ]
    return "\n".join([*lines, "", "What follows a bare -- reaches the script as its own arguments.", ""])

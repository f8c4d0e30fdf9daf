"""What parameters are set to. Texts hold what shells, YAML, Kubernetes and CWL make something of."""

HARD = "a 'b' \"c\" $HOME $(id) $$x ${y} $(inputs.z) \\ Höhe 😀"
SCENARIOS = ("defaults", "changed", "other")


def values(operator, scenario):
    """The values that are set, by name: with `defaults` those that must be, else all."""
    if scenario == "defaults":
        # what comes from a secret is never without a value
        return {one.name: changed(one) for one in operator.parameters if one.required or one.name in secrets(operator)}
    choose = changed if scenario == "changed" else other
    return {one.name: choose(one) for one in operator.parameters}


def secrets(operator):
    """The parameters that come from secrets: pods have them as variables, whatever else starts them."""
    return {one.parameter for one in operator.deployment.secrets}


def changed(parameter):
    """A value that is not the default."""
    if parameter.name.lower() == "log_level":
        return "DEBUG"
    default = parameter.default
    match parameter.type:
        case "Integer":
            return -8 if default != -8 else -9
        case "Float":
            return -2.5 if default != -2.5 else -3.5
        case "Boolean":
            return not default
    return HARD if default != HARD else "other"


def other(parameter):
    """A value that is as legal: no text, a small or a large number, or the default itself."""
    if parameter.name.lower() == "log_level":
        return "INFO"
    match parameter.type:
        case "Integer":
            return 321
        case "Float":
            return 1e-07
        case "Boolean":
            return bool(parameter.default)
    return "-x=1" if parameter.required else ""


def plain_text(value, kind):
    """The text by which the script itself, without a launcher, comes to the value."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE") if kind == "r" else ("True" if value else "")
    return str(value)


def typed_text(value):
    """The text that people write."""
    return str(value).lower() if isinstance(value, bool) else str(value)

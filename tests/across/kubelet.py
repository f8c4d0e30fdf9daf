"""How the kubelet makes a container's environment (Kubernetes API, *EnvVar v1 core*; the code works on bytes)."""


def expand(text, variables):
    """`$(NAME)` becomes the value of a variable that is set, `$$` becomes `$`, and other references stay as they are.

    A byte behind a single `$` is written as the character of that number: right for ASCII alone.
    """
    source, written, place = text.encode(), bytearray(), 0
    while place < len(source):
        following = source[place + 1 : place + 2]
        if source[place : place + 1] != b"$" or not following:
            written += source[place : place + 1]
            place += 1
            continue
        piece, taken = _behind_operator(source[place + 1 :], variables)
        written += piece
        place += 1 + taken
    return written.decode(errors="surrogateescape")


def _behind_operator(rest, variables):
    """What is written for `$` and what follows it, and how much of that is used up."""
    if rest.startswith(b"$"):
        return b"$", 1
    if not rest.startswith(b"("):
        return b"$" + chr(rest[0]).encode(), 1
    end = rest.find(b")")
    if end < 0:
        return b"$(", 1
    name = rest[1:end].decode()
    return variables.get(name, f"$({name})").encode(), end + 1


def environment(entries):
    """The variables of a container: each value may name those before it."""
    variables = {}
    for entry in entries:
        variables[entry["name"]] = expand(entry.get("value") or "", variables)
    return variables


def as_people_write_it(text):
    """A text as the value of a variable, so that the container gets it as it is."""
    return text.replace("$", "$$")

"""Random parsers, values for their arguments, and the command lines by which a person would give these values."""

import random
from dataclasses import dataclass, field

TEXTS = (
    "x",
    "two words",
    "",
    "-x",
    "--dashed",
    "a=b",
    "it's",
    'say "so"',
    "[1]",
    "#5",
    "back\\slash",
    "größer",
    "-1",
    "@file",
    "*",
)
NUMBERS = {"int": ("0", "7", "-3", "1000000"), "float": ("0.5", "-2", "-1e-5", "inf", "3")}
TRUE_WORDS = "lambda text: str(text).lower() == 'true'"


@dataclass
class Argument:
    """One argument: the call that adds it, the text that sets its parameter, and the words that a person writes."""

    name: str
    flags: tuple
    call: str
    text: object = None
    words: list = field(default_factory=list)


def parser(random_source: random.Random):
    """A script, and its arguments. Some have values."""
    made = [_option(random_source, place) for place in range(random_source.randint(1, 6))]
    made += _positionals(random_source)
    lines = [f"    parser.add_argument({one.call})" for one in made]
    text = "import argparse, pathlib\n\n\ndef build():\n    parser = argparse.ArgumentParser()\n" + "\n".join(lines)
    return text + "\n    return parser\n\n\nif __name__ == '__main__':\n    build().parse_args()\n", made


def _flags(r, name):
    long, short = f"--{name.replace('_', '-')}", f"-{name[0]}"
    return r.choice([(long,), (short, long), (long, short)])


def _option(r, place):
    name = "abcdefgk"[place] + r.choice(["", "lpha", "_b", "_long_name"])
    if len(name) == 1:
        name += "x"
    flags = _flags(r, name)
    kind = r.choice([_scalar, _scalar, _list, _append, _true, _false, _optional, _const, _count, _either, _bool, _word])
    keywords, text, words = kind(r, flags)
    call = ", ".join([*map(repr, flags), *keywords])
    one = Argument(name, flags, call)
    if (r.random() < 0.7 and text is not None) or "required=True" in keywords:
        one.text, one.words = text, words
    return one


def _type(r):
    kind = r.choice(["int", "float", "str", None, "pathlib.Path"])
    return kind, [] if kind is None else [f"type={kind}"]


def _value(r, kind):
    return r.choice(NUMBERS.get(kind, TEXTS))


def _default(r, kind):
    """A default, whose text is told where it is a constant."""
    if kind in ("int", "float"):
        return r.choice(["default=5", "default=None", "default='4'"])
    return r.choice(["default='d'", "default=None", "default=''"])


def _scalar(r, flags):
    kind, keywords = _type(r)
    text = _value(r, kind)
    if r.random() < 0.25 and kind in ("int", None):
        choices = "[1, 2, 7]" if kind == "int" else "('x', 'two words', '-x')"
        keywords, text = (
            [*keywords, f"choices={choices}"],
            r.choice(["1", "7"] if kind == "int" else ["two words", "-x"]),
        )
    keywords.append(r.choice(["required=True", _default(r, kind)]))
    if "required=True" in keywords:
        text = text or "x"  # a required variable that is empty is as good as none
    return keywords, text, [f"{flags[0]}={text}"]


def _optional(r, flags):
    kind, keywords = _type(r)
    keywords += ["nargs='?'", "const=9" if kind in ("int", "float") else "const='c'", _default(r, kind)]
    if r.random() < 0.4:
        return keywords, "9" if kind in ("int", "float") else "c", [flags[0]]
    text = _value(r, kind)
    return keywords, text, [f"{flags[0]}={text}"]


def _elements(r, kind, count):
    plain = [text for text in NUMBERS.get(kind, TEXTS) if not text.startswith("-") or text in ("-1", "-3", "-2")]
    return [r.choice(plain) for _ in range(count)]


def _shell(words):
    import shlex

    return shlex.join(words)


def _list(r, flags):
    kind, keywords = _type(r)
    nargs = r.choice(["*", "+", "2", "1"])
    count = {"*": r.randint(0, 3), "+": r.randint(1, 3)}.get(nargs) if nargs in "*+" else int(nargs)
    words = _elements(r, kind, count)
    keywords += [f"nargs={nargs if nargs.isdigit() else repr(nargs)}"]
    keywords += r.choice([["default=[]"], ["default=['q', 'w']"] if kind is None else ["default=None"], []])
    if r.random() < 0.2 and len(words) == 1:
        dashed = r.choice(["-x", "--dashed"] if kind not in ("int", "float") else ["-3"])
        return keywords, _shell([dashed]), [f"{flags[0]}={dashed}"]
    return keywords, _shell(words), [flags[0], *words]


def _append(r, flags):
    kind, keywords = _type(r)
    words = [_value(r, kind) for _ in range(r.randint(1, 3))]
    keywords += [r.choice(["default=None", "default=['z']" if kind is None else "default=[]"])]
    return [*keywords, "action='append'"], _shell(words), [f"{flags[0]}={word}" for word in words]


def _true(r, flags):
    return ["action='store_true'"], "true", [flags[0]]


def _false(r, flags):
    return ["action='store_false'"], "no", [flags[0]]


def _const(r, flags):
    value = r.choice(["5", "'fast'", "0.25"])
    return ["action='store_const'", f"const={value}"], value.strip("'"), [flags[0]]


def _count(r, flags):
    start, times = r.choice([None, 0, 2]), r.randint(1, 3)
    return ["action='count'", f"default={start}"], str((start or 0) + times), [flags[0]] * times


def _either(r, flags):
    long = next(flag for flag in flags if flag.startswith("--"))
    wanted = r.choice([True, False])
    words = [long if wanted else f"--no-{long[2:]}"]
    return ["action=argparse.BooleanOptionalAction", f"default={r.choice([None, True, False])}"], str(wanted), words


def _bool(r, flags):
    wanted = r.choice([True, False])
    return ["type=bool", f"default={r.choice([True, False])}"], str(wanted), [f"{flags[0]}={'True' if wanted else ''}"]


def _word(r, flags):
    wanted = r.choice([True, False])
    return [f"type={TRUE_WORDS}", "default=False"], str(wanted).lower(), [f"{flags[0]}={str(wanted).lower()}"]


def _positionals(r):
    made = []
    for place in range(r.randint(0, 2)):
        kind, keywords = _type(r)
        text = _value(r, kind) or "x"
        made.append(Argument(f"p{place}", (), ", ".join([repr(f"p{place}"), *keywords]), text, [text]))
    if r.random() < 0.4:
        kind, keywords = _type(r)
        nargs = r.choice(["?", "*", "+"])
        words = [_value(r, kind) for _ in range(1 if nargs == "?" else r.randint(1, 3))]
        text = words[0] if nargs == "?" else _shell(words)
        given = nargs == "+" or r.random() < 0.6
        call = ", ".join(["'rest'", *keywords, f"nargs={nargs!r}"])
        made.append(Argument("rest", (), call, text if given else None, words if given else []))
    return made

"""What of an R script touches the environment, as a program that prints type and value of each read."""

import textwrap

from tree_sitter_language_pack import get_parser

SAFE = frozenset(
    "as.character as.double as.integer as.logical as.numeric c gsub identical ifelse is.na is.null isTRUE nchar nzchar "
    "paste paste0 sapply strsplit sub suppressWarnings tolower toupper trimws unlist vapply".split()
)
VALUES = frozenset({"T", "F", "TRUE", "FALSE", "NULL", "NA", "NA_character_", "NA_integer_", "NA_real_", "pi"})
LITERALS = frozenset({"string", "integer", "float", "true", "false", "null", "na", "inf", "nan", "string_content"})
LITERALS |= {"escape_sequence", "comma", "argument", "arguments", "parenthesized_expression", "unary_operator"}
EXPRESSIONS = frozenset({"call", "binary_operator", "parenthesized_expression", "unary_operator"})
ARROWS = frozenset({"<-", "=", "<<-"})


class RSlice:
    """`code`, the texts that it names, and the reads that could not be kept.

    What is read of the machine's own names, and of the whole environment, is not told: machines differ.
    """

    def __init__(self, source: bytes, is_of_the_machine=lambda _name: False):
        self.lines, self.names, self.skipped = [], set(), []
        self.is_of_the_machine = is_of_the_machine
        self.known, self.readers = set(), {"Sys.getenv"}
        root = get_parser("r").parse(source).root_node
        for one in root.named_children:
            self.statement(one)

    @property
    def code(self):
        return "\n".join(self.lines)

    def statement(self, node):
        pair = assigned(node)
        if pair and (text(pair[1]) in self.readers or self.is_reader(pair[1])):
            self.readers.add(text(pair[0]))
            self.lines.append(text(node))
        elif pair and self.safe(pair[1]) and not self.touches(pair[1]):
            self.known.add(text(pair[0]))
            self.lines.append(text(node))
        else:
            self.reads(node)

    def reads(self, node):
        if not self.touches(node):
            return
        if node.type in EXPRESSIONS and self.safe(node):
            if not self.is_whole(node):
                self.record(node)
            return
        if self.is_read(node):
            self.skipped.append(text(node))
        for child in node.named_children:
            self.reads(child)

    def record(self, node):
        names = {text(one)[1:-1] for one in walk(node) if one.type == "string"}
        self.names |= names
        if any(map(self.is_of_the_machine, names)):
            return
        label = f"{node.start_point[0] + 1}: {textwrap.shorten(text(node), 90)}"
        quoted = label.replace("\\", "\\\\").replace('"', '\\"')
        self.lines.append(f'.probe("{quoted}", {text(node)})')

    def touches(self, node):
        return any(self.is_read(one) or (one.type == "identifier" and text(one) in self.readers) for one in walk(node))

    def is_reader(self, node):
        """Whether it is a function that reads what its caller names, and gives a default for it."""
        if node.type != "function_definition" or not any(self.is_read(one) for one in walk(node)):
            return False
        given = node.child_by_field_name("parameters").named_children
        return "default" in {text(one.child_by_field_name("name")) for one in given if one.type == "parameter"}

    def is_whole(self, node):
        return self.is_read(node) and not node.child_by_field_name("arguments").named_children

    def is_read(self, node):
        return node.type == "call" and text(node.child_by_field_name("function")) in self.readers

    def safe(self, node):
        if node.type == "identifier":
            return text(node) in self.known | VALUES | SAFE | self.readers
        if node.type == "call":
            function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
            return text(function) in SAFE | self.readers and self.safe(arguments)
        if node.type == "argument":
            value = node.child_by_field_name("value")
            return value is None or self.safe(value)
        if node.type == "binary_operator":
            return assigned(node) is None and all(map(self.safe, node.named_children))
        return node.type in LITERALS and all(map(self.safe, node.named_children))


def assigned(node):
    """Name and value of an assignment, else None."""
    if node.type != "binary_operator" or text(node.child_by_field_name("operator")) not in ARROWS:
        return None
    left, right = node.child_by_field_name("lhs"), node.child_by_field_name("rhs")
    return (left, right) if left.type == "identifier" else None


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def text(node):
    return node.text.decode()

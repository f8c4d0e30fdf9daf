"""What ends the tool."""

from __future__ import annotations


class ToolError(Exception):
    """Something that its user can mend. The text is one line, or an expression with its place; it holds no secret."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code

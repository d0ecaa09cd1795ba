"""A text as lines that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass

# White space as Python and Unicode count it (U+3000, NBSP …), and the marks without width that web pages leave behind.
EDGES = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\u200c\u200d\u2060\ufeff"
"""The characters that go from the edges of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one where a head stands in its middle; offsets are source offsets."""

    text: str  # without white space at its edges
    start: int  # of text
    number: int  # 1-based, counted by line feeds as `Source.position` counts

    @property
    def end(self) -> int:
        """The offset after the last character that is not white space."""
        return self.start + len(self.text)

    def tail(self, offset: int) -> Line:
        """Return the piece from ``offset`` characters into the line on, white space at its start removed."""
        rest = self.text[offset:]
        kept = rest.lstrip(EDGES)
        return Line(kept, self.end - len(kept), self.number)

    def until(self, offset: int) -> Line:
        """Return the piece before ``offset``, white space at its end removed."""
        return Line(self.text[:offset].rstrip(EDGES), self.start, self.number)


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of a text, blank ones included; ``\n``, ``\r\n``, ``\r`` and Unicode's line ends end a line."""
    lines, start, number = [], 0, 1
    for raw in text.splitlines(keepends=True):
        right = raw.rstrip(EDGES)
        kept = right.lstrip(EDGES)
        lines.append(Line(kept, start + len(right) - len(kept), number))
        start += len(raw)
        number += raw.endswith("\n")
    return lines

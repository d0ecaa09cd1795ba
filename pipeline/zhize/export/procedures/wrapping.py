"""Chinese text in lines of a width: no line begins with a stop or ends with an opening bracket."""

from __future__ import annotations

import re

from zhize.export.graphs.shapes import ems

_TOKEN = re.compile(r"[0-9A-Za-z.%+-]+|.", re.DOTALL)
_NEVER_FIRST = set("，。、；：！？）》」』”’)]}〉】%…")
_STEP = 1.0
_NEVER_LAST = set("（《「『“‘([{〈【")


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Break a text into lines.

    Args:
        text: on one line; white space at a break goes.
        width: of a line, in units of the font size.

    Returns:
        The lines, none wider than the width as `ems` measures them; put together they are the text. One empty line
        for a text without words.
    """
    width = max(width, 2.0)
    lines = _broken(text, width)
    # Lines of about equal length: the narrowest width that needs no more of them.
    while len(lines) > 1 and width > _STEP:
        width -= _STEP
        narrower = _broken(text, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _broken(text: str, width: float) -> tuple[str, ...]:
    lines: list[list[str]] = [[]]
    for token in _tokens(" ".join(text.split()), width):
        line = lines[-1]
        if line and ems("".join(line)) + ems(token) > width:
            lines.append(_carried(line, token))
        lines[-1].append(token)
    kept = (words for line in lines if (words := "".join(line).strip()))
    return tuple(kept) or ("",)


def _tokens(text: str, width: float) -> list[str]:
    """Return what is not broken: numbers and Latin words that fit a line, else characters."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        found += [token] if ems(token) <= width else list(token)
    return found


def _carried(line: list[str], token: str) -> list[str]:
    """Take from a line what has to stand before the next token or must not end a line."""
    taken: list[str] = []
    first = token
    while len(line) > 1 and len(taken) < 3 and (first in _NEVER_FIRST or line[-1] in _NEVER_LAST):  # noqa: PLR2004
        first = line.pop()
        taken.insert(0, first)
    return taken

"""What the fragments are put together from; every text is escaped here and nowhere else.

A fragment carries its styles with it and no script. Its colours are translucent or those of the notebook, so that it
reads in a light and in a dark one.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from zhize.export.colours import GREY
from zhize.export.graphs.shapes import FAMILY
from zhize.export.markup import legal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FAINT: Final = "opacity:.65"
_CELL: Final = "text-align:left;vertical-align:top;padding:.25em .8em .25em 0"


def box(*content: str) -> str:
    """Return a fragment of its own."""
    style = f"font:14px/1.65 {FAMILY};max-width:64em;overflow-wrap:anywhere"
    return legal(f'<div class="zhize" lang="zh-CN" style="{style}">{"".join(content)}</div>')


def text(words: object, style: str = "", *, title: str = "") -> str:
    """Return words as they are, in a style of their own if there is one."""
    said = f' title="{escape(title)}"' if title else ""
    shown = f' style="{style}"' if style else ""
    return f"<span{shown}{said}>{escape(str(words))}</span>" if shown or said else escape(str(words))


def block(content: str, style: str = "") -> str:
    """Return content on lines of its own."""
    return f'<div style="{style}">{content}</div>'


def title(words: str) -> str:
    """Return the name of what is shown."""
    return block(text(words), "font-size:1.15em;font-weight:600")


def facts(pairs: Iterable[tuple[str, object]]) -> str:
    """Return names and values in one flowing line; what nothing is said about is left out."""
    said = (f"{text(name, FAINT)} {text(value)}" for name, value in pairs if value not in {None, ""})
    return block("　".join(said))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, foot: str = "") -> str:
    """Return a table.

    Args:
        heads: words of the columns.
        rows: cells that are HTML already.
        foot: words under it.
    """
    head = "".join(
        f'<th scope="col" style="{_CELL};font-weight:600;white-space:nowrap">{text(each)}</th>' for each in heads
    )
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    note = block(text(foot), FAINT) if foot else ""
    style = "border-collapse:collapse;font:inherit"
    return f'<table style="{style}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}'


def fold(summary: str, content: str) -> str:
    """Return content behind a line that opens it."""
    head = f'<summary style="cursor:pointer">{text(summary)}</summary>'
    return f'<details style="margin-top:.4em">{head}{content}</details>'


def bar(share: float, colour: str = GREY) -> str:
    """Return a bar of a length.

    Args:
        share: 0 to 1, of the longest one.
        colour: of CSS.
    """
    style = f"display:inline-block;height:.7em;width:{share * 14:.2f}em;background:{colour};vertical-align:baseline"
    return f'<span style="{style}"></span>'


def cut(words: str, most: int = 60) -> str:
    """Return words in one line, cut where they grow long."""
    line = words.replace("\n", " ")
    return line if len(line) <= most else f"{line[: most - 2]}……"

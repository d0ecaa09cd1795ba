"""Markdown → text: the words without the marks, a line a line of the file.

Source: CommonMark 0.31 with the tables of GitHub. A line end stays a line end, where CommonMark would join two lines: a
regulation whose articles follow one another without empty lines between them must not become one paragraph. An indent
is an indent and no code, and HTML is text, for the same reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from zhize.errors import InputError
from zhize.readers.extracted import Extracted
from zhize.readers.plain import decode
from zhize.texts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<facts>(?:.*\r?\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_FACT = re.compile(r"(?P<label>[^\s:：#][^:：]*?)\s*[:：]\s*(?P<value>\S.*?)\s*$")
_NAMES = {"title": "title", "标题": "title", "文号": "doc_number", "发文字号": "doc_number", "发布机关": "issuer"}
_MOST_LINKS = 20_000  # each that leads nowhere takes the parser up to 0.1 ms
_PARSER = MarkdownIt("js-default").disable("code")
_DEEPEST = int(_PARSER.options["maxNesting"]) - 2  # levels of blocks


def read(data: bytes, *, where: str) -> Extracted:
    """Return the text of a Markdown file, each line with that of the file it stands in.

    Args:
        data: the whole file, in any encoding of plain text.
        where: what to call the file in an error.

    Raises:
        InputError: empty, bytes that no encoding explains, or nested or linked as no text is.
    """
    text, _ = decode(data, where=where)
    if text.count("[") > _MOST_LINKS:
        raise InputError("holds more brackets of links than a text has", where=where, remedy="save it as plain text")
    found = Extracted(where=where)
    front = _FRONT_MATTER.match(text)
    if front is not None:
        found.facts += _facts(front["facts"])
    start = 0 if front is None else front.end()
    above = text.count("\n", 0, start)
    tokens = _PARSER.parse(text[start:])
    if any(token.level >= _DEEPEST for token in tokens):  # the parser gives up below, and text would be lost
        raise InputError("nests lists or quotations too deeply", where=where, remedy="save it as plain text")
    for number, line in _lines(tokens):
        found.add(line, "line", above + number)
    return found


def _facts(matter: str) -> Iterator[Fact]:
    """Yield the plain facts of a YAML head; what is nested in it is none of a regulation."""
    for line in matter.splitlines():
        if (fact := _FACT.match(line)) is not None:
            value = fact["value"].strip("\"'")
            yield Fact(name=_NAMES.get(fact["label"].lower(), ""), label=fact["label"], value=value)


def _lines(tokens: Iterable[Token]) -> Iterator[tuple[int, str]]:
    """Yield each line of text with its 1-based line in what was parsed."""
    label, at = "", 1
    cells: list[str] | None = None  # of the row of a table; None outside of one
    for token in tokens:
        at = token.map[0] + 1 if token.map else at
        if token.type == "list_item_open":
            # The number of an ordered list is text: 1. of a list of points; a bullet is none.
            label = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield at, "\t".join(cells or ())
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(" ".join(_words(token.children or ())))
        elif token.type == "inline":
            for number, line in enumerate(_words(token.children or ()), at):
                yield number, label + line
                label = ""
        elif token.type == "fence":
            yield from enumerate(token.content.splitlines(), at + 1)


def _words(children: Iterable[Token]) -> list[str]:
    """Return the words of inline tokens, a string a line."""
    lines = [""]
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            lines.append("")
        elif child.type in {"text", "code_inline", "image", "html_inline"}:
            lines[-1] += child.content
    return lines

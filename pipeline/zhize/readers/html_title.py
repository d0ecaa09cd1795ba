"""The title of a document on a page, where the text does not begin with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.readers.html_body import is_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.readers.html_body import Body
    from zhize.readers.html_page import Page, PageLine
    from zhize.types import Fact

_HAN = re.compile(r"[\u4e00-\u9fff]")
_BLANKS = re.compile(r"\s+")
_SITE = re.compile(r"\s*[_|｜–—-]\s*")  # parts the title of a page from the name of its site
_SHORTEST = 4  # Chinese characters
_NEAR = 12  # lines of the text in which its title can stand


def title_line(page: Page, body: Body, facts: Sequence[Fact], text: Sequence[str]) -> PageLine | None:
    """Return the heading of the page as a line to put before the text; None if the text has it.

    Args:
        page: the whole page.
        body: the document on it.
        facts: what the page says beside it.
        text: the lines of the document.
    """
    beginning = _BLANKS.sub("", "".join(text[:_NEAR]))
    headings = list(_headings(page, body))
    known = [fact.value for fact in facts if fact.name == "title"] + [_SITE.split(page.title)[0]]
    for line in headings:
        # A heading can be cut or broken, and the title in the head of the page whole.
        whole = next((each for each in known if _plain(each).startswith(_plain(line.text))), line.text)
        if _plain(whole) in beginning or _plain(line.text) in beginning:
            return None
        return replace(line, text=whole)
    return None


def without_repeated_headings(lines: list[PageLine], titles: Iterable[str]) -> list[PageLine]:
    """Return the lines of a document without the page's own heading where the text says the same again below it.

    Args:
        lines: of the document.
        titles: what the page calls it elsewhere.
    """
    known = set(titles)
    start = next((at for at, line in enumerate(lines) if not (line.title or line.text in known)), len(lines))
    if start > 0 and not any(line.title for line in lines[:start]):
        start = min(start, 1)  # the text's own title may follow in the same form
    below = _plain("".join(line.text for line in lines[start : start + _NEAR]))
    return [line for at, line in enumerate(lines) if at >= start or _plain(line.text) not in below]


def _headings(page: Page, body: Body) -> Iterator[PageLine]:
    """Yield the headings before the document, the nearest first, those over several lines put together."""
    at = body.lines[0] if body.lines else body.first
    outside = [line for line in page.lines[:at] if line.title and not is_around(line, set())]
    while outside:
        line = outside.pop()
        text = line.text
        while outside and outside[-1].position == line.position - 1:
            line = outside.pop()
            text = line.text + text
        if len(_HAN.findall(text)) >= _SHORTEST:
            yield replace(line, text=text)


def _plain(words: str) -> str:
    return _BLANKS.sub("", words)

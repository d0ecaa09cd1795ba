"""The title of a document on a page, where the text does not begin with it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from zhize.readers.html_furniture import is_around

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
_MOST_TITLES = 20  # that are looked at
_ISSUER = 10  # characters of a body's name, which can head a text and sign it too
_MOST_LINES = 4  # over which a title can go


def is_heading(page: Page, at: int) -> bool:
    """Whether a line is a heading, by its element or because the title of the page has it."""
    line = page.lines[at]
    if len(_HAN.findall(line.text)) < _SHORTEST or is_around(line, set()):
        return False
    return line.title or (len(line.text) > _NEAR and _plain(line.text) in _plain(page.title))


def title_line(page: Page, body: Body, facts: Sequence[Fact], text: Sequence[PageLine]) -> PageLine | None:
    """Return the heading of the page as a line to put before the text; None if the text has it.

    Args:
        page: the whole page.
        body: the document on it.
        facts: what the page says beside it.
        text: the lines of the document.
    """
    said = islice((fact.value for fact in facts if fact.name == "title"), _MOST_TITLES)
    known = [*said, _SITE.split(page.title)[0]]
    spoken = _spoken(text[:_NEAR])
    if any(_plain(title) in spoken for title in known):
        return None
    headings = list(islice(_headings(page, body), _MOST_TITLES))
    # A heading can be cut or broken, and the title in the head of the page whole.
    wholes = [next((each for each in known if _begins(each, line.text)), "") for line in headings]
    if any(_plain(line.text) in spoken for line in headings[:1]):
        return None
    at = next((at for at, whole in enumerate(wholes) if whole), 0)
    return replace(headings[at], text=wholes[at] or headings[at].text) if headings else None


def without_repeated_headings(page: Page, body: Body, told: Sequence[int], titles: Iterable[str]) -> list[PageLine]:
    """Return the lines of a document without the page's own heading where the text says the same again below it.

    Args:
        page: the whole page.
        body: the document on it.
        told: its lines, as places among those of the page.
        titles: what the page calls it elsewhere.
    """
    lines = [page.lines[at] for at in told]
    above = sum(at < body.inner.start for at in told)  # lines above the text's own element
    before = sum(at < body.first for at in told)  # and above its first article or sentence
    known = {_plain(title) for title in titles}
    headings = (at for at, line in enumerate(lines) if not (line.title or _plain(line.text) in known))
    start = min(next(headings, len(lines)), before)
    first = _spoken(lines[above : min(above + _MOST_LINES, before)])
    kept = []
    for at, line in enumerate(lines):
        again = first if at < above else set()
        if at < start and len(line.text) > _ISSUER:
            again = again | _spoken(lines[at + 1 : min(at + 1 + _NEAR, before)])
        if _plain(line.text) not in again:
            kept.append(line)
    return kept


def _headings(page: Page, body: Body) -> Iterator[PageLine]:
    """Yield the headings before the document, the nearest first, those over several lines put together."""
    end = body.lines[0] if body.lines else body.first
    outside = [page.lines[at] for at in range(end) if is_heading(page, at)]
    while outside:
        line = outside.pop()
        text = line.text
        while outside and outside[-1].position == line.position - 1:
            line = outside.pop()
            text = line.text + text
        yield replace(line, text=text)


def _spoken(lines: Sequence[PageLine]) -> set[str]:
    """Return what each line says, and each few lines together, without blanks."""
    words = [_plain(line.text) for line in lines]
    return {"".join(words[at : at + count]) for at in range(len(words)) for count in range(1, _MOST_LINES + 1)}


def _begins(whole: str, cut: str) -> bool:
    return bool(whole) and _plain(whole).startswith(_plain(cut))


def _plain(words: str) -> str:
    return _BLANKS.sub("", words)

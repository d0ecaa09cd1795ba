"""Which lines of a page are the document: what its articles, or its sentences, have in common.

The smallest element that holds the whole run of articles is taken, and what stands around it as long as that is no
menu, foot or list of links. When in doubt more is taken: a line too many is an oddity, an article too few a loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.readers.html_furniture import is_around, is_beside, is_between
from zhize.readers.html_runs import text_run
from zhize.readers.html_title import is_heading

if TYPE_CHECKING:
    from zhize.readers.html_page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The document on a page, as places in the list of its lines."""

    lines: tuple[int, ...]  # the lines of the document
    first: int  # the first article or sentence
    last: int
    inner: range  # the smallest element that holds both
    articles: int  # how many lines begin with the number of an article

    def length(self, page: Page) -> int:
        """Return how many characters it has."""
        return sum(len(page.lines[at].text) for at in self.lines)


def body_of(page: Page) -> Body | None:
    """Return which lines of a page are its document; None if none of them looks like text."""
    lines = page.lines
    run, articles = text_run(lines)
    if not run:
        return None
    first, last = run[0], run[-1]
    node = _common(page, lines[first].at, lines[last].position)
    # A name that hints at noise says nothing where the text stands.
    kept = {lines[each].noise for each in run}
    inner = page.stretch(node)
    grown = _from_heading(page, _grown(page, node, kept), inner)
    chosen = tuple(
        at for at in grown if first <= at <= last or not (is_between if at in inner else is_beside)(lines[at], kept)
    )
    return Body(lines=chosen, first=first, last=last, inner=inner, articles=articles)


def _common(page: Page, node: int, last: int) -> int:
    """Return the smallest element around another one that holds a later position too."""
    while node and page.ends[node] < last:
        node = page.parents[node]
    return node or 1


def _grown(page: Page, node: int, kept: set[int]) -> range:
    """Return the stretch of lines of an element, and of those around it as long as they are text."""
    lines, found = page.lines, page.stretch(node)
    while parent := page.parents[node]:
        wide = page.stretch(parent)
        others = (*range(wide.start, found.start), *range(found.stop, wide.stop))
        around = [at for at in others if is_around(lines[at], kept)]
        # A button between the lines of a short text parts it as little as one in an element that is called the text.
        whole = parent in page.contents or (len(found) == 1 and not any(lines[at].linked for at in around))
        if around and not (whole and len(around) * 3 < len(wide)):
            # What stands next to the text, without anything of the site between, belongs to it: a signature, a date.
            low = max((at + 1 for at in around if at < found.start), default=wide.start)
            high = min((at for at in around if at >= found.stop), default=wide.stop)
            return range(low, high)
        node, found = parent, wide
    return found


def _from_heading(page: Page, grown: range, inner: range) -> range:
    """Return a stretch without what stands before the heading of the page, if that is in it."""
    before = range(grown.start, min(inner.start, grown.stop))
    return range(next((at for at in reversed(before) if is_heading(page, at)), grown.start), grown.stop)

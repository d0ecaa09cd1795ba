"""Saved web pages of government sites → the document on them, with what the page says of it beside the text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zhize.errors import InputError
from zhize.lexicon import load
from zhize.lexicon.schema import PagePhraseEntry, PageState
from zhize.readers.extracted import Extracted
from zhize.readers.html_body import body_of
from zhize.readers.html_bytes import decoded
from zhize.readers.html_facts import facts_of
from zhize.readers.html_links import other_pages
from zhize.readers.html_page import page_of, parsed
from zhize.readers.html_title import title_line, without_repeated_headings
from zhize.texts import Remark

if TYPE_CHECKING:
    from typing import NoReturn

    from zhize.readers.html_body import Body
    from zhize.readers.html_page import Page

_SHORTEST = 300  # characters of a page that can be an error page: longer ones are about something
_MUCH = 2  # how much longer a text must be that is hidden than one that is seen
_FILE = re.compile(r"\.(?:pdf|docx?|ofd|wps|rtf|zip|rar)(?:[?#].*)?$", re.IGNORECASE)
_BY_HAND = "open the page in a browser, and save the document itself"
_REFUSALS = {
    PageState.MISSING: ("is an error page of the site", "look for the document's new address"),
    PageState.BROWSER: ("holds a script or a test for people instead of the document", _BY_HAND),
    PageState.LOGIN: ("asks for a login", _BY_HAND),
}


def read(data: bytes, *, where: str) -> Extracted:
    """Return the document on a web page.

    Args:
        data: the whole file.
        where: what to call the file in an error.

    Returns:
        Its lines with the elements that they came from (numbered from 1 in the order of the document); as facts the
        table above it; as remarks that it has more pages, was cut, or that deletions were left out.

    Raises:
        InputError: no document is on the page; the message says what is.
    """
    source = decoded(data, where=where)
    root = parsed(source, where=where)
    page = page_of(root)
    body = body_of(page)
    if page.veiled > (0 if body is None else body.length(page)):
        # Some sites hide the text by a style until a script has set its size.
        whole = page_of(root, hidden_too=True)
        unveiled = body_of(whole)
        if unveiled is not None and (body is None or _tells_more(unveiled, whole, body, page)):
            page, body = whole, unveiled
    if body is None:
        _refuse(page, where)
    _refuse_errors(page, body, where)
    found = _extracted(page, body, where)
    if pages := other_pages(page, source):
        found.remarks.append(Remark(code="more-pages", count=pages))
    return found


def _tells_more(unveiled: Body, whole: Page, body: Body, page: Page) -> bool:
    """Whether what a style hides is the document, and not what is seen."""
    if unveiled.articles != body.articles:
        return unveiled.articles > body.articles
    return unveiled.length(whole) > _MUCH * body.length(page)


def _extracted(page: Page, body: Body, where: str) -> Extracted:
    facts, table = facts_of(page, body)
    titles = {fact.value for fact in facts if fact.name == "title"}
    told = [at for at in body.lines if at not in table]
    chosen = without_repeated_headings(page, body, told, titles)
    found = Extracted(where=where, facts=facts)
    title = title_line(page, body, facts, chosen)
    if title is not None:
        found.add(title.text, "element", title.at)
    for line in chosen:
        found.add(line.text, "element", line.at)
    cut = any(phrase in line.text for line in page.lines[body.last :] for phrase in _phrases(PageState.CUT))
    counts = {
        "tracked-changes": page.changes,
        "page-cut": int(cut),
    }
    found.remarks += [Remark(code=code, count=count) for code, count in counts.items() if count]
    return found


def _refuse_errors(page: Page, body: Body, where: str) -> None:
    """Refuse the pages that sites send instead of a document, also with the status of a success."""
    if body.articles > 1 or body.length(page) > _SHORTEST:
        return
    for state, (what, remedy) in _REFUSALS.items():
        if any(phrase in line.text for line in page.lines for phrase in _phrases(state)):
            raise InputError(what, where=where, remedy=remedy)


def _refuse(page: Page, where: str) -> NoReturn:
    """Refuse a page without a document, by what it is."""
    text = " ".join((page.title, *(line.text for line in page.lines)))
    for state, (what, remedy) in _REFUSALS.items():
        if any(phrase in text for phrase in _phrases(state)):
            raise InputError(what, where=where, remedy=remedy)
    file = next((href for href, _ in page.hrefs if _FILE.search(href)), None)
    if file is not None:
        remedy = "save that file and read it instead"
        raise InputError(f"holds no text but links a file ({file[:200]})", where=where, remedy=remedy)
    if page.frames and not page.lines:
        remedy = "open the frame that holds the text, and save it"
        raise InputError("is a set of frames without text of its own", where=where, remedy=remedy)
    frame = next((src for src in page.frames if src and not src.startswith(("about:", "javascript:"))), None)
    if frame is not None:
        remedy = "open that address, and save it"
        raise InputError(f"holds no text of its own but shows {frame[:200]} in a frame", where=where, remedy=remedy)
    if page.scripts and not page.lines:
        what, remedy = _REFUSALS[PageState.BROWSER]
        raise InputError(what, where=where, remedy=remedy)
    what = "is a list of links, no document" if page.hrefs and page.lines else "holds no document"
    raise InputError(what, where=where, remedy=_BY_HAND)


@cache
def _phrases(state: PageState) -> tuple[str, ...]:
    return tuple(entry.text for entry in load("pagephrases", PagePhraseEntry) if entry.kind is state)

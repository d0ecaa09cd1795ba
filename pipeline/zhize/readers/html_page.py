"""A web page → its lines as a browser breaks them, each with the elements that it came from.

Block elements and <br> end a line, inline ones do not; a line end in the source between two Chinese characters is no
blank. The rows of a table of data are lines whose cells a tab parts; tables that only lay out a page are blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from zhize.errors import InputError
from zhize.lexicon import load
from zhize.lexicon.schema import PageHintEntry, PagePart
from zhize.readers.html_lists import ListCounter
from zhize.readers.html_tables import Tables

if TYPE_CHECKING:
    from lxml.etree import _Element

# As the style sheet of the HTML standard has it (15.3, Rendering).
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody
    td tfoot th thead tr ul""".split()  # noqa: SIM905  # a list of names reads better without quotes
)
_UNSEEN = frozenset(
    """audio button canvas head iframe input map noscript object rp rt script select style svg template textarea title
    video""".split()  # noqa: SIM905
)
_MOST_WORDS = 20  # text nodes of a link that can say where it leads
_AROUND = frozenset({"nav", "footer", "aside"})
_DELETED = frozenset({"del", "s", "strike"})
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_RUN = re.compile(r"[ \t\r\n\f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")  # no text, no XML and no workbook may hold them
_MOST_ELEMENTS = 400_000
# libxml2 looks at all attributes of a tag for each of them.
_WIDEST_TAG = 3000  # words
_SCRIPTS = re.compile(rb"<(script|style)\b.*?</\1|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[a-zA-Z][^<>]{20000,}")


@dataclass(slots=True)
class PageLine:
    """A line of a page."""

    text: str
    at: int  # number of the element that holds its first character, 1-based, in the order of the document
    position: int  # of its first character among the beginnings and ends of elements
    pieces: tuple[str, ...]  # what each text node says
    linked: int  # characters that are links
    noise: int  # number of the outermost element that hints at noise; 0 for none
    cell: int  # number of the innermost cell of a table; 0 for none
    title: bool  # in a heading, or an element that its name calls the title


@dataclass(slots=True)
class Page:
    """A page as lines, and the tree that they stand in: elements are numbered from 1 in the order of the document."""

    lines: list[PageLine] = field(default_factory=list)
    parents: list[int] = field(default_factory=lambda: [0])
    begins: list[int] = field(default_factory=lambda: [0])  # the position where each element begins
    ends: list[int] = field(default_factory=lambda: [0])  # and where it ends
    contents: set[int] = field(default_factory=set)  # elements that their names call the text
    metas: list[tuple[str, str]] = field(default_factory=list)  # name and content of <meta>
    title: str = ""  # of <title>
    hrefs: list[tuple[str, str]] = field(default_factory=list)  # address and words of each link
    changes: int = 0  # deletions that were taken as made
    scripts: bool = False
    frames: bool = False


def parsed(text: str, *, where: str) -> _Element:
    """Return the tree of a page.

    Raises:
        InputError: it nests deeper, has wider tags or more elements than any page.
    """
    data = text.encode("utf-8", "surrogatepass")
    visible = _SCRIPTS.sub(b"", data) if _TAG.search(data) else data
    if any(len(tag[0].split(None, _WIDEST_TAG)) > _WIDEST_TAG for tag in _TAG.finditer(visible)):
        raise InputError("has a tag with thousands of attributes", where=where, remedy=_SAVE_AGAIN)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    if root is None:
        raise InputError("is an empty web page", where=where, remedy=_SAVE_AGAIN)
    # What lies deeper than the parser goes is gone from the tree, and only its log says so.
    if any("depth" in error.message.lower() for error in parser.error_log):
        raise InputError("nests elements deeper than any page", where=where, remedy=_SAVE_AGAIN)
    return root


_SAVE_AGAIN = "open it in a browser and save it again, or copy the text into a file"


def page_of(root: _Element, *, where: str, hidden_too: bool = False) -> Page:
    """Return the lines of a page.

    Args:
        root: what `parsed` returned.
        where: what to call the file in an error.
        hidden_too: read also what a style hides until a script shows it.

    Raises:
        InputError: it has more elements than any page.
    """
    walk = _Walk(hidden_too=hidden_too)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            walk.start(element)
            if len(walk.page.parents) > _MOST_ELEMENTS:
                raise InputError("has more elements than any page", where=where, remedy=_SAVE_AGAIN)
        else:
            walk.end(element)
    walk.flush()
    walk.page.lines = walk.tables.rows(walk.page.lines)
    return walk.page


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    number: int
    hides: bool
    noise: bool
    title: bool
    link: bool
    pre: bool


class _Walk:
    """The walk over a tree: what is open, and the line that is being put together."""

    def __init__(self, *, hidden_too: bool) -> None:
        self.page = Page()
        self.tables = Tables()
        self.lists = ListCounter()
        self.hidden_too = hidden_too
        self.open: list[_Open] = []
        self.position = 0  # how many elements have begun or ended
        self.hidden = self.links = self.titles = self.pres = 0
        self.noise = 0  # the outermost open element that hints at noise
        self.raw: list[tuple[str, int, int, bool]] = []  # text, its element and position, whether a link holds it
        self.label = ""  # of a list item, before its first words

    def start(self, element: _Element) -> None:
        """Open an element and take its first text."""
        tag, page = element.tag.lower(), self.page
        number = len(page.parents)
        page.parents.append(self.open[-1].number if self.open else 0)
        self.position += 1
        page.begins.append(self.position)
        page.ends.append(self.position)
        hides = self._hides(element, tag)
        hints = _hints(element)
        mine = _Open(
            number=number,
            hides=hides,
            noise=tag in _AROUND or (PagePart.NOISE in hints and tag != "body"),
            title=tag in {"h1", "h2", "h3"} or PagePart.TITLE in hints,
            link=tag == "a",
            pre=tag == "pre",
        )
        self.open.append(mine)
        if PagePart.CONTENT in hints:
            page.contents.add(number)
        self._note(element, tag)
        if tag in _BLOCKS or (tag == "br" and not self.titles):  # a heading over two lines is one
            self.flush()
        self.tables.start(tag, number)
        self.hidden += hides
        self.links += mine.link
        self.titles += mine.title
        self.pres += mine.pre
        self.noise = self.noise or (number if mine.noise else 0)
        if not self.hidden:
            self.label = self.lists.start(element, tag) or self.label
        self._take(element.text, number)

    def end(self, element: _Element) -> None:
        """Close an element; the text behind it belongs to the one around it."""
        tag, mine = element.tag.lower(), self.open.pop()
        self.position += 1
        self.page.ends[mine.number] = self.position
        if tag in _BLOCKS:
            self.flush()
        self.tables.end(tag)
        self.lists.end(tag)
        self.hidden -= mine.hides
        self.links -= mine.link
        self.titles -= mine.title
        self.pres -= mine.pre
        if self.noise == mine.number:
            self.noise = 0
        if self.open:
            self._take(element.tail, self.open[-1].number)

    def flush(self) -> None:
        """End the line."""
        raw, self.raw = self.raw, []
        text = _plain("".join(words for words, *_ in raw))
        if not text:
            return
        label, self.label = self.label, ""
        at, position = next((at, position) for words, at, position, _ in raw if words.strip())
        self.page.lines.append(
            PageLine(
                text=label + text,
                at=at,
                position=position,
                pieces=tuple(plain for words, *_ in raw if (plain := _plain(words))),
                linked=sum(len(words.strip()) for words, _, _, link in raw if link),
                noise=self.noise,
                cell=self.tables.cell,
                title=self.titles > 0,
            )
        )

    def _hides(self, element: _Element, tag: str) -> bool:
        if tag in _UNSEEN:
            return True
        if tag in _DELETED and not self.hidden:
            self.page.changes += 1
            return True
        if self.hidden_too:
            return False
        return element.get("hidden") is not None or _HIDING.search(element.get("style", "")) is not None

    def _note(self, element: _Element, tag: str) -> None:
        """Keep what other parts of the reader ask for."""
        page = self.page
        if tag == "meta" and element.get("name") and element.get("content"):
            page.metas.append((element.get("name", ""), element.get("content", "")))
        elif tag == "title" and not page.title:
            page.title = _plain(element.text or "")
        elif tag == "a" and element.get("href"):
            words = "".join(islice(element.itertext(), _MOST_WORDS))
            page.hrefs.append((element.get("href", ""), _plain(words)))
        page.scripts |= tag == "script"
        page.frames |= tag in {"frame", "frameset"}

    def _take(self, text: str | None, number: int) -> None:
        if not text or self.hidden:
            return
        for at, line in enumerate(text.splitlines() if self.pres else (text,)):
            if at:
                self.flush()
            self.raw.append((line, number, self.position, self.links > 0))


def _plain(text: str) -> str:
    """Return a line without the blanks that only the source of the page has; control characters become U+FFFD."""
    return _CONTROL.sub("\ufffd", _RUN.sub(lambda run: _blank(text, run), text).strip())


def _blank(text: str, run: re.Match[str]) -> str:
    if "\n" not in run[0] and "\r" not in run[0]:
        return " "
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def _hints(element: _Element) -> frozenset[PagePart]:
    names = f"{element.get('id', '')} {element.get('class', '')}".split()
    return frozenset(_parts()[name] for name in names if name in _parts())


@cache
def _parts() -> dict[str, PagePart]:
    return {entry.text: entry.kind for entry in load("pagehints", PageHintEntry)}

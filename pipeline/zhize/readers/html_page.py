"""A web page → its lines as a browser breaks them, each with the elements that it came from.

Block elements and <br> end a line, inline ones do not; a line end in the source between two Chinese characters is no
blank. The rows of a table of data are lines whose cells a tab parts; tables that only lay out a page are blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree

from zhize.errors import InputError
from zhize.lexicon.schema import PagePart
from zhize.readers.html_elements import hints, is_title, is_veiled, keeps_ends, leads
from zhize.readers.html_lists import ListCounter
from zhize.readers.html_tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# As the style sheet of the HTML standard has it (15.3, Rendering).
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li listing main menu nav ol p plaintext pre section
    summary table tbody td tfoot th thead tr ul xmp""".split()  # noqa: SIM905  # a list of names reads better without quotes
)
_UNSEEN = frozenset(
    """audio button canvas head iframe input map noscript object rp rt script select style svg template textarea title
    video""".split()  # noqa: SIM905
)
_MOST_WORDS = 20  # text nodes of a link that can say where it leads
_ENDS = re.compile(r"\r\n?|\n")
_LONGEST_PAGE_TITLE = 400  # characters
_AROUND = frozenset({"nav", "footer", "aside"})
_DELETED = frozenset({"del", "s", "strike"})
_RUN = re.compile(r"[ \t\r\n\f]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")  # no text, no XML and no workbook may hold them
_MOST_ELEMENTS = 400_000
_TOO_MANY = "has more elements than any page"
# What the reader and `html_links` ask an element for.
_ASKED = frozenset(
    """id class style hidden name content href http-equiv start reversed value type src alt colspan
    rowspan""".split()  # noqa: SIM905
)


@dataclass(slots=True)
class PageLine:
    """A line of a page."""

    text: str
    at: int  # number of the element that holds its first character, 1-based, in the order of the document
    position: int  # of its first character among the beginnings and ends of elements
    pieces: tuple[str, ...]  # what each text node says
    linked: int  # characters that are links
    noise: int  # number of the outermost element that hints at noise; 0 for none
    content: int  # number of the outermost element that its name calls the text; 0 for none
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
    veiled: int = 0  # Chinese characters that a style hides
    scripts: bool = False
    frames: list[str] = field(default_factory=list)  # addresses of what is shown in frames

    def stretch(self, number: int) -> range:
        """Return the lines of an element."""
        position = attrgetter("position")
        low = bisect_left(self.lines, self.begins[number], key=position)
        return range(low, bisect_left(self.lines, self.ends[number], key=position))


class _Builder(TreeBuilder):
    """Puts the tree of a page together from what the parser meets.

    The tree of libxml2 itself ends at a depth of 2048, and takes minutes for a tag with 300,000 attributes.
    """

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where, self.elements, self.depth = where, 0, 0
        self.unclosed: list[str] = []

    def start(self, tag: str, attrs: Mapping[str, str]) -> Element:
        self.elements += 1
        if self.elements > _MOST_ELEMENTS:
            raise InputError(_TOO_MANY, where=self.where, remedy=_SAVE_AGAIN)
        self.depth += 1
        return super().start(tag, {name: attrs[name] for name in _ASKED if name in attrs})

    def end(self, tag: str) -> Element:
        """Close an element, but not yet the outermost: what stands behind </html> is on the page too."""
        self.depth -= 1
        if self.depth:
            return super().end(tag)
        self.unclosed.append(tag)
        return Element(tag)

    def close(self) -> Element:
        """Return the tree."""
        for tag in reversed(self.unclosed):
            super().end(tag)
        return super().close()


def parsed(text: str, *, where: str) -> Element:
    """Return the tree of a page.

    Raises:
        InputError: it is empty, or has more elements than any page.
    """
    parser = etree.HTMLParser(target=_Builder(where), encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise InputError("is an empty web page", where=where, remedy=_SAVE_AGAIN) from error
    if root is None:  # not one element was met
        raise InputError("is an empty web page", where=where, remedy=_SAVE_AGAIN)
    return root


_SAVE_AGAIN = "open it in a browser and save it again, or copy the text into a file"


def page_of(root: Element, *, hidden_too: bool = False) -> Page:
    """Return the lines of a page.

    Args:
        root: what `parsed` returned.
        hidden_too: read also what a style hides until a script shows it.
    """
    walk = _Walk(hidden_too=hidden_too)
    below: list[tuple[Element, Iterator[Element]]] = [(root, iter(root))]  # a page may nest deeper than Python calls
    walk.start(root)
    while below:
        element, children = below[-1]
        if (child := next(children, None)) is not None:
            walk.start(child)
            below.append((child, iter(child)))
        else:
            walk.end(element)
            below.pop()
    walk.flush()
    walk.page.lines = walk.tables.rows(walk.page.lines)
    return walk.page


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    number: int
    hides: bool
    veils: bool  # hides by a style, which a script can change
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
        self.hidden = self.veils = self.links = self.titles = self.pres = 0
        self.noise = 0  # the outermost open element that hints at noise
        self.content = 0  # the outermost open element that its name calls the text
        self.raw: list[tuple[str, int, int, bool]] = []  # text, its element and position, whether a link holds it
        self.label = ""  # of a list item, before its first words

    def start(self, element: Element) -> None:
        """Open an element and take its first text."""
        tag, page = element.tag.lower(), self.page
        number = len(page.parents)
        page.parents.append(self.open[-1].number if self.open else 0)
        self.position += 1
        page.begins.append(self.position)
        page.ends.append(self.position)
        hides, veils = self._hides(element, tag), not self.hidden_too and is_veiled(element)
        hinted = hints(element)
        mine = _Open(
            number=number,
            hides=hides,
            veils=veils,
            noise=tag in _AROUND or (PagePart.NOISE in hinted and tag != "body"),
            title=is_title(element, hinted),
            link=tag == "a" and leads(element),
            pre=keeps_ends(element),
        )
        self.open.append(mine)
        if PagePart.CONTENT in hinted:
            page.contents.add(number)
            self.content = self.content or number
        self._note(element, tag)
        if tag in _BLOCKS or (tag == "br" and not self.titles):  # a heading over two lines is one
            self.flush()
        self.tables.start(element, tag, number)
        self.hidden += hides
        self.veils += veils
        self.links += mine.link
        self.titles += mine.title
        self.pres += mine.pre
        self.noise = self.noise or (number if mine.noise else 0)
        if not self.hidden:
            self.label += self.lists.start(element, tag)
        self._take(element.text, number)

    def end(self, element: Element) -> None:
        """Close an element; the text behind it belongs to the one around it."""
        tag, mine = element.tag.lower(), self.open.pop()
        self.position += 1
        self.page.ends[mine.number] = self.position
        if tag in _BLOCKS:
            self.flush()
        self.tables.end(tag)
        self.lists.end(tag)
        if tag == "li":
            self.label = ""  # of an item without words
        self.hidden -= mine.hides
        self.veils -= mine.veils
        self.links -= mine.link
        self.titles -= mine.title
        self.pres -= mine.pre
        if self.noise == mine.number:
            self.noise = 0
        if self.content == mine.number:
            self.content = 0
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
                content=self.content,
                cell=self.tables.cell,
                title=self.titles > 0,
            )
        )

    def _hides(self, element: Element, tag: str) -> bool:
        if tag in _UNSEEN:
            return True
        if tag in _DELETED and not self.hidden:
            self.page.changes += 1
            return True
        return not self.hidden_too and is_veiled(element)

    def _note(self, element: Element, tag: str) -> None:
        """Keep what other parts of the reader ask for."""
        page = self.page
        if tag == "meta" and element.get("name") and element.get("content"):
            page.metas.append((element.get("name", ""), element.get("content", "")))
        elif tag == "title" and not page.title:
            page.title = _plain(element.text or "")[:_LONGEST_PAGE_TITLE]
        elif tag == "a" and element.get("href"):
            words = "".join(islice(element.itertext(), _MOST_WORDS))
            page.hrefs.append((element.get("href", ""), _plain(words)))
        page.scripts |= tag == "script"
        if tag in {"frame", "iframe"}:
            page.frames.append(element.get("src", "").strip())
        if tag == "img" and self.titles and (words := element.get("alt", "").strip()) and words in page.title:
            self._take(words, len(page.parents) - 1)  # a heading that is a picture

    def _take(self, text: str | None, number: int) -> None:
        if text and self.veils and self.hidden == self.veils:
            self.page.veiled += len(_HAN.findall(text))
        if not text or self.hidden:
            return
        for at, line in enumerate(_ENDS.split(text) if self.pres else (text,)):
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

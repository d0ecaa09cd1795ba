"""Akoma Ntoso → `Regulation`, for what `zhize.akn.to_akn` wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from zhize.akn.names import RANKS, akn, own
from zhize.errors import InputError
from zhize.types import Annex, Article, Heading, Item, Level, Metadata, Paragraph, Point, Regulation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECLARATIONS = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_REMEDY = "give what zhize analyze FILE -o X.xml wrote"
_Headings = tuple[Heading | None, ...]


def from_akn(data: bytes, *, where: str = "-") -> Regulation:
    """Return the regulation that `to_akn` wrote: its tree and metadata.

    It has no source and no leaves, and its problems are not known: they were those of the text as it was read.

    Args:
        data: the XML.
        where: its file, for the message of an error.

    Raises:
        InputError: it is no XML, has a DTD (which could name other files), or was not written by `to_akn`.
    """
    if any(
        mark.encode(code) in data for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
    ):
        raise InputError("has a document type declaration", where=where, remedy=_REMEDY)
    try:
        act = ET.fromstring(data).find(akn("act"))  # noqa: S314  # declarations were refused above
    except (ET.ParseError, LookupError, ValueError) as error:
        raise InputError(f"is no XML ({error})", where=where, remedy=_REMEDY) from error
    said = None if act is None else act.find(f"{akn('meta')}/{akn('proprietary')}/{own('metadata')}")
    if act is None or said is None:
        raise InputError("is not an Akoma Ntoso act of this program", where=where, remedy=_REMEDY)
    try:
        return _regulation(act, said)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise InputError(f"is damaged ({type(error).__name__}: {error})", where=where, remedy=_REMEDY) from error


def _regulation(act: ET.Element, said: ET.Element) -> Regulation:
    meta = dict(said.attrib)
    level = meta.pop("level", None)
    return Regulation(
        id=meta.pop("id"),
        metadata=Metadata(**{"title": "", **meta}, level=None if level is None else Level(level)),
        articles=tuple(_articles(_child(act, "body"), (None,) * len(RANKS))),
        annexes=tuple(_annex(each) for each in act.iterfind(f"{akn('attachments')}/{akn('attachment')}")),
    )


def _articles(element: ET.Element, above: _Headings) -> Iterator[Article]:
    ranks = {akn(name): rank for rank, (name, _, _) in enumerate(RANKS)}
    for child in element:
        if child.tag == akn("article"):
            yield _article(child, above, child.attrib[own("id")], _child(child, "num").text or "")
        elif child.tag in ranks:
            rank = ranks[child.tag]
            heading = Heading(number=int(child.attrib[own("number")]), title=_child(child, "heading").text or "")
            yield from _articles(child, (*above[:rank], heading, *above[rank + 1 :]))


def _annex(attachment: ET.Element) -> Annex:
    document = _child(attachment, "doc")
    body = _child(document, "mainBody")
    number = attachment.attrib["eId"].removeprefix("att_")
    return Annex(
        label=_child(attachment, "heading").text or "",
        title=_child(attachment, "subheading").text or "",
        body=_article(body, (None,) * len(RANKS), f"annex-{number}", ""),
        source=_span(attachment),
    )


def _article(element: ET.Element, above: _Headings, id: str, label: str) -> Article:  # noqa: A002  # the contract's
    number, suffix = map(int, element.attrib[own("number")].split())
    text = _Text()
    paragraphs = tuple(_paragraph(child, text) for child in element.iterfind(akn("paragraph")))
    part, subpart, chapter, section = above
    return Article(
        id=id,
        number=number,
        suffix=suffix,
        label=label,
        text="".join(text.parts),
        paragraphs=paragraphs,
        part=part,
        subpart=subpart,
        chapter=chapter,
        section=section,
        source=_span(element),
        joins=tuple(map(int, element.get(own("joins"), "").split())),
    )


class _Text:
    """The text of an article while its elements are read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)

    def begin(self, *, inline: bool) -> int:
        """Begin a unit, in a line of its own unless it is inline; return where it begins."""
        if self.length and not inline:
            self.add("\n")
        return self.length


def _paragraph(element: ET.Element, text: _Text) -> Paragraph:
    start = text.begin(inline=False)
    items = tuple(
        Item(label=label, number=number, start=begin, end=end, points=points)
        for label, number, begin, end, points in _units(element, text, "point")
    )
    return Paragraph(start=start, end=text.length, items=items, table=element.get(own("table")) == "true")


def _units(element: ET.Element, text: _Text, name: str) -> list[tuple[str, int, int, int, tuple[Point, ...]]]:
    """Read the lines and units of an element: label, number, extent and points of each unit."""
    found = []
    for child in element:
        if child.tag in {akn("content"), akn("intro"), akn("wrapUp")}:
            _lines(child, text)
        elif child.tag == akn(name):
            label = _child(child, "num").text or ""
            start = text.begin(inline=child.get(own("inline")) == "true" or _opens(element, child))
            text.add(label)
            points = tuple(
                Point(label=point, number=number, start=begin, end=end)
                for point, number, begin, end, _ in _units(child, text, "indent")
            )
            found.append((label, int(child.attrib[own("number")]), start, text.length, points))
    return found


def _opens(element: ET.Element, child: ET.Element) -> bool:
    """Whether a unit is the first thing in its element, so that its line has begun already."""
    return next(each for each in element if each.tag != akn("num")) is child


def _lines(block: ET.Element, text: _Text) -> None:
    for index, p in enumerate(block.iterfind(akn("p"))):
        if index:
            text.add("\n")
        text.add("".join(p.itertext()))


def _span(element: ET.Element) -> Span:
    start, end = map(int, element.attrib[own("source")].split())
    return Span(start=start, end=end)


def _child(element: ET.Element, name: str) -> ET.Element:
    child = element.find(akn(name))
    if child is None:
        msg = f"{element.tag} has no {name}"
        raise ValueError(msg)
    return child

"""`Regulation` → Akoma Ntoso."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from zhize.akn.names import AKN, OWN, RANKS, article_eid, work_date, work_uri
from zhize.errors import OutputError
from zhize.numerals import chinese
from zhize.structure.places import named_units
from zhize.types import LeafKind, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.types import Annex, Article, Heading, Item, Paragraph, Point, Reference, Regulation, Span

# What XML 1.0 cannot hold, escaped or not (§2.2 Char).
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_akn(regulation: Regulation, references: Iterable[Reference] = ()) -> bytes:
    """Return a regulation as an Akoma Ntoso ``act``.

    Args:
        regulation: a parsed regulation; documents that hang on it are not written.
        references: its citations; those that are resolved become ``ref`` elements.

    Returns:
        UTF-8 with an XML declaration, the same bytes for the same regulation.

    Raises:
        OutputError: the text holds control characters that no XML can.
    """
    # Prefixes by hand: those of `ET.register_namespace` would hold for everything else in the process too.
    root = ET.Element("akomaNtoso", {"xmlns": AKN, "xmlns:zhize": OWN})
    act = ET.SubElement(root, "act", {"name": "act"})
    _meta(act, regulation, component="main")
    _preface(act, regulation)
    links = _links(references)
    _body(ET.SubElement(act, "body"), regulation.articles, links)
    _conclusions(act, regulation)
    if regulation.annexes:
        attachments = ET.SubElement(act, "attachments")
        for annex in regulation.annexes:
            _annex(attachments, regulation, annex)
    text: str = ET.tostring(root, encoding="unicode")
    bad = _NO_XML.search(text)
    if bad is not None:
        what = f"XML cannot hold the character U+{ord(bad[0]):04X} of the text"
        raise OutputError(what, where=regulation.id, remedy="delete it in the text")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


# --- meta ------------------------------------------------------------------------------------------------------------


def _meta(above: ET.Element, regulation: Regulation, *, component: str) -> None:
    meta = ET.SubElement(above, "meta")
    identification = ET.SubElement(meta, "identification", {"source": "#zhize"})
    work, date = work_uri(regulation), work_date(regulation)
    uris = {"Work": work, "Expression": f"{work}/zho@{date}", "Manifestation": f"{work}/zho@{date}.akn"}
    for level, uri in uris.items():
        frbr = ET.SubElement(identification, f"FRBR{level}")
        this = uri.removesuffix(".akn") + f"/!{component}" + (".akn" if level == "Manifestation" else "")
        ET.SubElement(frbr, "FRBRthis", {"value": this})
        ET.SubElement(frbr, "FRBRuri", {"value": uri})
        ET.SubElement(frbr, "FRBRdate", {"date": date, "name": "issued"})
        ET.SubElement(frbr, "FRBRauthor", {"href": "#issuer" if level != "Manifestation" else "#zhize"})
        if level == "Work":
            ET.SubElement(frbr, "FRBRcountry", {"value": "cn"})
            if regulation.metadata.doc_number:
                ET.SubElement(frbr, "FRBRnumber", {"value": regulation.metadata.doc_number})
            ET.SubElement(frbr, "FRBRname", {"value": regulation.title or regulation.id})
        elif level == "Expression":
            ET.SubElement(frbr, "FRBRlanguage", {"language": "zho"})
    if component != "main":
        return  # its issuer and metadata are those of the act
    references = ET.SubElement(meta, "references", {"source": "#zhize"})
    issuer = regulation.metadata.issuer or "未写明"
    for eid, name in (("issuer", issuer), ("zhize", "zhize")):
        attributes = {"eId": eid, "href": f"/akn/ontology/organization/cn/{eid}", "showAs": name}
        ET.SubElement(references, "TLCOrganization", attributes)
    said = {"id": regulation.id}
    said |= {each.name: getattr(regulation.metadata, each.name) for each in fields(Metadata)}
    proprietary = ET.SubElement(meta, "proprietary", {"source": "#zhize"})
    ET.SubElement(proprietary, "zhize:metadata", {key: str(value) for key, value in said.items() if value})


# --- what stands around the articles ---------------------------------------------------------------------------------


def _preface(act: ET.Element, regulation: Regulation) -> None:
    preface = ET.SubElement(act, "preface")
    title = ET.SubElement(ET.SubElement(preface, "p"), "docTitle")
    title.text = regulation.title
    _lines_of(preface, regulation, LeafKind.NOTICE)


def _conclusions(act: ET.Element, regulation: Regulation) -> None:
    if any(leaf.kind is LeafKind.TAIL for leaf in regulation.leaves):
        _lines_of(ET.SubElement(act, "conclusions"), regulation, LeafKind.TAIL)


def _lines_of(above: ET.Element, regulation: Regulation, kind: LeafKind) -> None:
    if regulation.source is not None:
        for leaf in regulation.leaves:
            if leaf.kind is kind:
                ET.SubElement(above, "p").text = regulation.source.text[leaf.start : leaf.end]


def _annex(attachments: ET.Element, regulation: Regulation, annex: Annex) -> None:
    attributes = {"eId": article_eid(annex.body.id), "zhize:source": _numbers(annex.source)}
    attachment = ET.SubElement(attachments, "attachment", attributes)
    ET.SubElement(attachment, "heading").text = annex.label
    ET.SubElement(attachment, "subheading").text = annex.title
    document = ET.SubElement(attachment, "doc", {"name": "annex"})
    _meta(document, regulation, component=annex.body.id)
    body = ET.SubElement(document, "mainBody", _article_attributes(annex.body))
    _Article(annex.body, []).write(body)


# --- articles --------------------------------------------------------------------------------------------------------

_Links = dict[str, list[tuple[int, int, str]]]


def _links(references: Iterable[Reference]) -> _Links:
    """Return the resolved citations by article, as extent and eId; of those that overlap the first."""
    links: _Links = {}
    for each in references:
        if each.resolved is not None:
            found = links.setdefault(each.article, [])
            if not found or found[-1][1] <= each.start:
                found.append((each.start, each.end, article_eid(each.resolved)))
    return links


def _body(body: ET.Element, articles: Sequence[Article], links: _Links) -> None:
    open_headings: list[tuple[Heading | None, ET.Element]] = []
    used: dict[str, int] = {}
    for article in articles:
        headings = (article.part, article.subpart, article.chapter, article.section)
        kept = 0
        while kept < len(open_headings) and _same(open_headings[kept][0], headings[kept]):
            kept += 1
        del open_headings[kept:]
        for rank in range(kept, len(RANKS)):
            above = open_headings[-1][1] if open_headings else body
            heading = headings[rank]
            element = above if heading is None else _heading(above, heading, rank, used)
            open_headings.append((heading, element))
        attributes = {"eId": article_eid(article.id), "zhize:id": article.id, **_article_attributes(article)}
        element = ET.SubElement(open_headings[-1][1], "article", attributes)
        ET.SubElement(element, "num").text = article.label
        _Article(article, links.get(article.id, [])).write(element)


def _same(first: Heading | None, second: Heading | None) -> bool:
    """Whether two articles stand under one heading: equal, and in one place where the places are known."""
    if first is None or second is None:
        return first is second
    return first == second and first.span == second.span


def _heading(above: ET.Element, heading: Heading, rank: int, used: dict[str, int]) -> ET.Element:
    name, unit, prefix = RANKS[rank]
    context = above.get("eId")
    eid = (f"{context}__" if context else "") + f"{prefix}_{heading.number}"
    used[eid] = used.get(eid, 0) + 1
    if used[eid] > 1:
        eid = f"{eid}_{used[eid]}"
    element = ET.SubElement(above, name, {"eId": eid, "zhize:number": str(heading.number)})
    if heading.number:
        ET.SubElement(element, "num").text = f"第{chinese(heading.number)}{unit}"
    ET.SubElement(element, "heading").text = heading.title
    return element


def _article_attributes(article: Article) -> dict[str, str]:
    attributes = {
        "zhize:number": f"{article.number} {article.suffix}",
        "zhize:source": _numbers(article.source),
    }
    if article.joins:
        attributes["zhize:joins"] = " ".join(map(str, article.joins))
    return attributes


def _numbers(span: Span) -> str:
    return f"{span.start} {span.end}"


class _Article:
    """An article while it is written: its text, and the citations that stand in it."""

    def __init__(self, article: Article, links: Sequence[tuple[int, int, str]]) -> None:
        self.article = article
        self.links = links

    def write(self, above: ET.Element) -> None:
        """Write the paragraphs; an article without any has one empty line."""
        for index, paragraph in enumerate(self.article.paragraphs, 1):
            self._paragraph(above, paragraph, f"{self.article.id}.p{index}")
        if not self.article.paragraphs:
            block = ET.SubElement(above, "content") if above.tag == "article" else above
            ET.SubElement(block, "p")

    def _paragraph(self, above: ET.Element, paragraph: Paragraph, id: str) -> None:  # noqa: A002
        attributes = {"eId": article_eid(id)}
        if paragraph.table:
            attributes["zhize:table"] = "true"
        element = ET.SubElement(above, "paragraph", attributes)
        self._listed(element, paragraph.start, paragraph.end, paragraph.items, id)

    def _listed(
        self,
        element: ET.Element,
        start: int,
        end: int,
        units: Sequence[Item | Point],
        id: str,  # noqa: A002
    ) -> None:
        """Write what stands before a list, the list and what stands behind it; or a text without list."""
        if not units:
            self._lines(ET.SubElement(element, "content"), start, end)
            return
        if units[0].start > start:
            self._lines(ET.SubElement(element, "intro"), start, units[0].start)
        name, key = ("point", "i") if element.tag == "paragraph" else ("indent", "t")
        for unit_name, unit in named_units(units):  # type: ignore[type-var]  # all items or all points
            self._unit(element, unit, name, f"{id}.{key}{unit_name}")
        if units[-1].end < end:
            self._lines(ET.SubElement(element, "wrapUp"), units[-1].end, end)

    def _unit(self, above: ET.Element, unit: Item | Point, name: str, id: str) -> None:  # noqa: A002
        attributes = {"eId": article_eid(id), "zhize:number": str(unit.number)}
        text = self.article.text
        if unit.start and text[unit.start - 1] != "\n":
            attributes["zhize:inline"] = "true"
        element = ET.SubElement(above, name, attributes)
        ET.SubElement(element, "num").text = unit.label
        self._listed(element, unit.start + len(unit.label), unit.end, getattr(unit, "points", ()), id)

    def _lines(self, block: ET.Element, start: int, end: int) -> None:
        """Write each line as a ``p``; the line feed before the next unit is no part of it."""
        text = self.article.text
        if end > start and text[end - 1] == "\n":
            end -= 1
        while True:
            stop = text.find("\n", start, end)
            self._line(ET.SubElement(block, "p"), start, stop if stop >= 0 else end)
            if stop < 0:
                return
            start = stop + 1

    def _line(self, p: ET.Element, start: int, end: int) -> None:
        text, at = self.article.text, start
        last: ET.Element | None = None
        for first, behind, eid in self.links:
            if at <= first and behind <= end:
                self._add(p, last, text[at:first])
                last = ET.SubElement(p, "ref", {"href": f"#{eid}"})
                last.text = text[first:behind]
                at = behind
        self._add(p, last, text[at:end])

    @staticmethod
    def _add(p: ET.Element, last: ET.Element | None, words: str) -> None:
        if last is None:
            p.text = (p.text or "") + words
        else:
            last.tail = (last.tail or "") + words

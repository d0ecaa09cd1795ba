"""How every Word document is written: an A4 page as GB/T 9704 has it, fonts by name, numbers of pages.

No font is taken for granted: each stands in the font table with other names for it and for its kin, which Word and
WPS try in turn. The same content gives the same bytes.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from zhize.export.documents.parts import BODY, HEAD, KAI, NUMBER, ROOM_ACROSS, TITLE, child, fonts, paragraph, table
from zhize.export.workbooks.workbook import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

    from zhize.export.documents.parts import Block, Line

# 仿宋_GB2312 has 6,763 characters and loses rare names, so it stands behind the fonts that have more.
_CHAINS: Final = {
    BODY: (
        "FangSong",
        "方正仿宋_GBK",
        "华文仿宋",
        "STFangsong",
        "仿宋_GB2312",
        "FandolFang",
        "Noto Serif CJK SC",
        "SimSun",
    ),
    TITLE: ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "Noto Serif CJK SC", "SimSun"),
    HEAD: ("SimHei", "方正黑体_GBK", "Heiti SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "Microsoft YaHei"),
    KAI: ("KaiTi", "方正楷体_GBK", "楷体_GB2312", "Kaiti SC", "STKaiti", "FandolKai", "Noto Serif CJK SC", "SimSun"),
    NUMBER: ("SimSun", "NSimSun", "Songti SC", "Noto Serif CJK SC"),
}
_SANS: Final = frozenset({HEAD})

# GB/T 9704 turned with the page: its inner margin is above a table across, its head at the right.
_UPRIGHT: Final = (37, 26, 35, 28)  # mm: top, right, bottom, left
_ACROSS: Final = (28, 37, 26, 35)
_A4: Final = (210, 297)

WIDE: Final = _A4[1] - _ACROSS[1] - _ACROSS[3]
"""Millimetres between the margins of a page across."""

NARROW: Final = _A4[0] - _UPRIGHT[1] - _UPRIGHT[3]
"""Millimetres between the margins of an upright page."""

_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
_STAMP: Final = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows


def new_document(title: str, *, across: bool) -> Document:
    """Return an empty document.

    Args:
        title: among its properties.
        across: whether its page lies on the side.

    Returns:
        A document with the page of GB/T 9704 and numbers of pages. The grid of its lines is left out: it is made for
        running text of 16 points, and what is written here are tables.
    """
    document = docx.Document()
    package = document.part.package
    for key, link in list(package.rels.items()) if package else []:
        if link.reltype.endswith("/thumbnail"):
            del package.rels[key]
    _set_properties(document, title)
    _set_fonts(document)
    _set_page(document, across=across)
    return document


def to_bytes(document: Document) -> bytes:
    """Return the file of a document, which bears no trace of when it was written."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _STAMP), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def add_line(document: Document, line: Line) -> None:
    """Add a paragraph to the end of a document."""
    _append(document, paragraph(line))


def add_table(
    document: Document,
    widths: Sequence[float],
    head: Sequence[str],
    rows: Iterable[Sequence[Block]],
    *,
    size: float = 10.5,
    room: float = ROOM_ACROSS,
) -> None:
    """Add a table to the end of a document; see `zhize.export.documents.parts.table`."""
    _append(document, table(widths, head, rows, size=size, room=room))


def _append(document: Document, element: BaseOxmlElement) -> None:
    document.element.body[-1].addprevious(element)  # the last one is the page's set-up


def _set_properties(document: Document, title: str) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = legible(title)[:255], "Zhize", "Zhize"
    core.comments, core.keywords, core.language, core.revision = "", "", "zh-CN", 1
    core.created = core.modified = _CREATED


def _set_fonts(document: Document) -> None:
    """Make the text's font that of all styles, and name what may stand for each font."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    looks = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for theme in list(looks):
        looks.remove(theme)
    looks.append(fonts(BODY))
    child(looks, "w:sz", {"w:val": "21"})
    child(looks, "w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})
    normal = document.styles["Normal"].element
    for kind in ("w:pPr", "w:rPr"):
        for found in normal.findall(qn(kind)):
            normal.remove(found)
    spacing = defaults.find(qn("w:pPrDefault")).find(qn("w:pPr")).find(qn("w:spacing"))
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = _font_table()  # noqa: SLF001  # no setter


def _font_table() -> bytes:
    entries = (
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(chain))}/><w:charset w:val="
        f'"86"/><w:family w:val="{"swiss" if name in _SANS else "roman"}"/><w:pitch w:val="variable"/></w:font>'
        for name, chain in _CHAINS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{''.join(entries)}</w:fonts>".encode()


def _set_page(document: Document, *, across: bool) -> None:
    section = document.sections[0]
    size = _A4[::-1] if across else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    margins = map(Mm, _ACROSS if across else _UPRIGHT)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = margins
    section.header_distance, section.footer_distance = Mm(15), Mm(14)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  # python-docx has no name for it
    if grid is not None:
        section._sectPr.remove(grid)  # noqa: SLF001
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        number = footer.paragraphs[0]._p  # noqa: SLF001
        number.getparent().replace(number, _page_number(side))


def _page_number(side: str) -> BaseOxmlElement:
    """Return — 1 — at the outer side, a character from the margin."""
    line = OxmlElement("w:p")
    looks = child(line, "w:pPr")
    child(looks, "w:ind", {f"w:{side}": str(14 * 20)})
    child(looks, "w:jc", {"w:val": side})
    for text, kind in (
        ("— ", ""),
        ("", "begin"),
        (" PAGE ", "code"),
        ("", "separate"),
        ("1", ""),
        ("", "end"),
        (" —", ""),
    ):
        run = child(line, "w:r")
        form = child(run, "w:rPr")
        form.append(fonts(NUMBER))
        child(form, "w:sz", {"w:val": "28"})
        if kind and not text:
            child(run, "w:fldChar", {"w:fldCharType": kind})
        else:
            words = child(run, "w:instrText" if kind else "w:t", {"xml:space": "preserve"})
            words.text = text
    return line

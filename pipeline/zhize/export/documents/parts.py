"""What Word documents are made of, as values and as elements: runs, paragraphs, and tables that print well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from functools import cache
from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from zhize.export.terminal.aligned import width
from zhize.export.workbooks.workbook import legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement

BODY, TITLE, HEAD, KAI, NUMBER = "仿宋", "方正小标宋简体", "黑体", "楷体", "宋体"
"""Fonts: of the text, the title, headings, notes, and numbers of pages."""

ROOM_ACROSS: Final = 430
"""Points of a page across, a line less than it has."""

ROOM_UPRIGHT: Final = 620
"""Points of an upright page, a line less than it has."""

_MM: Final = 1440 / 25.4  # twips
_LINE: Final = 1.38  # of the size of the characters
_PAD: Final = 1.4  # millimetres at the sides of a cell
_AROUND: Final = 5  # points over and under the text of a cell


class Form(Flag):
    """How a run of characters looks; each form survives printing in black and white."""

    PLAIN = 0
    BOLD = auto()
    LINE = auto()  # 下划线
    STRUCK = auto()  # 删除线
    WAVE = auto()  # 波浪线
    DOTS = auto()  # 点线
    GREY = auto()  # 灰底
    HEI = auto()  # in the font of headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of one look."""

    text: str
    form: Form = Form.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph."""

    runs: tuple[Run, ...]
    size: float = 10.5  # points: 五号
    font: str = BODY
    align: str = "left"  # center, both
    indent: bool = False  # the first line by two characters
    before: float = 0  # points
    after: float = 0
    outline: int | None = None  # depth among the headings
    with_next: bool = False
    pitch: float = 0  # points from line to line; as the size asks for if 0

    @property
    def height(self) -> float:
        """Points from line to line."""
        return self.pitch or self.size * _LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A cell of a table."""

    lines: tuple[Line, ...]
    span: int = 1  # columns
    grey: bool = False
    middle: bool = False
    merged: str = ""  # down over rows: "restart" for the first, "continue" for the others


def said(text: str, form: Form = Form.PLAIN, **looks: float | str | bool) -> Line:
    """Return a paragraph of one run."""
    return Line(runs=(Run(text=text, form=form),), **looks)  # type: ignore[arg-type]


# --- tables ----------------------------------------------------------------------------------------------------------


def table(
    widths: Sequence[float],
    head: Sequence[str],
    rows: Iterable[Sequence[Block]],
    *,
    size: float = 10.5,
    room: float = ROOM_ACROSS,
) -> BaseOxmlElement:
    """Return a table.

    Args:
        widths: of the columns, in millimetres.
        head: what stands over the columns, lines apart by line ends; every page repeats it.
        rows: the cells; a row that fits on a page is never parted.
        size: of the characters of the head.
        room: points that a page has for the table.
    """
    element = OxmlElement("w:tbl")
    element.append(_table_looks(sum(widths)))
    grid = child(element, "w:tblGrid")
    for column in widths:
        child(grid, "w:gridCol", {"w:w": _twips(column)})
    titles = [
        Block(
            lines=tuple(said(part, font=HEAD, align="center", size=size) for part in title.split("\n")),
            grey=True,
            middle=True,
        )
        for title in head
    ]
    element.append(_row(titles, widths, repeated=True))
    room -= tallest(titles, widths)
    for row in rows:
        # LibreOffice cuts off what a page does not hold of a row that may not be parted.
        element.append(_row(row, widths, whole=tallest(row, widths) <= room))
    return element


def _table_looks(across: float) -> BaseOxmlElement:
    looks = OxmlElement("w:tblPr")
    child(looks, "w:tblW", {"w:w": _twips(across), "w:type": "dxa"})
    child(looks, "w:jc", {"w:val": "center"})
    borders = child(looks, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "000000"})
    child(looks, "w:tblLayout", {"w:type": "fixed"})
    margins = child(looks, "w:tblCellMar")
    for side, size in (("top", 0.6), ("left", _PAD), ("bottom", 0.6), ("right", _PAD)):
        child(margins, f"w:{side}", {"w:w": _twips(size), "w:type": "dxa"})
    return looks


def _row(
    blocks: Sequence[Block], widths: Sequence[float], *, repeated: bool = False, whole: bool = True
) -> BaseOxmlElement:
    row = OxmlElement("w:tr")
    looks = child(row, "w:trPr")
    if whole:
        child(looks, "w:cantSplit")
    if repeated:
        child(looks, "w:tblHeader")
    for block, across in _placed(blocks, widths):
        row.append(_cell(block, across))
    return row


def _placed(blocks: Sequence[Block], widths: Sequence[float]) -> Iterator[tuple[Block, float]]:
    at = 0
    for block in blocks:
        yield block, sum(widths[at : at + block.span])
        at += block.span


def _cell(block: Block, across: float) -> BaseOxmlElement:
    cell = OxmlElement("w:tc")
    looks = child(cell, "w:tcPr")
    child(looks, "w:tcW", {"w:w": _twips(across), "w:type": "dxa"})
    if block.span > 1:
        child(looks, "w:gridSpan", {"w:val": str(block.span)})
    if block.merged:
        child(looks, "w:vMerge", {"w:val": block.merged})
    if block.grey:
        child(looks, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "E7E6E6"})
    if block.middle:
        child(looks, "w:vAlign", {"w:val": "center"})
    for line in block.lines or (said(""),):
        cell.append(paragraph(line))
    return cell


def tallest(blocks: Sequence[Block], widths: Sequence[float]) -> float:
    """Return how many points a row is high, rather too many than too few."""
    return max(_height(block, across) for block, across in _placed(blocks, widths)) + _AROUND


def _height(block: Block, across: float) -> float:
    room = (across - 2 * _PAD) * 72 / 25.4
    # A line gives up a character to a stop that must not begin the next one.
    lines = ((line, sum(width(run.text) for run in line.runs) / 2 + 2 * line.indent) for line in block.lines)
    return sum(max(1, -(-count * line.size // (room - line.size))) * line.height for line, count in lines)


# --- paragraphs ------------------------------------------------------------------------------------------------------


def paragraph(line: Line) -> BaseOxmlElement:
    """Return a paragraph."""
    element = OxmlElement("w:p")
    looks = child(element, "w:pPr")
    if line.with_next:
        child(looks, "w:keepNext")
    for space in ("w:autoSpaceDE", "w:autoSpaceDN"):  # 2017年1月1日 has no gaps
        child(looks, space, {"w:val": "0"})
    child(looks, "w:snapToGrid", {"w:val": "0"})
    spacing = {"w:before": str(round(line.before * 20)), "w:after": str(round(line.after * 20))}
    child(looks, "w:spacing", {**spacing, "w:line": str(round(line.height * 20)), "w:lineRule": "exact"})
    if line.indent:
        child(looks, "w:ind", {"w:firstLineChars": "200", "w:firstLine": str(round(line.size * 40))})
    child(looks, "w:jc", {"w:val": line.align})
    if line.outline is not None:
        child(looks, "w:outlineLvl", {"w:val": str(line.outline)})
    for run in line.runs:
        if run.text:
            element.append(_run(run, line))
    return element


def _run(run: Run, line: Line) -> BaseOxmlElement:
    element = OxmlElement("w:r")
    looks = child(element, "w:rPr")
    looks.append(fonts(HEAD if Form.HEI in run.form else line.font))
    if Form.BOLD in run.form:
        child(looks, "w:b")
    if Form.STRUCK in run.form:
        child(looks, "w:strike")
    child(looks, "w:sz", {"w:val": str(round(line.size * 2))})
    for form, kind in ((Form.LINE, "single"), (Form.WAVE, "wave"), (Form.DOTS, "dotted")):
        if form in run.form:
            child(looks, "w:u", {"w:val": kind})
    if Form.GREY in run.form:
        child(looks, "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "D0D0D0"})
    for index, part in enumerate(legible(run.text).split("\t")):
        if index:
            child(element, "w:tab")
        words = child(element, "w:t", {"xml:space": "preserve"})
        words.text = part
    return element


def fonts(name: str) -> BaseOxmlElement:
    """Return one font for all characters: “ and ” are as wide as the Chinese ones beside them."""
    element = OxmlElement("w:rFonts")
    for attribute, value in _named(name):
        element.set(attribute, value)
    return element


@cache
def _named(name: str) -> tuple[tuple[str, str], ...]:
    names = {"w:hint": "eastAsia", "w:ascii": name, "w:hAnsi": name, "w:eastAsia": name, "w:cs": name}
    return tuple((qn(attribute), value) for attribute, value in names.items())


def child(parent: BaseOxmlElement, tag: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    """Return a new element at the end of another one."""
    element = OxmlElement(tag, {qn(name): value for name, value in (attributes or {}).items()})
    parent.append(element)
    return element


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _MM))

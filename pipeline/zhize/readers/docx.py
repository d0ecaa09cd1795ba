"""Word documents (docx) → text: what a reader sees, with the automatic numbers and without what was deleted.

A paragraph is a line; the rows of a table are lines whose cells a tab parts. Tracked changes are taken as accepted;
text boxes stand behind the paragraph that anchors them, footnotes at the end. Headers and footers are left out.
Source: ECMA-376 part 1 (WordprocessingML).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.errors import InputError
from zhize.readers.docx_numbering import Numbering, W, read_numbering
from zhize.readers.extracted import Extracted
from zhize.readers.zipped import Parts
from zhize.texts import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
# Properties, instructions of fields, and the reading aids above characters hold no text of the document.
_SKIPPED = frozenset({f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "instrText", "delText", "rt", "tblPr", "trPr")})
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_DEEPEST = 60  # elements; Word itself nests tables a dozen deep


@dataclass(slots=True)
class _Style:
    based_on: str | None
    number: str | None  # of its list
    level: int | None


class _Reader:
    """A document while it is read."""

    def __init__(self, parts: Parts, root: Element) -> None:
        self.body = root
        self.numbering: Numbering = read_numbering(parts.xml("word/numbering.xml"))
        self.styles = _styles(parts.xml("word/styles.xml"))
        self.notes = _notes(parts.xml("word/footnotes.xml"))
        self.found = Extracted()
        self.paragraphs = 0
        self.cited: list[str] = []
        self.changes = 0
        self.pending = ""  # of a paragraph whose mark was deleted: it goes on in the next one

    def read(self) -> Extracted:
        """Read the body, then the footnotes that it cites."""
        self._blocks(self.body, 0)
        if self.pending:
            self.found.add(self.pending, "paragraph", self.paragraphs)
        for number, note in enumerate(self.cited, 1):
            self.found.add(f"［{number}］{note}", "footnote", number)
        if self.changes:
            self.found.remarks.append(Remark(code="tracked-changes", count=self.changes))
        return self.found

    def _blocks(self, above: Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for child in above:
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag not in _DELETED and child.tag not in _SKIPPED:
                self._blocks(child, depth + 1)

    def _paragraph(self, element: Element, depth: int) -> None:
        self.paragraphs += 1
        boxes: list[Element] = []
        text = self.pending + self._label(element) + "".join(self._text(element, boxes, 0))
        self.pending = ""
        mark = element.find(f"{W}pPr/{W}rPr/{W}del")
        if mark is not None:
            self.changes += 1
            self.pending = text
        else:
            for line in text.split("\n"):
                self.found.add(line, "paragraph", self.paragraphs)
        for box in boxes:
            self._blocks(box, depth + 1)

    def _table(self, element: Element, depth: int) -> None:
        for row in element.iter(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.changes += 1
                continue
            cells = [" ".join(self._cell(cell, depth)) for cell in row.iter(f"{W}tc")]
            self.found.add("\t".join(cells), "paragraph", self.paragraphs)

    def _cell(self, cell: Element, depth: int) -> Iterator[str]:
        for paragraph in cell.iter(f"{W}p"):
            self.paragraphs += 1
            boxes: list[Element] = []
            text = self._label(paragraph) + "".join(self._text(paragraph, boxes, depth)).replace("\n", " ")
            if text.strip():
                yield text.strip()

    def _text(self, above: Element, boxes: list[Element], depth: int) -> Iterator[str]:
        """Yield the words below an element; text boxes are put aside."""
        for child in above:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif self._has_text(child) and depth < _DEEPEST:
                # Of the forms of one drawing for newer and older programs the first one counts.
                yield from self._text(child[0] if tag == _CHOICE and len(child) else child, boxes, depth + 1)

    def _has_text(self, element: Element) -> bool:
        """Whether the words below an element belong to the document; notes that it cites and changes are counted."""
        tag = element.tag
        if tag == f"{W}footnoteReference":
            self._cite(element.get(f"{W}id", ""))
        if tag in _DELETED or tag in _INSERTED:
            self.changes += 1
        return not (tag in _DELETED or tag in _SKIPPED or (tag == f"{W}r" and _is_hidden(element)))

    def _cite(self, note: str) -> None:
        words = self.notes.get(note, "").strip()
        if words:
            self.cited.append(words)

    def _label(self, paragraph: Element) -> str:
        number, level = self._list_of(paragraph)
        return "" if number in {None, "0"} else self.numbering.label(str(number), level)

    def _list_of(self, paragraph: Element) -> tuple[str | None, int]:
        """Return the list of a paragraph and its level there: its own, else that of its style or the styles below."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = _number_of(own)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = None if style is None else style.get(f"{W}val")
        for _ in range(_DEEPEST):
            if name is None or name not in self.styles or (number is not None and level is not None):
                break
            at = self.styles[name]
            number = at.number if number is None else number
            level = at.level if level is None else level
            name = at.based_on
        return number, level or 0


def read(data: bytes, *, where: str) -> Extracted:
    """Return the text of a Word document.

    Args:
        data: the whole file.
        where: what to call the file in an error.

    Raises:
        InputError: it is damaged, encrypted, or no Word document.
    """
    parts = Parts(data, where=where)
    root = parts.xml("word/document.xml")
    if root is None:
        raise InputError("is not a whole Word document (word/document.xml is missing)", where=where, remedy=_SAVE_AGAIN)
    return _Reader(parts, root).read()


_SAVE_AGAIN = "open it in Word, WPS or LibreOffice and save it again"


def _number_of(element: Element | None) -> tuple[str | None, int | None]:
    if element is None:
        return None, None
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
    depth = None if level is None else level.get(f"{W}val", "0")
    return (
        None if number is None else number.get(f"{W}val"),
        int(depth) if depth is not None and depth.isdecimal() else None,
    )


def _styles(root: Element | None) -> dict[str, _Style]:
    styles = {}
    for style in () if root is None else root.iterfind(f"{W}style"):
        number, level = _number_of(style.find(f"{W}pPr/{W}numPr"))
        based_on = style.find(f"{W}basedOn")
        styles[style.get(f"{W}styleId", "")] = _Style(
            based_on=None if based_on is None else based_on.get(f"{W}val"), number=number, level=level
        )
    return styles


def _notes(root: Element | None) -> dict[str, str]:
    if root is None:
        return {}
    return {
        note.get(f"{W}id", ""): "".join(text.text or "" for text in note.iter(f"{W}t"))
        for note in root.iterfind(f"{W}footnote")
        if note.get(f"{W}type") is None
    }


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in {"0", "false", "off"}

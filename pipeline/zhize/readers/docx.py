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
from zhize.readers.extracted import MOST_CHARACTERS, Extracted, too_long
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
_MOST_STYLES = 60  # that stand on one another, which could go round; Word allows eleven


@dataclass(slots=True)
class _Style:
    based_on: str | None
    number: str | None  # of its list
    level: int | None


class _Reader:
    """A document while it is read."""

    def __init__(self, parts: Parts, root: Element) -> None:
        self.where = parts.where
        self.body = root
        self.numbering: Numbering = read_numbering(parts.xml("word/numbering.xml"))
        self.styles = _styles(parts.xml("word/styles.xml"))
        self.notes = _notes(parts.xml("word/footnotes.xml"))
        self.found = Extracted(where=parts.where)
        self.paragraphs = 0
        self.cited: list[str] = []
        self.changes = 0
        self.pending: list[str] = []  # of paragraphs whose marks were deleted: they go on in the next one
        self.repeated = 0  # characters of labels and footnotes, which stand in the file once for many places

    def read(self) -> Extracted:
        """Read the body, then the footnotes that it cites."""
        self._blocks(self.body)
        self._end()
        for number, note in enumerate(self.cited, 1):
            self.found.add(f"［{number}］{note}", "footnote", number)
        if self.changes:
            self.found.remarks.append(Remark(code="tracked-changes", count=self.changes))
        return self.found

    def _blocks(self, above: Element) -> None:
        for child in above:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag not in _DELETED and child.tag not in _SKIPPED:
                self._blocks(child)

    def _paragraph(self, element: Element) -> None:
        boxes = self._begin(element)
        mark = element.find(f"{W}pPr/{W}rPr/{W}del")
        if mark is not None:
            self.changes += 1
        else:
            for line in self._whole().split("\n"):
                self.found.add(line, "paragraph", self.paragraphs)
        for box in boxes:
            self._blocks(box)

    def _begin(self, paragraph: Element) -> list[Element]:
        """Put the words of a paragraph behind those that wait for it; return its text boxes."""
        self.paragraphs += 1
        boxes: list[Element] = []
        self.pending += (self._label(paragraph), *self._text(paragraph, boxes))
        return boxes

    def _whole(self) -> str:
        """Return what waits, which is a whole paragraph now."""
        text = "".join(self.pending)
        self.pending.clear()
        return text

    def _end(self) -> None:
        """Let what waits be a paragraph where no other one follows that it could go on in."""
        if self.pending:
            self.found.add(self._whole(), "paragraph", self.paragraphs)

    def _table(self, element: Element) -> None:
        self._end()
        for row in _nearest(element, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.changes += 1
                continue
            cells = [" ".join(self._cell(cell)) for cell in _nearest(row, f"{W}tc")]
            self.found.add("\t".join(cells), "paragraph", self.paragraphs)

    def _cell(self, cell: Element) -> Iterator[str]:
        """Yield the paragraphs of a cell; those of a table or text box in it stand where it does."""
        for paragraph in _nearest(cell, f"{W}p"):
            boxes = self._begin(paragraph)
            text = self._whole().replace("\n", " ").strip()
            if text:
                yield text
            for box in boxes:
                yield from self._cell(box)

    def _text(self, above: Element, boxes: list[Element]) -> Iterator[str]:
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
            elif self._has_text(child):
                # Of the forms of one drawing for newer and older programs the first one counts.
                yield from self._text(child[0] if tag == _CHOICE and len(child) else child, boxes)

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
            self.cited.append(self._again(words))

    def _again(self, words: str) -> str:
        """Count words that the file may hold once and print often."""
        self.repeated += len(words)
        if self.repeated > MOST_CHARACTERS:
            raise too_long(self.where)
        return words

    def _label(self, paragraph: Element) -> str:
        number, level = self._list_of(paragraph)
        return "" if number in {None, "0"} else self._again(self.numbering.label(str(number), level))

    def _list_of(self, paragraph: Element) -> tuple[str | None, int]:
        """Return the list of a paragraph and its level there: its own, else that of its style or the styles below."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        number, level = _number_of(own)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = None if style is None else style.get(f"{W}val")
        for _ in range(_MOST_STYLES):
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


def _nearest(above: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a name below one, but not those below them; nothing of what was deleted."""
    for child in above:
        if child.tag == tag:
            yield child
        elif child.tag not in _DELETED and child.tag not in _SKIPPED and child.find(f"{W}trPr/{W}del") is None:
            yield from _nearest(child, tag)


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in {"0", "false", "off"}

"""PDF with a text layer → text; a scan has none and is refused.

PDFium finds the characters and the lines of a page; `pdf_lines` makes paragraphs of them. Radicals that a font's table
gives for characters (⻔ for 门) are the characters again. Imported when a PDF is read, and not before.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from zhize.errors import InputError
from zhize.readers.extracted import Extracted
from zhize.readers.pdf_lines import PageLine, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 8  # characters a page; a scan has none, or the stamp of the scanner
# Of the CJK Radicals Supplement, which has no decomposition, those that are characters of their own
# (EquivalentUnifiedIdeograph.txt of the Unicode Character Database). The Kangxi Radicals (U+2F00 …) decompose.
_RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "母民虎西见角贝车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)


def read(data: bytes, *, where: str) -> Extracted:
    """Return the text of a PDF, a line a paragraph, each with its page.

    Args:
        data: the whole file.
        where: what to call the file in an error.

    Raises:
        InputError: damaged, encrypted, or a scan without text.
    """
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
        lines = [line for number in range(pages) for line in _lines(document[number], number + 1)]
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "is encrypted" if locked else f"is a damaged PDF ({error})"
        remedy = "save it without a password" if locked else "open it in a PDF program and save it again"
        raise InputError(what, where=where, remedy=remedy) from error
    if sum(len(line.text) for line in lines) < _FEWEST * max(1, pages):
        remedy = "read it with character recognition (OCR), or get it as docx or text"
        raise InputError("is a PDF of pictures, without text (a scan)", where=where, remedy=remedy)
    found = Extracted()
    for page, text in joined(lines):
        found.add(text, "page", page)
    return found


def _lines(page: pdfium.PdfPage, number: int) -> Iterator[PageLine]:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    # Where PDFium leaves characters out of the text, places by index would be wrong: then no line has any.
    placed = len(text) == text_page.count_chars()
    height, at = page.get_height(), 0
    for raw in text.split("\r\n"):
        words = _plain(raw).strip()
        if words:
            first = at + len(raw) - len(raw.lstrip())
            last = at + len(raw.rstrip()) - 1
            left, bottom, _, top = text_page.get_charbox(first, loose=True) if placed else (0.0, 0.0, 0.0, 0.0)
            right = text_page.get_charbox(last, loose=True)[2] if placed else 0.0
            yield PageLine(text=words, page=number, left=left, right=right, bottom=bottom, top=top, height=height)
        at += len(raw) + 2


def _plain(text: str) -> str:
    """Return a line with characters for their radicals and without the marks that PDFium puts for hyphens."""
    text = text.translate(_RADICALS).replace("\ufffe", "").replace("\x02", "")
    return "".join(
        unicodedata.normalize("NFKC", character) if "\u2f00" <= character <= "\u2fd5" else character
        for character in text
    )

"""What a file is, by its first bytes: names for people who chose the wrong one."""

from __future__ import annotations

import re
from itertools import islice

DOCX, PDF, OFD, HTML = "a Word document (docx)", "a PDF", "an OFD document", "a web page (html)"
MARKDOWN = "a Markdown text (md)"
# What LibreOffice turns into docx, and the suffix by which it knows it.
_OLD, _RTF, _ODT = "an old Office document (doc, xls or wps)", "an RTF document", "an OpenDocument text (odt)"
BY_LIBREOFFICE = {_OLD: ".doc", _RTF: ".rtf", _ODT: ".odt"}
_SUFFIXES = {DOCX: ".docx", PDF: ".pdf", OFD: ".ofd", HTML: ".html", MARKDOWN: ".md", **BY_LIBREOFFICE}
_ZIP = b"PK\x03\x04"
# What is in a zip says what it is: Word, Excel, PowerPoint, the Chinese page format.
_ZIP_MEMBERS = (
    (b"word/", DOCX),
    (b"xl/", "an Excel workbook (xlsx)"),
    (b"ppt/", "a PowerPoint file (pptx)"),
    (b"OFD.xml", OFD),
)
# The first member of these is a file that holds these words.
_ZIP_TYPES = ((b"opendocument.text", _ODT), (b"application/epub", "an EPUB book"))
_TYPE = 200  # bytes in which they stand
# The head of a member: 22 bytes, the lengths of its name and of what follows it, the name (APPNOTE.TXT 6.3.9, 4.3.7).
_NAME_LENGTH, _NAME = 26, 30
_MOST_HEADS, _LONGEST_NAME = 20_000, 20  # of a document; as long as tells the names above from one another
_STARTS = (
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD),
    (b"{\\rtf", _RTF),
    (b"\x89PNG", "a picture (png)"),
    (b"\xff\xd8\xff", "a picture (jpeg)"),
    (b"GIF8", "a picture (gif)"),
    (b"II*\0", "a picture (tiff)"),
    (b"MM\0*", "a picture (tiff)"),
    (b"\x1f\x8b", "a compressed file (gz)"),
    (b"Rar!", "an archive (rar)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"SQLite format 3\0", "a database (sqlite)"),
)
_HTML = re.compile(
    rb"(?:\s*(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>))*+\s*<(?:!doctype\s+html|(?:html|head|body|meta|title|frameset"
    rb"|table|div|h[1-6]|p|center|font|span|script|style)\b[^<>]{0,2000}>)",
    re.IGNORECASE | re.DOTALL,
)
_UTF_16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEAD = 8192  # bytes that can show that a file is a page
# A heading of Markdown, or an article whose label is bold; nothing that plain text has at the start of a line.
_MARKDOWN = re.compile(
    rb"(?:^|[\r\n]|^\xef\xbb\xbf)(?:#{1,6}[ \t]+\S|\*\*(?:" + "第".encode() + b"|" + "第".encode("gb18030") + b"))"
)


def format_of(data: bytes) -> str | None:
    """Return what the bytes are, with an article ("a PDF"), or None if nothing speaks against plain text."""
    if data.startswith(_ZIP):
        return _format_of_zip(data)
    if _HTML.match(_head(data)):
        return HTML
    known = next((name for start, name in _STARTS if data.startswith(start)), None)
    return known or (MARKDOWN if _MARKDOWN.search(data) else None)


def _format_of_zip(data: bytes) -> str:
    heads = islice(re.finditer(re.escape(_ZIP), data), _MOST_HEADS)
    names = {_member(data, match.start()) for match in heads}
    inside = next((kind for member, kind in _ZIP_MEMBERS if any(name.startswith(member) for name in names)), None)
    typed = next((kind for words, kind in _ZIP_TYPES if words in data[:_TYPE]), None)
    return typed or inside or "an archive (zip)"


def _member(data: bytes, head: int) -> bytes:
    """Return the name of the member whose head begins at an offset, with slashes, whatever the writer used."""
    length = min(_LONGEST_NAME, int.from_bytes(data[head + _NAME_LENGTH : head + _NAME_LENGTH + 2], "little"))
    return data[head + _NAME : head + _NAME + length].replace(b"\\", b"/").lstrip(b"/")


def _head(data: bytes) -> bytes:
    """Return the beginning of a text in an encoding whose Latin letters are those of ASCII."""
    for mark, codec in _UTF_16:
        if data.startswith(mark):
            return data[len(mark) : _HEAD].decode(codec, errors="replace").encode("utf-8", errors="replace")
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf")


def suffix_of(data: bytes) -> str:
    """Return how the name of a file with these bytes should end; ``.txt`` for what may be plain text."""
    return _SUFFIXES.get(format_of(data) or "", ".txt")

"""What a file is, by its first bytes: names for people who chose the wrong one."""

from __future__ import annotations

import re

DOCX, PDF = "a Word document (docx)", "a PDF"
# What LibreOffice turns into docx, and the suffix by which it knows it.
_OLD, _RTF, _ODT = "an old Office document (doc, xls or wps)", "an RTF document", "an OpenDocument text (odt)"
BY_LIBREOFFICE = {_OLD: ".doc", _RTF: ".rtf", _ODT: ".odt"}
_ZIP = b"PK\x03\x04"
# A zip's members stand in it by name: Word, Excel, PowerPoint, the Chinese page format, LibreOffice.
_ZIP_MEMBERS = (
    (b"word/", DOCX),
    (b"xl/", "an Excel workbook (xlsx)"),
    (b"ppt/", "a PowerPoint file (pptx)"),
    (b"OFD.xml", "an OFD document"),
    (b"opendocument.text", _ODT),
    (b"application/epub", "an EPUB book"),
)
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
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def format_of(data: bytes) -> str | None:
    """Return what the bytes are, with an article ("a PDF"), or None if nothing speaks against plain text."""
    if data.startswith(_ZIP):
        return next((name for member, name in _ZIP_MEMBERS if member in data), "an archive (zip)")
    if _HTML.match(data):
        return "a web page (html)"
    return next((name for start, name in _STARTS if data.startswith(start)), None)

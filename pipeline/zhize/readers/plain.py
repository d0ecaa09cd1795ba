"""Bytes → text, strictly: a legal text with a doubtful character is refused, never patched."""

from __future__ import annotations

import codecs
import re

from zhize.errors import InputError
from zhize.readers.formats import MARKDOWN, format_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAVE_AS_TEXT = "save it as docx or as plain text (纯文本, UTF-8) and try again"
_CHOOSE_ANOTHER = "choose a file with text in it"


def decode(data: bytes, *, where: str) -> tuple[str, str]:
    """Return the text that bytes hold and the name of the encoding that decoded them.

    Args:
        data: a whole file.
        where: what to call the file in an error.

    Raises:
        InputError: empty, another format than plain text, or bytes that no encoding explains.
    """
    if not data.strip():
        what = "is empty"
        raise InputError(what, where=where, remedy=_CHOOSE_ANOTHER)
    if (kind := format_of(data)) not in {None, MARKDOWN}:
        what = f"is {kind}, not plain text"
        raise InputError(what, where=where, remedy=_SAVE_AS_TEXT)
    try:
        text, encoding = _decoded(data)
    except UnicodeDecodeError as error:
        # Zero bytes do not occur in UTF-8 or GB18030 text at all.
        what = "is binary, not plain text" if b"\0" in data else f"byte {error.start} is not {error.encoding}"
        raise InputError(what, where=where, remedy=_SAVE_AS_TEXT) from error
    if not text.strip():
        what = "holds only white space"
        raise InputError(what, where=where, remedy=_CHOOSE_ANOTHER)
    if (control := _CONTROL.search(text)) is not None:
        what = f"is binary, not plain text (control character U+{ord(control[0]):04X} at character {control.start()})"
        raise InputError(what, where=where, remedy=_SAVE_AS_TEXT)
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if is_damaged_utf8(data):
            raise
    return data.decode("gb18030"), "gb18030"


def is_damaged_utf8(data: bytes) -> bool:
    """Whether most of the characters beyond ASCII are good UTF-8.

    GB18030 gives a reading to almost any bytes, so one damaged byte in a UTF-8 file would turn a page into other
    characters without an error. Chinese in GB18030, read as UTF-8, is nearly all replacement characters.
    """
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - bad
    return good > bad

"""The bytes of a web page → its text, strictly.

UTF-8 if they are, whatever the page or its server says, else what the page declares, else GB18030. Where a few bytes of
a page are damaged, each becomes U+FFFD, which is a problem of the text (``unreadable-character``).
"""

from __future__ import annotations

import codecs
import re

from zhize.errors import InputError
from zhize.readers.plain import is_damaged_utf8

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its charset
_MOST_DAMAGE = 0.001  # share of characters


def decoded(data: bytes, *, where: str) -> str:
    """Return the text of a page; U+FFFD stands for each byte of the few that are damaged.

    Raises:
        InputError: no encoding explains the bytes.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], [codec], where)
    declared = _CHARSET.search(data[:_HEAD])
    names = ["utf-8", *([declared[1].decode("ascii")] if declared else []), "gb18030"]
    return _strict(data, names, where)


def _strict(data: bytes, names: list[str], where: str) -> str:
    for name in names:
        try:
            # gb2312 and gbk are what pages call GB18030, which holds both.
            codec = "gb18030" if codecs.lookup(name).name in {"gb2312", "gbk"} else name
            if codec != "utf-8" and names[0] == "utf-8" and is_damaged_utf8(data):
                continue
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    codec = "utf-8" if names[0] == "utf-8" and is_damaged_utf8(data) else names[-1]
    text = data.decode(codec, errors="replace")
    damaged = text.count("\ufffd")
    if damaged > max(1, _MOST_DAMAGE * len(text)):
        what = f"is in no known encoding ({damaged} characters cannot be read)"
        raise InputError(what, where=where, remedy="open it in a browser and save it again as UTF-8")
    return text

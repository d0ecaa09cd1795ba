"""Text for XML and HTML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape as _escape

# Everything outside the production Char of XML 1.0; a text file may hold it, no XML or HTML document may.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return the text with ``�`` for each character that no XML document can hold (NUL, lone surrogates …)."""
    return _ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> str:
    """Return the text for XML content and for attributes in double quotes."""
    return _escape(legal(text), {'"': "&quot;"})

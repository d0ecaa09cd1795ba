"""What of an article counts when articles are compared: letters and figures, in one width."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NOTHING: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return a text without punctuation and white space, in ordinary width (ａ１ → a1), small letters.

    It is for comparing only: no offset leads back. Numbers in characters stay other than those in figures.
    """
    return _NOTHING.sub("", unicodedata.normalize("NFKC", text)).lower()

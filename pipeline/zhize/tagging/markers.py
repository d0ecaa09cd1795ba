"""Deontic markers (情态词): the words that make a duty, a ban or a power of a clause.

`match` finds every word of ``markers.toml`` that is not part of a longer word; whether a marker governs its clause
(应当 in 应当公开的信息 does not) is decided with the clause at hand, in `zhize.tagging.norms`.
"""

from __future__ import annotations

import re
from functools import cache

from zhize.lexicon import load
from zhize.lexicon.schema import MarkerEntry
from zhize.types import Marker, Modality


@cache
def _grammar() -> tuple[re.Pattern[str], dict[str, Modality]]:
    """One alternation, longest word first, each word guarded against the longer words that swallow it."""
    entries = sorted(load("markers", MarkerEntry), key=lambda entry: len(entry.text), reverse=True)
    words = "|".join(_guarded(entry) for entry in entries)
    return re.compile(words), {entry.text: entry.modality for entry in entries}


def _guarded(entry: MarkerEntry) -> str:
    """Return a regex of the word that no longer word swallows.

    The guards stand behind the word: an alternation whose branches all begin with a character is searched for twenty
    times as fast as one whose branches begin with a look-around.
    """
    guards = "|".join(_around(entry.text, longer) for longer in entry.not_)
    return f"{entry.text}(?!{guards})" if guards else entry.text


def _around(word: str, longer: str) -> str:
    """Return a regex that, at the end of ``word``, sees the ``longer`` word around it."""
    end = longer.index(word) + len(word)
    before = f"(?<={longer[:end]})" if end > len(word) else ""
    return before + longer[end:]


def match(text: str, *, article: str = "0") -> tuple[Marker, ...]:
    """Find the markers of a text.

    Args:
        text: the text of an article.
        article: its id, copied into the results.

    Returns:
        The markers in order, without overlap; offsets are half-open in ``text``.
    """
    pattern, modality = _grammar()
    return tuple(
        [
            Marker(article=article, start=found.start(), end=found.end(), text=found[0], modality=modality[found[0]])
            for found in pattern.finditer(text)
        ]
    )

"""An article and the places found in it → the part of its text that shows them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDTH: Final = 60  # characters that a piece shows, without what completes its sentence
_REACH: Final = 30  # how far a piece may reach to begin or end with a sentence
_PIECES: Final = 3
_CUT: Final = "……"
_STOP: Final = re.compile(r"[。；！？：\n]\s*")
_PAUSE: Final = re.compile(r"[，、]")


class Snippet(NamedTuple):
    """Words of an article and where in them the places are."""

    text: str
    marks: tuple[Span, ...]


def snippet(text: str, found: Sequence[Sequence[Span]]) -> Snippet:
    """Return the pieces of a text that show as many of the words as can be shown.

    Args:
        text: of the article.
        found: of each word its places, in order.
    """
    pieces = [_widened(text, piece) for piece in _pieces(found)] or [_widened(text, Span(start=0, end=0))]
    joined: list[Span] = []
    for piece in sorted(pieces):
        if joined and piece.start <= joined[-1].end + 1:
            joined[-1] = Span(start=joined[-1].start, end=max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return _shown(text, joined, distinct(place for places in found for place in places))


def distinct(places: Iterable[Span]) -> tuple[Span, ...]:
    """Return places in order; of two that share a character the first and longest."""
    kept: list[Span] = []
    for place in sorted(places, key=lambda each: (each.start, -each.end)):
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return tuple(kept)


def _pieces(found: Sequence[Sequence[Span]]) -> list[Span]:
    """Return where the words stand: where most of them stand together, then what is still missing."""
    missing = {word for word, places in enumerate(found) if places}
    everywhere = sorted((place, word) for word, places in enumerate(found) for place in places)
    pieces: list[Span] = []
    while missing and len(pieces) < _PIECES:
        best = max(everywhere, key=lambda each: len(_within(everywhere, each[0], missing)))
        words = _within(everywhere, best[0], missing)
        last = max(place.end for place, _ in _window(everywhere, best[0]))
        pieces.append(Span(start=best[0].start, end=last))
        missing -= words
    return pieces


def _window(everywhere: Sequence[tuple[Span, int]], place: Span) -> Sequence[tuple[Span, int]]:
    """Return the places that a piece shows which begins with one of them, each with its word."""
    begin = bisect_left(everywhere, (place, -1))
    end = bisect_left(everywhere, (Span(start=place.start + _WIDTH, end=0), -1))
    return everywhere[begin : max(end, begin + 1)]


def _within(everywhere: Sequence[tuple[Span, int]], place: Span, missing: set[int]) -> set[int]:
    """Return the missing words that such a piece shows."""
    return {word for _, word in _window(everywhere, place)} & missing


def _widened(text: str, piece: Span) -> Span:
    """Return a piece from the beginning of its sentence or clause to an end of one, where these are near."""
    low = max(0, piece.start - _REACH)
    stops = [stop.end() for stop in _STOP.finditer(text, low, piece.start)]
    pauses = [pause.end() for pause in _PAUSE.finditer(text, low, piece.start)]
    start = 0 if low == 0 and not stops else stops[-1] if stops else pauses[0] if pauses else low
    enough = min(len(text), max(piece.end, start + _WIDTH))
    stop = _STOP.search(text, enough - 1 if enough > piece.end else enough, min(len(text), enough + _REACH))
    if stop is not None:
        return Span(start=start, end=stop.start() + 1)
    if len(text) <= enough + _REACH:
        return Span(start=start, end=len(text))
    pause = _PAUSE.search(text, enough, enough + _REACH)
    return Span(start=start, end=enough if pause is None else pause.start())


def _shown(text: str, pieces: Sequence[Span], places: Sequence[Span]) -> Snippet:
    """Return pieces put together, with …… where something is left out, and the places in them."""
    parts: list[str] = []
    marks: list[Span] = []
    at = 0
    for piece in pieces:
        cut = _CUT if piece.start and (parts or not _begins(text, piece.start)) else ""
        parts.append(cut + re.sub(r"\s", " ", piece.of(text)))
        shift = at + len(cut) - piece.start
        marks += [Span(start=place.start + shift, end=place.end + shift) for place in places if piece.contains(place)]
        at += len(parts[-1])
    if pieces[-1].end < len(text.rstrip()) and not _STOP.match(text, pieces[-1].end - 1):
        parts.append(_CUT)
    return Snippet("".join(parts), tuple(marks))


def _begins(text: str, offset: int) -> bool:
    """Whether a sentence begins at an offset."""
    return _STOP.match(text[:offset].rstrip()[-1:]) is not None or "\n" in text[offset - 1 : offset]

"""Words looked up by where they end: a name is read leftwards from its last word."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from zhize.lexicon import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

E = TypeVar("E", bound=Entry)
K = TypeVar("K")
V = TypeVar("V")
_ROOM = 50_000  # of what is remembered of one kind; a law has some thousand pairs of characters

_LONG = 3


class Remembered(dict[K, V]):
    """What a function makes of each key, reckoned once; emptied where it would hold more than memory has room for.

    A key that was met before costs what a look-up in a `dict` costs, so `map` runs over whole texts with it.
    """

    __slots__ = ("_make", "_room")

    def __init__(self, make: Callable[[K], V], room: int = _ROOM) -> None:
        """Remember what a function returns, of so many keys at most."""
        super().__init__()
        self._make, self._room = make, room

    def __missing__(self, key: K) -> V:
        """Reckon and keep."""
        if len(self) >= self._room:
            self.clear()
        made = self[key] = self._make(key)
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where a word of a vocabulary may end by its last characters, so that few places are looked up."""

    lasts: re.Pattern[str]
    pairs: frozenset[str]
    singles: frozenset[str]  # words of one character

    def of(self, text: str) -> list[int]:
        """Return the positions in order."""
        pairs, singles = self.pairs, self.singles
        ends = [found.end() for found in self.lasts.finditer(text)]
        if singles:
            return [end for end in ends if text[end - 2 : end] in pairs or text[end - 1] in singles]
        return [end for end in ends if text[end - 2 : end] in pairs]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Generic[E]):
    """Entries of a lexicon by their words, and which lengths end in a character."""

    entries: Mapping[str, E]
    lengths: Remembered[str, tuple[int, ...]]  # of words that may end in two characters, the longest first
    ends: Ends
    guarded: Mapping[str, tuple[tuple[str, int], ...]]  # words with longer ones around them that are other words

    def ending(self, text: str, at: int) -> E | None:
        """Return the longest entry that ends at a position, if no longer word of its ``not`` swallows it."""
        for length in self.lengths[text[at - 2 : at] if at > 1 else text[:at]]:  # most pairs of characters end no word
            if length <= at and (entry := self.entries.get(text[at - length : at])) is not None:
                if entry.text in self.guarded and _stands_in(text, at, self.guarded[entry.text]):
                    continue
                return entry
        return None


def vocabulary(entries: Iterable[E]) -> Vocabulary[E]:
    """Return the entries ready to be looked up; of two with the same word the later one counts."""
    words = {entry.text: entry for entry in entries}
    lengths = defaultdict[str, set[int]](set)
    for word in words:
        lengths[word[-2:]].add(len(word))
    ordered = {
        last: tuple(sorted(found | lengths.get(last[-1], set()), reverse=True)) for last, found in [*lengths.items()]
    }
    return Vocabulary(
        entries=words,
        lengths=Remembered(lambda pair: ordered.get(pair) or ordered.get(pair[-1:], ())),
        ends=ends_of(words),
        guarded={word: _reaching(word, _longer(entry)) for word, entry in words.items() if _longer(entry)},
    )


def _longer(entry: Entry) -> tuple[str, ...]:
    """Return the longer words in which an entry is none."""
    return getattr(entry, "not_", ())


def ends_of(words: Iterable[str]) -> Ends:
    """Return where some words may end."""
    known = set(words)
    return Ends(
        lasts=_lasts(known),
        pairs=frozenset(word[-2:] for word in known if len(word) > 1),
        singles=frozenset(word for word in known if len(word) == 1),
    )


def _lasts(words: Collection[str]) -> re.Pattern[str]:
    """Return a pattern of the last characters of words: of each length up to three, these have been before it."""
    if not words:
        return re.compile("(?!)")
    sized = defaultdict[int, list[str]](list)
    for word in words:
        sized[min(len(word), _LONG)].append(word[-_LONG:])
    before = ("".join(_one_of(some, at) for at in range(size)) for size, some in sorted(sized.items(), reverse=True))
    return re.compile(f"{_one_of(words, -1)}(?:{'|'.join(f'(?<={each})' for each in before)})")


def _one_of(words: Iterable[str], at: int) -> str:
    """Return the set of the characters that words have at a position, as a regular expression says it."""
    return f"[{''.join(map(re.escape, sorted({word[at] for word in words})))}]"


def swallowed(text: str, start: int, word: str, longer: Iterable[str]) -> bool:
    """Whether a longer word stands around a word: 城市 around 市."""
    for each in longer:
        begin = start - each.index(word)
        if begin >= 0 and text.startswith(each, begin):
            return True
    return False


def _reaching(word: str, longer: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return longer words, each with how much of it there is up to the end of the word in it."""
    return tuple([(each, each.index(word) + len(word)) for each in longer])


def _stands_in(text: str, end: int, longer: Iterable[tuple[str, int]]) -> bool:
    """Whether one of the longer words stands around the word that ends at a position."""
    for each, reach in longer:
        begin = end - reach
        if begin >= 0 and text.startswith(each, begin):
            return True
    return False

"""Words looked up by where they end: a name is read leftwards from its last word."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from zhize.lexicon import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Where a word of a vocabulary may end by its last two characters, so that few places are looked up."""

    lasts: re.Pattern[str]
    pairs: frozenset[str]
    singles: frozenset[str]  # words of one character

    def of(self, text: str) -> Iterator[int]:
        """Yield the positions in order."""
        for found in self.lasts.finditer(text):
            end = found.end()
            if text[end - 2 : end] in self.pairs or found[0] in self.singles:
                yield end


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Generic[E]):
    """Entries of a lexicon by their words, and which lengths end in a character."""

    entries: Mapping[str, E]
    lengths: Mapping[str, tuple[int, ...]]  # by the last two characters, or the one of a short word; the longest first
    ends: Ends

    def ending(self, text: str, at: int) -> E | None:
        """Return the longest entry that ends at a position, if no longer word of its ``not`` swallows it."""
        # Most pairs of characters end no word; slices before the beginning of the text are empty and found nowhere.
        for length in self.lengths.get(text[at - 2 : at]) or self.lengths.get(text[at - 1 : at], ()):
            if length <= at and (entry := self.entries.get(text[at - length : at])) is not None:
                if swallowed(text, at - length, entry.text, getattr(entry, "not_", ())):
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
    return Vocabulary(entries=words, lengths=ordered, ends=ends_of(words))


def ends_of(words: Iterable[str]) -> Ends:
    """Return where some words may end."""
    known = set(words)
    lasts = "".join(map(re.escape, sorted({word[-1] for word in known})))
    return Ends(
        lasts=re.compile(f"[{lasts}]" if lasts else "(?!)"),
        pairs=frozenset(word[-2:] for word in known if len(word) > 1),
        singles=frozenset(word for word in known if len(word) == 1),
    )


def swallowed(text: str, start: int, word: str, longer: Iterable[str]) -> bool:
    """Whether a longer word stands around a word: 城市 around 市."""
    for each in longer:
        begin = start - each.index(word)
        if begin >= 0 and text.startswith(each, begin):
            return True
    return False

"""Words looked up by where they end: a name is read leftwards from its last word."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from zhize.lexicon import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary(Generic[E]):
    """Entries of a lexicon by their words, and which lengths end in a character."""

    entries: Mapping[str, E]
    lengths: Mapping[str, tuple[int, ...]]  # by last character, the longest first
    last_characters: re.Pattern[str]  # one of them

    def ending(self, text: str, at: int) -> E | None:
        """Return the longest entry that ends at a position, if no longer word of its ``not`` swallows it."""
        if not at:
            return None
        for length in self.lengths.get(text[at - 1], ()):
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
        lengths[word[-1]].add(len(word))
    ordered = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
    return Vocabulary(entries=words, lengths=ordered, last_characters=any_of(ordered))


def any_of(characters: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of some characters."""
    return re.compile(f"[{''.join(map(re.escape, sorted(characters)))}]")


def swallowed(text: str, start: int, word: str, longer: Iterable[str]) -> bool:
    """Whether a longer word stands around a word: 城市 around 市."""
    for each in longer:
        begin = start - each.index(word)
        if begin >= 0 and text.startswith(each, begin):
            return True
    return False

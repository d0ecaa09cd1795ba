"""The words of the time lexicons, ready to be looked up: by where they end, and by where they stand in a stretch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

from zhize.lexicon import Entry, load
from zhize.lexicon.schema import TimeCue, TimeCueEntry
from zhize.tagging.vocabulary import swallowed, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.tagging.vocabulary import Vocabulary

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder(Generic[E]):
    """Entries of a lexicon and one pattern of them all, the longest word first."""

    pattern: re.Pattern[str]
    entries: dict[str, E]

    def each(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, E]]:
        """Yield where an entry stands in a stretch and the entry, unless a longer word of its ``not`` swallows it."""
        stop = len(text) if end is None else end
        while found := self.pattern.search(text, start, stop):
            entry = self.entries[found[0]]
            start = found.end()
            if swallowed(text, found.start(), entry.text, getattr(entry, "not_", ())):
                start = found.start() + 1  # 应当即时: 当即 is none, 即时 is one
            else:
                yield found.start(), entry

    def at(self, text: str, start: int, end: int) -> E | None:
        """Return the entry that begins at a position and ends before another, unless a longer word swallows it."""
        found = self.pattern.match(text, start, end)
        entry = self.entries[found[0]] if found else None
        return None if entry is None or swallowed(text, start, entry.text, getattr(entry, "not_", ())) else entry


def finder(entries: Iterable[E]) -> Finder[E]:
    """Return the entries ready to be found."""
    words = {entry.text: entry for entry in entries}
    longest_first = sorted(words, key=len, reverse=True)
    return Finder(pattern=re.compile("|".join(map(re.escape, longest_first))), entries=words)


@cache
def _of(kinds: tuple[TimeCue, ...]) -> tuple[TimeCueEntry, ...]:
    return tuple(entry for entry in load("timecues", TimeCueEntry) if entry.kind in kinds)


@cache
def ending(*kinds: TimeCue) -> Vocabulary[TimeCueEntry]:
    """Return the cues of some kinds, to be looked up by where they end."""
    return vocabulary(_of(kinds))


@cache
def standing(*kinds: TimeCue) -> Finder[TimeCueEntry]:
    """Return the cues of some kinds, to be looked up in a stretch."""
    return finder(_of(kinds))

"""Two levels of government side by side: each text's own bodies in neutral words.

A county's rules say 县政府, 县长 and 各镇（街道） where a city's say 市政府, 市长 and 各县（市、区）. Both become
本政府, 本长 and 各下级, so that two articles which differ only in that are equal. The words stand in ``levels.toml``.
Bodies of other levels stay as they are: 市政府 in a county's rules is the upper level. That 县政府办公室主任 answers to
市政府秘书长 is a correspondence of functions, not of offices in law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import field

from zhize import bodies
from zhize.comparison.equality import Folded, fold
from zhize.lexicon import Entry, load
from zhize.types import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.types import Regulation

Line = tuple[str, str]
"""Two names that stand for each other."""

_PLACE_ROLE: Final = "某"  # stands for the name of the place: 生态泗水 → 生态某


class LevelKind(StrEnum):
    """What a word of ``levels.toml`` names."""

    OWN = "own"  # the level itself: 县
    POST = "post"  # an office or post that is called otherwise elsewhere: 政府办公室主任
    BELOW = "below"  # the tier under it: 镇（街道）


class LevelEntry(Entry, frozen=True):
    """A word of ``levels.toml`` and the neutral word for it."""

    kind: LevelKind
    role: str
    levels: tuple[Level, ...] = ()  # whose texts the entry is for; for own words the issuer's name decides
    before: tuple[str, ...] = ()  # where it or `after` is given, one of them must stand beside the word
    after: tuple[str, ...] = ()
    not_: tuple[str, ...] = field(name="not", default=())  # longer words that stay as they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Whose text it is: 泗水, 县, county."""

    place: str = ""  # name without the word of the level; empty where the text does not say
    word: str = ""  # 县, 市, 自治州 …
    level: Level | None = None
    lines: tuple[Line, ...] = ()  # folded words of the text and the neutral word for each, as a user said

    @property
    def known(self) -> bool:
        """Whether there are words to replace."""
        return bool(self.word or self.lines) or self.level is Level.NATIONAL


def home_of(regulation: Regulation) -> Home:
    """Return whose text it is, by its issuer or else its title."""
    seen = bodies.home_of(regulation)
    if seen.level is Level.NATIONAL or not seen.place:
        return Home(level=seen.level)
    return Home(place=seen.place.removesuffix(seen.word), word=seen.word, level=seen.level)


def with_lines(homes: tuple[Home, Home], lines: Sequence[Line]) -> tuple[Home, Home]:
    """Return the homes with what a user says corresponds.

    Args:
        homes: whose text the left one is, and whose the right one.
        lines: names of the left text and names of the right one that stand for the same body.

    Returns:
        Both homes; the two names of a line have one neutral word, which does not depend on which side is which.
    """
    pairs = [(fold(ours).text, fold(theirs).text) for ours, theirs in lines]
    words = [min(neutral(ours, homes[0]).text, neutral(theirs, homes[1]).text) for ours, theirs in pairs]
    left = tuple((ours, word) for (ours, _), word in zip(pairs, words, strict=True))
    right = tuple((theirs, word) for (_, theirs), word in zip(pairs, words, strict=True))
    return replace(homes[0], lines=left), replace(homes[1], lines=right)


@lru_cache(maxsize=8192)
def neutral(text: str, home: Home) -> Folded:
    """Return a text folded, with the bodies of its own level in neutral words.

    Args:
        text: the text as it is.
        home: whose text it is.
    """
    plain = fold(text)
    if not home.known:
        return plain
    pattern, roles = _rules(home)
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in pattern.finditer(plain.text):
        role = roles.get(match[0])
        if role is None:
            continue
        words += (plain.text[at : match.start()], role)
        starts += plain.starts[at : match.start()] + (plain.starts[match.start()],) * len(role)
        ends += plain.ends[at : match.start()] + (plain.ends[match.end() - 1],) * len(role)
        at = match.end()
    tail = plain.text[at:]
    return Folded("".join((*words, tail)), (*starts, *plain.starts[at:]), (*ends, *plain.ends[at:]))


@cache
def _rules(home: Home) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of everything that is replaced or held back, and the neutral word of what is replaced."""
    named = _own_words(home.word)
    entries = [entry for entry in load("levels", LevelEntry) if _concerns(entry, home, named)]
    roles = {fold(entry.text).text: entry.role for entry in entries}
    # A place of a single character is too short to tell from other words.
    if len(home.place) > 1:
        roles |= {home.place: _PLACE_ROLE, home.place + home.word: roles.get(home.word, _PLACE_ROLE)}
    roles |= dict(home.lines)
    branches = {fold(longer).text: "" for entry in entries for longer in entry.not_}
    branches = {longer: re.escape(longer) for longer in branches if longer not in roles}
    branches |= {word: re.escape(word) for word in roles}
    branches |= {fold(entry.text).text: _branch(entry) for entry in entries}
    longest_first = sorted(branches, key=len, reverse=True)
    return re.compile("|".join(branches[word] for word in longest_first)), roles


def _own_words(word: str) -> frozenset[str]:
    """Return the words that a text has for its own level: an autonomous county also writes 县."""
    return frozenset({word, word.removeprefix("自治")} - {""})


def _concerns(entry: LevelEntry, home: Home, named: frozenset[str]) -> bool:
    return entry.text in named if entry.kind is LevelKind.OWN else home.level in entry.levels


def _branch(entry: LevelEntry) -> str:
    word = re.escape(fold(entry.text).text)
    beside = [f"(?<={re.escape(before)})" for before in entry.before]
    beside += [f"(?={re.escape(after)})" for after in entry.after]
    if not beside:
        return word
    look_behind = "|".join(f"(?<={re.escape(before)}){word}" for before in entry.before)
    look_ahead = f"{word}(?={'|'.join(map(re.escape, entry.after))})" if entry.after else ""
    return "|".join(part for part in (look_behind, look_ahead) if part)

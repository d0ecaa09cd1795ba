"""The words of ``roles.toml`` in the name of a body, matched character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from zhize.lexicon import load
from zhize.lexicon.schema import RoleEntry, RoleKind

if TYPE_CHECKING:
    from zhize.values import Level

_PARTS: Final = frozenset({RoleKind.ORGAN, RoleKind.POST, RoleKind.MANNER, RoleKind.MEETING})
_ALL: Final = "各级"  # behind a level, with those beneath it: 本市各级人民政府
_LINK = re.compile(r"、|和|与|及|或者|或")
# 中共河湾县委员会 → 河湾县委, 政协河湾县委员会 → 河湾县政协
_PARTY = re.compile(r"(?:中共|中国共产党)(?P<place>[\u4e00-\u9fff]{1,20}?)委(?:员会)?(?=$|[办书副常组宣统])")
_CPPCC = re.compile(r"政协(?P<place>[\u4e00-\u9fff]{1,20}?)委员会")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of ``roles.toml`` in a name; offsets are those of the name."""

    entry: RoleEntry
    start: int
    end: int


def shortened(name: str) -> str:
    """Return a name with its words in their shorter form: 县人民政府办公室 → 县政府办公室."""
    pattern, entries = _pattern(frozenset({RoleKind.SHORT}))
    short = name
    for _ in range(2):  # 人民政府办 takes two steps
        short = pattern.sub(lambda found: _short(entries.get(found[0]), found[0]), short)
    for form, word in ((_PARTY, "委"), (_CPPCC, "政协")):
        found = form.match(short)
        if found is not None:
            short = found["place"] + word + short[found.end() :]
    return short


def _short(entry: RoleEntry | None, text: str) -> str:
    return entry.short if entry else text


def words_of(name: str) -> tuple[Word, ...]:
    """Return the organs, posts and meetings in a name, with what changes the rank of a post, in their order."""
    pattern, entries = _pattern(_PARTS)
    return tuple(
        Word(entry=entries[found[0]], start=found.start(), end=found.end())
        for found in pattern.finditer(name)
        if found[0] in entries
    )


def tiers_at(name: str, at: int) -> tuple[Word, ...]:
    """Return the words of levels that stand at a place of a name: 省、自治区、直辖市 of 省、自治区、直辖市政府."""
    found = list[Word]()
    word = _word_at(RoleKind.TIER, name, at)
    while word is not None:
        found.append(word)
        at = word.end
        if not name.startswith(_ALL, at):
            link = _LINK.match(name, at)
            at = link.end() if link else len(name)
        word = _word_at(RoleKind.TIER, name, at)
    return tuple(found)


def determiners_at(name: str, at: int) -> tuple[Word, ...]:
    """Return the words that say which of the bodies: 各, 其他."""
    found = list[Word]()
    while (word := _word_at(RoleKind.DETERMINER, name, at)) is not None:
        found.append(word)
        at = word.end
    return tuple(found)


def is_common(place: str) -> bool:
    """Whether the words in front of the word of a level are common ones, which name no place: 当地城市."""
    return _pattern(frozenset({RoleKind.COMMON}))[0].search(place) is not None


def is_vertical(name: str) -> bool:
    """Whether the field of a name is one whose bodies need not be of the government beside them."""
    return _pattern(frozenset({RoleKind.VERTICAL}))[0].search(name) is not None


@cache
def tier(word: str) -> RoleEntry | None:
    """Return the entry of the word of a level."""
    return _pattern(frozenset({RoleKind.TIER}))[1].get(word)


def level_of_word(word: str) -> Level | None:
    """Return the level that the word of a level tells by itself; none for 市."""
    entry = tier(word)
    return entry.level if entry else None


def _word_at(kind: RoleKind, name: str, at: int) -> Word | None:
    pattern, entries = _pattern(frozenset({kind}))
    found = pattern.match(name, at)
    entry = entries.get(found[0]) if found else None
    return Word(entry=entry, start=at, end=at + len(entry.text)) if entry else None


@cache
def _pattern(kinds: frozenset[RoleKind]) -> tuple[re.Pattern[str], dict[str, RoleEntry]]:
    """Return the pattern of the words of some kinds, the longest first, and of the longer words that hide them."""
    entries = {entry.text: entry for entry in load("roles", RoleEntry) if entry.kind in kinds}
    longer = {word for entry in entries.values() for word in entry.not_}
    longest_first = sorted({*entries, *longer}, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first))), entries

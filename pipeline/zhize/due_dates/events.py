"""The events that a user dates, and the words of a text that they are (起算事由的对应)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from zhize.due_dates.nouns import Event
from zhize.due_dates.reckoning import moment
from zhize.errors import InputError, LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.types import Definition

_FILE = "events.toml"
_SHORTEST = 2  # characters of an event that a longer one may contain
_NOISE = re.compile(r"[\s“”\"'‘’的]")
_PARTS = re.compile(r"、|或者|或|以及")


class Likeness(IntEnum):
    """How an event is that of a text, the surest first."""

    SAME = 0  # the same words, made alike
    PART = 1  # one of those that the text lists
    CONTAINED = 2  # one holds the other at its beginning or end; a person should look


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The events that the words of a text may mean, all of the same likeness."""

    events: tuple[Event, ...]
    likeness: Likeness


class Same(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say the same of an event."""

    word: str
    others: tuple[str, ...]
    example: tuple[str, str]


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``events.toml`` holds."""

    leads: tuple[str, ...]
    tails: tuple[str, ...]
    meetings: tuple[str, ...]
    held: tuple[str, ...]
    meeting: str
    against: tuple[str, ...]
    same: tuple[Same, ...]


@cache
def words() -> Words:
    """Return the words by which events are made alike.

    Raises:
        LexiconError: the file breaks its schema.
    """
    document = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
    try:
        return msgspec.convert(document, Words)
    except msgspec.ValidationError as error:
        raise LexiconError(str(error), where=_FILE, remedy="see Words in zhize.due_dates.events") from error


def events_of(given: Iterable[str]) -> tuple[Event, ...]:
    """Return the events that a user names with their days.

    Args:
        given: each like 会议=2026-12-10 or 接到报告=2026-12-10T09:00.

    Raises:
        InputError: one has no name or no date, or is given twice.
    """
    found: dict[str, Event] = {}
    for text in given:
        name, mark, day = (part.strip() for part in text.rpartition("="))
        if not mark or not name:
            raise InputError("is no event with its date", where=text, remedy="write it like 会议=2026-12-10")
        event = Event(name=name, date=moment(day, where=text))
        if name in found:
            raise InputError("the event is given twice", where=text, remedy="give it once; run again for another day")
        found[name] = event
    return tuple(found.values())


def match(anchor: str, events: Sequence[Event], definitions: Iterable[Definition] = ()) -> Matched | None:
    """Return the events that the words of a text mean.

    Args:
        anchor: the words, as `zhize.Time.anchor` has them.
        events: those that the user dated.
        definitions: the names that the text gives: 常务会议 is then 县政府常务会议.

    Returns:
        The events of the best likeness; more than one if they are alike. None if there is none.
    """
    aliases = {each.meaning: each.name for each in definitions if each.alias and len(each.meaning) > len(each.name)}
    found: dict[Likeness, list[Event]] = {}
    for event in events:
        likeness = _likeness(_short(anchor, aliases), _short(event.name, aliases))
        if likeness is not None:
            found.setdefault(likeness, []).append(event)
    best = min(found, default=None)
    return None if best is None else Matched(events=tuple(found[best]), likeness=best)


def alike(name: str) -> str:
    """Return the words of an event in the form in which they are compared: 接到通知之日 → 收到通知, 会 → 会议."""
    known = words()
    bare = _trimmed(_NOISE.sub("", name), known)
    for same in known.same:
        for other in sorted(same.others, key=len, reverse=True):
            bare = bare.replace(other, same.word)
    bare = _without_held(_trimmed(bare, known), known)
    return known.meeting if bare in known.meetings else bare


def _likeness(anchor: str, name: str) -> Likeness | None:
    whole, given = alike(anchor), alike(name)
    if not whole or not given:
        return None
    if whole == given:
        return Likeness.SAME
    if given in {alike(part) for part in _PARTS.split(anchor)}:
        return Likeness.PART
    return Likeness.CONTAINED if _holds(whole, given) or _holds(given, whole) else None


def _holds(longer: str, shorter: str) -> bool:
    """Whether an event begins or ends with another one, and what it has besides does not turn it round."""
    if len(shorter) < _SHORTEST or not (longer.startswith(shorter) or longer.endswith(shorter)):
        return False
    rest = longer.removesuffix(shorter) if longer.endswith(shorter) else longer.removeprefix(shorter)
    return not any(word in rest for word in words().against)


def _short(name: str, aliases: dict[str, str]) -> str:
    """Return an event with the long names that the text shortens in their short form."""
    for meaning in sorted(aliases, key=len, reverse=True):
        name = name.replace(meaning, aliases[meaning])
    return name


def _trimmed(name: str, known: Words) -> str:
    """Return an event without 自 before it and 之日 behind it, as often as they stand there."""
    while True:
        before = name
        for lead in known.leads:
            name = name.removeprefix(lead) or name
        for tail in known.tails:
            name = name.removesuffix(tail) or name
        if name == before:
            return name


def _without_held(name: str, known: Words) -> str:
    """Return 常务会议 for 召开常务会议 and 常务会议召开."""
    for verb in known.held:
        behind, before = name.removesuffix(verb), name.removeprefix(verb)
        if behind != name and behind.endswith(known.meetings):
            return behind
        if before != name and before.endswith(known.meetings):
            return before
    return name

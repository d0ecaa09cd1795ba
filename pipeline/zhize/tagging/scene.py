"""The scene (语境) in which norms are read: an article with its mentions, asked by position.

Bodies that stand in one coordination (县长、副县长和县政府办公室主任) act together, so they are asked for as a `Group`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import AdverbEntry, Particle, ParticleEntry, VerbEntry
from zhize.types import Span, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.types import Actor, Marker, Time

# 与 and 同 are left out: 主办部门与相关部门会签 is one body acting with another, not two bodies acting.
_QUOTED = re.compile("“[^“”]*”|「[^「」]*」|《[^《》]*》")
_LONGEST_LINK = 8  # 、以及其他有关
_LINK = re.compile(r"(?:、|和|以及|及其?|或者?|并|）|\)|等|、?(?:各|有关|相关|其他))*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Bodies in one coordination; offsets are article offsets."""

    start: int
    end: int
    actors: tuple[Actor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names, each once, in order."""
        return tuple(dict.fromkeys(actor.body for actor in self.actors))

    @property
    def span(self) -> Span:
        """The extent of the coordination."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An article's text with what was found in it, each in the order of the text."""

    text: str
    actors: tuple[Actor, ...]
    times: tuple[Time, ...]
    markers: tuple[Marker, ...]
    groups: tuple[Group, ...]
    quoted: tuple[tuple[int, int], ...] = ()  # what stands in quotation marks

    def in_quotes(self, at: int) -> bool:
        """Whether a character belongs to quoted words."""
        index = bisect_right(self.quoted, at, key=lambda span: span[0]) - 1
        return index >= 0 and at < self.quoted[index][1]

    def groups_in(self, start: int, end: int) -> Iterator[Group]:
        """Yield the coordinations that lie within a stretch."""
        first = bisect_left(self.groups, start, key=lambda group: group.start)
        for index in range(first, len(self.groups)):
            group = self.groups[index]
            if group.start >= end:
                break
            if group.end <= end:
                yield group

    def group_at(self, start: int) -> Group | None:
        """Return the coordination that begins at a position."""
        index = bisect_left(self.groups, start, key=lambda group: group.start)
        if index < len(self.groups) and self.groups[index].start == start:
            return self.groups[index]
        return None

    def group_of(self, at: int) -> Group | None:
        """Return the coordination to which the mention at a position belongs."""
        index = bisect_right(self.groups, at, key=lambda group: group.start) - 1
        return self.groups[index] if index >= 0 and at < self.groups[index].end else None

    def last_group(self, start: int, end: int) -> Group | None:
        """Return the last coordination that lies within a stretch."""
        index = bisect_left(self.groups, end + 1, key=lambda group: group.end) - 1
        return self.groups[index] if index >= 0 and self.groups[index].start >= start else None

    def times_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the time expressions that lie within a stretch."""
        first = bisect_left(self.times, start, key=lambda time: time.start)
        last = bisect_left(self.times, end + 1, key=lambda time: time.end)
        return tuple(time.span for time in self.times[first:last])

    def times_over(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the time expressions that share a character with a stretch."""
        index = bisect_left(self.times, start, key=lambda time: time.end)
        found = []
        for time in self.times[index:]:
            if time.start >= end:
                break
            found.append(time.span)
        return tuple(found)

    def in_actor(self, at: int) -> bool:
        """Whether a character belongs to a mention."""
        index = bisect_right(self.actors, at, key=lambda actor: actor.start) - 1
        return index >= 0 and at < self.actors[index].end

    def time_at(self, span: Span) -> Time:
        """Return the time expression of the scene that begins where a span begins."""
        return self.times[bisect_left(self.times, span.start, key=lambda time: time.start)]

    def type_of(self, span: Span) -> TimeType:
        """Return what a time expression of the scene says: 3个工作日内 is a deadline."""
        return self.time_at(span).type

    def around_verb(self, time: Span) -> bool:
        """Whether a frequency stands around the verb that it says how often of: 每年清理一次."""
        if self.type_of(time) is not TimeType.FREQUENCY:
            return False
        return any(verb_at(self.text, at) is not None for at in range(time.start + 2, time.end - 1))

    def markers_in(self, start: int, end: int) -> tuple[Marker, ...]:
        """Return the markers that begin within a stretch."""
        first = bisect_left(self.markers, start, key=lambda marker: marker.start)
        last = bisect_left(self.markers, end, key=lambda marker: marker.start)
        return self.markers[first:last]

    def skip(self, at: int, end: int) -> int:
        """Return the position after the adverbs, conjunctions and time expressions at ``at``."""
        while at < end:
            step = _adverbs().match(self.text, at, end)
            reach = step.end() if step else at
            index = bisect_left(self.times, at, key=lambda time: time.start)
            if index < len(self.times) and self.times[index].start <= reach and self.times[index].end <= end:
                reach = max(reach, self.times[index].end)
            if reach == at:
                return at
            at = reach
        return at

    def predicate_at(self, at: int, end: int) -> bool:
        """Whether a predicate begins at ``at``: a marker, a verb or a preposition, adverbs before it skipped."""
        begin, at = at, self.skip(at, end)
        if any(self.around_verb(time) for time in self.times_in(begin, at)):
            return True  # 每季度向县委报告一次|工作
        if at >= end:
            return any(time.end == end for time in self.times_in(begin, end))  # 每月召开1次 is all there is
        if any(marker.start == at for marker in self.markers_in(at, at + 1)):
            return True
        return verb_at(self.text, at) is not None or self.text.startswith(_particles(Particle.PREPOSITION), at, end)

    def governed(self, group: Group, start: int) -> bool:
        """Whether a preposition or a verb directly before a coordination takes it as its object."""
        return self.text.endswith(_particles(Particle.GOVERNOR), start, group.start)


def scene(text: str, actors: tuple[Actor, ...], times: tuple[Time, ...], markers: tuple[Marker, ...]) -> Scene:
    """Lay out an article for reading.

    A marker inside an actor or a time is none (每年应召开一次), nor is one in quoted words: “不得转载”字样.
    """
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    limits = [time for time in times if "不得" not in time.text]  # 不得超过一周 bars and says how long
    taken = sorted([(actor.start, actor.end) for actor in actors] + [(time.start, time.end) for time in limits])
    free = tuple(marker for marker in markers if not _covered(marker, taken) and not _covered(marker, quoted))
    return Scene(
        text=text, actors=actors, times=times, markers=free, groups=tuple(_groups(text, actors)), quoted=tuple(quoted)
    )


def _covered(marker: Marker, taken: list[tuple[int, int]]) -> bool:
    index = bisect_left(taken, (marker.start, marker.start + 1))
    return any(start <= marker.start and marker.end <= end for start, end in taken[max(index - 1, 0) : index + 1])


def _groups(text: str, actors: tuple[Actor, ...]) -> list[Group]:
    groups: list[list[Actor]] = []
    for actor in actors:
        if groups:
            gap = text[groups[-1][-1].end : actor.start]
            if gap and len(gap) <= _LONGEST_LINK and _LINK.fullmatch(gap):
                groups[-1].append(actor)
                continue
        groups.append([actor])
    return [Group(start=group[0].start, end=group[-1].end, actors=tuple(group)) for group in groups]


@cache
def _adverbs() -> re.Pattern[str]:
    words = sorted((entry.text for entry in load("adverbs", AdverbEntry)), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})")


@cache
def _particles(kind: Particle) -> tuple[str, ...]:
    return tuple(entry.text for entry in load("particles", ParticleEntry) if entry.kind is kind)


@cache
def _verbs() -> tuple[dict[str, VerbEntry], int]:
    entries = {entry.text: entry for entry in load("verbs", VerbEntry)}
    return entries, max(map(len, entries))


def verb_at(text: str, at: int) -> VerbEntry | None:
    """Return the longest verb of the lexicon that begins at a position."""
    entries, longest = _verbs()
    for length in range(longest, 0, -1):
        if entry := entries.get(text[at : at + length]):
            return entry
    return None

"""The scene (语境) in which norms are read: an article with its mentions, asked by position.

Bodies that stand in one coordination (县长、副县长和县政府办公室主任) act together, so they are asked for as a `Group`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from operator import add, attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from zhize.lexicon import load
from zhize.lexicon.schema import AdverbEntry, Particle, ParticleEntry, VerbEntry
from zhize.tagging.vocabulary import Remembered
from zhize.types import Actor, ActorType, Span, TimeType

if TYPE_CHECKING:
    from zhize.tagging.heads import Head
    from zhize.types import Marker, Time

# 与 and 同 are left out: 主办部门与相关部门会签 is one body acting with another, not two bodies acting.
_QUOTED = re.compile("“[^“”]*”|「[^「」]*」|《[^《》]*》")
_START, _END, _EXTENT = attrgetter("start"), attrgetter("end"), attrgetter("start", "end")
_LONGEST_LINK = 8  # 、以及其他有关
_LINK = re.compile(r"(?:、|和|以及|及其?|或者?|并|）|\)|等|、?(?:各|有关|相关|其他))*")


class Group(Struct, frozen=True, kw_only=True):
    """Bodies in one coordination; offsets are article offsets."""

    start: int
    end: int
    actors: tuple[Actor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names, each once, in order."""
        if len(self.actors) == 1:
            return (self.actors[0].body,)
        return tuple(dict.fromkeys([actor.body for actor in self.actors]))

    @property
    def span(self) -> Span:
        """The extent of the coordination."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """An article's text with what was found in it, each in the order of the text.

    It is asked far more often than it is laid out: where everything begins and ends stands ready for bisection.
    """

    text: str
    actors: tuple[Actor, ...]
    times: tuple[Time, ...]
    markers: tuple[Marker, ...]
    groups: tuple[Group, ...]
    meets: bool  # whether a meeting is among the actors
    quoted: list[tuple[int, int]]  # what stands in quotation marks
    time_starts: list[int]
    time_ends: list[int]
    time_spans: tuple[Span, ...]
    marker_starts: list[int]
    group_starts: list[int]
    group_ends: list[int]
    beginning: dict[int, Group]  # the coordination that begins at a position
    # What was found of stretches that were asked for; most are asked for several times.
    heads: dict[tuple[int, int], tuple[Head, ...]] = field(default_factory=dict)
    leading: dict[tuple[int, int], Group | None] = field(default_factory=dict)

    def in_quotes(self, at: int) -> bool:
        """Whether a character belongs to quoted words."""
        index = bisect_right(self.quoted, (at, len(self.text))) - 1
        return index >= 0 and at < self.quoted[index][1]

    def has_groups(self, start: int, end: int) -> bool:
        """Whether a coordination lies within a stretch."""
        first = bisect_left(self.group_starts, start)
        return first < len(self.group_ends) and self.group_ends[first] <= end

    def groups_in(self, start: int, end: int, most: int | None = None) -> tuple[Group, ...]:
        """Return the coordinations that lie within a stretch, so many at most."""
        if not self.groups:
            return ()
        first = bisect_left(self.group_starts, start)
        last = bisect_right(self.group_ends, end, lo=first)
        return self.groups[first : last if most is None else min(last, first + most)]

    def group_at(self, start: int) -> Group | None:
        """Return the coordination that begins at a position."""
        return self.beginning.get(start)

    def group_of(self, at: int) -> Group | None:
        """Return the coordination to which the mention at a position belongs."""
        index = bisect_right(self.group_starts, at) - 1
        return self.groups[index] if index >= 0 and at < self.group_ends[index] else None

    def last_group(self, start: int, end: int) -> Group | None:
        """Return the last coordination that lies within a stretch."""
        index = bisect_right(self.group_ends, end) - 1
        return self.groups[index] if index >= 0 and self.group_starts[index] >= start else None

    def times_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the time expressions that lie within a stretch."""
        if not self.times:
            return ()
        first = bisect_left(self.time_starts, start)
        return self.time_spans[first : bisect_right(self.time_ends, end, lo=first)]

    def times_over(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the time expressions that share a character with a stretch."""
        first = bisect_left(self.time_ends, start)
        return self.time_spans[first : bisect_left(self.time_starts, end, lo=first)]

    def in_actor(self, at: int) -> bool:
        """Whether a character belongs to a mention."""
        index = bisect_right(self.actors, at, key=_START) - 1
        return index >= 0 and at < self.actors[index].end

    def time_at(self, span: Span) -> Time:
        """Return the time expression of the scene that begins where a span begins."""
        return self.times[bisect_left(self.time_starts, span.start)]

    def type_of(self, span: Span) -> TimeType:
        """Return what a time expression of the scene says: 3个工作日内 is a deadline."""
        return self.time_at(span).type

    def around_verb(self, time: Span) -> bool:
        """Whether a frequency stands around the verb that it says how often of: 每年清理一次."""
        if self.type_of(time) is not TimeType.FREQUENCY:
            return False
        return first_verb(self.text, time.start + 2, time.end - 1) is not None

    def markers_in(self, start: int, end: int) -> tuple[Marker, ...]:
        """Return the markers that begin within a stretch."""
        first = bisect_left(self.marker_starts, start)
        return self.markers[first : bisect_left(self.marker_starts, end, lo=first)]

    def skip(self, at: int, end: int) -> int:
        """Return the position after the adverbs, conjunctions and time expressions at ``at``."""
        text, starts = self.text, self.time_starts
        adverbs, firsts = _adverbs()
        while at < end:
            found = adverbs.match(text, at, end) if text[at] in firsts else None
            reach = found.end() if found else at
            if starts:
                index = bisect_left(starts, at)
                if index < len(starts) and starts[index] <= reach and self.time_ends[index] <= end:
                    reach = max(reach, self.time_ends[index])
            if reach == at:
                return at
            at = reach
        return at

    def predicate_at(self, at: int, end: int) -> bool:
        """Whether a predicate begins at ``at``: a marker, a verb or a preposition, adverbs before it skipped."""
        begin, at = at, self.skip(at, end)
        if at > begin and any(self.around_verb(time) for time in self.times_in(begin, at)):
            return True  # 每季度向县委报告一次|工作
        if at >= end:
            return any(time.end == end for time in self.times_in(begin, end))  # 每月召开1次 is all there is
        if verb_at(self.text, at) is not None or self.markers_in(at, at + 1):
            return True
        return self.text.startswith(_particles(Particle.PREPOSITION), at, end)

    def governed(self, group: Group, start: int) -> bool:
        """Whether a preposition or a verb directly before a coordination takes it as its object."""
        return self.governed_at(group.start, start)

    def governed_at(self, at: int, start: int) -> bool:
        """Whether a stretch ends at a position with a preposition or a verb that takes what follows as its object."""
        return self.text.endswith(_particles(Particle.GOVERNOR), start, at)


def scene(text: str, actors: tuple[Actor, ...], times: tuple[Time, ...], markers: tuple[Marker, ...]) -> Scene:
    """Lay out an article for reading.

    A marker inside an actor or a time is none (每年应召开一次), nor is one in quoted words: “不得转载”字样.
    """
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    if markers:
        limits = [time for time in times if "不得" not in time.text]  # 不得超过一周 bars and says how long
        taken = sorted(map(_EXTENT, (*actors, *limits)))
        markers = tuple([marker for marker in markers if not _covered(marker, taken)]) if taken else markers
    if quoted:
        markers = tuple([marker for marker in markers if not _covered(marker, quoted)])
    groups = _groups(text, actors)
    starts = list(map(_START, groups))
    return Scene(
        text=text,
        actors=actors,
        times=times,
        markers=markers,
        groups=tuple(groups),
        meets=any(actor.type is ActorType.MEETING for actor in actors),
        quoted=quoted,
        time_starts=list(map(_START, times)),
        time_ends=list(map(_END, times)),
        time_spans=tuple([time.span for time in times]),
        marker_starts=list(map(_START, markers)),
        group_starts=starts,
        group_ends=list(map(_END, groups)),
        beginning=dict(zip(starts, groups, strict=True)),
    )


def _covered(marker: Marker, taken: list[tuple[int, int]]) -> bool:
    start, end = marker.start, marker.end
    index = bisect_left(taken, (start, start + 1))
    if index > 0 and end <= taken[index - 1][1]:
        return True
    return index < len(taken) and taken[index][0] == start and end <= taken[index][1]


def _groups(text: str, actors: tuple[Actor, ...]) -> list[Group]:
    groups: list[list[Actor]] = []
    end = 0
    for actor in actors:
        if groups and 0 < actor.start - end <= _LONGEST_LINK and _LINK.fullmatch(text, end, actor.start):
            groups[-1].append(actor)
        else:
            groups.append([actor])
        end = actor.end
    return [Group(start=group[0].start, end=group[-1].end, actors=tuple(group)) for group in groups]


@cache
def _adverbs() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return a pattern of the adverbs, the longest first, and the characters that they begin with."""
    words = sorted((entry.text for entry in load("adverbs", AdverbEntry)), key=len, reverse=True)
    return re.compile("|".join(words)), frozenset(word[0] for word in words)


@cache
def _particles(kind: Particle) -> tuple[str, ...]:
    return tuple(entry.text for entry in load("particles", ParticleEntry) if entry.kind is kind)


@cache
def _verbs() -> tuple[dict[str, VerbEntry], Remembered[str, tuple[int, ...]]]:
    """Return the verbs by their words, and how long they may be by the two characters that they begin with."""
    entries = {entry.text: entry for entry in load("verbs", VerbEntry)}
    lengths: dict[str, set[int]] = {}
    for word in entries:
        lengths.setdefault(word[:2], set()).add(len(word))

    def sizes(pair: str) -> tuple[int, ...]:
        return tuple(sorted(lengths.get(pair, set()) | lengths.get(pair[:1], set()), reverse=True))

    return entries, Remembered(sizes)


def first_verb(text: str, start: int, end: int, least: int = 1) -> VerbEntry | None:
    """Return the first verb of so many characters at least that begins in a stretch, the longest that begins there."""
    entries, lengths = _verbs()
    pairs = map(add, text[start:end], text[start + 1 : end + 1] + "\n")  # nothing stands behind the end of a text
    for at, sizes in enumerate(map(lengths.__getitem__, pairs), start):
        for length in sizes:
            if length >= least and (entry := entries.get(text[at : at + length])):
                return entry
    return None


def verb_at(text: str, at: int) -> VerbEntry | None:
    """Return the longest verb of the lexicon that begins at a position."""
    entries, lengths = _verbs()
    for length in lengths[text[at : at + 2]]:  # most pairs of characters begin no verb
        if entry := entries.get(text[at : at + length]):
            return entry
    return None

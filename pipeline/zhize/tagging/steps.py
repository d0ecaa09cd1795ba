"""Steps (程序步骤): the order in which the bodies of one norm act.

由县政府办公室负责起草，经县政府办公室主任审核后，报县政府主要领导同志签发 is one duty of the office and three steps.
The order is that of the text: an act that has to come first stands first (经…同意后, 先…再).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from zhize.tagging.scene import first_verb, verb_at
from zhize.types import Relation, Span, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.tagging.scene import Scene
    from zhize.types import Counterpart

_THEY_ACT = {Relation.REVIEWED_BY, Relation.APPROVED_BY}
_ROUTE = _THEY_ACT | {
    Relation.SUBMITS_TO,
    Relation.REPORTS_TO,
    Relation.TRANSFERS_TO,
    Relation.CONSULTS,
    Relation.NOTIFIES,
    Relation.REQUESTS_LEAVE_FROM,
}
# What hands a paper on stands before the body: 报|分管副县长|审定, 提请县政府常务会议审议.
_HANDS_ON = re.compile(r"(?:抄送|抄报|分送|转送|转报|报请|报送|报经|提请|提交|上报|呈报|呈送|报|经|送|交|请|呈)$")
_HAND = 6  # characters
_LONGEST_VERB = 4
_CLAUSE = re.compile(r"[^，；。\n]+")
_FRONT = re.compile(r"(?:[（(][一二三四五六七八九十0-9]+[）)]|[\s、：:（(]|并|且|也|或者?|再|应当?|必?须|后)*")
_BACK = re.compile(r"[\s、]*(?:之?后|并且?|再|或者?|以?及|和|而)?[\s、）)：:]*$")
_DONE = re.compile(r"之?后(?=[\u4e00-\u9fff]{2})")


def steps_of(
    scene: Scene, marker: Span | None, action: Span, bearers: tuple[str, ...], parties: Sequence[Counterpart]
) -> tuple[Step, ...]:
    """Return the steps of a norm, in order.

    Args:
        scene: the article.
        marker: its marker, in article offsets; what has to be done first may stand before it: 经…审核后，应当….
        action: its act.
        bearers: canonical names of who bears it.
        parties: its counterparts.

    Returns:
        Two steps or more, of which one at least goes through another body; else none.
    """
    hands = list(_hands(scene, parties)) if parties else []
    if not hands:
        return ()
    head = min(marker.start, action.start) if marker else action.start
    before = Span(start=min(head, hands[0].start), end=head)
    steps = [*_cut(scene, before, bearers, hands), *_joined(scene, _cut(scene, action, bearers, hands))]
    return tuple(steps) if len(steps) > 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hand:
    """Bodies that the act is handed on to in one go; article offsets."""

    start: int  # of the words that hand it on: 报|县长
    end: int  # of the last body
    relation: Relation
    names: tuple[str, ...]
    parts: bool  # what stands before those words may be an act of its own: 报|县长, not 听取|公众意见


def _hands(scene: Scene, parties: Iterable[Counterpart]) -> Iterator[_Hand]:
    """Yield the bodies in the order of the text; those of one coordination together."""
    placed = sorted((party.span, party) for party in parties if party.span and party.relation in _ROUTE)
    for place, (span, party) in enumerate(placed):
        group = scene.group_of(span.start)
        first = group.start if group else span.start
        if place and placed[place - 1][1].relation is party.relation and first <= placed[place - 1][0].start:
            continue
        together = [other.name for at, other in placed if group and group.span.contains(at)] or [party.name]
        if scene.text.endswith("未经", 0, first):
            continue  # 未经X批准 withholds a consent that is no step here
        found = _HANDS_ON.search(scene.text, max(0, first - _HAND), first)
        start = _word_before(scene.text, first)
        yield _Hand(
            start=min(start, found.start()) if found else start,
            end=group.end if group else span.end,
            relation=party.relation,
            names=tuple(dict.fromkeys(together)),
            parts=found is not None,
        )


def _word_before(text: str, at: int) -> int:
    """Return where the verb or preposition begins that ends at a position, so that nothing is cut inside: 发送, 向."""
    for start in range(max(0, at - _LONGEST_VERB), at):
        verb = verb_at(text, start)
        if verb is not None and start + len(verb.text) == at:
            return start
    return at - text.endswith(("向", "与", "同"), 0, at)


def _cut(scene: Scene, whole: Span, bearers: tuple[str, ...], hands: Sequence[_Hand]) -> Iterator[Step]:
    """Yield a step for each clause, and one for each time that a clause hands on."""
    for clause in _CLAUSE.finditer(scene.text, whole.start, whole.end):
        at, end = clause.span()
        here = [hand for hand in hands if at <= hand.start < end]
        for hand, following in zip_longest(here, here[1:]):
            stop = max(hand.end, following.start if following else end)
            theirs = hand.relation in _THEY_ACT
            if theirs and (done := _DONE.search(scene.text, hand.end, stop)):
                stop = done.end()  # 经办公室复核后|依法答复
            if hand.parts and _acts_apart(scene.text, at, hand.start):
                yield from _step(scene, at, hand.start, bearers)
                at = hand.start
            yield from _step(scene, at, stop, hand.names if theirs else bearers, hand=hand)
            at = stop
        if not here or (at < end and _acts(scene.text, at, end)):
            yield from _step(scene, at, end, bearers)


def _acts(text: str, start: int, end: int) -> bool:
    """Whether a stretch tells of an act of its own: 填报申请, not 按程序 or 公文一律."""
    return first_verb(text, start, end - 1, least=2) is not None


def _acts_apart(text: str, start: int, end: int) -> bool:
    """Whether what stands before the words that hand on is an act: 将意见公布|或者报送县委, not 将复印件|发送县委."""
    if not _acts(text, start, end):
        return False
    front, back = _FRONT.match(text, start, end), _BACK.search(text, start, end)
    end = back.start() if back else end
    taken = text.startswith(("将", "把"), front.end() if front else start)
    return not taken or _word_before(text, end) < end


def _step(scene: Scene, start: int, end: int, actors: tuple[str, ...], *, hand: _Hand | None = None) -> Iterator[Step]:
    """Yield a step without the conjunctions at its edges; none where nothing is left."""
    front = _FRONT.match(scene.text, start, end)
    start = front.end() if front else start
    back = _BACK.search(scene.text, start, end)
    end = back.start() if back else end
    if start < end:
        yield Step(
            actors=actors,
            act=Span(start=start, end=end),
            relation=hand.relation if hand else None,
            parties=hand.names if hand else (),
            time=scene.times_in(start, end),
        )


def _joined(scene: Scene, steps: Iterable[Step]) -> Iterator[Step]:
    """Join what the bearers do by themselves in clauses beside each other: 填报申请，附相关材料 is one step."""
    last: Step | None = None
    for step in steps:
        if last is not None and last.relation is None and step.relation is None:
            act = Span(start=last.act.start, end=step.act.end)
            last = Step(actors=last.actors, act=act, time=scene.times_in(act.start, act.end))
            continue
        if last is not None:
            yield last
        last = step
    if last is not None:
        yield last

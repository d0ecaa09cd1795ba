"""Reading one sentence into drafts of norms: clause by clause, what waits, what opens a norm, what goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from zhize.tagging.attribution import bare_subject, named
from zhize.tagging.bare import read_bare
from zhize.tagging.bearers import described_in, doer_in, leading
from zhize.tagging.cases import (
    ends_in_de,
    is_case,
    is_exception,
    opening_case,
)
from zhize.tagging.drafts import Reading
from zhize.tagging.heads import heads_of
from zhize.tagging.leaning import leans
from zhize.tagging.marked import open_marked
from zhize.tagging.predicate import helps, leads
from zhize.types import ActorType, BearerSource, Span

if TYPE_CHECKING:
    from zhize.tagging.clauses import Sentence
    from zhize.tagging.drafts import Draft, Memory
    from zhize.tagging.scene import Scene

_JOINS = ("并", "且")
_TWO = 2  # drafts: who leads and who helps


def read_sentence(scene: Scene, sentence: Sentence, memory: Memory) -> list[Draft]:
    """Read a sentence into drafts and leave its topic in ``memory``.

    Args:
        scene: the article.
        sentence: one of its sentences.
        memory: what earlier sentences left; changed.

    Returns:
        The drafts; the last one is whom a list below the sentence is for, the others stand in the order of the text.
    """
    reading = Reading(scene=scene, memory=memory, goes_on=sentence.goes_on)
    if not sentence.goes_on:
        memory.offender = None
    if sentence.goes_on and scene.text.startswith("对", sentence.start):
        reading.case = memory.case  # 违反规定的，对单位处…罚款；对个人处…罚款
    first, past = opening_case(scene, sentence.clauses)
    excepting = _excepting(scene.text, sentence)
    behind = _behind(sentence.clauses, excepting)
    for number, clause in enumerate(sentence.clauses):
        if excepting[number]:
            _except(reading, clause)
        elif first <= number < past:
            _state_case(reading, clause)
        else:
            _read_clause(reading, clause, behind[number])
    _remember(reading, sentence)
    return reading.drafts


def _excepting(text: str, sentence: Sentence) -> list[bool]:
    """Tell of each clause of a sentence whether it takes something out."""
    if text.find("除", sentence.start, sentence.end) < 0:
        return [False] * len(sentence.clauses)
    return [is_exception(text, clause) for clause in sentence.clauses]


def _behind(clauses: tuple[Span, ...], excepting: list[bool]) -> list[Span | None]:
    """Return for each clause the next one that is no exception."""
    behind: list[Span | None] = [*clauses[1:], None]
    if True in excepting:
        for number in range(len(clauses) - 2, -1, -1):
            behind[number] = behind[number + 1] if excepting[number + 1] else behind[number]
    return behind


def _except(reading: Reading, clause: Span) -> None:
    last = reading.last or (reading.memory.draft if reading.goes_on else None)
    if last and reading.scene.text.endswith("除外", clause.start, clause.end):
        last.exception = clause
    else:
        reading.exception = clause


def _state_case(reading: Reading, clause: Span) -> None:
    """Make a clause, with what waited before it, the case of the norms to come."""
    begin = clause.start
    if reading.waiting is not None:
        begin = reading.waiting.start
    elif reading.fresh and reading.case is not None:
        begin = reading.case.start
    reading.case, reading.fresh, reading.waiting = Span(start=begin, end=clause.end), True, None
    found = doer_in(reading.scene, reading.case) or described_in(reading.scene, reading.case)
    reading.memory.offender = found or reading.memory.offender


def _read_clause(reading: Reading, clause: Span, following: Span | None) -> None:
    scene = reading.scene
    if scene.meets:
        _note_meeting(reading, clause)
    if following is not None and ends_in_de(scene.text, clause):
        _state_case(reading, clause)
        return
    heads = heads_of(scene, clause)
    if heads:
        for number, head in enumerate(heads):
            open_marked(reading, clause, head, first=number == 0)
    elif following is not None and is_case(scene, clause, opened=bool(reading.drafts) and not reading.fresh):
        _state_case(reading, clause)
        return
    elif following is not None and leans(reading, clause, following):
        begin = reading.waiting.start if reading.waiting else clause.start
        reading.waiting = Span(start=begin, end=clause.end)
        return
    else:
        _hand_back(reading, clause)
        read_bare(reading, clause)
    if (last := reading.last) is not None:
        last.end = clause.end


def _hand_back(reading: Reading, clause: Span) -> None:
    """Let a clause that names nobody go on with who leads, not with who only helps: A牵头，B配合，|完成清理.

    One that 并 joins goes on with the helper (其他单位配合，|并提供材料), and who must help has a duty of his own.
    """
    scene, drafts = reading.scene, reading.drafts
    if len(drafts) < _TWO or bare_subject(scene, clause) is not None or scene.text.startswith(_JOINS, clause.start):
        return
    leader, helper = drafts[-_TWO:]
    if helper.marker is not None or not helps(scene.text, helper.action, helper.end):
        return
    if leads(scene.text, leader.action, leader.end):
        drafts[-_TWO:] = [helper, leader]


def _note_meeting(reading: Reading, clause: Span) -> None:
    group = leading(reading.scene, clause.start, clause.end)
    if group is None or group.actors[0].type is not ActorType.MEETING:
        return
    if all(actor.type is ActorType.MEETING for actor in group.actors):
        found = named(group, "meeting")
        reading.memory.meeting = replace(found, source=BearerSource.CARRIED)


def _remember(reading: Reading, sentence: Sentence) -> None:
    """Leave what the sentence was about: its opening body, else its first bearer."""
    memory = reading.memory
    if not reading.drafts:
        return
    topic = reading.drafts[0].bearer
    if topic.rule == "agent":
        opening = leading(reading.scene, sentence.start, sentence.end)
        if opening is not None and reading.scene.text.startswith("由", opening.end):
            topic = named(opening, "subject")
    memory.draft = reading.last
    memory.last, memory.case = reading.drafts[-1].bearer, reading.case
    if sentence.item:
        return
    known = topic.source is not BearerSource.DEFAULT
    if known and (topic.rule not in {"case", "owner"} or memory.topic is None):
        memory.topic = topic
    memory.lead_in = topic if sentence.items and known else None

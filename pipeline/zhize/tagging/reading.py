"""Reading one sentence into drafts of norms: clause by clause, what waits, what opens a norm, what goes on with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.tagging.attribution import ADVERBIAL, bare_subject, named
from zhize.tagging.bare import read_bare
from zhize.tagging.bearers import closing_subject, described_in, doer_in, leading, nominal
from zhize.tagging.cases import ends_in_de, is_case, is_exception, describes, is_thing, opening_case, restricts, tells_duty
from zhize.tagging.drafts import Reading
from zhize.tagging.heads import Head, heads_of
from zhize.tagging.marked import open_marked
from zhize.tagging.predicate import constitutive_at, names_topic, task_is
from zhize.tagging.scene import verb_at
from zhize.types import ActorType, BearerSource, Span

if TYPE_CHECKING:
    from zhize.tagging.clauses import Sentence
    from zhize.tagging.drafts import Draft, Memory
    from zhize.tagging.scene import Scene

_MUST = ("必须", "应当", "应", "须")  # 各市向省政府报送请示，必须由主要负责人签发: the first clause says when
_TOPIC = re.compile(r"[^，。]+的[^的，。]{1,14}")
# What is offered or concerned, before a clause with a subject of its own: 报送县政府的公文，部门主要负责人要….
_OFFERED = re.compile(r"(?:报送|报请|提请|提交|上报|拟|需|列入|涉及|以|凡|关系)[^，。]*的[^的，。]{1,14}")
_DUTIES = {"应当", "应", "须", "必须", "要", "不得", "可以", "可", "有权", "不准", "严禁", "禁止"}


def read_sentence(scene: Scene, sentence: Sentence, memory: Memory) -> list[Draft]:
    """Read a sentence into drafts and leave its topic in ``memory``.

    Args:
        scene: the article.
        sentence: one of its sentences.
        memory: what earlier sentences left; changed.
    """
    reading = Reading(scene=scene, memory=memory, goes_on=sentence.goes_on)
    if not sentence.goes_on:
        memory.offender = None
    if sentence.goes_on and scene.text.startswith("对", sentence.start):
        reading.case = memory.case  # 违反规定的，对单位处…罚款；对个人处…罚款
    first, past = opening_case(scene, sentence.clauses)
    for number, clause in enumerate(sentence.clauses):
        following = next((each for each in sentence.clauses[number + 1 :] if not is_exception(scene.text, each)), None)
        if is_exception(scene.text, clause):
            _except(reading, clause)
        elif first <= number < past:
            _state_case(reading, clause)
        else:
            _read_clause(reading, clause, following)
    _remember(reading, sentence)
    return reading.drafts


def _except(reading: Reading, clause: Span) -> None:
    if reading.last and reading.scene.text.endswith("除外", clause.start, clause.end):
        reading.last.exception = clause
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
    elif following is not None and _prepares(reading, clause, following):
        begin = reading.waiting.start if reading.waiting else clause.start
        reading.waiting = Span(start=begin, end=clause.end)
        return
    else:
        read_bare(reading, clause)
    if reading.last:
        reading.last.end = clause.end


def _prepares(reading: Reading, clause: Span, following: Span) -> bool:
    """Whether a clause without a marker is the topic or the adverbial of the next one and no norm."""
    scene = reading.scene
    if names_topic(scene.text, clause) or task_is(scene.text, clause) is not None or tells_duty(scene, clause):
        return False
    group = bare_subject(scene, clause)
    if group is None and reading.drafts and not reading.fresh:
        return False
    at = scene.skip(group.end if group else clause.start, clause.end)
    if group is not None and constitutive_at(scene.text, Span(start=at, end=clause.end)) == at:
        return False  # 市知识产权局是专利工作的主管部门，负责…
    if ADVERBIAL.match(scene.text, at, clause.end) or (group is not None and group.end == clause.end):
        return True
    if group is None and closing_subject(scene, clause) is not None:
        return True  # 未登记即开展活动的境外非政府组织，自活动被取缔之日起五年内，不得…
    if group is None and verb_at(scene.text, at) is None and constitutive_at(scene.text, clause) is None:
        return True
    if constitutive_at(scene.text, following) == following.start and is_thing(scene.text, clause):
        return True  # 华侨在本省的权益的保护，适用本条例
    heads = heads_of(scene, following)
    if not heads:
        return group is None and describes(scene.text, clause)
    by_agent = heads[0].agent is not None and heads[0].start == scene.skip(following.start, heads[0].start)
    if by_agent and not (group is not None and scene.text.startswith(_MUST, heads[0].start)):
        return _TOPIC.fullmatch(scene.text, clause.start, clause.end) is not None  # 拟提交会议研究的议题，由…
    if bare_subject(scene, following) is not None and (
        _OFFERED.fullmatch(scene.text, clause.start, clause.end) or restricts(scene.text, clause)
    ):
        return True
    return _begins(scene, following, heads[0]) or (group is not None and nominal(scene, group, clause))


def _begins(scene: Scene, clause: Span, head: Head) -> bool:
    """Whether a clause opens with a deontic marker and so leans on the clause before it: …，须向县长请假."""
    if head.marker is None or head.marker.text not in _DUTIES:
        return False
    if scene.text.startswith(("并", "且", "也", "还"), clause.start):
        return False
    at = scene.skip(clause.start, head.start)
    return at == head.start or ADVERBIAL.match(scene.text, at) is not None


def _note_meeting(reading: Reading, clause: Span) -> None:
    group = leading(reading.scene, clause.start, clause.end)
    if group is not None and all(actor.type is ActorType.MEETING for actor in group.actors):
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
    memory.last, memory.case = reading.drafts[-1].bearer, reading.case
    if sentence.item:
        return
    known = topic.source is not BearerSource.DEFAULT
    if known and (topic.rule not in {"case", "owner"} or memory.topic is None):
        memory.topic = topic
    memory.lead_in = topic if sentence.items and known else None

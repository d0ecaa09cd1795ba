"""Which clauses lean on the next one (话题、状语): what only names a topic or prepares a predicate is no norm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.attribution import ADVERBIAL, bare_subject
from zhize.tagging.bearers import closing_subject, leading, nominal
from zhize.tagging.cases import describes, ends_in_de, is_thing, restricts, tells_duty
from zhize.tagging.heads import heads_of
from zhize.tagging.predicate import constitutive_at, helps, is_constitutive, leads, names_topic, task_is
from zhize.tagging.scene import verb_at

if TYPE_CHECKING:
    from zhize.tagging.drafts import Reading
    from zhize.tagging.heads import Head
    from zhize.tagging.scene import Group, Scene
    from zhize.types import Span

_MUST = ("必须", "应当", "应", "须")  # 各市向省政府报送请示，必须由主要负责人签发: the first clause says when
_TOPIC = re.compile(r"[^，。]+的[^的，。]{1,14}")
# What is offered or concerned, before a clause with a subject of its own: 报送县政府的公文，部门主要负责人要….
_OFFERED = re.compile(r"(?:报送|报请|提请|提交|上报|拟|需|列入|涉及|以|凡|关系)[^，。]*的[^的，。]{1,14}")
_DUTIES = {"应当", "应", "须", "必须", "要", "不得", "可以", "可", "有权", "不准", "严禁", "禁止"}
_SHORTEST_MANNER, _LONGEST_MANNER, _OBJECT = (
    4,
    9,
    2,
)  # characters of 按照分工, of 按照各自职责分工, of the shortest object
# These are nouns as often as verbs: 按照规定, 根据工作安排.
_NOUNS = re.compile(
    "规定|要求|安排|管理|监督|服务|审批|考核|评估|检查|决定|授权|委托|约定"
    "|规划|建设|保护|发展|组织|领导|分析|保障|规范|统计|教育|批准|申请|调整"
)
_LEARNS = ("收到", "接到", "接获", "获悉", "得知", "知悉")  # 领导收到公文，|不先作批示: when, not what
_UNTIL = re.compile("在[^，。；]*(?:前|期间|过程中)")


def leans(reading: Reading, clause: Span, following: Span) -> bool:
    """Whether a clause without a marker is the topic or the adverbial of the next one and no norm.

    Args:
        reading: the sentence so far.
        clause: the clause.
        following: the clause behind it, exceptions left out.
    """
    scene = reading.scene
    group = bare_subject(scene, clause)
    goes_on = group is None and reading.drafts and not reading.fresh
    # A time before the next ban belongs to it: 在作出决定前，|不得….
    if goes_on and _UNTIL.fullmatch(scene.text, clause.start, clause.end) is None:
        return False
    if _is_whole(scene, clause, group) or _parts_work(scene, clause, following):
        return False
    if goes_on:
        return bool(heads_of(scene, following))
    return _prepares(scene, clause, group) or _leads_up(scene, clause, group, following)


def _is_whole(scene: Scene, clause: Span, group: Group | None) -> bool:
    """Whether a clause says all of something: 会议每月召开一次, 市知识产权局是专利工作的主管部门."""
    if names_topic(scene.text, clause) or task_is(scene.text, clause) is not None or tells_duty(scene, clause):
        return True
    if group is None:
        return False
    if is_constitutive(scene.text, group.end, clause.end):
        return True
    at = scene.skip(group.end, clause.end)
    return at > group.end and is_constitutive(scene.text, at, clause.end)


def _parts_work(scene: Scene, clause: Span, following: Span) -> bool:
    """Whether a clause says who leads and the next one who helps: 县政府办公室牵头，县司法局、县财政局配合."""
    leader = leading(scene, clause.start, clause.end)
    if leader is None or not leads(scene.text, leader.end, clause.end):
        return False
    helper = leading(scene, following.start, following.end)
    return helper is not None and helps(scene.text, helper.end, following.end)


def _prepares(scene: Scene, clause: Span, group: Group | None) -> bool:
    """Whether a clause prepares a predicate by what it is: an adverbial, a bare subject, a thing without a verb."""
    at = scene.skip(group.end if group else clause.start, clause.end)
    if ADVERBIAL.match(scene.text, at, clause.end):
        return group is None or not _acts_so(scene.text, at, clause.end)
    if group is not None:
        return group.end == clause.end
    if closing_subject(scene, clause) is not None:
        return True  # 未登记即开展活动的境外非政府组织，自活动被取缔之日起五年内，不得…
    return verb_at(scene.text, at) is None and constitutive_at(scene.text, clause) is None


def _acts_so(text: str, start: int, end: int) -> bool:
    """Whether an adverbial runs on into the act itself: 按照分工|抓好分管领域工作, not 按照国家有关规定."""
    for at in range(start + _SHORTEST_MANNER, min(end - _OBJECT, start + _LONGEST_MANNER)):
        verb = verb_at(text, at)
        if verb is None or len(verb.text) == 1 or _NOUNS.fullmatch(verb.text) or text.startswith("的", at - 1):
            continue
        behind = at + len(verb.text)
        if end - behind >= _OBJECT and not text.startswith(("的", "、", "和"), behind):
            return True
    return False


def _leads_up(scene: Scene, clause: Span, group: Group | None, following: Span) -> bool:
    """Whether the next clause shows that this one was its topic or its case."""
    if is_constitutive(scene.text, following.start, following.end) and is_thing(scene.text, clause):
        return True  # 华侨在本省的权益的保护，适用本条例
    heads = heads_of(scene, following)
    if not heads:
        if group is not None and ends_in_de(scene.text, following) and not scene.text.startswith("对", group.end):
            return nominal(scene, group, clause)  # 办公室转有关部门办理的公文，凡提出时限要求的
        return group is None and describes(scene.text, clause)
    if group is not None and heads[0].start == scene.skip(following.start, heads[0].start):
        learns = scene.text.startswith(_LEARNS, scene.skip(group.end, clause.end))
        if learns and heads[0].agent is None:
            return True
    by_agent = heads[0].agent is not None and heads[0].start == scene.skip(following.start, heads[0].start)
    if by_agent and not (group is not None and scene.text.startswith(_MUST, heads[0].start)):
        return _TOPIC.fullmatch(scene.text, clause.start, clause.end) is not None  # 拟提交会议研究的议题，由…
    offered = _OFFERED.fullmatch(scene.text, clause.start, clause.end) or restricts(scene.text, clause)
    if (offered or scene.text.startswith("申请", clause.start)) and bare_subject(scene, following) is not None:
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

"""Heads (谓语起点): where in a clause a norm may begin, and who acts there.

A head is a marker that governs its clause, the agent after 由, or the bare predicate behind a subject.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from zhize.tagging.scene import Group, verb_at
from zhize.types import Actor, ActorType, Marker, Modality, Span

if TYPE_CHECKING:
    from zhize.tagging.scene import Scene

_DECIDES = (Modality.PROHIBITION, Modality.PERMISSION)  # of two adjacent markers these settle the modality
_JOINT = ("并", "且", "也", "还", "均", "都", "又", "后", "，", "、", "但", "而", "则", "即")
_DEPUTES = re.compile(r"(?:书面)?(?:委托|授权|指定)的?")
_AGENT_GAP = re.compile(r"(?:其|所|该|有关|相关|各|同级|本|原)?")
# Behind these a marker is part of what is spoken of, not of what is ordered: 规定应当公开的事项, 依法应当…的.
_EMBEDS = (
    *("认为", "认定", "决定其", "确", "是否", "凡", "对", "确有", "属", "属于", "对于", "哪些", "讨论", "处理"),
    *("协调", "听取", "涉及", "没有", "或其他", "以及"),
)
_SETTLES = ("所", "规定", "决定", "确定", "明确", "公布", "选择", "列出")
_MODIFIES = re.compile(r"[^，的]{0,6}的[^，的]{1,8}$")  # behind a verb: 采购|的项目
_MANNERS = {"按照", "依照", "参照", "根据", "依据"}
_NO_NAME = re.compile(r"[^\u4e00-\u9fff]|[的其此]|下列|以下")
_LONGEST_AGENT = 10
_SIGHT = 8  # characters behind an agent's name that may end it
_CAN_MODIFY = {"需", "需要", "应", "应当", "可", "可以", "须", "不再", "不"}
_NEEDS = {"需", "需要"}
_ADJECTIVE = re.compile(r"可[\u4e00-\u9fff]{1,3}的(?=[\u4e00-\u9fff])")  # 开放、可扩展的|基础设施


class Head(Struct, frozen=True, kw_only=True):
    """Where a norm may begin; offsets are article offsets."""

    start: int  # of the marker or of the bare predicate
    action: int  # where the act begins
    marker: Marker | None
    agent: Group | None = None  # named by 由


def heads_of(scene: Scene, clause: Span) -> tuple[Head, ...]:
    """Return the heads that markers make in a clause, in order; none if no marker governs it."""
    markers = scene.markers_in(clause.start, clause.end)
    if not markers:
        return ()
    place = (clause.start, clause.end)
    if (known := scene.heads.get(place)) is None:
        known = scene.heads[place] = _heads(scene, clause, markers)
    return known


def _heads(scene: Scene, clause: Span, markers: tuple[Marker, ...]) -> tuple[Head, ...]:
    heads: list[Head] = []
    for cluster in _clusters(scene, markers):
        head = _head(scene, clause, cluster)
        if head is None or (heads and not _may_follow(scene, heads[-1], head)):
            continue
        heads.append(head)
    return tuple(heads)


def _clusters(scene: Scene, markers: tuple[Marker, ...]) -> list[list[Marker]]:
    """Markers with nothing but adverbs between them stand together: 应当由, 要一律, 可由."""
    clusters: list[list[Marker]] = []
    for marker in markers:
        if clusters and scene.skip(clusters[-1][-1].end, marker.start) == marker.start:
            clusters[-1].append(marker)
        else:
            clusters.append([marker])
    return clusters


def _head(scene: Scene, clause: Span, cluster: list[Marker]) -> Head | None:
    agent, act_from = None, cluster[-1].end
    if cluster[-1].text == "由":
        agent = _agent(scene, cluster[-1].end)
        if agent is None or _attributive(scene, clause, cluster[-1], agent.end):
            cluster = cluster[:-1]
            if not cluster:
                return None
            agent = None
        else:
            act_from = agent.end
    if len(cluster) > 1 and cluster[0].text in _NEEDS and _embedded(scene, clause, cluster[0]):
        cluster = cluster[1:]  # 根据应急需要|可以采取下列措施
    if cluster[0].text != "由" and _embedded(scene, clause, cluster[0]):
        return None
    deciding = cluster[0]
    if len(cluster) > 1:
        deciding = next((marker for marker in cluster if marker.modality in _DECIDES), deciding)
        deciding = cluster[1] if deciding.text == "一律" else deciding
    return Head(
        start=cluster[0].start, action=_act_start(scene, clause, deciding, act_from), marker=deciding, agent=agent
    )


def _agent(scene: Scene, at: int) -> Group | None:
    """Return who acts behind 由; whom he may send instead acts too: 由县长或县长委托的副县长."""
    gap = _AGENT_GAP.match(scene.text, at)
    group = scene.group_at(at) or scene.group_at(gap.end() if gap else at)
    if group is None:
        return _unknown_agent(scene, at)
    deputed = _DEPUTES.match(scene.text, group.end)
    deputy = scene.group_at(deputed.end()) if deputed else None
    if deputy is None:
        return group
    return Group(start=group.start, end=deputy.end, actors=group.actors + deputy.actors)


def _unknown_agent(scene: Scene, at: int) -> Group | None:
    """Return who acts behind 由 where no tagger knows the name: 由|综合股|在1个工作日内提出意见, by what ends it."""
    stop = _NO_NAME.search(scene.text, at)
    limit = min(stop.start() if stop else len(scene.text), at + _LONGEST_AGENT)
    for end in range(at + 2, limit):
        verb = verb_at(scene.text, end)
        acts = verb is not None and len(verb.text) > 1
        if scene.skip(end, limit + _SIGHT) > end or acts or scene.text[end] in "在按于":
            name = scene.text[at:end]
            actor = Actor(article="", start=at, end=end, text=name, type=ActorType.ORG, body=name, rule="unknown")
            return Group(start=at, end=end, actors=(actor,))
    return None


def _attributive(scene: Scene, clause: Span, marker: Marker, agent_end: int) -> bool:
    """Whether 由 only says by whom a thing is done that the clause speaks of: 由政府采购机构采购的项目."""
    at = scene.skip(agent_end, clause.end)
    verb = verb_at(scene.text, at)
    if verb is None or verb.text in _MANNERS:
        return False
    if scene.text.startswith("负责", at) and (task := verb_at(scene.text, at + 2)) is not None:
        at, verb = at + 2, task
    if scene.text.startswith("的", at + len(verb.text), clause.end - 1):
        return True  # 由市政府确定的|项目
    if marker.start == clause.start:
        return False
    return _MODIFIES.match(scene.text, at + len(verb.text), clause.end) is not None


def _described(scene: Scene, clause: Span, marker: Marker) -> bool:
    """Whether a marker says of a thing what is decided of it: 公布应当公开的|事项, not 会议决定须公示."""
    if not scene.text.endswith(_SETTLES, clause.start, marker.start):
        return False
    if scene.in_actor(marker.start - 1):
        return False  # 看守所应当…
    return _relative_end(scene, marker.end, clause.end) is not None


def _modifies(scene: Scene, clause: Span, marker: Marker) -> bool:
    """Whether a marker with its verb only describes a noun of which something else is said: 应当缴纳的|税款由…征收."""
    if scene.text.find("的", marker.end, clause.end - 1) < 0:
        return False
    at = scene.skip(marker.end, clause.end)
    verb = verb_at(scene.text, at)
    if verb is None or not scene.text.startswith("的", at + len(verb.text), clause.end - 1):
        return False
    return bool(scene.markers_in(at + len(verb.text), clause.end))


def _embedded(scene: Scene, clause: Span, marker: Marker) -> bool:
    """Whether the marker stands inside a noun phrase or a reported clause instead of governing its clause."""
    if scene.text.endswith(_EMBEDS, clause.start, marker.start):
        return True
    if _described(scene, clause, marker) or _modifies(scene, clause, marker):
        return True
    if marker.text == "负责" and scene.text.endswith("其", clause.start, marker.start):
        return not scene.text.endswith("由其", clause.start, marker.start)
    if marker.text == "可" and marker.start > clause.start and _ADJECTIVE.match(scene.text, marker.start, clause.end):
        return True
    if marker.text == "不" and marker.start > clause.start:
        return not _at_predicate(scene, clause, marker.start)
    if marker.text in _CAN_MODIFY and marker.start == clause.start:
        noun = _relative_end(scene, marker.end, clause.end)
        return noun is not None and (marker.text in _NEEDS or bool(scene.markers_in(noun, clause.end)))
    return marker.text in _NEEDS and _needed(scene, marker.end, clause.end)


def _needed(scene: Scene, start: int, end: int) -> bool:
    """Whether what is needed only describes a noun: 工作中需要|请示|的事项, not 需要社会各方的支持."""
    noun = _relative_end(scene, start, end)
    if noun is None:
        return False
    verbs = ((at, verb_at(scene.text, at)) for at in range(start, noun - 2))
    return any(verb is not None and at + len(verb.text) == noun - 1 for at, verb in verbs)


def _at_predicate(scene: Scene, clause: Span, at: int) -> bool:
    """Whether a predicate may begin at ``at``: nothing, a body, or a topic in 的, 会议, 机构 … stands before it."""
    if scene.skip(clause.start, at) == at or scene.text[at - 1] == "的":
        return True
    group = scene.last_group(clause.start, at)
    if group is not None and scene.skip(group.end, at) == at:
        return True
    return scene.text.find("的", clause.start, at) >= 0 and not scene.markers_in(clause.start, at)


def _relative_end(scene: Scene, start: int, end: int) -> int | None:
    """Return where the noun begins that a relative clause modifies: 需|以县政府名义举办的|论坛."""
    at = scene.text.find("的", start, end)
    while at >= 0 and scene.in_actor(at):
        at = scene.text.find("的", at + 1, end)
    return at + 1 if 0 <= at < end - 1 else None


def _act_start(scene: Scene, clause: Span, marker: Marker, at: int) -> int:
    """负责 stays in the action where it governs a noun: 负责本部门的工作."""
    if marker.text == "负责" and verb_at(scene.text, scene.skip(at, clause.end)) is None:
        return marker.start
    return at


def _may_follow(scene: Scene, last: Head, head: Head) -> bool:
    """Whether a second head of one clause begins a norm: another agent, or a marker behind a conjunction."""
    if head.marker is not None and head.marker.text in {"负责", "一律"}:
        return False
    if head.agent is not None:
        return last.agent is None or head.agent.names != last.agent.names
    return scene.text.endswith(_JOINT, last.action, head.start)

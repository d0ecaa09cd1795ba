"""Whom a draft binds and in which case (主体与适用情形的归属): what a clause says, what waits, what went before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from zhize.tagging.bearers import Bearer, closing_subject, doer_in, is_maker, is_owner, leading, nominal, several_in
from zhize.tagging.cases import deed_before, restricting_topic
from zhize.tagging.implied import doers
from zhize.tagging.predicate import helps, is_constitutive, leads
from zhize.tagging.scene import verb_at
from zhize.types import BearerSource, Span

if TYPE_CHECKING:
    from zhize.tagging.drafts import Reading
    from zhize.tagging.heads import Head
    from zhize.tagging.scene import Group, Scene

# Clauses that only prepare a predicate: 按照职责分工，…; 在县长领导下，….
ADVERBIAL = re.compile(
    r"(?:按照?|根据|依照|依据|参照|结合|遵循|本着|围绕|针对|为了?|通过|经(?![营济费])|在[^，]*[下内上前]$"
    r"|在[^，]*(?<!活动)(?<!过程)(?<!期间)(?<!工作)(?<!作业)中$|以[^，]*为[^，]{1,10}$|就(?![业医诊])|从(?!事)|于|综合考虑|采取[^，]*方式$)"
)
"""What only prepares a predicate."""

_WHEN = re.compile("必要时|特殊情况下|情况紧急时|需要时")
_BAN = {"禁止", "严禁", "不准"}
# What a meeting does as such, whoever was named before: 每月召开一次, 可以邀请…列席.
MEETS = re.compile(r"召开|举行|会期|(?:邀请|请|吸收)[^，。；]*(?:列席|参加|出席|旁听)")
_FOUNDS = re.compile("(?:申请)?(?:设立|成立|开办|组建|筹建)")
_DEFINES = re.compile("所称|是指")
_SIGHT = 24  # characters
_TOGETHER = ("共同", "联合", "分别")
_SHORTEST_OBJECT = 2
_BRACKET = re.compile("(?:（[^）]*）)?，?")  # 专题会议|（含现场办公会议）|涉及资金的
_STRIKES = re.compile("对[^，。；]*(?:人员|责任人|负责人|个人|单位|企业|公司|者|人)")
# A place restricts the cases: 在地质灾害危险区内，禁止….
_WHERE = re.compile("在[^，。；]*(?:[^一]区内?|路段|地方|地区|地带|范围内|场所内?|水域内?|道路上)")
_ALWAYS = {"禁止", "严禁"}  # in a law, a ban that names nobody is for everybody
_LEGISLATES = (
    "鼓励",
    "支持",
    "提倡",
    "倡导",
    "国家鼓励",
    "本市",
    "本省",
    "本县",
    "本区",
    "本州",
    "本自治区",
    "本自治州",
    "本自治县",
)
_ANYBODY = re.compile(r"(?:任何|一切|所有)?")


def bearer_of(
    reading: Reading, begin: int, head: Head, *, agent: Group | None, subject: Group | None
) -> tuple[Bearer, int]:
    """Try the ways to find a bearer, the surest first; return it with the place where the act begins."""
    scene = reading.scene
    if agent is not None:
        return named(agent, "agent"), head.action
    if subject is not None:
        return named(subject, "subject"), head.action
    if reading.memory.meeting is not None and MEETS.match(scene.text, scene.skip(head.action, len(scene.text))):
        return reading.memory.meeting, head.action
    if head.marker is not None and head.marker.text in _BAN and (group := _addressee(scene, head.action)):
        return named(group, "addressee"), group.end
    found = _led_to(reading, head) or _concerned(reading, begin, head)
    return found or _unnamed(reading, begin, head), head.action


def _led_to(reading: Reading, head: Head) -> Bearer | None:
    """Return who does what leads up to the act: the subject of what waits, or of the case."""
    scene = reading.scene
    if (group := waiting_subject(reading)) is not None:
        return named(group, "waiting")
    if (group := _founded(reading)) is not None:
        return named(group, "founded")
    if not reading.fresh or reading.case is None:
        return None
    if (group := doer_in(scene, reading.case)) is None:
        several = several_in(scene, reading.case) if scene.text.startswith(_TOGETHER, head.action) else None
        return named(several, "case") if several else None  # 涉及两位领导的，可|共同召集会议
    bracket = _BRACKET.match(scene.text, group.end, reading.case.end)
    end = bracket.end() if bracket else group.end
    if scene.text.startswith("之间", group.end):
        return named(group, "case")  # 部门之间征求意见的: the case needs its bodies
    reading.case = Span(start=end, end=reading.case.end) if end < reading.case.end else reading.case
    return named(group, "case")


def _founded(reading: Reading) -> Group | None:
    """Return what is to be founded, which has to be as the act says: 设立|出版单位，应当具备下列条件."""
    if reading.waiting is None:
        return None
    found = _FOUNDS.match(reading.scene.text, reading.waiting.start, reading.waiting.end)
    group = reading.scene.group_at(found.end()) if found else None
    return group if group is not None and group.end == reading.waiting.end else None


def _concerned(reading: Reading, begin: int, head: Head) -> Bearer | None:
    """Return whose affair the sentence opens with, or who made what it speaks of."""
    if reading.drafts and reading.waiting is None:
        return None
    start = reading.waiting.start if reading.waiting else begin
    group = leading(reading.scene, start, head.start)
    if group is None:
        return None
    if is_owner(reading.scene, group, head.start):
        return named(group, "owner")
    return named(group, "maker") if is_maker(reading.scene, group, head.start) else None


def _unnamed(reading: Reading, begin: int, head: Head) -> Bearer:
    """Return whom a clause that names nobody binds: everybody, or who was named before."""
    if _is_for_all(reading, head):
        return Bearer(names=(), source=BearerSource.DEFAULT, rule="issuer", span=None, origin="issuer")
    text = reading.scene.text
    at = begin if reading.waiting is None else reading.waiting.start
    if _DEFINES.search(text, at, min(head.start + _SIGHT, len(text))):
        return carried(reading, afresh=True)  # 本条例所称华侨，是指…: nobody was named before
    if head.marker is not None and _turns_to_act(reading, at, head.start):
        names = doers(text, at) or ((reading.memory.default,) if reading.memory.default else ())
        return Bearer(names=names, source=BearerSource.DEFAULT, rule="issuer", span=None, origin="issuer")
    alone = reading.last is None  # else the last norm's bearer is meant, whatever the words
    return carried(reading, encouraging=alone and text.startswith(_LEGISLATES, reading.scene.skip(at, len(text))))


def _turns_to_act(reading: Reading, at: int, head: int) -> bool:
    """Whether a sentence opens with an act that is not of the body to which 由 gave another one before.

    文件由县司法局审查。起草文件|要从实际出发 does not bind 县司法局.
    """
    topic, text = reading.memory.topic, reading.scene.text
    if reading.last is not None or reading.goes_on or reading.memory.lead_in:
        return False
    if topic is None or topic.origin != "agent":
        return False
    verb = verb_at(text, at)
    if verb is None or not verb.opens or at + len(verb.text) + _SHORTEST_OBJECT >= head:
        return False
    # 规划由县政府制定。制定规划，… goes on with 县政府; 新建街区的规划 is a thing and no act.
    said = topic.span is not None and text.find(verb.text, topic.span.start, at) >= 0
    return not said and text.find("的", at, head) < 0


def _is_for_all(reading: Reading, head: Head) -> bool:
    """Whether a ban opens a sentence of a law and names nobody: 禁止在保护区内采石."""
    if reading.last is not None or reading.goes_on or reading.memory.default is not None:
        return False
    return head.marker is not None and head.marker.text in _ALWAYS


def named(group: Group, rule: str) -> Bearer:
    """Return bodies that the clause itself names as the bearer that ``rule`` found."""
    return Bearer(names=group.names, source=BearerSource.EXPLICIT, rule=rule, span=group.span, origin=rule)


def _addressee(scene: Scene, at: int) -> Group | None:
    """Whom a ban without a subject names: 禁止任何单位和个人…."""
    gap = _ANYBODY.match(scene.text, at)
    return scene.group_at(gap.end() if gap else at)


def waiting_subject(reading: Reading) -> Group | None:
    """The subject of the clauses that wait: 外国企业申请设立代表机构，应当…; what it does there is the case."""
    if reading.waiting is None:
        return None
    group = bare_subject(reading.scene, reading.waiting)
    if group is None or nominal(reading.scene, group, reading.waiting):
        closing = closing_subject(reading.scene, reading.waiting)
        towards = group is not None and reading.scene.text.startswith("对", group.end)
        return group if towards and closing is not None else closing  # 公安机关|对需要保护的人员，应当…
    return group


def carried(reading: Reading, *, encouraging: bool = False, afresh: bool = False) -> Bearer:
    """Return whom a clause that names nobody goes on to bind: the last norm's bearer, the topic, the default.

    Who encourages at the beginning of a sentence (鼓励单位和个人…) is the legislator, not who was named before.
    """
    if reading.last is not None and not afresh:
        before = reading.last.bearer
        if before.rule == "guarded":  # whom 不受…干涉 keeps off is not who acts next
            earlier = [each.bearer for each in reading.drafts if each.bearer.rule != "guarded"]
            before = earlier[-1] if earlier else before
        source = BearerSource.DEFAULT if before.source is BearerSource.DEFAULT else BearerSource.CARRIED
        return replace(before, source=source, rule="clause")
    memory = reading.memory
    known = memory.lead_in or (memory.last if reading.goes_on else None) or memory.topic
    if known is not None and known.names and not afresh and not (encouraging and not _governs(known)):
        rival = memory.last is not None and bool(memory.last.names) and memory.last.names != known.names
        source = BearerSource.DEFAULT if known.source is BearerSource.DEFAULT else BearerSource.CARRIED
        return replace(known, source=source, rule="topic", rival=rival)
    name = memory.default or (memory.legislator if encouraging else None)
    names = (name,) if name else ()
    return Bearer(names=names, source=BearerSource.DEFAULT, rule="issuer", span=None, origin="issuer")


def _governs(bearer: Bearer) -> bool:
    """Whether a government is among who was named before; then it is the one that encourages."""
    return any(name.endswith("人民政府") for name in bearer.names)


def topic_case(reading: Reading, begin: int, head: int, subject: Group | None) -> Span | None:
    """Return the topic before a head where it restricts the cases: 能以部门名义召开的会议|不…, 重大情况|要…."""
    scene = reading.scene
    if reading.waiting is not None:
        span = reading.waiting
        if reading.case is not None and _STRIKES.fullmatch(scene.text, span.start, span.end):
            return None  # 违反前款规定的，对直接负责的主管人员，依法给予处分: whom it strikes, not when
        doer = waiting_subject(reading)
        if doer is not None and doer.end == span.end and doer.start > span.start:
            return Span(start=span.start, end=doer.start)
        if doer is not None:
            at = scene.skip(doer.end, span.end)
            begins = doer.end + len("之间") * scene.text.startswith("之间", doer.end)
            begins += scene.text.startswith("，", begins)
            adverbial = ADVERBIAL.match(scene.text, at, span.end) is not None
            return None if adverbial or begins >= span.end else Span(start=begins, end=span.end)
        if ADVERBIAL.match(scene.text, span.start, span.end):
            return span if _WHERE.fullmatch(scene.text, span.start, span.end) else None
        return restricting_topic(scene, span.start, span.end, verbal=True)
    if (when := occasion(scene, begin, head)) is not None:
        return when
    if subject is not None:
        if begin < subject.start and scene.text.endswith("的", begin, subject.start):
            return Span(start=begin, end=subject.start)
        return deed_before(scene, subject.end, head)
    return restricting_topic(scene, begin, head, verbal=False)


def occasion(scene: Scene, start: int, end: int) -> Span | None:
    """Return the words that leave it to need whether a norm applies, where a clause opens with them: 必要时|可以…."""
    found = _WHEN.match(scene.text, start, end)
    return Span(start=found.start(), end=found.end()) if found else None


def bare_subject(scene: Scene, clause: Span) -> Group | None:
    """Return the bodies that open a clause, if a predicate follows them."""
    group = leading(scene, clause.start, clause.end)
    if group is None or scene.text.startswith("的", group.end) or scene.governed(group, clause.start):
        return None
    if group.end == clause.end:
        return group
    if scene.predicate_at(group.end, clause.end):
        return group
    if leads(scene.text, group.end, clause.end) or helps(scene.text, group.end, clause.end):
        return group  # 牵头 stands before other verbs like an adverb, and alone too
    return group if is_constitutive(scene.text, scene.skip(group.end, clause.end), clause.end) else None

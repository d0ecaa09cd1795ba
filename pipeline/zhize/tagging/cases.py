"""Cases (适用情形): which clauses say when a norm applies, and which only name what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.bearers import leading
from zhize.tagging.heads import heads_of
from zhize.tagging.implied import punishes
from zhize.tagging.scene import verb_at
from zhize.types import Span, TimeType

if TYPE_CHECKING:
    from zhize.tagging.scene import Scene

_EXCEPTION = re.compile(r"(?:但是?)?除(?![雪险尘草害])[^。]*外(?:的)?$|.*除外$")
_EXCEPTED = re.compile("除(?![雪险尘草害])[^，。；]{1,24}(?:之外|以外|外)")
# 涉及相关部门的; 目的 and 宗旨的 are nouns, the bracket is 扣留证书的（下同）.
_ENDS_IN_DE = re.compile(r".*(?<![目旨])的(?:[（(][^）)]*[）)])?$")
_ENDS_IN_CASE = ("期间", "过程中", "情况下", "情形下", "前提下", "之后", "以后", "后", "时")
_OPENS_CASE = re.compile(
    r"凡|逾期[不未]|如(?![实期下何])|若(?!干)|遇|一旦|无正当理由$|违反|因(?!此|地制宜)|受[^，]{1,12}委托|根据[^，]{1,8}(?:内容|安排|情况)$|[未非]?经[^，]{0,20}(?:批准|同意|授权|许可|核准|商定|检验|审批|法定程序)(?:的|后)?$|特殊情况|情况紧急"
)
_STEP = re.compile(r"(?:报|经|并|按)?.*后$|(?:报)?经[^，]*$")
# A topic that restricts the cases: 以县政府名义制发的公文, 涉及…的事项, 重大情况; a bare 会议纪要 does not.
_RESTRICTS = re.compile(
    r"(?:对|对于|以(?![下上及色])|拟|需(?!求)|涉及|属于?|列入|能(?![源力量效])|确需|凡|未(?!成年|来)|因|已|经(?![营济费])|关系|不能|不再"
    r"|不符合|处于|发生|具有|符合|纳入|提交|超过|遇|如(?![实期下何])|其他|确定为|有(?=下列|本法|本条例|前款))[^，。]*"
    r"|.*(?:重大|重要|特殊|紧急|一般性|例行|专业性)[^，。]{1,16}$|.*(?:期间|时|后|者)$|.*工作中的[^，。]*$|.*的$"
)
# What is to be regulated elsewhere or is defined here restricts nothing: …的具体办法，由…制定; 本条例所称的….
_NO_CASE = ("办法", "细则", "规定", "标准", "目录", "名录")
_DESCRIBES = re.compile(r"(?:经|未|已|拟|需|依法|涉及|属于|列入|不?符合|有下列)[^，。]*的[^的，。]{1,10}")
_ATTENDS = re.compile("(?:列席|参加|出席|主持|召集|到会|旁听)(?:会议)?")
_ENTRUSTED = re.compile("受[^，。；]{0,12}委托$|经[^，。；]{1,24}(?:批准|同意|授权|许可)后?$|因故|遇有?")
# A case that stands by itself, whatever the clauses before it say: 副乡长抓好分管工作，|对群众反映的问题，能当场答复的.
_OPENS_ANEW = re.compile("对(?!于?其)|凡|涉及|遇有?|拟|确需|属于|超出")
_RUNS = re.compile("实行[^，。；]*制度?$")
_OF = re.compile(r".*[的得][^的，。]{1,14}$")
_DONE = re.compile(r".*(?:[^之前]后|[^按准届临及同]时|期间|过程中|活动中|工作中|作业中)$")
_TASKS = re.compile("负责|会同|领导|主管|协助")  # what somebody does all the time is no case
_SHORTEST_OBJECT = 2
_ASKS = {"申请", "请求"}
_OPENS_MANNER = re.compile(
    r"按|依|根据|结合|参照|围绕|通过(?!考)|以|将|把|对|向|为|与|会同|负责|就|应|可|不|要|由|并|坚持"
)


def is_exception(text: str, clause: Span) -> bool:
    """Whether a clause takes something out: 除依法需要保密的外."""
    if text[clause.end - 1] not in "外的":  # most clauses end otherwise, which is seen at once
        return False
    return _EXCEPTION.fullmatch(text, clause.start, clause.end) is not None


def excepted(text: str, start: int, end: int) -> Span | None:
    """Return what is taken out between a subject and its predicate: 内设机构|除办公室外|不得对外行文."""
    found = _EXCEPTED.search(text, start, end)
    return Span(start=found.start(), end=found.end()) if found else None


def ends_in_de(text: str, clause: Span) -> bool:
    """Whether a clause closes a case with 的: 涉及相关部门的."""
    if text[clause.end - 1] not in "的）)":
        return False
    return _ENDS_IN_DE.fullmatch(text, clause.start, clause.end) is not None


def is_step(text: str, clause: Span) -> bool:
    """Whether a stretch behind a norm is one of its steps: 经县政府办公室主任审核后."""
    return _STEP.fullmatch(text, clause.start, clause.end) is not None


def opening_case(scene: Scene, clauses: tuple[Span, ...]) -> tuple[int, int]:
    """Return which clauses, as a half-open range, state the case at the beginning of a sentence.

    The last 的 before the first predicate closes it: 违反…规定，…，未取得许可证的，由…. What stands before a 对…的 is a
    predicate of its own: 严格执行请销假制度，对未获批准离岗的，由….
    """
    closing = {number for number, clause in enumerate(clauses[:-1]) if ends_in_de(scene.text, clause)}
    if not closing:
        return 0, 0
    first, count = 0, 0
    for number, clause in enumerate(clauses[: max(closing) + 1]):
        if number in closing:
            count = number + 1
        elif tells_duty(scene, clause):
            if count:
                break
            first = number + 1
        elif (heads := heads_of(scene, clause)) and any(head.marker and head.marker.text != "负责" for head in heads):
            break
    for number in range(count - 1, first, -1):
        if _OPENS_ANEW.match(scene.text, clauses[number].start):
            return number, count
    return first, count


def tells_duty(scene: Scene, clause: Span) -> bool:
    """Whether a clause without a marker is complete in itself: what takes place how often, who attends.

    常务会议每月召开一次, 办公室主任列席 and 办公室当天核查 are duties, whatever case the next clause states.
    """
    times = scene.times_in(clause.start, clause.end)
    if times and any(scene.type_of(time) is TimeType.FREQUENCY and _held(scene, time, clause) for time in times):
        return True
    group = leading(scene, clause.start, clause.end)
    if group is None:
        return punishes(scene.text, scene.skip(clause.start, clause.end))
    at = scene.skip(group.end, clause.end)
    if _ATTENDS.fullmatch(scene.text, at, clause.end) or _RUNS.match(scene.text, at, clause.end):
        return True
    prompt = times and any(time.start == group.end for time in times)
    return bool(prompt) and verb_at(scene.text, at) is not None


def _held(scene: Scene, time: Span, clause: Span) -> bool:
    return time.end == clause.end or scene.around_verb(time) or verb_at(scene.text, time.end) is not None


def is_case(scene: Scene, clause: Span, *, opened: bool) -> bool:
    """Whether a clause that is not the last one states a case: …的, …期间, 凡…, 受县长委托.

    Args:
        scene: the article.
        clause: the clause.
        opened: whether a norm of the sentence is open; then 经…审核后 is one of its steps and no case.
    """
    text = scene.text
    if opened and is_step(text, clause):
        return False
    if ends_in_de(text, clause) or _OPENS_CASE.match(text, clause.start, clause.end):
        return True
    return text.endswith(_ENDS_IN_CASE, clause.start, clause.end)


def restricts(text: str, topic: Span) -> bool:
    """Whether a topic says by its first words that it restricts the cases: 有下列情形之一的渔业船舶, 不合规的产品."""
    return not _is_no_case(text, topic) and _RESTRICTS.fullmatch(text, topic.start, topic.end) is not None


def _is_no_case(text: str, topic: Span) -> bool:
    return text.endswith(_NO_CASE, topic.start, topic.end) or text.find("所称", topic.start, topic.end) >= 0


def is_thing(text: str, clause: Span) -> bool:
    """Whether a clause ends as a noun with what describes it: …权益的保护."""
    return _OF.fullmatch(text, clause.start, clause.end) is not None


def describes(text: str, clause: Span) -> bool:
    """Whether a clause is no more than a thing and what was done to it: 经规划许可修建的房屋, 未列入计划的会议."""
    return _DESCRIBES.fullmatch(text, clause.start, clause.end) is not None


def restricting_topic(scene: Scene, start: int, end: int, *, verbal: bool) -> Span | None:
    """Return the topic before a predicate, if it restricts the cases to which the norm applies.

    Args:
        scene: the article.
        start: where the topic may begin.
        end: where the predicate begins.
        verbal: whether it is a clause of its own; one that tells of an act counts then: 设立代表机构，应当经过批准.
    """
    text = scene.text
    end = _without_adverbs(scene, start, end)
    topic = Span(start=start, end=max(start, end))
    if topic.start == topic.end or _is_no_case(text, topic):
        return None
    if restricts(text, topic) or _tells_act(scene, topic, alone=verbal):
        return topic
    group = leading(scene, start, end)
    if (
        group is not None
        and group.end < end
        and scene.predicate_at(group.end, end)
        and text.find("的", group.end, end) > 0
    ):
        return topic
    return None


def deed_before(scene: Scene, start: int, end: int) -> Span | None:
    """Return what a subject does, or when, before it is told what to do: 经营者|在交易活动中，|可以….

    Args:
        scene: the article.
        start: where the subject ends.
        end: where its predicate begins.
    """
    while start < end and scene.text[start] in "，、":
        start += 1
    end = _without_adverbs(scene, start, end)
    if end <= start or _OPENS_MANNER.match(scene.text, start):
        return None
    deed = Span(start=start, end=end)
    timed = any(time.end == end for time in scene.times_in(start, end))
    done = not timed and (_DONE.fullmatch(scene.text, start, end) or _ENTRUSTED.match(scene.text, start, end))
    return deed if done or _tells_act(scene, deed, alone=False) else None


def _tells_act(scene: Scene, topic: Span, *, alone: bool) -> bool:
    """Whether a topic is an act (编制能源规划) or something that an act made (国务院发布的法规).

    One that is no clause of its own has to open with a verb that is never part of a noun: 制定规章, not 审查意见.
    """
    text, end = scene.text, topic.end
    at = scene.skip(topic.start, end)
    verb = verb_at(text, at)
    if verb is None:
        group = leading(scene, topic.start, end)
        told = alone and group is not None and scene.predicate_at(group.end, end)
        return told and _OF.fullmatch(text, topic.start, end) is not None
    rest = end - at - len(verb.text)
    if rest < _SHORTEST_OBJECT or _TASKS.match(text, at):
        return False
    chained = verb.text in _ASKS and verb_at(text, at + len(verb.text)) is not None  # 申请使用原号牌
    return verb.opens or chained or (alone and len(verb.text) > 1 and (not verb.soft or verb.text == "建设"))


def _without_adverbs(scene: Scene, start: int, end: int) -> int:
    """Return where a topic ends before the times and adverbs of the predicate behind it."""
    text = scene.text
    for time in scene.times_in(start, end):
        if time.end == end:
            end = time.start
    while end > start and (text[end - 1] in "，、均都也" or text.startswith(("一般", "一律"), end - 2)):
        end -= 2 if text.startswith(("一般", "一律"), end - 2) else 1
    return end

"""Cases (适用情形): which clauses say when a norm applies, and which only name what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.bearers import leading
from zhize.tagging.heads import heads_of
from zhize.types import Span

if TYPE_CHECKING:
    from zhize.tagging.scene import Scene

_EXCEPTION = re.compile(r"(?:但是?)?除[^。]*外(?:的)?$|.*除外$")
# 涉及相关部门的; 目的 and 宗旨的 are nouns, the bracket is 扣留证书的（下同）.
_ENDS_IN_DE = re.compile(r".*(?<![目旨])的(?:[（(][^）)]*[）)])?$")
_ENDS_IN_CASE = re.compile(r".*(?:期间|过程中|情况下|情形下|前提下|之后|以后|后|时)$")
_OPENS_CASE = re.compile(
    r"凡|如|若|遇|一旦|违反|因(?!此|地制宜)|受[^，]{1,12}委托|根据[^，]{1,8}(?:内容|安排|情况)$|(?:未)?经[^，]{1,20}(?:批准|同意|授权)(?:的|后)?$|特殊情况|情况紧急"
)
_STEP = re.compile(r"(?:报|经|并|按)?.*后$|(?:报)?经[^，]*$")
# A topic that restricts the cases: 以县政府名义制发的公文, 涉及…的事项, 重大情况; a bare 会议纪要 does not.
_RESTRICTS = re.compile(
    r"(?:对|对于|以|拟|需|涉及|属于?|列入|能|确需|凡|未|因|已|经|关系|不能|不再|处于|发生|具有|符合|纳入|提交|超过|遇|如|其他|确定为)[^，。]*"
    r"|.*(?:重大|重要|特殊|紧急|一般性|例行|专业性)[^，。]{1,16}$|.*(?:期间|时|后|者)$|.*工作中的[^，。]*$|.*的$"
)
_VERBAL_TOPIC = re.compile(r".*(?:[的得][^的，。]{1,14}|等)$|(?:开发|申请|办理|从事|举办|发布|代表|建设)[^，。]*$")


def is_exception(text: str, clause: Span) -> bool:
    """Whether a clause takes something out: 除依法需要保密的外."""
    return _EXCEPTION.fullmatch(text, clause.start, clause.end) is not None


def ends_in_de(text: str, clause: Span) -> bool:
    """Whether a clause closes a case with 的: 涉及相关部门的."""
    return _ENDS_IN_DE.fullmatch(text, clause.start, clause.end) is not None


def is_step(text: str, clause: Span) -> bool:
    """Whether a stretch behind a norm is one of its steps: 经县政府办公室主任审核后."""
    return _STEP.fullmatch(text, clause.start, clause.end) is not None


def opening_case(scene: Scene, clauses: tuple[Span, ...]) -> tuple[int, int]:
    """Return which clauses, as a half-open range, state the case at the beginning of a sentence.

    The last 的 before the first predicate closes it: 违反…规定，…，未取得许可证的，由…. What stands before a 对…的 is a
    predicate of its own: 严格执行请销假制度，对未获批准离岗的，由….
    """
    first, count = 0, 0
    for number, clause in enumerate(clauses[:-1]):
        if ends_in_de(scene.text, clause):
            count = number + 1
            if scene.text.startswith("对", clause.start):
                first = number
        elif any(head.marker and head.marker.text not in {"负责", "不"} for head in heads_of(scene, clause)):
            break
    return first, count


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
    if _ENDS_IN_CASE.fullmatch(text, clause.start, clause.end):
        return True
    return text[clause.start : clause.end] == "必要时"


def restricting_topic(scene: Scene, start: int, end: int, *, verbal: bool) -> Span | None:
    """Return the topic before a predicate, if it restricts the cases to which the norm applies.

    Args:
        scene: the article.
        start: where the topic may begin.
        end: where the predicate begins.
        verbal: whether a topic of its own clause that tells of an act counts too: 发布…的信息，要经过审定.
    """
    text = scene.text
    for time in scene.times_in(start, end):
        if time.end == end:
            end = time.start
    while end > start and (text[end - 1] in "，、均都也应" or text.startswith(("一般", "一律"), end - 2)):
        end -= 2 if text.startswith(("一般", "一律"), end - 2) else 1
    if end <= start:
        return None
    group = leading(scene, start, end)
    if _RESTRICTS.fullmatch(text, start, end) or (verbal and _VERBAL_TOPIC.fullmatch(text, start, end)):
        return Span(start=start, end=end)
    if (
        group is not None
        and group.end < end
        and scene.predicate_at(group.end, end)
        and text.find("的", group.end, end) > 0
    ):
        return Span(start=start, end=end)
    return None

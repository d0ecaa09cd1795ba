"""Bearers (义务主体): who is bound or empowered by a head, and how that was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from zhize.tagging.scene import verb_at
from zhize.types import ActorType, BearerSource, Span

if TYPE_CHECKING:
    from zhize.tagging.scene import Group, Scene

# What may stand before the subject of a clause.
_LEADS = (
    *("但是?", "同时", "其中", "此外", "另外", "凡", "对于", "每个", "每一?", "各", "任何", "一切", "所有"),
    *("并", "和", "而", "，", "、", "（", "“", "”"),
)
_LEAD = re.compile(f"(?:{'|'.join(_LEADS)})*")
# Most clauses open with none of these: one look at a character is enough.
_OPENS_LEAD = frozenset(lead[0] for lead in _LEADS)
_NOUN_PHRASE = re.compile(r"[^，]{1,14}的[^的，]{1,24}$|决定事项$|议定事项$")
_MADE = re.compile(r"[^，。；的]{1,12}的[^，。；的]{1,24}(?:，|$)")
_MANNER = ("按", "根据", "依照", "依据", "有", "享有", "负有", "具有", "是", "承担", "履行", "接受")
TOWARDS = re.compile("(?:国家|本[市省县区州])?对")
"""What opens a clause that says to whom something is done."""

_LONGEST_VERB, _LONGEST_COUNT = 4, 8
_FIRST = 12  # bodies of a case that are looked at; a longer list says nothing new
_SEVERAL = re.compile("(?:数|多|[一二两三四五六七八九十0-9]+)(?:名|位|个|家)(?:以上)?$")
_COUNTS = ("名", "位", "个", "家", "以上")  # the last words of a count
_PART = re.compile("[的和及、）)]|之间|与")  # behind bodies that do not act here
_AND = ("和", "、", "及", "与", "以及")  # 中央|和省、市、县重点工作: what follows is not 中央's alone
_RELATIVE = re.compile(r"[^，。的]{1,6}的(?!$)")


class Bearer(Struct, frozen=True, kw_only=True):
    """Who bears a norm, by canonical names, and the words that say so."""

    names: tuple[str, ...]
    source: BearerSource
    rule: str
    span: Span | None  # article; None where the text names nobody
    origin: str = ""  # the rule that first found it; what is carried keeps it
    rival: bool = False  # another body that was named before could be meant as well


def subject_of(scene: Scene, start: int, head: int) -> Group | None:
    """Return the bodies that a clause is about, if they are its grammatical subject.

    Args:
        scene: the article.
        start: where the clause begins; article offset.
        head: where its predicate or marker begins.
    """
    if (group := leading(scene, start, head)) and _is_subject(scene, group, head):
        return group
    last = scene.last_group(start, head)
    if last is not None and _reaches(scene, last, head) and not scene.governed(last, start):
        return last
    return None


def leading(scene: Scene, start: int, end: int) -> Group | None:
    """Return the bodies with which a clause begins, adverbs and conjunctions skipped."""
    place = (start, end)  # the readers of a clause all ask for it
    if place in scene.leading:
        return scene.leading[place]
    found = scene.leading[place] = _leading(scene, start, end)
    return found


def _leading(scene: Scene, start: int, end: int) -> Group | None:
    if not scene.has_groups(start, end):
        return None
    if (group := scene.group_at(start)) and group.end <= end:
        return group
    at = scene.skip(start, end)
    if at > start and (group := scene.group_at(at)) and group.end <= end:
        return group
    if at < end and scene.text[at] in _OPENS_LEAD and (lead := _LEAD.match(scene.text, at, end)):
        group = scene.group_at(lead.end())
        return group if group and group.end <= end else None
    return None


def _is_subject(scene: Scene, group: Group, head: int) -> bool:
    """Whether what follows the bodies can be a predicate: 县政府要…, not 县政府行政规范性文件要…."""
    if scene.text.startswith("的", group.end):
        return False
    if _reaches(scene, group, head):
        return True
    at = scene.skip(group.end, head)
    return scene.text.startswith(("，", "（"), at) or scene.predicate_at(group.end, head)


def doer_in(scene: Scene, case: Span) -> Group | None:
    """Return who a case is about: 用户 in 用户认为…的; a body inside a relative clause is passed over."""
    for group in scene.groups_in(case.start, case.end, _FIRST):
        if _governed(scene, group, case.start) or scene.text.startswith("的", group.end):
            return None
        if group.start > case.start and _asks(scene, group, case.start):
            return None
        if _RELATIVE.match(scene.text, group.end, case.end):
            continue
        if scene.predicate_at(group.end, case.end) or scene.text.startswith("，", group.end):
            return group
        opens = group.start == case.start and scene.text.endswith("的", group.end, case.end)
        return group if opens and not _PART.match(scene.text, group.end) else None
    return None


def several_in(scene: Scene, case: Span) -> Group | None:
    """Return the bodies of whom a case counts how many it concerns: 涉及|两位以上|县领导|分管工作的."""
    group = next(iter(scene.groups_in(case.start, case.end, 1)), None)
    if group is None or _counted_from(scene, group, case.start) == group.start:
        return None
    return group if _governed(scene, group, case.start) else None


def _governed(scene: Scene, group: Group, start: int) -> bool:
    return scene.governed_at(_counted_from(scene, group, start), start)


def _counted_from(scene: Scene, group: Group, start: int) -> int:
    """Return where the count of bodies begins: 数名|县领导; where they begin if none stands before them."""
    if not scene.text.endswith(_COUNTS, start, group.start):
        return group.start
    counted = _SEVERAL.search(scene.text, max(start, group.start - _LONGEST_COUNT), group.start)
    return counted.start() if counted else group.start


def _asks(scene: Scene, group: Group, start: int) -> bool:
    """Whether a verb stands directly before bodies and takes them as its object: 请求|知识产权局|处理."""
    end = _counted_from(scene, group, start)
    return any(
        (verb := verb_at(scene.text, at)) is not None and at + len(verb.text) == end
        for at in range(max(start, end - _LONGEST_VERB), end - 1)
    )


def described_in(scene: Scene, case: Span) -> Group | None:
    """Return whom a case describes before it says what he does: 违反本法规定，参加投标的|投标人|以低价竞标的."""
    for group in scene.groups_in(case.start, case.end, _FIRST):
        if scene.text.endswith("的", case.start, group.start) and not scene.text.startswith("的", group.end):
            return group
    return None


def _reaches(scene: Scene, group: Group, head: int) -> bool:
    return scene.skip(group.end, head) == head


def nominal(scene: Scene, group: Group, clause: Span) -> bool:
    """Whether a clause that opens with bodies is a noun phrase: 国务院发布的法规, not 副省长按照分工处理分管的工作."""
    at = scene.skip(group.end, clause.end)
    if _modified_at(scene, at, clause.end):
        return True  # 常务会议讨论决定|的事项
    if scene.text.startswith(_MANNER, at) or scene.text.startswith(_MANNER, group.end):
        return False
    verb = verb_at(scene.text, at)
    if verb is not None and verb.opens and not scene.text.startswith("的", at + len(verb.text)):
        return False  # 市政府制定涉及企业的政策 is an act, 市政府制定的政策 a thing
    return _NOUN_PHRASE.match(scene.text, group.end, clause.end) is not None


def _modified_at(scene: Scene, at: int, end: int) -> bool:
    """Whether a verb or two with nothing but 的 behind them describe what follows: 讨论决定的|事项."""
    for _ in range(2):
        verb = verb_at(scene.text, at)
        if verb is None:
            return False
        at += len(verb.text)
        if scene.text.startswith("的", at, end - 1):
            return True
    return False


def closing_subject(scene: Scene, clause: Span) -> Group | None:
    """Return the bodies that a clause ends with and that the rest of it describes: 已经进行生产的|企业，应当…."""
    group = scene.last_group(clause.start, clause.end)
    if group is None or group.end != clause.end or group.start == clause.start:
        return None
    if TOWARDS.match(scene.text, clause.start):
        return None  # 对屡审屡犯的单位，由…约谈; 本市对作出贡献的单位，给予表彰
    return group if scene.text.endswith("的", clause.start, group.start) else None


def is_owner(scene: Scene, group: Group, head: int) -> bool:
    """Whether the affair of its first bodies is what a clause is about: 县政府重要事项|及时向县委请示报告."""
    if scene.predicate_at(group.end, head) or scene.text.startswith(_AND, group.end):
        return False
    return not _has_meeting(group)


def is_maker(scene: Scene, group: Group, head: int) -> bool:
    """Whether its first bodies made what a clause is about: 市政府采取的应对措施，应当…."""
    if _MADE.match(scene.text, group.end, head) is None or not scene.predicate_at(group.end, head):
        return False
    return not _has_meeting(group)


def _has_meeting(group: Group) -> bool:
    return any(actor.type is ActorType.MEETING for actor in group.actors)

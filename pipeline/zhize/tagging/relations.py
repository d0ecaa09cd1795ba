"""Counterparts (相对方): the other bodies that an act is directed at or goes through, each with its relation.

The frames of ``relations.toml`` are tried around every coordination of bodies: what stands directly before it (报, 经,
向 …) and what stands directly behind it (审核, 批准, 报告 …). The longest words before it win, of equals the earlier
frame.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import RelationEntry
from zhize.types import ActorType, Counterpart, Relation, Span, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.tagging.scene import Group, Scene
    from zhize.types import Actor

_COUNTED = ("家", "名", "个", "位", "人", "上")
_SOME = re.compile("(?:不少于|至少)?(?:[0-9]+|[一二两三四五六七八九十]+)(?:家|名|个|位|人)(?:以上)?$")  # 听取|10家|企业
_ORDERS = re.compile("(?:责令|责成)(?P<whom>其?)|(?P<helps>(?:予以|给予)(?:配合|协助|支持))")
_OF_PEOPLE = {Relation.DIRECTS, Relation.INVITES}  # 召集专题会议 directs no meeting
_DESCRIBES = re.compile("的[\u4e00-\u9fff]")
_SELF = {"本部门", "本单位", "本机关", "本行业", "本系统"}
_RELATIVE = re.compile(
    r"(?!等?各?方面|[和及与或向对为在以将把])[^，。、；的]{2,6}的[^，。]"
)  # 代表团|推选的代表: the frame is about the delegates, not their group
_HANDED = {Relation.SUBMITS_TO, Relation.TRANSFERS_TO}
# 控制|报送县政府的公文数量: that they are handed in describes them. Of 提交县政府的意见 one cannot say.
_OF_THINGS = re.compile("的(?!意见|建议|同意|批准|决定|要求)[^，。；的]")
_TREATS = re.compile("(?:控制|规范|减少|精简|压减|压缩|审核|审查|统计|汇总)$")  # not 签署|上报国务院的请示
_ASKS, _APPLIES = "请", "申请"  # 申请|人民法院|执行 invites nobody
_SIGHT = 12  # characters on either side of the bodies that a frame may need: 并向其…负责并报告工作

# Between a body and the word that settles its relation: 经县司法局【合法性】审查, 报县政府【主要领导】审定.
_FILLER = re.compile(
    r"(?:等|（[^）]{0,20}）|(?:主要|分管)?(?:领导|负责人|负责同志)|依法|书面|及时|充分|逐级|集体|研究|另行|合法性|统一|先行|进行)*"
)


def find_counterparts(
    scene: Scene,
    stretches: tuple[Span, ...],
    bearers: tuple[str, ...],
    case: Span | None,
    offender: Group | None = None,
) -> tuple[Counterpart, ...]:
    """Find the counterparts of an act.

    Args:
        scene: the article.
        stretches: what belongs to the norm, its condition and adverbials included; article offsets.
        bearers: canonical names of who acts; nobody is his own counterpart, but he may be the one who is sent.
        offender: of whom its case speaks, or the one before it in the sentence; an order without an object is for him.
        case: the norm's condition; bodies in it count only where they withhold consent (未经X批准).

    Returns:
        The counterparts in the order of the text, each (name, relation) once.
    """
    found: dict[tuple[str, Relation], Counterpart] = {}
    for stretch in stretches:
        for group in scene.groups_in(stretch.start, stretch.end):
            relations = _relations(scene, group, stretch.start, stretch.end)
            if not relations or not _is_directed_at(scene, group, stretch, case):
                continue
            for relation in relations:
                for actor in group.actors:
                    kind = _of_kind(scene, group, actor, relation)
                    if actor.body in _SELF or (actor.type is ActorType.MEETING and kind in _OF_PEOPLE):
                        continue
                    if actor.body in bearers and kind is not Relation.DELEGATES_TO:
                        continue
                    party = Counterpart(name=actor.body, relation=kind, span=actor.span)
                    found.setdefault((actor.body, kind), party)
    for party in _ordered(scene, stretches[-1], offender) if offender else ():
        if party.name not in bearers:
            found.setdefault((party.name, party.relation), party)
    return tuple(found.values())


def _of_kind(scene: Scene, group: Group, actor: Actor, relation: Relation) -> Relation:
    """Who supports a public body assists it; who supports people and enterprises directs them."""
    supports = relation is Relation.ASSISTS and scene.text.endswith("支持", 0, group.start)
    return Relation.DIRECTS if supports and actor.type is ActorType.GROUP else relation


def _ordered(scene: Scene, stretch: Span, offender: Group) -> Iterator[Counterpart]:
    """Yield whom an order without an object is for: the one of whom the case speaks. 企业违反规定的，责令改正."""
    order = _ORDERS.search(scene.text, stretch.start, stretch.end)
    if order is None:
        return
    if order["whom"] != "其" and scene.group_at(order.end()) is not None:
        return
    for actor in offender.actors:
        relation = Relation.ASSISTS if order["helps"] else Relation.DIRECTS
        yield Counterpart(name=actor.body, relation=relation, span=actor.span)


def _is_directed_at(scene: Scene, group: Group, stretch: Span, case: Span | None) -> bool:
    """Whether bodies belong to what is done, not to when: 在提请常务会议审议前 is a time, 涉及相关部门的 a case."""
    times = scene.times_over(group.start, group.end)
    if any(time.contains(group.span) and not _is_how_often(scene, time) for time in times):
        return False
    if scene.in_quotes(group.start):
        return False  # 加“经县政府同意”字样
    inside = case is not None and case.contains(group.span)
    return not inside or scene.text.endswith("经", stretch.start, group.start)  # 未经县长批准, 经县长批准后


def _is_how_often(scene: Scene, time: Span) -> bool:
    """Whether the bodies stand within a frequency as its verb's: 每季度向县委报告一次."""
    return scene.type_of(time) is TimeType.FREQUENCY


def _relations(scene: Scene, group: Group, start: int, end: int) -> tuple[Relation, ...]:
    """Return the relations of the first frame that fits around a coordination."""
    text = scene.text
    if group.start == start or text[group.start - 1] not in _lasts():  # of most bodies
        return ()
    before = _without_number(text[max(start, group.start - _SIGHT) : group.start])
    found = _frames_behind(before)
    if not found:
        return ()
    filler = _FILLER.match(text, group.end, end)
    behind = filler.end() if filler else group.end
    places = {group.end, behind, scene.skip(group.end, end), scene.skip(behind, end)}
    for frame, words in found:
        fits = _follows(text, frame, group.end, places, end)
        if fits and not _describes(text, frame, before[:-words], (group.end, end)):
            return frame.relations
    return ()


def _without_number(before: str) -> str:
    """Return what stands before bodies without how many they are: 听取|10家|企业."""
    return _SOME.sub("", before) if before.endswith(_COUNTED) else before


def _frames_behind(before: str) -> tuple[tuple[RelationEntry, int], ...]:
    """Return the frames of which a word ends some characters, each with the length of its longest such word.

    The longest words come first (抄送 says more than 送), of equals the earlier frame.
    """
    lengths, frames = _frames()
    for length in lengths.get(before[-1:], ()):
        word = before[-length:]
        if word in frames and not (word == _ASKS and before.endswith(_APPLIES)):
            return frames[word]
    return ()


def _describes(text: str, frame: RelationEntry, before: str, behind: tuple[int, int]) -> bool:
    """Whether to hand something to bodies only describes a thing to which something else is done."""
    if not _HANDED.intersection(frame.relations) or _OF_THINGS.match(text, *behind) is None:
        return False
    return _TREATS.search(before) is not None


def _follows(text: str, frame: RelationEntry, at: int, places: set[int], end: int) -> bool:
    """Whether one of a frame's words stands behind the bodies, at once or within its reach."""
    if "" in frame.after:
        return _RELATIVE.match(text, at, end) is None
    if any(_stands(text, frame, place, end) for place in places):
        return True
    if not frame.reach:
        return False
    stop = min(text.find(mark, at, end) % (end + 1) for mark in "，；。")
    ahead = text[at : min(stop, at + frame.reach)]
    return any(word in ahead for word in frame.after)


def _stands(text: str, frame: RelationEntry, place: int, end: int) -> bool:
    """Whether one of a frame's words stands at a place, and does not describe a noun: 报省政府批准|的事项."""
    if not text.startswith(frame.after, place, end):
        return False
    words = [word for word in frame.after if text.startswith(word, place, end)]
    return any(_DESCRIBES.match(text, place + len(word), end) is None for word in words)


@cache
def _frames() -> tuple[Mapping[str, Sequence[int]], Mapping[str, tuple[tuple[RelationEntry, int], ...]]]:
    """Return the lengths of the words in front of bodies by their last characters, and the frames of each word.

    What ends with a word ends with every shorter word that ends it, so the frames of these stand behind its own.
    """
    entries = load("relations", RelationEntry)
    frames = {
        word: tuple(sorted(_fitting(entries, word), key=lambda fitting: -fitting[1]))
        for entry in entries
        for word in entry.before
    }
    lengths = defaultdict[str, set[int]](set)
    for word in frames:
        lengths[word[-1]].add(len(word))
    return {last: sorted(found, reverse=True) for last, found in lengths.items()}, frames


@cache
def _lasts() -> frozenset[str]:
    """Return the characters that may stand directly before bodies to whom something is done."""
    return frozenset(_frames()[0]) | {counted[-1] for counted in _COUNTED}


def _fitting(entries: Iterable[RelationEntry], before: str) -> Iterator[tuple[RelationEntry, int]]:
    """Yield the frames of which a word ends some characters, with the length of the longest of these."""
    for entry in entries:
        words = (word for word in entry.before if before.endswith(word))
        if length := max((len(word) for word in words if word != _ASKS or not before.endswith(_APPLIES)), default=0):
            yield entry, length

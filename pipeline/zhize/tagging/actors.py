"""Mentions of actors (主体): bodies, office-holders, meetings and groups that can act.

`seen` finds the names of `zhize.tagging.names`, keeps the longest, and adds the members of a coordination that share
one head: 发展改革、财政等部门; 市、县人民政府. `match` lets the learned model of `zhize.tagging.weighing` choose among
these and all other stretches.
"""

from __future__ import annotations

import re
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from zhize.lexicon import load
from zhize.lexicon.schema import AdverbEntry, Modifier, NotionEntry
from zhize.tagging.name_words import HANZI, grammar, level_group
from zhize.tagging.names import Name, Seen, name_ending
from zhize.tagging.scene import verb_at
from zhize.tagging.slots import echoes, known_names, slot_names
from zhize.tagging.vocabulary import Vocabulary, vocabulary
from zhize.tagging.weighing import weighed
from zhize.types import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.tagging.spans import Edged

_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_LINK = re.compile(r"(?:、|和|与|及|以及|或|或者)$")
_LINK_ENDS = frozenset("、和与及或者\n")
_START, _END = attrgetter("start"), attrgetter("end")
# 国家 acts where a verb follows it at once: 国家鼓励…; 国家机关, 国家标准 are other words.
_STATE = re.compile(r"(?:^|(?<=[\n，。；：、]))国家(?=[\u4e00-\u9fff])")
_SOCIETY = re.compile(r"(?<=向)社会(?![\u4e00-\u9fff]{0,2}(?:力量|组织|资本|团体|各界|公众|保险))|社会(?=监督)")
# Bare 机关 names nobody, but in 机关、单位 it is one of two.
_ORGANS = re.compile(r"(?<![\u4e00-\u9fff])机关(?=(?:、|和|或者?|以及)(?:有关)?(?:单位|团体|企业|事业|人民团体))")
_UNSETTLED = {"单位", "工作人员", "人员"}  # what these name, only their company or their owner tells
_EACH_LEVEL = re.compile(r"(?:各|沿[河海湖江])")


def match(
    text: str,
    *,
    article: str = "0",
    known: Mapping[str, ActorType] | None = None,
    subjects: Mapping[str, int] | None = None,
    learned: bool = True,
    edged: Edged | None = None,
    saw: Seen | None = None,
) -> tuple[Actor, ...]:
    """Find the mentions of actors in a text.

    Args:
        text: the text of an article.
        article: its id, copied into the results.
        known: names that other articles of the document know by their place, see `zhize.tagging.slots`.
        subjects: what stands before 应当, 不得 … in the document, and how often.
        learned: whether the learned model runs beside the rules.
        edged: what `zhize.tagging.weighing.edges_in` found in the text; the model reads it if need be.
        saw: what `seen` or `echoed` returned; the rules read the text if need be.

    Returns:
        The mentions in order, without overlap; offsets are half-open in ``text``. ``body`` is the mention's own text;
        `zhize.bodies.resolve` gives it its canonical name.
    """
    saw = saw or seen(text, known)
    names = weighed(text, saw, subjects or {}, edged=edged) if learned else saw.names
    return tuple([_actor(text, name, article) for name in names])


def _actor(text: str, name: Name, article: str) -> Actor:
    words = text[name.start : name.end]
    return Actor(
        article=article, start=name.start, end=name.end, text=words, type=name.type, body=words, rule=name.rule
    )


def seen(text: str, known: Mapping[str, ActorType] | None = None) -> Seen:
    """Return what the rules see in a text; arguments as of `match`."""
    closed = _closed(text)
    found: Sequence[Name] = _outermost([*_names(text, closed), *_levels(text), *_others(text)])
    found = _with(found, _shared_heads(text, found))
    own = tuple(_with(found, slot_names(text, found)))
    return _echoed(text, own, tuple([(each.start, each.end) for each in closed]), known or {})


def echoed(text: str, saw: Seen, known: Mapping[str, ActorType]) -> Seen:
    """Return what the rules see in a text that they saw before, now that other names are known."""
    return _echoed(text, saw.own, saw.closed, known)


def _echoed(
    text: str, own: tuple[Name, ...], closed: tuple[tuple[int, int], ...], known: Mapping[str, ActorType]
) -> Seen:
    found = _with(own, echoes(text, {**known, **known_names(text, own)}))
    return Seen(names=tuple(_typed(text, found)), own=own, closed=closed)


class _Closed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A stretch of a text in which no head counts: a title in 《》, a fixed notion."""

    start: int
    end: int
    firm: bool  # also behind an owner


def _closed(text: str) -> list[_Closed]:
    """Return the stretches in which no head counts, in order."""
    titles = [_Closed(start=found.start(), end=found.end(), firm=True) for found in _TITLE.finditer(text)]
    return sorted([*titles, *_notion_spans(text)], key=lambda closed: closed.start)


def _notion_spans(text: str) -> Iterator[_Closed]:
    notions = _notions()
    for at in notions.ends.of(text):
        if (entry := notions.ending(text, at)) is not None:
            yield _Closed(start=at - len(entry.text), end=at, firm=entry.firm)


@cache
def _notions() -> Vocabulary[NotionEntry]:
    return vocabulary(load("notions", NotionEntry))


def _names(text: str, closed: Sequence[_Closed] = ()) -> list[Name]:
    """Return every name of a text by its end, names inside other names included.

    Args:
        text: the text of an article.
        closed: stretches in which no head counts, in order.
    """
    index, last = 0, len(closed)
    found: list[Name] = []
    for end in grammar().ends.of(text):
        name = name_ending(text, end)
        if name is None:
            continue
        while index < last and closed[index].end < end:
            index += 1
        far = index == last or closed[index].start >= end  # of most names
        if far or not any(_shuts_out(each, name, end) for each in closed[index : index + 2]):
            found.append(name)
    return found


def _shuts_out(closed: _Closed, name: Name, end: int) -> bool:
    """Whether a stretch holds the head, or begins in it and goes on: 执行|机关|事务."""
    start = end - len(name.head)
    holds = closed.start <= start and end <= closed.end
    return (holds or start < closed.start < end < closed.end) and (closed.firm or name.rule != "owned")


def _with(found: Sequence[Name], more: Iterable[Name]) -> Sequence[Name]:
    """Return names with some more, the outermost of all."""
    added = list(more)
    return _outermost([*found, *added]) if added else found


def _outermost(found: Iterable[Name]) -> list[Name]:
    """Keep the names that lie in no other; of two that only overlap, the longer one."""
    kept: list[Name] = []
    last: Name | None = None
    for name in sorted(sorted(found, key=_END, reverse=True), key=_START):  # of those that begin together the longest
        if last is None or name.start >= last.end:
            kept.append(name)
            last = name
        elif name.end - name.start > last.end - last.start and not last.contains(name):
            kept[-1] = last = name
    return kept


def _levels(text: str) -> Iterator[Name]:
    """Yield levels that stand for their governments: 各镇（街道）, 沿河县（市、区）."""
    words = grammar()
    for found in _EACH_LEVEL.finditer(text):
        for length in (6, 5, 4, 3, 2, 1):
            end = found.end() + length
            level = words.modifiers.ending(text, end) if end <= len(text) else None
            if level is not None and level.kind is Modifier.LEVEL and len(level.text) == length:
                bracket = re.compile(r"[（(][^（()）]{1,20}[）)]").match(text, end)
                if bracket is not None and level_group(text, bracket.end()) is not None:
                    end = bracket.end()
                if not text.startswith(("级", "属", "域", "情"), end):
                    yield Name(start=found.start(), end=end, type=ActorType.ORG, head="", rule="level")
                break


def _others(text: str) -> Iterator[Name]:
    for found in _SOCIETY.finditer(text) if "社会" in text else ():
        yield Name(start=found.start(), end=found.end(), type=ActorType.GROUP, head="社会", rule="society")
    for found in _ORGANS.finditer(text) if "机关" in text else ():
        yield Name(start=found.start(), end=found.end(), type=ActorType.ORG, head="机关", rule="organs")
    for found in _STATE.finditer(text) if "国家" in text else ():
        adverb = _adverb_at(text, found.end())
        if verb_at(text, found.end()) or adverb or text.startswith(("对", "为", "在"), found.end()):
            yield Name(start=found.start(), end=found.end(), type=ActorType.ORG, head="国家", rule="state")


def _adverb_at(text: str, at: int) -> bool:
    return text.startswith(_adverbs(), at)


@cache
def _adverbs() -> tuple[str, ...]:
    return tuple(entry.text for entry in load("adverbs", AdverbEntry))


def _shared_heads(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """Yield the members before a name that leave its head to it."""
    taken = {name.end for name in found}
    for each in found:
        if each.type is not ActorType.ORG or text[each.start - 1 : each.start] not in _LINK_ENDS:
            continue
        at, name = each.start, each
        while (member := _member_before(text, at, name)) is not None and member.end not in taken:
            yield member
            at, name = member.start, member


def _member_before(text: str, at: int, name: Name) -> Name | None:
    """Return the field or level that is coordinated with what begins at ``at``."""
    link = _LINK.search(text, max(0, at - 2), at)
    if link is None:
        return None
    end = link.start()
    words = grammar()
    if words.heads.ending(text, end) is not None:
        return None
    if name.rule in {"field", "shared field"} and (field := words.fields.ending(text, end)) is not None:
        owner = _owner_start(text, end - len(field.text))
        return replace(name, start=owner, end=end, head=field.text, rule="shared field")
    start = _level_start(text, end)
    if start is None or not _starts_with_level(text, at):
        return None
    if start and HANZI.match(text, start - 1) and not _opens(text, start):
        return None
    return replace(name, start=start, end=end, head="", rule="shared level")


def _level_start(text: str, end: int) -> int | None:
    """Return where the level begins that ends at a position, with its alternatives in brackets."""
    group = level_group(text, end)
    level = grammar().modifiers.ending(text, end)
    if group is not None or level is None or level.kind is not Modifier.LEVEL:
        return group
    return end - len(level.text)


def _owner_start(text: str, at: int) -> int:
    """Return where the body begins that stands directly before a field: 县级以上人民政府|发展改革."""
    owner = next((name for name in _names(text[max(0, at - 40) : at]) if name.end == min(at, 40)), None)
    return at - (owner.end - owner.start) if owner is not None and owner.type is ActorType.ORG else at


def _starts_with_level(text: str, at: int) -> bool:
    entries = grammar().modifiers.entries
    return any(
        (entry := entries.get(text[at : at + length])) is not None and entry.kind is Modifier.LEVEL
        for length in (5, 4, 3, 2, 1)
    )


def _opens(text: str, at: int) -> bool:
    words = grammar()
    return words.contexts.ending(text, at) is not None or _LINK.search(text, max(0, at - 2), at) is not None


def _typed(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """Settle what only the company of a name tells: 单位 beside 个人 are people outside government."""
    for index, name in enumerate(found):
        outside = name.head in _UNSETTLED and _is_outside(text, found, index)
        yield replace(name, type=ActorType.GROUP) if outside else name


def _is_outside(text: str, found: Sequence[Name], index: int) -> bool:
    """Whether one of the names of a text means people outside government by what stands around it."""
    name = found[index]
    if name.head == "单位":
        near = found[max(0, index - 1) : index + 2]
        return any(_beside(text, name, other) for other in near if other.head == "个人")
    return name.rule == "owned" and _of_people(text, name)


def _of_people(text: str, name: Name) -> bool:
    """Whether the staff is that of people outside government: 经营者的工作人员."""
    end = name.end - len(name.head)
    owner = grammar().heads.ending(text, end - text.endswith("的", 0, end))
    return owner is not None and owner.type is ActorType.GROUP


def _beside(text: str, name: Name, other: Name) -> bool:
    gap = text[min(name.end, other.end) : max(name.start, other.start)]
    return gap in {"、", "和", "或", "或者", "以及", "及"}

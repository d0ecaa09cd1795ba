"""Articles beside each other: procedures of one matter are one, a duty told twice is one stage, others follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from zhize.procedures.nouns import Join, Next
from zhize.procedures.phrases import bare, verbs_in
from zhize.procedures.threads import Thread, shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zhize.procedures.nouns import Procedure, Stage
    from zhize.procedures.units import Unit

_REACH = 2  # articles
_BACK, _AHEAD = 4, 5  # procedures before one that may go on, and behind it that may follow
_SAME = 8  # characters of a matter that make it the same: 县政府办公室名义制发的公文
_TWICE = 4  # of an act that is told twice: 公开征求意见
_FOLLOWS = 4  # of what two procedures speak of: 常务会议


def _near(one: Thread, other: Thread, order: Mapping[str, int], reach: int = _REACH) -> bool:
    first, second = one.units[0].article, other.units[0].article
    distance = order[second.id] - max(order[unit.article.id] for unit in one.units)
    return first.chapter == second.chapter and first.part == second.part and 0 < distance <= reach


def merged(threads: Sequence[Thread], order: Mapping[str, int]) -> list[Thread]:
    """Join procedures of neighbouring articles of a chapter that are about the same thing in the same words.

    Args:
        threads: in the order of the text.
        order: place of each article by id.
    """
    found: list[Thread] = []
    for thread in threads:
        for earlier in reversed(found[-_BACK:]):
            words = _same_matter(earlier, thread) if _near(earlier, thread, order) else ""
            if words:
                first = replace(thread.stages[0], join=Join.MATTER, grounds=words)
                earlier.stages += [first, *thread.stages[1:]]
                earlier.units += thread.units
                earlier.choice = earlier.choice or thread.choice
                break
        else:
            found.append(thread)
    return found


def _same_matter(one: Thread, other: Thread) -> str:
    """Return the words of a matter that both are about, thing included."""
    held = [
        words
        for mine in one.units
        for theirs in other.units
        if mine.matter and theirs.matter and (words := shares(mine.about, theirs.about, _SAME))
        if one.thing and words.endswith(one.thing)
    ]
    return max(held, key=len, default="")


def absorb(threads: Sequence[Thread], singles: Sequence[Thread], order: Mapping[str, int]) -> None:
    """Put into the procedures what single norms of neighbouring articles add to them.

    One that tells a stage again is named beside it and gives it its exception; one that speaks of the time after the
    thing is made becomes its last stage.
    """
    for single in singles:
        for thread in threads:
            later = _near(thread, single, order)
            told = (later or _near(single, thread, order)) and any(_told_twice(thread, unit) for unit in single.units)
            if told or (later and any(_afterwards(thread, unit) for unit in single.units)):
                break


def _told_twice(thread: Thread, unit: Unit) -> bool:
    """Mark the stage that a norm tells again: the same actor and act on the same thing."""
    if not thread.thing or thread.thing not in unit.text:
        return False
    for at, stage in enumerate(thread.stages):
        for again in unit.stages:
            if set(again.actors) & set(stage.actors) and _same_act(thread, unit, stage, again):
                exception = stage.exception or again.exception
                also = tuple(dict.fromkeys((*stage.also, again.place)))
                thread.stages[at] = replace(stage, also=also, exception=exception)
                return True
    return False


def _same_act(thread: Thread, unit: Unit, stage: Stage, again: Stage) -> bool:
    if len(again.words) >= _TWICE and shares(again.words, stage.words, _TWICE):
        return True
    verbs = verbs_in(again.words)
    return unit.about.endswith(thread.thing) and bool(verbs) and stage.words.endswith(verbs[-1])


def _afterwards(thread: Thread, unit: Unit) -> bool:
    """Add what is done after the thing is there: 规范性文件实施后."""
    when = unit.when.of(unit.text) if unit.when else ""
    if not thread.thing or thread.thing not in when or not when.endswith("后"):
        return False
    first = replace(unit.stages[0], join=Join.MATTER, grounds=thread.thing)
    thread.stages += [first, *unit.stages[1:]]
    return True


def followed(found: Sequence[tuple[Thread, Procedure]], order: Mapping[str, int]) -> tuple[Procedure, ...]:
    """Say of each procedure which one goes on where it ends: in the next articles, of the same, by the same hands."""
    out = []
    for at, (thread, procedure) in enumerate(found):
        nexts = [
            Next(procedure=other.id, title=other.title, grounds=words)
            for later, other in found[at + 1 : at + 1 + _AHEAD]
            if _near(thread, later, order) and thread.people & later.people
            if (words := _speaks_of(thread, later))
        ]
        out.append(replace(procedure, following=tuple(nexts[:1])))
    return tuple(out)


def _speaks_of(one: Thread, other: Thread) -> str:
    pairs = ((mine.about, theirs.about) for mine in one.units for theirs in other.units)
    held = (shares(mine, theirs, _FOLLOWS) for mine, theirs in pairs if mine and theirs)
    names = one.names | other.names
    return max((words for words in held if _says(words, names)), key=len, default="")


def _says(words: str, names: frozenset[str]) -> bool:
    """Whether words name a meeting or a thing; who it is done for says nothing: 县政府各部门."""
    return words.endswith("会议") or len(bare(words, names)) >= _FOLLOWS

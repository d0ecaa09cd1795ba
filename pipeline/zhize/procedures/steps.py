"""The steps of one norm as stages: whole acts, each with its time, its place and who is turned to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from zhize.passages import locator
from zhize.procedures.nouns import Join, Stage
from zhize.procedures.words import Use, either
from zhize.types import BearerSource, Relation, Span, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.types import ActorType, Article, Norm

ASSENT = {Relation.REVIEWED_BY, Relation.APPROVED_BY}
HANDS_ON = ASSENT | {Relation.SUBMITS_TO, Relation.TRANSFERS_TO, Relation.REPORTS_TO, Relation.REQUESTS_LEAVE_FROM}
ROUTE = HANDS_ON | {Relation.CONSULTS, Relation.NOTIFIES}

SETTLES = (Relation.APPROVED_BY, Relation.REVIEWED_BY, Relation.SUBMITS_TO, Relation.TRANSFERS_TO)
"""What brings a matter to its end, the first of them before the others."""

LABEL = re.compile(r"^[（(]?[一二三四五六七八九十百\d]+[）)、.．]\s*")
"""The number of an item, at its front."""

_BEFORE = 12  # characters before an act in which whom it is directed at may stand
_BY_NOBODY = re.compile(r"经(?!过)[^，]*(?:审[查核批定议]|批准|同意|核准)$")  # who reviews is not said
_LOOSE = re.compile(r"(?:之?后|，?并)?[向由]$|[，、]?(?:并且?|或者)$")
_OF = re.compile(r"[^，。；]{0,4}(?<!目)的(?=[\u4e00-\u9fff])(?![，。；])")  # 报送县政府|的公文 hands nothing on
_NO_ACT = re.compile(r"(?:[前后时]|期间|阶段|需要)$")  # a time or a ground that was cut off: no act ends so
_LIST = re.compile(r"[：:；;]?\s*(?<!第)[（(][一二三四五六七八九十1-9]+[）)].*", re.DOTALL)


def steps_in(text: str, norm: Norm) -> list[Step]:
    """Return the steps of a norm, or its one act; who reviews or approves acts himself in both."""
    steps = [step for step in norm.steps or _single(norm) if not _describes(text, norm, step)]
    return _whole(text, steps)


def _single(norm: Norm) -> tuple[Step, ...]:
    held = [
        party
        for party in norm.counterparts
        if party.relation in ROUTE and party.span and norm.action.start - _BEFORE <= party.span.start < norm.action.end
    ]
    if not held:
        return (Step(actors=norm.bearers, act=norm.action, time=norm.time),)
    first = held[0].relation
    names = tuple(dict.fromkeys(party.name for party in held if party.relation is first))
    actors = names if first in ASSENT else norm.bearers
    return (Step(actors=actors, act=norm.action, relation=first, parties=names, time=norm.time),)


def _describes(text: str, norm: Norm, step: Step) -> bool:
    """Whether what hands on only describes a noun: 严格控制报送县政府|的公文数量."""
    if step.relation is None:
        return False
    spans = [party.span for party in norm.counterparts if party.span and step.act.contains(party.span)]
    return any(_OF.match(text, span.end, step.act.end) for span in spans[-1:])


def _whole(text: str, steps: Sequence[Step]) -> list[Step]:
    """Give a step what was cut off before it: 批准后|向社会公布, 按照规定|向县政府报告, 将材料|报送县政府."""
    found: list[Step] = []
    for at, step in enumerate(steps):
        after = steps[at + 1] if at + 1 < len(steps) else None
        act = step.act
        if found and (before := _cut_off(text, found[-1], step)) is not None:
            if before > found[-1].act.start + 1:
                found[-1] = replace(found[-1], act=Span(start=found[-1].act.start, end=_edge(text, before)))
            else:
                found.pop()
            act = Span(start=before, end=act.end) if not found or step.relation not in ASSENT else act
        if step.relation is Relation.CONSULTS and text[act.start - 1 : act.start] in {"与", "同"}:
            act = Span(start=act.start - 1, end=act.end)  # 与|县政协开展协商
        loose = _LOOSE.search(text, act.start, act.end)
        if loose and after and after.act.start == act.end and loose.start() > act.start:
            act = Span(start=act.start, end=loose.start())
        elif at and steps[at - 1].act.end == act.start and text[act.start - 1] in "向由" and found:
            act = Span(start=act.start - 1, end=act.end) if found[-1].act.end < act.start else act
        found.append(replace(step, act=act))
    return found


def _cut_off(text: str, last: Step, step: Step) -> int | None:
    """Return where, in the step before, words begin that only say how the next one is done; None for none."""
    if last.relation is not None or step.relation is None or len(text[last.act.end : step.act.start].strip("，、并")):
        return None
    at = only_says_how(last.act.of(text))
    return None if at is None else last.act.start + at


def only_says_how(act: str) -> int | None:
    """Return where, in the words of an act, the last clause begins that only says how another is done; None for none.

    提出意见，|按照规定 and 提出意见，|将材料 are such, 提出意见，报送材料 has none.
    """
    found = _how().search(act)
    return None if found is None else found.start() + (act[found.start()] == "，")


@cache
def _how() -> re.Pattern[str]:
    rested = rf"并?(?:按照?|依照|根据|参照)[^，]*{either(Use.STANDARD)}[^，]?"
    return re.compile(rf"(?:^|，)(?:{rested}|(?:决定|同时|及时)?(?:将|把|对|就|并?连同)[^，]*|决定是否)$")


def _edge(text: str, at: int) -> int:
    return at - 1 if text[at - 1] == "，" else at


def stages_in(
    article: Article,
    norm: Norm,
    steps: Sequence[Step],
    *,
    case: Span | None,
    when: Span | None,
    kinds: Mapping[str, ActorType],
) -> Iterator[Stage]:
    """Yield the stages of a norm.

    Args:
        article: its article.
        norm: the norm.
        steps: what `steps_in` returned.
        case: in which case it holds.
        when: a time that its condition names: 实施后.
        kinds: type of each actor of the article by canonical name.
    """
    text = article.text
    first = next((at for at, step in enumerate(steps) if step.act.end > norm.action.start), 0)
    own_case = case.of(text) if case else ""
    for number, step in enumerate(steps):
        words = _words(step.act.of(text))
        if words.endswith("的") and (step.relation is None or step.relation in ASSENT):
            own_case = words  # a case within the act: 不属于本机关受理范围的，告知…; 经鉴定确认需要护理的，支付…
            continue
        if step.relation is None and (_NO_ACT.search(words) or words in step.actors) and len(steps) > 1:
            continue
        names = () if step.relation is None and _BY_NOBODY.match(words) else step.actors
        explicit = norm.bearer_source is not BearerSource.DEFAULT and norm.bearers != step.actors
        guessed = step.relation not in ASSENT and norm.bearer_source is BearerSource.DEFAULT
        yield Stage(
            id=f"{norm.id}/{number + 1}",
            norm=norm.id,
            article=article.id,
            place=locator(article, step.act.start),
            actors=names,
            kind=kinds.get(names[0]) if names else None,
            by=norm.bearers if number == 0 and step.relation in ASSENT and explicit else (),
            guessed=guessed and bool(names),
            act=step.act,
            words=words,
            about="",
            relation=step.relation,
            parties=step.parties,
            times=_times(text, norm, steps, number, when if number == first else None),
            case=own_case,
            exception=norm.exception.of(text) if norm.exception and number == first else "",
            join=Join.NORM,
            grounds="",
        )


def _words(act: str) -> str:
    """Return the words of an act on one line, without its label and without the list behind it."""
    return _LIST.sub("", LABEL.sub("", act)).replace("\n", "").strip("：: ") or act.replace("\n", "")


def _times(text: str, norm: Norm, steps: Sequence[Step], number: int, when: Span | None) -> tuple[str, ...]:
    """Return the times of a step; the first one also has those of the whole norm, which stand before its act."""
    times = [span.of(text) for span in steps[number].time]
    first = next((at for at, step in enumerate(steps) if step.act.end > norm.action.start), 0)
    if number == first:
        held = {span for step in steps for span in step.time}
        times = [span.of(text) for span in norm.time if span not in held] + times
    if when and not any(when.of(text) in time for time in times):
        times.append(when.of(text))
    return tuple(dict.fromkeys(times))

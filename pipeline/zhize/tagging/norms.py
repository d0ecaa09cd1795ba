"""Norms (规范): who must, may or must not do what, to whom, when and under which condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.clauses import sentences
from zhize.tagging.drafts import Memory
from zhize.tagging.heads import heads_of
from zhize.tagging.implied import settled
from zhize.tagging.predicate import force_of
from zhize.tagging.reading import read_sentence
from zhize.tagging.relations import find_counterparts
from zhize.tagging.scene import scene
from zhize.tagging.steps import steps_of
from zhize.types import BearerSource, Evidence, Force, Modality, Norm, Paragraph, Relation, Span, TimeType

if TYPE_CHECKING:
    from zhize.tagging.clauses import Sentence
    from zhize.tagging.drafts import Draft
    from zhize.tagging.scene import Scene
    from zhize.types import Actor, Counterpart, Marker, Step, Time

# 根据…制定本规则 and 为了…，制定本条例 say why the text exists; they bind nobody.
_PREAMBLE = re.compile(r"(?:根据|为了?|依据|按照|遵照)[^。]*制定(?:了)?本[^，。]{1,8}$", re.DOTALL)
# 有下列情形之一的，应当…：（一）… : the items say when, not what.
_CASES = re.compile(
    r"(?:下列|以下)[^，。；：]{0,12}?(?:情形|情况|行为|情节|条件|标准|要求|事由|原因|规定|后果|问题|因素)[^，。；：]{0,24}[，者]"
)
_ONLY_ANNOUNCES = re.compile(r"(?:按照?|根据|给予|实施|作出)?(?:下列|以下)[^，。；：]*$")
_TRAIL = re.compile(r"[\s，、；：。]*(?:并且|并|且|但是|但|而|后)?[\s，、；：。]*$")
_DONE_IN_STEPS = {Modality.OBLIGATION, Modality.PERMISSION}
_NAMED_SO = re.compile(r"[（(]以下[简统]称[^）)]*[）)]")
_EDGE = re.compile(r"(?:应当?|一般|原则上|可以?)*(?:在|于)?")  # what may stand before a time at the edge of an action
_SURENESS = {BearerSource.EXPLICIT: 1.0, BearerSource.CARRIED: 0.85, BearerSource.DEFAULT: 0.7}
_RULE_SURENESS = {"marker": 0.95, "composition": 0.95, "constitutive": 0.85, "bare": 0.75}


def match(
    text: str,
    *,
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    markers: tuple[Marker, ...],
    paragraphs: tuple[Paragraph, ...],
    article: str = "0",
    default: str | None = None,
    legislator: str | None = None,
) -> tuple[Norm, ...]:
    """Find the norms of an article.

    Args:
        text: the article's text.
        actors: mentions of actors in it, with their canonical bodies.
        times: time expressions in it.
        markers: deontic markers in it.
        paragraphs: its paragraphs and items, in article offsets.
        article: its id.
        default: canonical name of who bears a norm that names nobody; None leaves such a bearer open (``()``).
        legislator: who encourages and supports where a law says so of nobody.

    Returns:
        The norms in the order of the text; offsets are half-open in ``text``.
    """
    view = scene(text, actors, times, markers)
    memory = Memory(default=default, legislator=legislator)
    drafts: list[Draft] = []
    listed_to = -1
    for sentence in sentences(text, paragraphs):
        if sentence.start < listed_to or _PREAMBLE.fullmatch(text, sentence.start, sentence.end):
            continue
        found = read_sentence(view, sentence, memory)
        if found and sentence.items:
            empty = not text[found[-1].action : sentence.items[0].start].strip("：:\n ")
            if _items_are_norms(view, sentence):
                # 公文签发权限：（一）…，由县长签发; 按照下列权限决定：（一）…，由国务院决定.
                found = found[:-1] if empty or _ONLY_ANNOUNCES.search(text, found[-1].action, found[-1].end) else found
            elif _lists_cases(text, paragraphs[sentence.paragraph], found[-1]):
                listed_to = sentence.listing_end
            else:
                listed_to = found[-1].end = sentence.listing_end
                found[-1].action = sentence.items[0].start if empty else found[-1].action
        drafts += found
    said = ((draft, action) for draft in drafts if (action := _action(view, draft)).start < action.end)
    return tuple(_norm(view, draft, action, f"{article}.{number}") for number, (draft, action) in enumerate(said, 1))


def _items_are_norms(view: Scene, sentence: Sentence) -> bool:
    """Whether the items below a lead-in carry predicates with a force of their own: （一）…，由县长签发；."""
    governed = 0
    for item in sentence.items:
        inner = Paragraph(start=item.start + len(item.label), end=item.end)
        governed += any(
            head.marker is not None and head.marker.text not in {"不", "负责"}
            for part in sentences(view.text, (inner,))
            for clause in part.clauses
            for head in heads_of(view, clause)
        )
    return governed * 2 >= len(sentence.items)


def _lists_cases(text: str, paragraph: Paragraph, last: Draft) -> bool:
    """Whether the items below a lead-in are the cases that it speaks of before its act: 有下列情形之一的，…."""
    begin = min(last.start, last.condition.start if last.condition else last.start, paragraph.start)
    return _CASES.search(text, begin, last.action) is not None


def _norm(view: Scene, draft: Draft, action: Span, identifier: str) -> Norm:
    bearer = settled(view.text, draft, action)
    if bearer.rule == "implied" and draft.bearer.rule == "case" and draft.bearer.span and draft.condition:
        # 经营者违反规定的，责令改正: he is not who acts, but whom the case is about.
        draft.condition = Span(start=draft.bearer.span.start, end=draft.condition.end)
    draft.bearer = bearer
    parties: tuple[Counterpart, ...] = ()
    if draft.modality is not Modality.CONSTITUTIVE:
        parties = find_counterparts(view, _own(draft, action), draft.bearer.names, draft.condition, draft.offender)
    times = _times(view, draft, action)
    return Norm(
        id=identifier,
        article=identifier.rpartition(".")[0],
        modality=draft.modality,
        force=_force(view, draft, action, parties, times),
        marker=draft.marker.span if draft.marker else None,
        action=action,
        bearers=draft.bearer.names,
        bearer_source=draft.bearer.source,
        counterparts=parties,
        condition=draft.condition,
        exception=draft.exception,
        time=times,
        steps=_steps(view, draft, action, parties),
        confidence=round(_RULE_SURENESS[draft.rule] * _SURENESS[draft.bearer.source], 2),
        evidence=_evidence(draft, action, parties),
    )


def _steps(view: Scene, draft: Draft, action: Span, parties: tuple[Counterpart, ...]) -> tuple[Step, ...]:
    if draft.modality not in _DONE_IN_STEPS:
        return ()
    return steps_of(view, draft.marker.span if draft.marker else None, action, draft.bearer.names, parties)


def _action(view: Scene, draft: Draft) -> Span:
    """Trim the action: no time expression, adverb of degree or conjunction at its edges. Nothing may be left."""
    start, end = draft.action, draft.end
    trail = _TRAIL.search(view.text, start, end)
    end = trail.start() if trail and trail.start() > start else end
    while start < end and view.text[start] in "，、 \n：:":
        start += 1
    if (named := _NAMED_SO.match(view.text, start, end)) is not None:
        start = named.end()
    for time in view.times_in(start, end):
        edge = _EDGE.match(view.text, start, time.start)
        if edge is not None and edge.end() == time.start:
            # 3个工作日内|回复, but a frequency around its verb is the action: 每年召开1－2次, 每年清理一次.
            start = time.start if time.end == end or view.around_verb(time) else time.end
    while start < end and view.text[start] in "，、 \n：:":
        start += 1
    return Span(start=min(start, end), end=max(start, end))


def _own(draft: Draft, action: Span) -> tuple[Span, ...]:
    """Return the stretches that belong to a norm: its case, which other norms may part from it, and the rest."""
    case = draft.condition
    if case is None or case.end >= draft.start:
        return (Span(start=min(draft.start, case.start if case else draft.start), end=action.end),)
    return (case, Span(start=draft.start, end=action.end))


def _times(view: Scene, draft: Draft, action: Span) -> tuple[Span, ...]:
    """Return the times that bind the norm: those inside its case belong to the case, unless they are all of it."""
    case = draft.condition
    return tuple(
        time
        for stretch in _own(draft, action)
        for time in view.times_in(stretch.start, stretch.end)
        if case is None or not case.contains(time) or _all_of(view, case, time)
    )


def _all_of(view: Scene, case: Span, time: Span) -> bool:
    return view.text[case.start : case.end].endswith(view.text[time.start : time.end]) and time.end == case.end


def _force(view: Scene, draft: Draft, action: Span, parties: tuple[Counterpart, ...], times: tuple[Span, ...]) -> Force:
    if draft.ideal:
        return Force.SOFT
    return force_of(
        view,
        draft.modality,
        draft.marker.text if draft.marker else "",
        action,
        directed=any(party.relation is not Relation.SUPERVISED_BY for party in parties),
        timed=any(view.type_of(time) is not TimeType.VAGUE for time in times),
    )


def _evidence(draft: Draft, action: Span, parties: tuple[Counterpart, ...]) -> tuple[Evidence, ...]:
    cue = draft.marker.span if draft.marker else action
    who = draft.bearer.span or cue
    clues = [
        Evidence(field="modality", rule=draft.rule, start=cue.start, end=cue.end),
        Evidence(field="bearers", rule=draft.bearer.rule, start=who.start, end=who.end),
    ]
    clues += [
        Evidence(field="counterparts", rule=party.relation.value, start=party.span.start, end=party.span.end)
        for party in parties
        if party.span
    ]
    return tuple(clues)

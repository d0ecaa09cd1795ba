"""Norms (规范): who must, may or must not do what, to whom, when and under which condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from zhize.tagging.clauses import sentences
from zhize.tagging.drafts import Draft, memory_of
from zhize.tagging.evidence import evidence_of
from zhize.tagging.heads import heads_of
from zhize.tagging.implied import fill_in, is_addressed, is_handed_in, settled, share
from zhize.tagging.judging import confidence, doubts_of, is_soft
from zhize.tagging.predicate import is_soft_by_verbs
from zhize.tagging.reading import read_sentence
from zhize.tagging.relations import find_counterparts
from zhize.tagging.scene import Scene, scene
from zhize.tagging.steps import steps_of
from zhize.types import BearerSource, Counterpart, Force, Modality, Norm, Paragraph, Relation, Span, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.bodies import Own
    from zhize.tagging.clauses import Sentence
    from zhize.tagging.drafts import Memory
    from zhize.types import Actor, Marker, Step, Time

# 根据…制定本规则 and 为了…，制定本条例 say why the text exists; they bind nobody.
_PREAMBLE = re.compile(r"(?:根据|为了?|依据|按照|遵照)[^。]*制定(?:了)?本[^，。]{1,8}$", re.DOTALL)
# 有下列情形之一的，应当…：（一）… : the items say when, not what.
_CASES = re.compile(
    r"(?:下列|以下)[^，。；：]{0,12}?(?:情形|情况|行为|情节|条件|标准|要求|事由|原因|规定|后果|问题|因素)[^，。；：]{0,24}[，者]"
)
_LISTED = re.compile("下列|以下")
_ONLY_ANNOUNCES = re.compile(r"(?:按照?|根据|依照|给予|作出)(?:下列|以下)[^，。；：]*$")
_BLANK = "，、 \t\n\u3000\u200b：:"
_TRAIL = re.compile(r"[\s\u200b，、；：。]*(?:并且|并|且|但是|但|而|后)?[\s，、；：。]*$")
_WEAK = {"不", "负责"}  # markers that do not show that an item is a norm of its own
_MAY_TRAIL = re.compile(r"[\s\u200b，、；：。并且但是而后]")  # the last character of what trails
_DONE_IN_STEPS = {Modality.OBLIGATION, Modality.PERMISSION}
_NAMED_SO = re.compile(r"[（(]以下[简统]称[^）)]*[）)]")
_EDGE = re.compile(r"(?:应当?|一般|原则上|可以?)*(?:在|于)?")  # what may stand before a time at the edge of an action


class Drafted(Struct, frozen=True, kw_only=True):
    """A norm as the rules read it, before anything learned is asked about it; offsets are article offsets."""

    scene: Scene
    draft: Draft
    action: Span
    parties: tuple[Counterpart, ...]
    times: tuple[Span, ...]

    @property
    def marker(self) -> str:
        """The marker's word; "" for a bare norm."""
        return self.draft.marker.text if self.draft.marker else ""

    @property
    def directed(self) -> bool:
        """Whether it has a counterpart other than a supervisor."""
        return bool(self.parties) and any(party.relation is not Relation.SUPERVISED_BY for party in self.parties)

    @property
    def timed(self) -> bool:
        """Whether a deadline, a duration or a frequency binds it."""
        return bool(self.times) and any(self.scene.type_of(time) is not TimeType.VAGUE for time in self.times)


def match(
    text: str,
    *,
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    markers: tuple[Marker, ...],
    paragraphs: tuple[Paragraph, ...],
    article: str = "0",
    own: Own | None = None,
    learned: bool = True,
) -> tuple[Norm, ...]:
    """Find the norms of an article.

    Args:
        text: the article's text.
        actors: mentions of actors in it, with their canonical bodies.
        times: time expressions in it.
        markers: deontic markers in it.
        paragraphs: its paragraphs and items, in article offsets.
        article: its id.
        own: whose document it is, who bears a norm that names nobody; None leaves such a bearer open (``()``).
        learned: whether the learned model tells hard from soft; else verbs and marks do.

    Returns:
        The norms in the order of the text; offsets are half-open in ``text``.
    """
    view = scene(text, actors, times, markers)
    found = drafted(view, paragraphs, memory_of(own))
    return tuple([_norm(each, article, number, learned=learned) for number, each in enumerate(found, 1)])


def drafted(view: Scene, paragraphs: tuple[Paragraph, ...], memory: Memory) -> Iterator[Drafted]:
    """Yield the norms of an article as the rules read them.

    Args:
        view: the article.
        paragraphs: its paragraphs and items, in article offsets.
        memory: what is known before its first sentence; changed.
    """
    found = [(draft, _action(view, draft)) for draft in _drafts(view, paragraphs, memory)]
    acting = [(draft, action) for draft, action in found if action.start < action.end]
    for draft, action in acting:
        _settle(view, draft, action, memory)
    share([draft for draft, _ in acting], memory.default)
    fill_in([draft for draft, _ in acting])
    for draft, action in acting:
        own = _own(draft, action)
        parties: tuple[Counterpart, ...] = ()
        if draft.modality is not Modality.CONSTITUTIVE:
            parties = find_counterparts(view, own, draft.bearer.names, draft.condition, draft.offender)
        if draft.modality is Modality.PROHIBITION:  # 不得要求下级陪同 directs nobody
            parties = tuple(party for party in parties if party.relation is not Relation.DIRECTS)
        yield Drafted(scene=view, draft=draft, action=action, parties=parties, times=_times(view, draft, own))


def _drafts(view: Scene, paragraphs: tuple[Paragraph, ...], memory: Memory) -> list[Draft]:
    """Read an article sentence by sentence; what items list belongs to their lead-in, or to nobody."""
    text, listed_to = view.text, -1
    drafts: list[Draft] = []
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
                _spell_out([*drafts, *found], paragraphs[sentence.paragraph], sentence, text)
            else:
                listed_to = found[-1].end = sentence.listing_end
                found[-1].action = sentence.items[0].start if empty else found[-1].action
        if len(found) > 1:
            found.sort(key=lambda draft: draft.start)  # who leads stands before who helps
        drafts += found
    return drafts


def _spell_out(drafts: list[Draft], paragraph: Paragraph, sentence: Sentence, text: str) -> None:
    """Give the items to the norms whose condition speaks of them: 有下列情形之一的, not 逾期不改正的 behind it."""
    cases = tuple(Span(start=item.start, end=item.end) for item in sentence.items)
    spoken = [
        draft
        for draft in drafts
        if draft.start >= paragraph.start and draft.condition and _LISTED.search(draft.condition.of(text))
    ]
    for draft in spoken or drafts[-1:]:
        draft.cases = cases


def _settle(view: Scene, draft: Draft, action: Span, memory: Memory) -> None:
    """Give a draft the bearer that its act leaves it."""
    bearer = settled(view.text, draft, action, memory.default)
    if bearer.source is BearerSource.DEFAULT and (
        is_addressed(view, action, bearer.names) or (memory.senders and is_handed_in(view, draft, action, bearer.names))
    ):
        bearer = replace(bearer, names=memory.senders, rule="senders")  # 不得直接报县政府 cannot bind 县政府
    if bearer.rule == "implied" and draft.bearer.rule == "case" and draft.bearer.span and draft.condition:
        # 经营者违反规定的，责令改正: he is not who acts, but whom the case is about.
        draft.condition = Span(start=draft.bearer.span.start, end=draft.condition.end)
    draft.bearer = bearer


def _items_are_norms(view: Scene, sentence: Sentence) -> bool:
    """Whether the items below a lead-in carry predicates with a force of their own: （一）…，由县长签发；."""
    governed = 0
    for item in sentence.items:
        if not any(marker.text not in _WEAK for marker in view.markers_in(item.start, item.end)):
            continue
        inner = Paragraph(start=item.start + len(item.label), end=item.end)
        governed += any(
            head.marker is not None and head.marker.text not in _WEAK
            for part in sentences(view.text, (inner,))
            for clause in part.clauses
            for head in heads_of(view, clause)
        )
    return governed * 2 >= len(sentence.items)


def _lists_cases(text: str, paragraph: Paragraph, last: Draft) -> bool:
    """Whether the items below a lead-in are the cases that it speaks of before its act: 有下列情形之一的，…."""
    begin = min(last.start, last.condition.start if last.condition else last.start, paragraph.start)
    return _CASES.search(text, begin, last.action) is not None


def _norm(found: Drafted, article: str, number: int, *, learned: bool) -> Norm:
    draft = found.draft
    marker = draft.marker.span if draft.marker else None
    sure = confidence(found.scene, draft, found.action, found.parties)
    return Norm(
        id=f"{article}.{number}",
        article=article,
        modality=draft.modality,
        force=_force(found, learned=learned),
        marker=marker,
        action=found.action,
        bearers=draft.bearer.names,
        bearer_source=draft.bearer.source,
        counterparts=found.parties,
        condition=draft.condition,
        cases=draft.cases,
        exception=draft.exception,
        time=found.times,
        steps=_steps(found, marker),
        confidence=round(sure, 2),
        doubts=doubts_of(found.scene, draft, found.action, sure),
        evidence=evidence_of(found.scene, draft, found.action, found.parties, found.times),
    )


def _steps(found: Drafted, marker: Span | None) -> tuple[Step, ...]:
    draft = found.draft
    if draft.modality not in _DONE_IN_STEPS:
        return ()
    return steps_of(found.scene, marker, found.action, draft.bearer.names, found.parties)


def _force(found: Drafted, *, learned: bool) -> Force:
    if found.draft.ideal:
        return Force.SOFT
    if found.draft.modality is not Modality.OBLIGATION:
        return Force.HARD
    soft = is_soft if learned else is_soft_by_verbs
    judged = soft(found.scene, found.action, found.marker, directed=found.directed, timed=found.timed)
    return Force.SOFT if judged else Force.HARD


def _action(view: Scene, draft: Draft) -> Span:
    """Trim the action: no time expression, adverb of degree or conjunction at its edges. Nothing may be left."""
    text, start, end = view.text, draft.action, draft.end
    trail = _TRAIL.search(text, start, end) if _MAY_TRAIL.match(text, end - 1, end) else None
    end = trail.start() if trail and trail.start() > start else end
    while start < end and text[start] in _BLANK:
        start += 1
    if text.startswith(("（", "("), start) and (named := _NAMED_SO.match(text, start, end)) is not None:
        start = named.end()
    for time in view.times_in(start, end):
        edge = _EDGE.match(text, start, time.start)
        if edge is not None and edge.end() == time.start:
            # 3个工作日内|回复, but a frequency around its verb is the action: 每年召开1－2次, 每年清理一次.
            start = time.start if time.end == end or view.around_verb(time) else time.end
    while start < end and text[start] in _BLANK:
        start += 1
    return Span(start=min(start, end), end=max(start, end))


def _own(draft: Draft, action: Span) -> tuple[Span, ...]:
    """Return the stretches that belong to a norm: its case, which other norms may part from it, and the rest."""
    case = draft.condition
    if case is None or case.end >= draft.start:
        return (Span(start=min(draft.start, case.start if case else draft.start), end=action.end),)
    return (case, Span(start=draft.start, end=action.end))


def _times(view: Scene, draft: Draft, own: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the times that bind the norm: those inside its case belong to the case, unless they are all of it."""
    case = draft.condition
    times = [time for stretch in own for time in view.times_in(stretch.start, stretch.end)]
    if case is not None:
        times = [time for time in times if not case.contains(time) or _all_of(view, case, time)]
    return tuple(times)


def _all_of(view: Scene, case: Span, time: Span) -> bool:
    return view.text[case.start : case.end].endswith(view.text[time.start : time.end]) and time.end == case.end

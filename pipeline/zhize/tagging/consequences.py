"""Legal consequences (法律后果): which norms a sanction or a deemed effect answers.

违反第十二条第二款规定的，责令改正 answers the duties of that paragraph; 逾期不改正的，处罚款 answers the order
责令改正; 情节严重的，吊销许可证 answers what the sanction before it does; 逾期不回复视为无不同意见 answers the duty to
reply beside it. 违反本条例规定 alone does not say which duty is meant, so nothing is answered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from math import fsum, log
from typing import TYPE_CHECKING

from zhize.structure.places import places_of
from zhize.tagging.breaches import (
    LONGEST_ACT,
    act_of,
    binds,
    cases_of,
    failure,
    may_answer,
    may_bind,
    may_fail,
    names_somebody,
    words_of,
)
from zhize.types import BearerSource, Evidence, Modality, Norm, Reference, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from zhize.tagging.breaches import Case
    from zhize.types import Article

_PARTS = re.compile(r"[，；。：\n]|或者?|(?<=的)、")
_END_OF_DEED = re.compile(r"[；。\n]")
_PLACE_TAIL = re.compile(r"(?:之一|的?规定|的|所列|行为|情形|有|之)*[，,]?")
_SUBJECT = re.compile(r"(?:[^，。；\n]*，)?(?P<who>[^，。；\n]*?)(?:违反|有(?=[^，。；\n]*条))")
_DELEGATES = re.compile(r"(?:制定|规定)(?:并公布)?$")  # 具体办法由国务院制定 is broken by nobody whom a text punishes
_AUTHORITY = re.compile(r"(?:政府|主管部门|管理部门|行政部门|机关)$")
# Bounds that keep long texts linear: norms of a place and parts of a case, places of a case, how far back one looks.
_MOST = 40
_MOST_PLACES = 60
_BACK = 12
_CLEAR = 0.2  # how much of a clause's words a norm has to share to be meant by it
_CLEARER = 0.5  # the same, of a deed that no 未 or 不 calls a failure
_PAIRS = 3  # and that many pairs of characters


def linked(norms: Sequence[Norm], articles: Iterable[Article], references: Iterable[Reference]) -> tuple[Norm, ...]:
    """Fill in which norms each sanction or deemed effect answers.

    Args:
        norms: of a whole document, in the order of the text.
        articles: of the document.
        references: its citations, resolved.

    Returns:
        The norms in the same order. Those that answer others have their ids in ``sanctions`` and an `Evidence` of that
        field, whose rule is ``cited`` (the case names a place), ``order`` (of 责令改正, which was not obeyed),
        ``follows`` (the same as the sanction before) or ``beside`` (a duty of the same article).
    """
    document = _document(norms, articles, references)
    found: dict[str, Norm] = {}
    for cases in document.cases.values():
        thread = _Thread()
        for case in cases:
            answer = document.answers[case.norm.id] = _answer(document, case, thread)
            thread.go_on(case, answer)
            found[case.norm.id] = _with(case, answer)
    return tuple(found.get(norm.id) or _without(norm) for norm in norms)


@dataclass(frozen=True, slots=True)
class _Answer:
    """The norms that a norm answers, and why."""

    ids: tuple[str, ...] = ()
    rule: str = ""  # "" for what is no consequence at all

    @property
    def again(self) -> _Answer:
        """The same, for a norm that goes on from this one."""
        return _Answer(self.ids, "follows") if self.rule else self


@dataclass(slots=True)
class _Thread:
    """What the consequences of a paragraph have in common, while an article is read."""

    paragraph: int = -1
    before: Case | None = None
    last: _Answer = field(default_factory=_Answer)
    ground: _Answer = field(default_factory=_Answer)  # of the sanction that 情节严重的 goes on from
    lead: _Answer = field(default_factory=_Answer)  # of the lead-in above the items
    places: tuple[tuple[Norm, ...], ...] = ()  # that the lead-in cites
    order: Norm | None = None  # the last 责令改正 of the article

    def open(self, case: Case) -> None:
        """Forget what does not reach into the paragraph or the item of a case."""
        if case.sentence.paragraph != self.paragraph:
            self.paragraph, self.places = case.sentence.paragraph, ()
            self.ground = self.lead = _Answer()
        elif case.sentence.item and self.before and not _in_one_item(self.before, case):
            self.ground = self.lead

    def go_on(self, case: Case, answer: _Answer) -> None:
        """Remember a norm for those behind it."""
        self.before, self.last = case, answer
        if answer.rule not in {"", "order", "follows"}:
            self.ground = answer
        if not case.sentence.item:
            self.lead = self.ground
        if answer.rule and case.orders:
            self.order = case.norm


def _in_one_item(before: Case, case: Case) -> bool:
    """Whether two norms stand in one item: semicolons join its sentences."""
    return before.sentence is case.sentence or (case.sentence.goes_on and before.sentence.item)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """What is asked for of the whole text."""

    cases: Mapping[str, Sequence[Case]]  # by article, of those in which a consequence may stand
    articles: Mapping[str, Article]
    references: Mapping[str, Sequence[Reference]]  # that lead to a place of the text
    duties: Mapping[str, Sequence[Norm]]  # what can be broken and answers nothing itself
    sanctions: Mapping[str, Sequence[Norm]]
    acts: Mapping[str, frozenset[str]]  # the words of each duty
    often: Counter[str]  # how many of these acts have a word
    weights: Mapping[int, float]  # how much a word tells that so many have: the rarer, the more
    norms: Mapping[str, Norm]  # by id
    answers: dict[str, _Answer] = field(default_factory=dict)  # of the norms read so far, by id
    spans: dict[str, dict[str, Span]] = field(default_factory=dict)  # of the places in articles cited so far

    def span_of(self, article: str, place: str) -> Span:
        """Return where a place stands in its article; nowhere for one that is not there."""
        if article not in self.spans:
            held = places_of(self.articles[article]) if article in self.articles else ()
            self.spans[article] = {each.id: each.span for each in held}
        return self.spans[article].get(place, Span(start=0, end=0))

    def weight(self, words: Iterable[str]) -> float:
        """Return how much some words tell, in whatever order they come."""
        often, weights = self.often, self.weights
        return fsum([weights[often[word]] for word in words])


def _document(norms: Sequence[Norm], articles: Iterable[Article], references: Iterable[Reference]) -> _Document:
    by_article = {article.id: article for article in articles}
    of_article = defaultdict[str, list[Norm]](list)
    for norm in norms:
        of_article[norm.article].append(norm)
    cited = defaultdict[str, list[Reference]](list)
    for reference in references:
        if reference.resolved is not None:
            cited[reference.article].append(reference)
    texts = {name: by_article[name].text for name in of_article}
    cases = {
        name: tuple(cases_of(by_article[name], held))
        for name, held in of_article.items()
        if may_answer(texts[name], held)
    }
    sanctions = {name: [each.norm for each in held if each.answers] for name, held in cases.items()}
    answering = {norm.id for held in sanctions.values() for norm in held}
    duties = {
        name: [norm for norm in held if norm.id not in answering and binds(texts[name], norm)]
        for name, held in of_article.items()
    }
    acts = {norm.id: words_of(act_of(texts[name], norm)) for name, held in duties.items() for norm in held}
    often = Counter(chain.from_iterable(acts.values()))
    return _Document(
        cases=cases,
        articles=by_article,
        references=cited,
        duties=duties,
        sanctions=sanctions,
        acts=acts,
        often=often,
        weights={times: log(1 + len(acts) / (times or 1)) for times in {0, *often.values()}},
        norms={norm.id: norm for norm in norms},
    )


def _answer(document: _Document, case: Case, thread: _Thread) -> _Answer:
    """Return which norms a norm answers, given those before it in its article."""
    thread.open(case)
    if case.carried:
        return thread.last.again
    places = list(_cited(document, case)) if case.answers else []
    if places:
        if case.sentence.items or case.listed:
            thread.places = tuple(place for _, place in places)
        return _Answer(_of_places(document, case, places), "cited")
    goes_on = thread.ground.rule and case.worse and not case.late and not case.broken
    if goes_on and (case.answers or case.sentence.goes_on):
        return thread.ground.again
    if not case.answers:
        return _Answer()
    order = thread.order
    if order and case.late and (case.mends or words_of(case.words) & words_of(act_of(case.text, order))):
        worse = thread.ground.ids if case.worse and "或者" in case.words else ()
        return _Answer(tuple(dict.fromkeys((*worse, order.id))), "order")
    if case.sentence.item and thread.places:
        return _Answer(_of_places(document, case, [(case.words, place) for place in thread.places]), "cited")
    return _Answer(_beside(document, case), "beside")


def _cited(document: _Document, case: Case) -> Iterator[tuple[str, tuple[Norm, ...]]]:
    """Yield the places that a deed breaks: what is said of it, and the norms of the place."""
    found: dict[str, Reference] = {}
    held = document.references.get(case.norm.article, [])
    whole = Span(start=case.start, end=max(case.end, case.norm.action.end))
    for stretch in (whole, case.listed or Span(start=0, end=0)):
        at = bisect_left(held, stretch.start, key=lambda each: each.start)
        while at < len(held) and held[at].start < stretch.end and len(found) < _MOST_PLACES:
            if case.breaks(held[at]):
                found.setdefault(str(held[at].resolved), held[at])
            at += 1
    last = max((each.end for each in found.values() if each.end <= case.end), default=case.start)
    listed = case.listed.of(case.text) if case.listed else ""
    for place, reference in found.items():
        if reference.end <= case.end:  # 违反第三条和第四条规定，…: what follows is said of both
            tail = _PLACE_TAIL.match(case.text, last, case.end)
            deed = f"{case.text[tail.end() if tail else last : case.end]}\n{listed}"
        else:
            stop = _END_OF_DEED.search(case.text, reference.end, reference.end + LONGEST_ACT)
            deed = case.text[reference.end : stop.start() if stop else reference.end + LONGEST_ACT]
        norms = tuple(_held(document, place, case.norm))
        if norms:
            yield deed, norms


def _held(document: _Document, place: str, norm: Norm) -> Iterator[Norm]:
    """Yield the duties of a place, else what the sanctions there answer; the norm itself is never one."""
    name = place.split(".", maxsplit=1)[0]
    span = document.span_of(name, place)
    inside = [each for each in _within(document.duties.get(name, ()), span) if each.id != norm.id]
    if not inside:
        before = (document.answers.get(each.id) for each in _within(document.sanctions.get(name, ()), span))
        ids = dict.fromkeys(answered for each in before if each and each.rule != "order" for answered in each.ids)
        inside = [document.norms[each] for each in islice(ids, _MOST)]
    yield from inside


def _within(norms: Sequence[Norm], span: Span) -> Sequence[Norm]:
    """Return the norms that begin in a stretch, else the one whose act holds it; none where they are too many."""
    first = bisect_left(norms, span.start, key=lambda each: each.action.start)
    last = bisect_left(norms, span.end, key=lambda each: each.action.start)
    if first == last and first and norms[first - 1].action.contains(span):
        return (norms[first - 1],)
    return norms[first:last] if last - first <= _MOST else ()


def _of_places(document: _Document, case: Case, places: Iterable[tuple[str, tuple[Norm, ...]]]) -> tuple[str, ...]:
    """Return the norms of cited places: of each place those that the deed's words mean clearly, else all."""
    who = _SUBJECT.match(case.words)
    ids = dict[str, None]()
    for deed, place in places:
        parts = _PARTS.split(deed)[:_MOST]
        failing = [(part, at) for part in parts if (at := failure(part)) is not None]
        subject = who["who"] if who and who["who"] else "".join(part[:at] for part, at in failing[:1])
        told = [part[failure(part) or 0 :] for part in parts]
        bound = _bound(document, subject, place)
        meant = bound if len(bound) == 1 else _meant(document, told, bound, _CLEAR)
        ids |= dict.fromkeys(each.id for each in meant or bound)
    return tuple(ids)


def _bound(document: _Document, subject: str, place: tuple[Norm, ...]) -> Sequence[Norm]:
    """Return the norms of a place that bind the one whom a case names, without what is left to a later text.

    A case that names nobody means those whom the authorities look after, if the place binds such.
    """
    own = [each for each in place if may_bind(subject, each)]
    if not names_somebody(subject):
        own = [each for each in own if not _binds_authority(each)]
    texts = document.articles
    own = [each for each in own if not _DELEGATES.search(act_of(texts[each.article].text, each))]
    return own or place


def _binds_authority(norm: Norm) -> bool:
    """Whether a duty binds authorities and nobody else, by its own words."""
    named = norm.bearer_source is BearerSource.EXPLICIT and norm.bearers
    return bool(named) and all(map(_AUTHORITY.search, norm.bearers))


def _beside(document: _Document, case: Case) -> tuple[str, ...]:
    """Return the duties of the article before a consequence that its case says were not done."""
    duties = document.duties[case.norm.article]
    last = bisect_left(duties, case.norm.action.start, key=lambda each: each.action.start)
    near = duties[max(0, last - _BACK) : last][::-1]
    listed = case.listed.of(case.text) if case.listed else ""
    parts = _PARTS.split(f"{case.words}\n{listed}")[:_MOST]
    failing = [(part[:at], part[at:]) for part in parts if (at := failure(part)) is not None]
    if not failing:
        banned = [each for each in near if each.modality is Modality.PROHIBITION]
        deeds = [part for part in parts if part.endswith("的") and not part.startswith("对")]
        told = case.strikes and not case.words.startswith("对") and not case.claims
        meant = _meant(document, deeds, banned, _CLEARER, _PAIRS) if told else ()
    elif any(words_of(act) for _, act in failing):
        bound = [each for each in near if may_bind(failing[0][0], each)]
        acts = {each.id: act_of(case.text, each) for each in bound}
        able = [each for each in bound if any(may_fail(act, acts[each.id]) for _, act in failing)]
        able = [each for each in able if each.time or not case.late] or able  # what is overdue had a limit
        meant = _meant(document, [act for _, act in failing], able, _CLEAR)
    else:  # 逾期视为同意
        meant = tuple(islice((each for each in near if each.time), 1))
    return tuple(each.id for each in meant)


def _meant(
    document: _Document, parts: Iterable[str], norms: Sequence[Norm], least: float, pairs: int = 1
) -> tuple[Norm, ...]:
    """Return for each part of a case the norm whose act shares most of its words, the first of equals."""
    found = dict[str, Norm]()
    for words in map(words_of, parts):
        shared = [words & document.acts.get(norm.id, frozenset()) for norm in norms]
        scores = [document.weight(each) for each in shared]
        best = max(scores, default=0.0)
        at = scores.index(best) if best > 0 else 0
        if best > 0 and len(shared[at]) >= pairs and best >= least * document.weight(words):
            found[norms[at].id] = norms[at]
    return tuple(found.values())


def _with(case: Case, answer: _Answer) -> Norm:
    if not answer.ids:
        return _without(case.norm)
    clue = Evidence(field="sanctions", rule=answer.rule, start=case.start, end=max(case.end, case.start + 1))
    return replace(case.norm, sanctions=answer.ids, evidence=(*_other_evidence(case.norm), clue))


def _without(norm: Norm) -> Norm:
    """Return a norm that answers none, whatever it was thought to answer before."""
    return replace(norm, sanctions=(), evidence=_other_evidence(norm)) if norm.sanctions else norm


def _other_evidence(norm: Norm) -> tuple[Evidence, ...]:
    return tuple(clue for clue in norm.evidence if clue.field != "sanctions")

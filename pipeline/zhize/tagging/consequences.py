"""Legal consequences (法律后果): which norms a sanction or a deemed effect answers.

违反第十二条第二款规定的，责令改正 answers the duties of that paragraph; 逾期不改正的，处罚款 answers the order 责令改正;
情节严重的，吊销许可证 answers what the sanction before it does; 应当在5个工作日内回复，逾期不回复视为无不同意见 answers the
duty beside it. 违反本条例规定 alone says nothing of which duty is meant, so nothing is answered.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import Implied, ImpliedEntry
from zhize.structure.places import places_of
from zhize.tagging.clauses import sentences
from zhize.tagging.cues import finder
from zhize.types import Evidence, Modality, Norm, Reference, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.tagging.clauses import Sentence
    from zhize.tagging.cues import Finder
    from zhize.types import Article

# What strikes beside the words of implied.toml; 予以批准, 准予 are there for other ends and strike nobody.
_STRIKES = re.compile(
    r"处[以罚]|处(?=[^，。；]{0,24}(?:元|倍|徒刑|拘役|拘留|罚金))|处分|查处|追究|问责|拘留|强制执行|代为|加处|滞纳金|论处|处罚"
    r"|(?:取消|撤销|终止|暂停|停止|收回|注销|扣减|不予|不再|列入|记入|退回|约谈|训诫)|赔偿|依法(?:予以)?处理"
)
_GRANTS = re.compile(r"予以批准|准予")
_DEEMS = re.compile(r"[^，。；：\n]*?(?P<deems>视为|视同)")
_ORDERS = re.compile(r"责令|责成|限期|限令|整改")
# 违反X第三条、第四条: no clause and no 依照第五条 may come between the breach and the place.
_BREACH = re.compile(r"违反(?![^，。；：\n]*(?:依照|按照|根据|适用))[^，。；：\n]*$")
_NEGLECT = re.compile(
    r"(?:不符合|[不未](?:履行|遵守|执行|依照?|按照?))(?![^，。；：\n]*(?:依照|按照|根据|适用))[^，。；：\n]*$"
)
_HEEDS = re.compile(r"(?:依照|按照|根据|符合)[^，。；]*$")
_SUCH_ACT = re.compile(
    r"[^，。；：\n的]{0,24}(?:的|所列|所述|禁止|之)*[^，。；：\n的]{0,6}(?:行为|情形|罪)(?!的?(?:外|除外|消除))"
)
_LISTS = re.compile(r"下列|以下|如下")
# A failure: not 不动产, 不足, 未成年; 没有违法所得 is none.
_FAILS = re.compile(
    r"逾期|拒不|拒绝|未(?![成来遂必])|不(?!动产|同|足|良|正当|可抗|特定|法|当|得|合理|真实|服|能|构成|影响|宜|低于|超过|少于|予|属于|属|具备|是|仅|再|论)"
)
_LATE = re.compile(r"逾期|拒不|仍[未不]|到期[未不]|期满[未不]")
_MENDS = re.compile(r"改正|整改|改的?$|纠正|补正|整治|治理|处理的?$|清除|消除")
_WORSE = re.compile(
    r"情节|后果|构成|造成|致使|违法所得|危害|损失|损害|数额|再次|屡次?|[两二三]次以上|(?:主管|责任|工作)人员|货值|经营额|犯罪|触犯"
)
# What parts the words of a clause: function words and what every law says of every duty.
_BETWEEN = re.compile(
    r"[^\u4e00-\u9fff]+|应当|不得|可以|必须|禁止|按照|依照|依法|按规?|规定|或者|以及|有关|擅自|要求|进行|本(?:法|条例|办法|规则|细则)"
    r"|逾期|拒不|拒绝|情形|行为|[的了和或及与在对由以未不可并者将被其所应须时内后前]"
)
_PARTS = re.compile(r"[，；。：\n]|或者|(?<=的)、")
_CITED_TAIL = re.compile(r"(?:之一|的?规定|的|所列|行为|情形|有|[、和或]|之)*[，,]?")
_DUTIES = {Modality.OBLIGATION, Modality.PROHIBITION}
# Bounds that keep long texts linear: of a case, of what one place holds, of how far back a duty is looked for.
_LONGEST_CASE = 3000
_MOST = 40
_BACK = 12
_LONGEST_NAME = 16
_ANYBODY = ("单位", "个人", "当事人", "人员", "有关")
_CLEAR = 0.2  # the part of a clause's words that a norm has to share to be meant by it
_CLEARLY = 0.5  # the same, of a deed that no 未 or 不 calls a failure
_NEARLY = 0.75  # of the best score: such norms are meant as well


def linked(norms: Sequence[Norm], articles: Iterable[Article], references: Iterable[Reference]) -> tuple[Norm, ...]:
    """Fill in which norms each sanction or deemed effect answers.

    Args:
        norms: of a whole document, in the order of the text.
        articles: of the document.
        references: its citations, resolved.

    Returns:
        The norms in the same order, with the ids of the norms whose breach they answer in ``sanctions`` (``()`` for
        all that answer none) and an `Evidence` of that field, whose rule is ``cited``, ``order``, ``follows`` or
        ``duty``.
    """
    document = _document(norms, articles, references)
    found: dict[str, Norm] = {}
    for cases in document.cases.values():
        thread = _Thread()
        for case in cases:
            answer = _answer(document, case, thread)
            thread.go_on(case, answer)
            document.answered[case.norm.id] = answer.ids
            found[case.norm.id] = _with(case, answer)
    return tuple(found[norm.id] for norm in norms)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A norm with the words before its act in its sentence; offsets are article offsets."""

    norm: Norm
    text: str  # of the article
    start: int
    end: int
    sentence: Sentence
    listed: Span | None  # the items that name the cases, where it speaks of 下列行为
    carried: bool  # it has no case of its own, but that of the norm before
    strikes: bool  # its act punishes
    deems: bool

    @property
    def words(self) -> str:
        """The case as it stands."""
        return self.text[self.start : self.end]

    @property
    def answers(self) -> bool:
        """Whether it is a consequence by its own words."""
        if self.strikes or "违反" in self.words or _LATE.search(self.words):
            return True
        return self.deems and _FAILS.search(self.words) is not None


@dataclass(frozen=True, slots=True)
class _Answer:
    """The norms that a norm answers, and why."""

    ids: tuple[str, ...] = ()
    rule: str = ""  # "" for what is no consequence at all


@dataclass(slots=True)
class _Thread:
    """What the sanctions of a paragraph have in common, while an article is read."""

    paragraph: int = -1
    before: _Case | None = None
    last: _Answer = field(default_factory=_Answer)
    ground: _Answer = field(default_factory=_Answer)  # of the sanction that 情节严重的 goes on from
    lead: _Answer = field(default_factory=_Answer)  # of the lead-in above the items
    places: tuple[tuple[Norm, ...], ...] = ()  # that the lead-in cites
    order: Norm | None = None  # the last 责令改正

    def go_on(self, case: _Case, answer: _Answer) -> None:
        """Remember a norm for those behind it."""
        self.before, self.last = case, answer
        if answer.rule and answer.rule not in {"order", "follows"}:
            self.ground = answer
        if not case.sentence.item:
            self.lead = self.ground
        if answer.rule and _ORDERS.search(case.text, case.norm.action.start, case.norm.action.end):
            self.order = case.norm


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """What is asked for of the whole text."""

    cases: dict[str, list[_Case]]  # by article
    articles: dict[str, Article]
    references: dict[str, list[Reference]]
    duties: dict[str, list[Norm]]  # obligations and prohibitions that answer nothing themselves
    sanctions: dict[str, list[Norm]]
    weights: dict[str, float]  # how much a word tells: the rarer, the more
    norms: dict[str, Norm]  # by id
    names: frozenset[str]  # of all who bear a norm
    answered: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of the sanctions read so far
    spans: dict[str, dict[str, Span]] = field(default_factory=dict)  # of the places in the articles cited so far

    def may_mean(self, subject: str, norm: Norm) -> bool:
        """Whether one who failed may be bound by a duty: 用户拒绝验视 breaks no duty of the post office."""
        named = next((subject[-size:] for size in range(_LONGEST_NAME, 1, -1) if subject[-size:] in self.names), None)
        if named is None or not norm.bearers:
            return True
        theirs = [*norm.bearers, *_ANYBODY]
        return any(named in name or name in named or named[:2] == name[:2] for name in theirs)

    def span_of(self, article: str, place: str) -> Span:
        """Return where a place stands in its article; nowhere for one that is not there."""
        if article not in self.spans:
            held = places_of(self.articles[article]) if article in self.articles else ()
            self.spans[article] = {each.id: each.span for each in held}
        return self.spans[article].get(place, Span(start=0, end=0))


def _document(norms: Sequence[Norm], articles: Iterable[Article], references: Iterable[Reference]) -> _Document:
    by_article = {article.id: article for article in articles}
    of_article = defaultdict[str, list[Norm]](list)
    for norm in norms:
        of_article[norm.article].append(norm)
    cited = defaultdict[str, list[Reference]](list)
    for reference in references:
        if reference.resolved is not None:
            cited[reference.article].append(reference)
    cases = {name: list(_cases(by_article[name], held)) for name, held in of_article.items()}
    duties = {name: [each.norm for each in held if _is_duty(each)] for name, held in cases.items()}
    told = Counter(
        word for name, held in duties.items() for norm in held for word in _words(_act(by_article[name].text, norm))
    )
    count = sum(map(len, duties.values()))
    return _Document(
        cases=cases,
        articles=by_article,
        references=cited,
        duties=duties,
        sanctions={name: [each.norm for each in held if each.answers] for name, held in cases.items()},
        weights={word: log(1 + count / often) for word, often in told.items()},
        norms={norm.id: norm for norm in norms},
        names=frozenset(name for norm in norms for name in norm.bearers),
    )


def _is_duty(case: _Case) -> bool:
    return case.norm.modality in _DUTIES and not case.answers


def _cases(article: Article, norms: Sequence[Norm]) -> Iterator[_Case]:
    """Yield the norms of an article with what stands before their acts."""
    cut = list(sentences(article.text, article.paragraphs))
    starts = [norm.action.start for norm in norms]
    before: _Case | None = None
    for norm in norms:
        sentence = cut[max(0, bisect_right(cut, norm.action.start, key=lambda each: each.start) - 1)]
        same = before is not None and before.sentence is sentence
        start = max(sentence.start, before.norm.action.end if before and same else 0)
        own, act = norm.condition, norm.action
        end = own.end if own and start < own.end <= act.start else act.start
        deemed = _DEEMS.match(article.text, act.start, act.end)
        if deemed and _FAILS.match(article.text, act.start, deemed.start("deems")):
            end = deemed.start("deems")  # 逾期不回复|视为无不同意见
        start, end = max(start, end - _LONGEST_CASE), max(start, end)
        told = own is not None and own.end > start
        strikes = _act_strikes(article.text, act)
        before = _Case(
            norm=norm,
            text=article.text,
            start=start,
            end=end,
            sentence=sentence,
            listed=_listed(article, sentence, starts, start, end),
            carried=not told and before is not None and own == before.norm.condition and (same or sentence.goes_on),
            strikes=strikes and (own is not None or sentence.goes_on or same),
            deems=deemed is not None,
        )
        yield before


def _listed(article: Article, sentence: Sentence, starts: Sequence[int], start: int, end: int) -> Span | None:
    """Return the items that say which acts 下列行为 are, unless they are norms of their own."""
    if sentence.item or not _LISTS.search(article.text, start, end):
        return None
    items = article.paragraphs[sentence.paragraph].items
    if not items or bisect_left(starts, items[-1].end) > bisect_left(starts, items[0].start + 1):
        return None
    return Span(start=items[0].start, end=min(items[-1].end, items[0].start + _LONGEST_CASE))


def _act_strikes(text: str, act: Span) -> bool:
    if _STRIKES.search(text, act.start, act.end):
        return True
    kinds = (
        entry.kind
        for at, entry in _implied().each(text, act.start, act.end)
        if entry.kind is not Implied.OPEN and not _GRANTS.match(text, at)
    )
    return next(kinds, None) is not None


def _answer(document: _Document, case: _Case, thread: _Thread) -> _Answer:
    """Return which norms a norm answers, given those before it in its article."""
    if case.sentence.paragraph != thread.paragraph:
        thread.paragraph, thread.places = case.sentence.paragraph, ()
        thread.ground = thread.lead = _Answer()
    elif case.sentence.item and thread.before and not _together(thread.before, case):
        thread.ground = thread.lead
    if case.carried:
        return _same(thread.last)
    deed, places = _cited(document, case)
    if places:
        if case.sentence.items or case.listed:
            thread.places = places
        return _Answer(_of_places(document, case, deed, places), "cited")
    if not case.answers:
        return _Answer()
    words = case.words
    if thread.order is not None and _LATE.search(words) and _breaks(case, thread.order):
        worse = thread.ground.ids if _WORSE.search(words) and "或者" in words else ()
        return _Answer(tuple(dict.fromkeys((*worse, thread.order.id))), "order")
    if thread.ground.rule and _WORSE.search(words) and not _LATE.search(words) and "违反" not in words:
        return _same(thread.ground)
    if case.sentence.item and thread.places:
        return _Answer(_of_places(document, case, deed, thread.places), "cited")
    return _Answer(_beside(document, case), "duty")


def _same(answer: _Answer) -> _Answer:
    return _Answer(answer.ids, "follows") if answer.rule else answer


def _together(before: _Case, case: _Case) -> bool:
    """Whether two norms stand in one item: its sentences are joined by semicolons."""
    return before.sentence is case.sentence or (case.sentence.goes_on and before.sentence.item)


def _breaks(case: _Case, order: Norm) -> bool:
    """Whether a case tells of an order that was not obeyed: 逾期不改正的, or 拒不拆除的 after 责令拆除."""
    return bool(_MENDS.search(case.words)) or bool(_words(case.words) & _words(_act(case.text, order)))


def _cited(document: _Document, case: _Case) -> tuple[str, tuple[tuple[Norm, ...], ...]]:
    """Return what is said of the deed, and the norms of each place of the text that the deed breaks."""
    stretches = [
        Span(start=case.start, end=max(case.end, case.norm.action.end)),
        *([case.listed] if case.listed else []),
    ]
    held = document.references.get(case.norm.article, [])
    found: dict[str, int] = {}
    for stretch in stretches:
        first = bisect_left(held, stretch.start, key=lambda each: each.start)
        for each in held[first:]:
            if each.start >= stretch.end:
                break
            if each.resolved and _is_breach(case, each):
                found.setdefault(each.resolved, each.end)
    ends = [end for end in found.values() if case.start <= end <= case.end]
    start = max(ends, default=case.start)
    tail = _CITED_TAIL.match(case.text, start, case.end) if ends else None
    deed = case.text[tail.end() if tail else start : case.end]
    if case.listed:
        deed = f"{deed}\n{case.listed.of(case.text)}"
    places = tuple(place for name in found if (place := tuple(_held(document, name, case.norm))))
    return deed, places


def _is_breach(case: _Case, reference: Reference) -> bool:
    """Whether a citation names what was broken: 违反第三条规定; of a sanction also 未按照第三条, 有第三条所列行为."""
    before = case.text[max(case.start, reference.start - 100) : reference.start]
    if _BREACH.search(before):
        return True
    if not case.strikes or reference.start >= case.end:
        return False
    if _NEGLECT.search(before):
        return True
    return not _HEEDS.search(before) and _SUCH_ACT.match(case.text, reference.end) is not None


def _held(document: _Document, place: str, norm: Norm) -> Iterator[Norm]:
    """Yield the duties of a place, else what the sanctions there answer; the norm itself is never one."""
    name = place.split(".", maxsplit=1)[0]
    span = document.span_of(name, place)
    inside = [each for each in _within(document.duties.get(name, []), span) if each.id != norm.id]
    if not inside:
        sanctions = (each.id for each in _within(document.sanctions.get(name, []), span))
        ids = dict.fromkeys(answered for each in sanctions for answered in document.answered.get(each, ()))
        inside = [document.norms[each] for each in islice(ids, _MOST)]
    yield from inside


def _within(norms: list[Norm], span: Span) -> list[Norm]:
    """Return the norms that begin in a stretch, else the one whose act holds it; none where there are too many."""
    first = bisect_left(norms, span.start, key=lambda each: each.action.start)
    last = bisect_left(norms, span.end, key=lambda each: each.action.start)
    if first == last and first and norms[first - 1].action.contains(span):
        return [norms[first - 1]]
    return norms[first:last] if last - first <= _MOST else []


def _of_places(document: _Document, case: _Case, deed: str, places: Iterable[tuple[Norm, ...]]) -> tuple[str, ...]:
    """Return the norms of cited places: of each place those that the deed's words mean clearly, else all."""
    parts = _PARTS.split(deed)[:_MOST]
    ids = dict[str, None]()
    for place in places:
        meant = place if len(place) == 1 else _meant(document, parts, place, _CLEAR) or place
        ids |= dict.fromkeys(each.id for each in meant)
    ids.pop(case.norm.id, None)
    return tuple(ids)


def _beside(document: _Document, case: _Case) -> tuple[str, ...]:
    """Return the duties of the article before a consequence that its case says were not done."""
    duties = document.duties[case.norm.article]
    last = bisect_left(duties, case.norm.action.start, key=lambda each: each.action.start)
    near = tuple(reversed(duties[max(0, last - _BACK) : last]))
    listed = case.listed.of(case.text) if case.listed else ""
    parts = _PARTS.split(f"{case.words}\n{listed}")[:_MOST]
    failing = [part[found.start() :] for part in parts if (found := _fails(part))]
    if failing:
        subject = next(part[: found.start()] for part in parts if (found := _fails(part)))
        near = tuple(each for each in near if document.may_mean(subject, each))
    if not failing:
        banned = tuple(each for each in near if each.modality is Modality.PROHIBITION)
        meant = _meant(document, parts, banned, _CLEARLY, 3) if case.strikes else ()
    elif any(map(_words, failing)):
        meant = _meant(document, failing, near, _CLEAR)
    else:  # 逾期视为同意
        meant = tuple(islice((each for each in near if each.time), 1))
    return tuple(each.id for each in meant)


def _fails(part: str) -> re.Match[str] | None:
    """Find what was not done in a part of a case; 对不真实的凭证 describes a thing."""
    return None if part.startswith("对") and not part.endswith("的") else _FAILS.search(part)


def _meant(document: _Document, parts: Iterable[str], norms: Sequence[Norm], least: float, pairs: int = 1) -> tuple[Norm, ...]:
    """Return the norms whose acts share the most with one of the parts of a case, the first of equals alone."""
    acts = [_words(_act(document.articles[norm.article].text, norm)) for norm in norms]
    found = dict[str, Norm]()
    for words in map(_words, parts):
        scores = [_weight(document, words & act) for act in acts]
        best = max(scores, default=0.0)
        shared = max((len(words & act) for act in acts), default=0)
        if shared >= pairs and best >= least * _weight(document, words):
            chosen = norms[scores.index(best)]
            found[chosen.id] = chosen
    return tuple(found.values())


def _weight(document: _Document, words: Iterable[str]) -> float:
    unknown = log(1 + len(document.norms))
    return sum(document.weights.get(word, unknown) for word in words)


def _act(text: str, norm: Norm) -> str:
    return text[norm.action.start : min(norm.action.end, norm.action.start + _LONGEST_CASE)]


def _words(text: str) -> frozenset[str]:
    """Return the pairs of characters that tell what is done."""
    runs = (run for run in _BETWEEN.split(text) if len(run) > 1)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))


def _with(case: _Case, answer: _Answer) -> Norm:
    if not answer.ids:
        return case.norm
    where = Span(start=case.start, end=max(case.end, case.start + 1))
    clue = Evidence(field="sanctions", rule=answer.rule, start=where.start, end=where.end)
    return replace(case.norm, sanctions=answer.ids, evidence=(*case.norm.evidence, clue))


@cache
def _implied() -> Finder[ImpliedEntry]:
    return finder(load("implied", ImpliedEntry))

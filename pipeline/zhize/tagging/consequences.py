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
from math import log
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import Implied, ImpliedEntry
from zhize.structure.places import places_of
from zhize.tagging.clauses import sentences
from zhize.tagging.cues import finder
from zhize.types import Evidence, Modality, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.tagging.clauses import Sentence
    from zhize.tagging.cues import Finder
    from zhize.types import Article, Norm, Reference

# What strikes beside the words of implied.toml; 予以批准, 准予 are there for other ends and strike nobody.
_STRIKES = re.compile(
    r"处[以罚]|处(?=[^，。；]{0,24}(?:元|倍|徒刑|拘役|拘留|罚金))|处分|查处|追究|问责|拘留|强制执行|代为|加处|滞纳金"
    r"|(?:取消|撤销|终止|暂停|停止|收回|注销|扣减|不予|不再|列入|记入|退回|约谈|训诫)|赔偿|依法(?:予以)?处理"
)
_GRANTS = re.compile(r"予以批准|准予")
_DEEMS = re.compile(r"视为|视同|不视为")
_ORDERS = re.compile(r"责令|责成|限期|限令|整改")
# 违反X第三条、第四条: no clause and no other law's name may come between the breach and the place.
_BREACH = re.compile(
    r"(?P<sure>违反)[^，。；：\n]*$|(?:不符合|不履行|未履行|不遵守|未遵守|不执行|未执行|[不未](?:按照?|依照?))[^，。；：\n]*$"
)
_ELSEWHERE = re.compile(r"(?<![不未])(?:依照|按照|根据|适用)")
_SUCH_ACT = re.compile(
    r"[^，。；：\n的]{0,24}(?:的|所列|所述|禁止|之)*[^，。；：\n的]{0,6}(?:行为|情形|罪)(?!的?(?:外|除外|消除))"
)
_LISTS = re.compile(r"下列|以下|如下")
# A failure: not 不动产, 不足, 未成年; 没有违法所得 is none.
_FAILS = re.compile(
    r"逾期|拒不|拒绝|未(?![成来遂必])|不(?!动产|同意?见|足|良|正当|可抗|特定|法|当|得|合理|服|能|构成|影响|宜|低于|超过|少于)"
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
_CLEAR = 0.2  # the part of a clause's words that a norm has to share to be meant by it
_CLEARLY = 0.5  # the same, of a deed that no 未 or 不 calls a failure
_NEARLY = 0.75  # of the best score: such norms are meant as well


def linked(
    norms: Sequence[Norm], articles: Iterable[Article], references: Iterable[Reference]
) -> tuple[Norm, ...]:
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
    found: list[Norm] = []
    for cases in document.cases.values():
        thread = _Thread()
        for case in cases:
            answer = _answer(document, case, thread)
            thread.go_on(case, answer)
            found.append(_with(case, answer))
    return tuple(found)


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
        failing = _LATE.search(self.words) or "违反" in self.words
        return failing is not None or self.strikes or (self.deems and _FAILS.search(self.words) is not None)


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

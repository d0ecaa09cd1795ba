"""Breaches (违反): what a norm says before its act, and whether it tells that another norm was broken."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from operator import add
from typing import TYPE_CHECKING

from zhize.lexicon import load
from zhize.lexicon.schema import Implied, ImpliedEntry
from zhize.tagging.clauses import sentences
from zhize.tagging.cues import finder
from zhize.tagging.scene import verb_at
from zhize.types import Modality, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.tagging.clauses import Sentence
    from zhize.tagging.cues import Finder
    from zhize.types import Article, Norm, Reference

# What parts the words of a clause: function words, and what every text says of every duty.
_SAID = (
    r"应当|不得|可以|必须|禁止|按照|依照|依法|按规?|规定|或者|以及|没有|有关|相关|擅自|要求|进行|本(?:法|条例|办法|规则|细则)"
    r"|逾期|拒不|拒绝|情形|行为|符合"
)
_LITTLE = "的了和或及与在对由以未不可并者将被其所应须时内后前"
_BETWEEN = re.compile(rf"[^\u4e00-\u9fff]+|{_SAID}|[{_LITTLE}]")
# The same in two steps, each of which runs over a text much faster: words that begin with a character each, then runs
# of two characters or more.
_WORDS_BETWEEN = re.compile(_SAID)
_RUN = re.compile(rf"[^\u0000-\u4dff\ua000-\U0010ffff{_LITTLE}]{{2,}}")
# What strikes beside the words of implied.toml; 予以批准 and 准予 stand there for other ends and strike nobody.
_STRIKES = re.compile(
    r"处[以罚]|处(?=[^，。；]{0,24}(?:元|倍|徒刑|拘役|拘留|罚金))|处分|处罚|论处|查处|追究|问责|拘留|强制执行|代为|加处|滞纳金"
    r"|取消|撤销|终止|暂停|停止|收回|注销|扣减|不予|不再|列入|记入|退回|约谈|训诫|解聘|辞退|开除|撤职|免职|赔偿|依法(?:予以)?处理"
)
_PUNISHING = {Implied.OFFICE, Implied.SANCTION, Implied.LIABILITY}
_GRANTS = re.compile(r"予以批准|准予")
_HEAD = re.compile(r"(?:[^；。：:\n]|[：:](?!\n))*")  # an act without what it lists
_DEEMS = re.compile(r"[^，。；：\n]*?(?P<deems>视为|视同)")
_SPARES = re.compile(r"不影响|不妨碍|不免除")  # 拒不到场的，不影响执行: nothing follows from it
_ORDERS = re.compile(r"责令|责成|限期|限令|整改")
# 违反X第三条、第四条: no clause and no 依照第五条 may come between the breach and the place.
_TO_PLACE = r"(?![^，。；：\n]*(?:依照|按照|根据|适用))[^，。；：\n]*$"
_BREACH = re.compile(rf"违反{_TO_PLACE}")
_NEGLECT = re.compile(rf"(?:不符合|[不未](?:履行|遵守|执行|依照?|按照?)){_TO_PLACE}")
_HEEDS = re.compile(r"(?:依照|按照|根据|符合)[^，。；]*$")
_SUCH_ACT = re.compile(
    r"[^，。；：\n的]{0,24}(?:的|所列|所述|禁止|之)*[^，。；：\n的]{0,6}(?:行为|情形|罪)(?!的?(?:外|除外|消除))"
)
_BEFORE_PLACE = 100  # characters
_LISTS = re.compile(r"下列|以下|如下")
# What was not done: not 不动产, 未成年; 不予, 不属于 and 不具备 tell of no failure, 没有违法所得 neither.
_FAILS = re.compile(
    r"逾期|拒不|拒绝|未(?![成来遂必])|达不到|不(?!到|动产|同|足|良|正当|可|特定|法|当|得|合理|真实|服|能|构成|影响|宜|低于|超过|少于|予|属|具备|是|仅|再|论|起诉|需|应|包括|满|适|在场)"
)
_LATE = re.compile(r"逾期|拒不|仍[未不]|到期[未不]|期满[未不]")
_TOLD = re.compile(rf"违反|视为|视同|{_LATE.pattern}")  # what a norm that strikes nobody needs to be a consequence
_MENDS = re.compile(r"改正|整改|改的?$|纠正|补正|整治|治理|处理的?$|清除|消除")
_WORSE = re.compile(
    r"情节|后果|构成|造成|致使|违法所得|危害|损失|损害|数额|再次|屡次?|[两二三]次以上|(?:主管|责任|工作)人员|货值|经营额|犯罪|触犯"
)
# 未取得许可证的|单位: whom or what a failure describes.
_CLAIMS = re.compile(r"认为|发现|涉嫌|举报|投诉|检举|控告")
_REPORTS = re.compile(r"举报|投诉|检举|控告|报告|申请|起诉|诉讼|复议|移送|制止|劝阻")
_DESCRIBED = re.compile(r"的([^的]+)的?$")
_WHO = re.compile(r"[^的]{0,6}?(?:单位|个人|人员|部门|企业|机构|公司|组织|[人者户])")
# Somebody at the end of some words, and what is in the name of too many to tell one from another.
_NAMED = re.compile(
    r"([\u4e00-\u9fff]{0,6}(?:[人者户员院所局]|单位|企业|公司|机构|机关|部门|组织|家属|员会|政府))(?:无正当理由)?$"
)
_HEADS = {"单位", "企业", "部门", "机构", "机关", "人员", "组织", "公司", "政府", "成员"}
_ANYBODY = ("单位", "个人", "当事人", "人员")
_BELOW = re.compile(r"不符合|达不到|未达")
_MEETS = re.compile(r"(?!.*是否)[^，。；]{0,16}(?:符合|达到|具备)")
_HEEDING = {"履行", "执行", "遵守", "落实"}  # 不履行相关制度 is the failure of 执行请销假制度
_PROVIDED = re.compile(r"[方才][可能得]")  # 取得许可证后，方可施工
_LONGEST_CASE = 3000  # characters that are read of it, so that long sentences cost no more
LONGEST_ACT = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A norm with the words before its act in its sentence; offsets are article offsets."""

    norm: Norm
    text: str  # of the article
    start: int
    end: int
    sentence: Sentence
    listed: Span | None  # the items that say which acts 下列行为 are
    carried: bool  # it has no case of its own, but that of the norm before
    strikes: bool  # its act punishes
    deems: bool

    @property
    def words(self) -> str:
        """The case as it stands."""
        return self.text[self.start : self.end]

    @property
    def answers(self) -> bool:
        """Whether the norm is a consequence by its own words."""
        if not (self.strikes or self.broken or self.late or (self.deems and bool(_FAILS.search(self.words)))):
            return False
        return _SPARES.match(self.text, self.norm.action.start) is None

    @property
    def broken(self) -> bool:
        """Whether it speaks of a breach by name."""
        return "违反" in self.words and (self.strikes or not self.claims)

    @property
    def claims(self) -> bool:
        """Whether the norm only says where to go with a breach: 认为他人违反第三条规定的，可以举报."""
        act = self.norm.action
        return bool(_CLAIMS.search(self.words) and _REPORTS.search(self.text, act.start, act.end))

    @property
    def late(self) -> bool:
        """Whether a term passed or somebody refused: 逾期不改正的, 拒不执行的."""
        return _LATE.search(self.words) is not None

    @property
    def worse(self) -> bool:
        """Whether it goes on from a breach that was told before: 情节严重的, 构成犯罪的, 造成损失的."""
        return _WORSE.search(self.words) is not None

    @property
    def mends(self) -> bool:
        """Whether what was not done is to set right, which any order asks for."""
        return _MENDS.search(self.words) is not None

    @property
    def orders(self) -> bool:
        """Whether the act orders somebody to set right: 责令限期改正."""
        return _ORDERS.search(self.text, self.norm.action.start, self.norm.action.end) is not None

    def breaks(self, reference: Reference) -> bool:
        """Whether a citation names what was broken: 违反第三条; of a sanction also 未按照第三条, 有第三条所列行为."""
        before = self.text[max(self.start, reference.start - _BEFORE_PLACE) : reference.start]
        if _BREACH.search(before):
            return self.answers
        if not self.strikes or reference.start >= self.end:
            return False
        if _NEGLECT.search(before):
            return True
        return not _HEEDS.search(before) and _SUCH_ACT.match(self.text, reference.end) is not None


def binds(text: str, norm: Norm) -> bool:
    """Whether a norm that is no consequence can be broken: a duty, a ban, a leave with its proviso (方可施工)."""
    marker, modality = norm.marker, norm.modality
    if modality is Modality.PERMISSION and marker is not None:
        return _PROVIDED.search(text, marker.start - 1, marker.end) is not None
    return modality is Modality.OBLIGATION or modality is Modality.PROHIBITION


def may_answer(text: str, norms: Iterable[Norm]) -> bool:
    """Whether any norm of an article may be a consequence; of most articles none is, and their cases tell nothing."""
    if _TOLD.search(text) is not None:
        return True
    return _may_strike().search(text) is not None and any(_act_strikes(text, norm) for norm in norms)


def act_of(text: str, norm: Norm) -> str:
    """Return the words of a norm's act, no more of them than are read."""
    return text[norm.action.start : min(norm.action.end, norm.action.start + LONGEST_ACT)]


def words_of(text: str) -> frozenset[str]:
    """Return the pairs of characters that tell what is done."""
    pairs: set[str] = set()
    for run in _RUN.findall(_WORDS_BETWEEN.sub("\n", text)):
        pairs.update(map(add, run, run[1:]))
    return frozenset(pairs)


def failure(part: str) -> int | None:
    """Return where a part of a case begins to say what was not done.

    对不真实的凭证 and 未取得许可证的单位批准用地的 only describe what another act is about, 对未报送的单位 does not.
    """
    found = _FAILS.search(part)
    described = _DESCRIBED.search(part, found.end()) if found else None
    if described is None or _WHO.fullmatch(described[1]):
        return found.start() if found else None
    return None if part.startswith("对") or _WHO.match(described[1]) else found.start() if found else None


def may_bind(subject: str, norm: Norm) -> bool:
    """Whether a duty may bind the one named at the end of some words: 用户拒绝验视 breaks none of the post."""
    found = _NAMED.search(subject)
    named = _pairs(found[1]) - _HEADS if found else set()
    return (
        not named or not norm.bearers or any(each.endswith(_ANYBODY) or named & _pairs(each) for each in norm.bearers)
    )


def may_fail(failing: str, act: str) -> bool:
    """Whether a duty's act speaks of the first act that was not done; of a case that names no act one cannot say.

    Who looks whether something meets a standard (审查是否符合条件) does not fail where it does not.
    """
    if _BELOW.match(failing):
        return _MEETS.match(act) is not None
    runs = _BETWEEN.split(failing)
    verbs = (verb.text for run in runs for at in range(len(run)) if (verb := verb_at(run, at)))
    first = next((verb for verb in verbs if len(verb) > 1), None)
    return first is None or first in _HEEDING or first in act


def names_somebody(subject: str) -> bool:
    """Whether some words end with the name of somebody."""
    return _NAMED.search(subject) is not None


def _pairs(name: str) -> set[str]:
    return set(map(add, name, name[1:]))


def cases_of(article: Article, norms: Sequence[Norm]) -> Iterator[Case]:
    """Yield the norms of an article with what stands before their acts.

    Args:
        article: the article.
        norms: its norms, in the order of the text.
    """
    text = article.text
    cut = list(sentences(text, article.paragraphs))
    starts = [norm.action.start for norm in norms]
    before: Case | None = None
    for norm in norms:
        sentence = cut[max(0, bisect_right(cut, norm.action.start, key=lambda each: each.start) - 1)]
        same = before is not None and before.sentence is sentence
        own = norm.condition
        # The condition of a norm may begin too late for the place that it cites; the sentence does not.
        stretch = _stretch(text, norm, max(sentence.start, before.norm.action.end if before and same else 0))
        follows = same or sentence.goes_on
        shared = own is None or own.end <= stretch.start
        carried = before is not None and follows and shared and own == before.norm.condition
        # 没收违法所得，禁止其五年内从事…: what goes on from a sanction is one.
        goes_on = before is not None and carried and own is not None and before.answers
        before = Case(
            norm=norm,
            text=text,
            start=stretch.start,
            end=stretch.end,
            sentence=sentence,
            listed=_listed(article, sentence, starts, stretch),
            carried=carried,
            strikes=goes_on or ((own is not None or follows) and _act_strikes(text, norm)),
            deems=_DEEMS.match(text, norm.action.start, norm.action.end) is not None,
        )
        yield before


def _stretch(text: str, norm: Norm, start: int) -> Span:
    """Return the case of a norm that begins at a position at the earliest."""
    own, act = norm.condition, norm.action
    end = own.end if own and start < own.end <= act.start else act.start
    deemed = _DEEMS.match(text, act.start, act.end)
    if deemed and _FAILS.match(text, act.start, deemed.start("deems")):
        end = deemed.start("deems")  # 逾期不回复|视为无不同意见
    return Span(start=max(start, end - _LONGEST_CASE), end=max(start, end))


def _listed(article: Article, sentence: Sentence, starts: Sequence[int], case: Span) -> Span | None:
    """Return the items that say which acts 下列行为 are, unless they are norms of their own."""
    if sentence.item or not _LISTS.search(article.text, case.start, case.end):
        return None
    items = article.paragraphs[sentence.paragraph].items
    if not items or bisect_left(starts, items[-1].end) > bisect_left(starts, items[0].start + 1):
        return None
    return Span(start=items[0].start, end=min(items[-1].end, items[0].start + _LONGEST_CASE))


def _act_strikes(text: str, norm: Norm) -> bool:
    """Whether an act punishes by what it says before its list; a ban does not, whatever it forbids."""
    if norm.modality is Modality.PROHIBITION:
        return False
    head = _HEAD.match(text, norm.action.start, norm.action.end)
    end = head.end() if head else norm.action.end
    if _STRIKES.search(text, norm.action.start, end):
        return True
    found = _implied().each(text, norm.action.start, end)
    return any(entry.kind in _PUNISHING and not _GRANTS.match(text, at) for at, entry in found)


@cache
def _may_strike() -> re.Pattern[str]:
    """Return a pattern of what strikes anywhere in a text; where nothing does, no act has to be looked at."""
    words = (entry.text for entry in load("implied", ImpliedEntry) if entry.kind in _PUNISHING)
    return re.compile("|".join([_STRIKES.pattern, *map(re.escape, words)]))


@cache
def _implied() -> Finder[ImpliedEntry]:
    return finder(load("implied", ImpliedEntry))

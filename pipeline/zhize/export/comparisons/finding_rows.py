"""What a person is to judge of a comparison, its role map and its reasons, in ready Chinese words.

The page, the workbook and the Word table show these values and add no words of their own to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.comparison import FindingKind, Side
from zhize.export.comparisons.finding_words import MEANINGS, SHORT, change_words, effect_words, finding_counts
from zhize.export.comparisons.rows import place_of, side_names
from zhize.export.standing import standing
from zhize.labels import FINDING, LEVEL, MODALITY, REVIEW_HEAD, ROLE, UNSTATED
from zhize.passages import locator, quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from zhize.comparison import Comparison, Correspondence, Finding, Stance
    from zhize.types import Article, Norm, Regulation

CAUTION: Final = "由程序按文字找出，供人工判断，非法律意见"
"""Stands wherever findings are listed."""

_TELLING: Final = 6  # characters; a shorter act tells nothing by itself: 公布
_NAMES: Final = tuple(REVIEW_HEAD.values())

FUNCTIONAL: Final = "职能对应（非法定同职）"
"""Stands beside a line of the role map whose two posts the law does not hold for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One of the two documents, as the top of a table names it."""

    side: Side
    name: str  # 上级文本
    id: str
    title: str
    issuer: str  # 未写明 where the text does not say; so are the three below
    level: str  # 县级; empty without
    doc_number: str
    date: str
    state: str  # 施行状态未核实
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A norm that one of the texts states."""

    article: str  # id, for a link
    place: str  # 第四十三条第二款
    bearers: str  # 县政府、县政府办公室; 未写明
    modality: str  # 义务
    action: str  # the words of the act
    limits: str  # （条件：未依法进行环境影响评价）（例外：…）; empty without
    quote: str  # the sentences that prove it

    @property
    def words(self) -> str:
        """The act with what limits it; one too short to tell anything with its sentences: 公布（原文：…）."""
        return f"{self.action}（原文：{self.quote}）" if len(self.action) < _TELLING else self.action + self.limits


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A candidate for a person to judge."""

    number: int  # 1 for the first of the comparison
    kind: FindingKind
    name: str  # 严于上级
    pair: int  # `comparison_rows.Row.number` of the pair that it was seen in
    basis: Stated | None  # the norm of the upper or older text
    judged: Stated | None  # that of the other text
    basis_place: str  # 第四条第一款, or the article of the pair; empty without
    judged_place: str
    left_place: str  # the same two as the user named the texts
    right_place: str
    bearers: str
    modality: str
    words: str  # the act that only one text has, or the change as a sentence
    covered: str  # 36%: how much of the words the other text has; empty where the two were held against each other
    nearest: str  # 第五条 of the other text; empty without
    nearest_id: str
    group: str  # id of the article that a list shows it under: of the text that is judged, if that has it
    along: tuple[Stated, ...]  # further norms of the same sentence or article that fare alike
    heads: tuple[str, ...]  # 审查要点, the gravest first: 增设许可, 增设处罚

    @property
    def said(self) -> tuple[str, ...]:
        """The norms that stand along, each as a line: 县政府〔义务〕公布名单."""
        return tuple(f"{norm.bearers}〔{norm.modality}〕{norm.words}" for norm in self.along)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """All findings of a kind, by article; articles with 审查要点 stand first, the gravest before the others."""

    kind: FindingKind
    name: str  # 上有、本级无
    meaning: str  # what the list answers, in a sentence
    count: int
    amount: str  # 12项（共30条规范）
    flagged: int  # findings with 审查要点
    articles: tuple[tuple[str, tuple[FindingRow, ...]], ...]  # 第四条 and what stands in it


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """A line of the role map."""

    left: str  # 县政府办公室主任; several names with 、
    right: str
    role: str  # 办公机构; empty where the words of the names do not tell
    left_mentions: int
    right_mentions: int
    note: str  # 职能对应（非法定同职）, 使用者指定; empty without
    functional: bool


def heads(comparison: Comparison) -> tuple[Head, Head]:
    """Return the heads of the left and of the right text."""
    left, right = side_names(comparison.stance)
    texts = _texts(comparison)
    return _head(Side.LEFT, left, texts[0]), _head(Side.RIGHT, right, texts[1])


def finding_rows(comparison: Comparison) -> tuple[FindingRow, ...]:
    """Return what a person should look at, in the order of the comparison."""
    articles = tuple({article.id: article for article in text.articles} for text in _texts(comparison))
    pairs = tuple((pair.left, pair.right) for pair in comparison.pairs)
    return tuple(
        _finding(number, one, comparison, articles, pairs[one.pair])
        for number, one in enumerate(comparison.findings, 1)
    )


def finding_lists(comparison: Comparison) -> tuple[FindingList, ...]:
    """Return the findings of each kind by article, the gravest kind first; kinds without any are left out."""
    found = finding_rows(comparison)
    stance = comparison.stance
    basis, judged = _texts(comparison) if stance.basis is Side.LEFT else _texts(comparison)[::-1]
    lists = []
    for asked in finding_counts(comparison):
        text = basis if asked.kind is FindingKind.LACKING else judged
        same = [row for row in found if row.kind is asked.kind]
        if same:
            lists.append(
                FindingList(
                    kind=asked.kind,
                    name=asked.name,
                    meaning=MEANINGS[stance.kind][asked.kind],
                    count=asked.count,
                    amount=asked.amount,
                    flagged=sum(bool(row.heads) for row in same),
                    articles=tuple(_by_article(same, text)),
                )
            )
    return tuple(lists)


def role_rows(comparison: Comparison) -> tuple[RoleRow, ...]:
    """Return the role map, the most mentioned first."""
    return tuple(map(_role, comparison.correspondences))


# --- in which order --------------------------------------------------------------------------------------------------


def _by_article(found: Sequence[FindingRow], text: Regulation) -> Iterator[tuple[str, tuple[FindingRow, ...]]]:
    by_article: dict[str, list[FindingRow]] = {article.id: [] for article in text.articles}
    for row in found:
        by_article[row.group].append(row)
    held = [(place_of(id_), tuple(sorted(rows, key=_gravity))) for id_, rows in by_article.items() if rows]
    return iter(sorted(held, key=lambda one: min(map(_gravity, one[1]))))


def _gravity(row: FindingRow) -> int:
    """Return where the gravest head of a row stands among all heads; rows without come last."""
    return min((_NAMES.index(head) for head in row.heads), default=len(_NAMES))


# --- the two texts ---------------------------------------------------------------------------------------------------


def _head(side: Side, name: str, regulation: Regulation) -> Head:
    meta = regulation.metadata
    return Head(
        side=side,
        name=name,
        id=regulation.id,
        title=regulation.title or regulation.id,
        issuer=meta.issuer or UNSTATED,
        level=LEVEL[meta.level] if meta.level else "",
        doc_number=meta.doc_number or UNSTATED,
        date=meta.amended or meta.issued or meta.passed or UNSTATED,
        state=standing(meta.in_force_until, meta.validity),
        articles=len(regulation.articles),
    )


def _texts(comparison: Comparison) -> tuple[Regulation, Regulation]:
    return comparison.left.regulation, comparison.right.regulation


# --- a finding -------------------------------------------------------------------------------------------------------


def _finding(
    number: int,
    finding: Finding,
    comparison: Comparison,
    articles: tuple[Mapping[str, Article], ...],
    pair: tuple[tuple[str, ...], tuple[str, ...]],
) -> FindingRow:
    """Return a finding in words.

    Args:
        number: of the row.
        finding: what was found.
        comparison: that it is of.
        articles: of the left and of the right text, by id.
        pair: ids of the left and of the right articles of its pair.
    """
    stance = comparison.stance
    at = (0, 1) if stance.basis is Side.LEFT else (1, 0)
    basis, judged = (_place(finding, one, articles[one], pair[one], stance) for one in at)
    norms = tuple(
        _stated(articles[one][norm.article], norm) if norm else None
        for one, norm in zip(at, (finding.basis, finding.judged), strict=True)
    )
    said = norms[1] or norms[0]
    own = basis if finding.kind is FindingKind.LACKING else judged
    held = articles[at[0] if finding.basis else at[1]]
    return FindingRow(
        number=number,
        kind=finding.kind,
        name=FINDING[stance.kind][finding.kind],
        pair=finding.pair + 1,
        basis=norms[0],
        judged=norms[1],
        basis_place=basis[1],
        judged_place=judged[1],
        left_place=(basis, judged)[at[0]][1],
        right_place=(basis, judged)[at[1]][1],
        bearers=said.bearers if said else "",
        modality=said.modality if said else "",
        words=_words(finding, comparison, *norms),
        covered="" if finding.change else f"{finding.covered:.0%}",
        nearest=place_of(finding.nearest) if finding.nearest else "",
        nearest_id=finding.nearest or "",
        group=own[0],
        along=tuple(_stated(held[norm.article], norm) for norm in finding.along),
        heads=tuple(name for code, name in REVIEW_HEAD.items() if code in finding.heads),
    )


def _place(
    finding: Finding, at: int, articles: Mapping[str, Article], pair: tuple[str, ...], stance: Stance
) -> tuple[str, str]:
    """Return the article of one side that a finding stands in, and the place there; empty without."""
    norm = finding.basis if (at == 0) is (stance.basis is Side.LEFT) else finding.judged
    if norm is not None:
        return norm.article, locator(articles[norm.article], norm.action.start)
    if finding.change is None:
        return "", ""
    change = finding.change if at == 0 else finding.change.mirrored()
    if change.left_article is None:
        return (pair[0], "、".join(map(place_of, pair))) if pair else ("", "")
    start = change.left_span.start if change.left_span else None
    article = articles[change.left_article]
    return article.id, place_of(article.id) if start is None else locator(article, start)


def _stated(article: Article, norm: Norm) -> Stated:
    limits = (("条件", norm.condition), ("例外", norm.exception))
    return Stated(
        article=article.id,
        place=locator(article, norm.action.start),
        bearers="、".join(norm.bearers) or UNSTATED,
        modality=MODALITY[norm.modality],
        action=_plain(norm.action.of(article.text)),
        limits="".join(f"（{name}：{_plain(span.of(article.text))}）" for name, span in limits if span),
        quote=quote(article, norm),
    )


def _plain(text: str) -> str:
    return text.replace("\n", "").rstrip("，,、；;")


def _words(finding: Finding, comparison: Comparison, basis: Stated | None, judged: Stated | None) -> str:
    if finding.change:
        return change_words(finding.change, comparison.stance, effect=effect_words(finding, comparison))
    if basis and judged:
        names = SHORT[comparison.stance.kind]
        return f"{names[0]}{basis.modality}“{basis.action}”，{names[1]}{judged.modality}“{judged.action}”"
    return next((one.words for one in (judged, basis) if one), "")


def _role(line: Correspondence) -> RoleRow:
    notes = ((FUNCTIONAL, line.functional), ("使用者指定", line.given))
    # Two posts that are one by function only have no role in common but what both are for: 政府秘书长.
    role = line.neutral.removeprefix("本") if line.functional else ROLE[line.role] if line.role else ""
    return RoleRow(
        left="、".join(line.left),
        right="、".join(line.right),
        role=role,
        left_mentions=line.mentions[0],
        right_mentions=line.mentions[1],
        note="；".join(note for note, holds in notes if holds),
        functional=line.functional,
    )

"""What a person is to judge of a comparison, its role map and its reasons, in ready Chinese words.

The page, the workbook and the Word table show these values and add no words of their own to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.comparison import ChangeKind, FindingKind, Side, StanceKind
from zhize.export.comparison_rows import place_of, side_names
from zhize.export.standing import standing
from zhize.labels import CHANGE_KIND, EFFECT, FINDING, GROUND, LEVEL, MODALITY, ROLE, UNSTATED
from zhize.passages import locator, quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zhize.comparison import Change, Comparison, Correspondence, Finding, Pair, Stance
    from zhize.types import Article, Norm, Regulation

CAUTION: Final = "由程序按文字找出，供人工判断，非法律意见"
"""Stands wherever findings are listed."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """All findings of a kind, by article."""

    kind: FindingKind
    name: str  # 上有、本级无
    meaning: str  # what the list answers, in a sentence
    count: int
    articles: tuple[tuple[str, tuple[FindingRow, ...]], ...]  # 第四条 and what stands in it, in the order of its text


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
        _finding(number, one, comparison.stance, articles, pairs[one.pair])
        for number, one in enumerate(comparison.findings, 1)
    )


def finding_lists(comparison: Comparison) -> tuple[FindingList, ...]:
    """Return the findings of each kind by article, the gravest kind first; kinds without any are left out."""
    found = finding_rows(comparison)
    stance = comparison.stance
    basis, judged = _texts(comparison) if stance.basis is Side.LEFT else _texts(comparison)[::-1]
    lists = []
    for kind, name, count in finding_counts(comparison):
        text = basis if kind is FindingKind.LACKING else judged
        by_article: dict[str, list[FindingRow]] = {article.id: [] for article in text.articles}
        for row in found:
            if row.kind is kind:
                by_article[row.group].append(row)
        articles = tuple((place_of(id_), tuple(rows)) for id_, rows in by_article.items() if rows)
        if articles:
            meaning = _MEANINGS[stance.kind][kind]
            lists.append(FindingList(kind=kind, name=name, meaning=meaning, count=count, articles=articles))
    return tuple(lists)


def finding_counts(comparison: Comparison) -> tuple[tuple[FindingKind, str, int], ...]:
    """Return how many findings of each kind there are, those without any included: (kind, its name, count)."""
    names = FINDING[comparison.stance.kind]
    kinds = [finding.kind for finding in comparison.findings]
    asked = [kind for kind in _GRAVEST_FIRST if kind in _MEANINGS[comparison.stance.kind]]
    return tuple((kind, names[kind], kinds.count(kind)) for kind in asked)


def role_rows(comparison: Comparison) -> tuple[RoleRow, ...]:
    """Return the role map, the most mentioned first."""
    return tuple(map(_role, comparison.correspondences))


def reason_words(pair: Pair) -> tuple[str, ...]:
    """Return what speaks for a pair: 文字相近83%, 同名章节：依法行政."""
    return tuple(
        GROUND[reason.ground] + (f"：{reason.said}" if reason.said else f"{reason.weight:.0%}" * (reason.weight > 0))
        for reason in pair.reasons
    )


def change_words(change: Change, stance: Stance) -> str:
    """Return a change as a sentence, from the basis to the text that is judged.

    Args:
        change: of a pair, from left to right.
        stance: which side is the basis, and what the sides are called.

    Returns:
        时限：“会前5日”改为“会前3日”，缩短 of versions, 时限：上级“15日内”，本级“10日内”，缩短 of levels.
    """
    seen = change if stance.basis is Side.LEFT else change.mirrored()
    name, (basis, judged) = CHANGE_KIND[seen.kind], _SHORT[stance.kind]
    if seen.kind in {ChangeKind.NORM_ADDED, ChangeKind.NORM_REMOVED}:
        if stance.kind is StanceKind.VERSIONS:
            return f"{name}：{seen.left or seen.right}"
        return f"{judged}有、{basis}无：{seen.right}" if seen.right else f"{basis}有、{judged}无：{seen.left}"
    # Words without a place are no words of the text: 硬性, 倡导, 义务.
    before = f"“{seen.left}”" if seen.left_span else seen.left
    after = f"“{seen.right}”" if seen.right_span else seen.right
    effect = f"，{EFFECT[seen.effect]}" if seen.effect else ""
    if stance.kind is StanceKind.VERSIONS:
        both, gone, come = f"{before}改为{after}", f"删去{before}", f"增加{after}"
    else:
        both, gone, come = f"{basis}{before}，{judged}{after}", f"仅{basis}有{before}", f"仅{judged}有{after}"
    return f"{name}：{both if before and after else gone if before else come}{effect}"


# --- the two texts ---------------------------------------------------------------------------------------------------

_SHORT: Final = {
    StanceKind.VERSIONS: ("原", "新"),
    StanceKind.LEVELS: ("上级", "本级"),
    StanceKind.PEERS: ("左", "右"),
}
_GRAVEST_FIRST: Final = (
    FindingKind.POSSIBLE_CONFLICT,
    FindingKind.LOOSER,
    FindingKind.STRICTER,
    FindingKind.LACKING,
    FindingKind.WITHOUT_BASIS,
)
_MEANINGS: Final = {
    StanceKind.VERSIONS: {
        FindingKind.LOOSER: "同一事项，新文本的要求低于原文本。",
        FindingKind.STRICTER: "同一事项，新文本的要求高于原文本。",
        FindingKind.LACKING: "原文本规定的义务、禁止，新文本未见相应文字。",
        FindingKind.WITHOUT_BASIS: "新文本规定的义务、禁止、许可，原文本未见相应文字。",
    },
    StanceKind.LEVELS: {
        FindingKind.POSSIBLE_CONFLICT: "上级文本禁止而本级文本许可，或者本级文本的期限比上级文本宽。",
        FindingKind.LOOSER: "同一事项，本级文本的要求低于上级文本。",
        FindingKind.STRICTER: "同一事项，本级文本的要求高于上级文本。",
        FindingKind.LACKING: "上级文本规定的义务、禁止，本级文本未见相应文字。",
        FindingKind.WITHOUT_BASIS: "本级文本规定的义务、禁止、许可，上级文本未见相应文字，可能是细化，也可能是增设。",
    },
    StanceKind.PEERS: {
        FindingKind.LOOSER: "同一事项，右文的要求低于左文。",
        FindingKind.STRICTER: "同一事项，右文的要求高于左文。",
        FindingKind.LACKING: "左文规定的义务、禁止，右文未见相应文字。",
        FindingKind.WITHOUT_BASIS: "右文规定的义务、禁止、许可，左文未见相应文字。",
    },
}


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
    stance: Stance,
    articles: tuple[Mapping[str, Article], ...],
    pair: tuple[tuple[str, ...], tuple[str, ...]],
) -> FindingRow:
    """Return a finding in words.

    Args:
        number: of the row.
        finding: what was found.
        stance: which side is the basis.
        articles: of the left and of the right text, by id.
        pair: ids of the left and of the right articles of its pair.
    """
    at = (0, 1) if stance.basis is Side.LEFT else (1, 0)
    basis, judged = (_place(finding, one, articles[one], pair[one], stance) for one in at)
    norms = tuple(
        _stated(articles[one][norm.article], norm) if norm else None
        for one, norm in zip(at, (finding.basis, finding.judged), strict=True)
    )
    said = norms[1] or norms[0]
    own = basis if finding.kind is FindingKind.LACKING else judged
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
        words=_words(finding, stance, *norms),
        covered="" if finding.change else f"{finding.covered:.0%}",
        nearest=place_of(finding.nearest) if finding.nearest else "",
        nearest_id=finding.nearest or "",
        group=own[0],
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


def _words(finding: Finding, stance: Stance, basis: Stated | None, judged: Stated | None) -> str:
    if finding.change:
        return change_words(finding.change, stance)
    if basis and judged:
        names = _SHORT[stance.kind]
        return f"{names[0]}{basis.modality}“{basis.action}”，{names[1]}{judged.modality}“{judged.action}”"
    return next((one.action + one.limits for one in (judged, basis) if one), "")


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

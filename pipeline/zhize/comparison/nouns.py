"""The nouns of a comparison: which articles stand for which, and what changed between them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from zhize.contract import COMPARISON, span_record
from zhize.showing import Shown

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.types import Norm, Regulation, Span
    from zhize.values import Role


class PairType(StrEnum):
    """How the two sides of a pair stand to each other (类型)."""

    IDENTICAL = "identical"  # 相同
    ADAPTED = "adapted"  # 只随层级、地名而异
    MODIFIED = "modified"  # 修改
    SPLIT = "split"  # 一条拆为数条
    MERGED = "merged"  # 数条并为一条
    ADDED = "added"  # 新增
    DELETED = "deleted"  # 删除


class ChangeKind(StrEnum):
    """What a change touches (变化)."""

    MODALITY = "modality"  # 模态
    FORCE = "force"  # 刚性
    DEADLINE = "deadline"  # 期限
    FREQUENCY = "frequency"  # 频次
    BEARER = "bearer"  # 主体
    COUNTERPART = "counterpart"  # 相对方
    CONDITION = "condition"  # 条件
    NORM_ADDED = "norm_added"  # 新增规范
    NORM_REMOVED = "norm_removed"  # 删去规范
    WORDING = "wording"  # 文字


class Effect(StrEnum):
    """Which way a change goes, from left to right (效果)."""

    WEAKER = "weaker"  # 减弱
    STRONGER = "stronger"  # 加强
    SHORTER = "shorter"  # 缩短
    LONGER = "longer"  # 延长


class Ground(StrEnum):
    """Why two articles stand for each other (对应理由)."""

    WORDING = "wording"  # 文字相近
    NORMS = "norms"  # 规范相同: like bearers do like things
    ORDER = "order"  # 前后条文也相对应
    CHAPTER = "chapter"  # 章名相同
    REFERENCES = "references"  # 援引相同
    HANDED_ON = "handed_on"  # 承接移出的文字, of a part that was split off or merged in
    ALONE = "alone"  # 前后已对应，两侧各余一条


class Side(StrEnum):
    """One of the two texts."""

    LEFT = "left"
    RIGHT = "right"


class StanceKind(StrEnum):
    """How two texts stand to each other (两文关系)."""

    VERSIONS = "versions"  # 同一机关的新旧文本
    LEVELS = "levels"  # 上下级机关的文本
    PEERS = "peers"  # 同级或关系不明的文本


class FindingKind(StrEnum):
    """What a person should look at (待判断事项); which text is held against which says `Stance`."""

    LACKING = "lacking"  # 上位法有、本文件无
    WITHOUT_BASIS = "without_basis"  # 本文件有、上位法无
    STRICTER = "stricter"  # 更严
    LOOSER = "looser"  # 更宽
    POSSIBLE_CONFLICT = "possible_conflict"  # 可能抵触


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for a pair."""

    ground: Ground
    weight: float  # 0 to 1: how alike in this respect
    said: str = ""  # what both sides have, where it can be named: 依法行政 of a chapter, 行政处罚法 of a citation

    def to_dict(self) -> dict[str, Any]:
        """Return the reason as ``zhize.comparison/1`` prints it."""
        return {"ground": self.ground, "weight": self.weight, "said": self.said}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """Which of two texts is held against which: the lower against the upper, the newer against the older."""

    kind: StanceKind
    basis: Side  # the upper or older text; the left one where neither level nor date tells

    def mirrored(self) -> Stance:
        """Return the stance as seen from the other side; of peers the left one stays the basis.

        Versions of which neither day nor level tells which is older have the left one as basis, whoever compares them.
        """
        turned = Side.RIGHT if self.basis is Side.LEFT else Side.LEFT
        return self if self.kind is StanceKind.PEERS else replace(self, basis=turned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """A line of the role map (职能对应表): what the two texts call the bodies of one role."""

    neutral: str  # the word for both in comparing: 本政府办公室
    role: Role | None  # None where the words of the names do not tell
    left: tuple[str, ...]  # names in the left text, the most frequent first; empty without
    right: tuple[str, ...]
    mentions: tuple[int, int]  # how often each side names them
    functional: bool = False  # 职能对应（非法定同职）: 县政府办公室主任 where the city has a 秘书长
    given: bool = False  # a line of the user's own

    def to_dict(self) -> dict[str, Any]:
        """Return the line as ``zhize.comparison/1`` prints it."""
        return {
            "neutral": self.neutral,
            "role": self.role,
            "left": list(self.left),
            "right": list(self.right),
            "mentions": list(self.mentions),
            "functional": self.functional,
            "given": self.given,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A candidate for a person to judge: nothing here is a legal opinion."""

    kind: FindingKind
    pair: int  # index in `Comparison.pairs` of the pair that it was seen in
    basis: Norm | None  # the norm of the upper or older text; None without
    judged: Norm | None  # that of the other text
    change: Change | None = None  # what differs, where the two were held against each other
    covered: float = 0.0  # of a norm without counterpart: the share of its words that the other text has, 0 to 1
    nearest: str | None = None  # id of the article of the other text that comes closest; None without
    along: tuple[Norm, ...] = ()  # of the same text, faring alike: of a sentence, or of an article without counterpart
    heads: tuple[str, ...] = ()  # what a review asks of it first (审查要点): codes of `zhize.comparison.reviewheads`

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as ``zhize.comparison/1`` prints it."""
        return {
            "kind": self.kind,
            "pair": self.pair,
            "basis_norm": self.basis.id if self.basis else None,
            "judged_norm": self.judged.id if self.judged else None,
            "change": self.change.to_dict() if self.change else None,
            "covered": self.covered,
            "nearest": self.nearest,
            "along": [norm.id for norm in self.along],
            "heads": list(self.heads),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between the sides of a pair, in the words of the texts; a side that has nothing is None."""

    kind: ChangeKind
    left: str | None
    right: str | None
    left_span: Span | None = None  # article: where the words stand in `left_article`
    right_span: Span | None = None  # article: where the words stand in `right_article`
    effect: Effect | None = None
    left_article: str | None = field(default=None, compare=False)  # id; a pair may hold several articles a side
    right_article: str | None = field(default=None, compare=False)
    left_norm: str | None = field(default=None, compare=False)  # id of the norm that it was seen in; None outside norms
    right_norm: str | None = field(default=None, compare=False)

    def mirrored(self) -> Change:
        """Return the change as seen from the other side."""
        return Change(
            kind=_MIRRORED_KIND.get(self.kind, self.kind),
            left=self.right,
            right=self.left,
            left_span=self.right_span,
            right_span=self.left_span,
            effect=_MIRRORED_EFFECT[self.effect] if self.effect else None,
            left_article=self.right_article,
            right_article=self.left_article,
            left_norm=self.right_norm,
            right_norm=self.left_norm,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the change as ``zhize.comparison/1`` prints it."""
        return {
            "kind": self.kind,
            "left": self.left,
            "right": self.right,
            "left_span": span_record(self.left_span),
            "right_span": span_record(self.right_span),
            "effect": self.effect,
            "left_article": self.left_article,
            "right_article": self.right_article,
            "left_norm": self.left_norm,
            "right_norm": self.right_norm,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Articles of the two sides that stand for each other; an added one has no left, a deleted one no right."""

    left: tuple[str, ...]  # ids
    right: tuple[str, ...]  # ids
    type: PairType
    renumbered: bool = False  # the number differs (for a split or merged one, that of the first article)
    moved: bool = False  # it changed places against its neighbours
    similarity: float = 0.0  # of the texts as they stand, 0 to 1
    mapped_similarity: float = 0.0  # after each side's own bodies were put in neutral words
    changes: tuple[Change, ...] = ()
    reasons: tuple[Reason, ...] = ()  # what speaks for the pair, the weightiest first; () for a side alone

    def mirrored(self) -> Pair:
        """Return the pair as seen from the other side."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            type=_MIRRORED_TYPE.get(self.type, self.type),
            changes=tuple(change.mirrored() for change in self.changes),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the pair as ``zhize.comparison/1`` prints it."""
        return {
            "left": list(self.left),
            "right": list(self.right),
            "type": self.type,
            "renumbered": self.renumbered,
            "moved": self.moved,
            "similarity": self.similarity,
            "mapped_similarity": self.mapped_similarity,
            "changes": [change.to_dict() for change in self.changes],
            "reasons": [reason.to_dict() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Comparison(Shown):
    """Two analysed regulations and their pairs, in the order of the left text, added articles where they stand."""

    left: Analysis
    right: Analysis
    pairs: tuple[Pair, ...]
    stance: Stance
    correspondences: tuple[Correspondence, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        """Return the two titles and the counts."""
        titles = " ↔ ".join(f"《{each.regulation.title or each.regulation.id}》" for each in (self.left, self.right))
        return f"{titles} pairs: {len(self.pairs)}, findings: {len(self.findings)}"

    def to_dict(self) -> dict[str, Any]:
        """Return the document ``zhize.comparison/1`` as plain objects."""
        return {
            "schema": COMPARISON,
            "left": _head(self.left.regulation),
            "right": _head(self.right.regulation),
            "stance": {"kind": self.stance.kind, "basis": self.stance.basis},
            "pairs": [pair.to_dict() for pair in self.pairs],
            "correspondences": [line.to_dict() for line in self.correspondences],
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_json(self) -> str:
        """Return the document ``zhize.comparison/1`` as JSON text, Chinese unescaped."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _head(regulation: Regulation) -> dict[str, Any]:
    said = ("level", "doc_number", "passed", "amended", "issued", "in_force_from", "in_force_until", "validity")
    meta = regulation.metadata
    return {"id": regulation.id, "title": regulation.title, **{field: getattr(meta, field) for field in said}}


_MIRRORED_TYPE = {
    PairType.SPLIT: PairType.MERGED,
    PairType.MERGED: PairType.SPLIT,
    PairType.ADDED: PairType.DELETED,
    PairType.DELETED: PairType.ADDED,
}
_MIRRORED_KIND = {
    ChangeKind.NORM_ADDED: ChangeKind.NORM_REMOVED,
    ChangeKind.NORM_REMOVED: ChangeKind.NORM_ADDED,
}
_MIRRORED_EFFECT = {
    Effect.WEAKER: Effect.STRONGER,
    Effect.STRONGER: Effect.WEAKER,
    Effect.SHORTER: Effect.LONGER,
    Effect.LONGER: Effect.SHORTER,
}

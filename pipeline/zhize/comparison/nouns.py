"""The nouns of a comparison: which articles stand for which, and what changed between them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from zhize.contract import COMPARISON, span_record

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.types import Regulation, Span


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
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two analysed regulations and their pairs, in the order of the left text, added articles where they stand."""

    left: Analysis
    right: Analysis
    pairs: tuple[Pair, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the document ``zhize.comparison/1`` as plain objects."""
        return {
            "schema": COMPARISON,
            "left": _head(self.left.regulation),
            "right": _head(self.right.regulation),
            "pairs": [pair.to_dict() for pair in self.pairs],
        }

    def to_json(self) -> str:
        """Return the document ``zhize.comparison/1`` as JSON text, Chinese unescaped."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _head(regulation: Regulation) -> dict[str, Any]:
    said = ("level", "doc_number", "passed", "issued", "in_force_from", "in_force_until", "validity")
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

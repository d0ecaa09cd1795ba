"""The nouns of the duty graph: a duty between two bodies, and what the questions answer with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhize.due_dates.measures import Measure
    from zhize.types import Force, Modality, Norm, Relation


class Tier(StrEnum):
    """Where a body stands, from the point of view of the text's own government; the order is that of the picture."""

    UPPER = "upper"  # 上级
    PARTY = "party"  # 党委、人大、政协、监察司法机关
    GOVERNMENT = "government"  # 本级政府
    MEETING = "meeting"  # 会议
    HEADS = "heads"  # 政府领导和其他职务
    OFFICE = "office"  # 政府办公室
    DEPARTMENT = "department"  # 部门、单位
    LOWER = "lower"  # 镇街、下级政府
    PUBLIC = "public"  # 政府以外的人和组织


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One edge of the graph: what a norm ties its bearer to."""

    bearer: str
    counterpart: str
    relation: Relation
    modality: Modality
    force: Force
    article: str  # id of the article
    place: str  # 第四十三条第二款
    norm: str  # id of the norm
    marker: str  # words of the text; empty where the force is bare
    action: str  # words of the text
    time: str  # words of the text, of every kind, joined by 、; empty without
    deadline: str = ""  # words of the deadlines among them, joined by ；
    deadline_value: str = ""  # P3WD, in the order of `deadline`, joined by ；
    deadline_direction: str = ""  # before, within or after, in the same order; empty between two ； where unknown
    frequency: str = ""  # words of the frequencies, joined by ；
    frequency_value: str = ""  # R1/P1M, in the order of `frequency`, joined by ；
    quote: str = ""  # the sentences that prove it
    start: int = 0  # of the action in the article
    end: int = 0
    step: int = 0  # which step of the norm's procedure leads to the counterpart, from 1; 0 where there is none
    barred: bool = False  # what is forbidden is this very act: 不得直接报送县政府领导同志
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """All duties of one relation from one body to another: the parallel edges of the graph as one."""

    bearer: str
    counterpart: str
    relation: Relation
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of a chain (环节): everything by which a body goes to the next one."""

    bearer: str
    counterpart: str
    duties: tuple[Duty, ...]
    first: tuple[tuple[str, ...], ...]  # of each duty, the bodies that come before: 经县政府办公室主任审定后报…


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A deadline of a chain that no sum holds, and why."""

    place: str  # 第四十三条第一款
    deadline: str  # words of the text
    reason: str  # in Chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The deadlines of a chain put together, as far as they can be (合计时限)."""

    sums: tuple[Measure, ...]  # one a unit: 5个工作日 and 3日 are no 8 of anything
    apart: tuple[Apart, ...]  # what cannot be summed
    untimed: int  # links without any deadline: the chain as a whole may take longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A way from one body to another through those who approve, review or receive (链条)."""

    bodies: tuple[str, ...]  # the first and the last one too
    links: tuple[Link, ...]  # one fewer than bodies; of a cycle as many
    total: Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A body through whose hands things go (关口)."""

    body: str
    approvals: tuple[Duty, ...]  # what others need its approval, review or leave for
    received: tuple[Duty, ...]  # what others report or submit to it
    signs: tuple[Norm, ...]  # norms by which it signs, approves or reviews where nobody is named who asks for it
    betweenness: float  # share of the shortest ways between two other bodies that lead through it, 0 to 1
    behind: int  # how many bodies come to it, at once or through others

    @property
    def decisions(self) -> int:
        """How many norms need its signature, approval or review."""
        return len({duty.norm for duty in self.approvals} | {norm.id for norm in self.signs})


class ShiftKind(StrEnum):
    """What became of a tie between two graphs."""

    ADDED = "added"  # 新增
    REMOVED = "removed"  # 删去
    CHANGED = "changed"  # 变动


class Facet(StrEnum):
    """In what respect a tie differs between two graphs."""

    NUMBER = "number"  # 条数
    MODALITY = "modality"  # 模态
    FORCE = "force"  # 刚性
    DEADLINE = "deadline"  # 时限
    FREQUENCY = "frequency"  # 频次


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A tie that differs between two graphs."""

    kind: ShiftKind
    relation: Relation
    left: tuple[Duty, ...]  # () where it was added
    right: tuple[Duty, ...]  # () where it was removed
    facets: tuple[Facet, ...] = ()  # of a changed one


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """What changes between two graphs (变化); a body of both is one, whatever its names."""

    ties: tuple[Shift, ...]
    gone: tuple[str, ...]  # bodies of the left graph only, by its names
    new: tuple[str, ...]  # bodies of the right graph only, by its names
    same: int  # ties that are in both and do not differ

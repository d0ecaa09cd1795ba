"""What a review asks first of a norm without basis above: does it create a licence, a penalty, a charge … (审查要点).

The words stand in ``reviewheads.toml``. The heads are those of 立法法 (2023, 91 and 93) and of the review of normative
documents: 增设许可、处罚、强制、收费, 减损权利或者增加义务.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from msgspec import field

from zhize.comparison.equality import fold
from zhize.lexicon import Entry, load
from zhize.types import Force, Modality

if TYPE_CHECKING:
    from zhize.comparison.statements import Statement


class ReviewHead(StrEnum):
    """What a norm may create (审查要点)."""

    LICENCE = "licence"  # 许可
    PENALTY = "penalty"  # 处罚
    COERCION = "coercion"  # 强制
    CHARGE = "charge"  # 收费
    RIGHTS = "rights"  # 减损权利、增加义务


class ReviewHeadEntry(Entry, frozen=True):
    """A word of ``reviewheads.toml`` that says what a norm creates."""

    kind: ReviewHead
    public: bool = False  # only where somebody outside government bears the norm: a city's plan is 批准 too
    bans: bool = False  # in prohibitions too: 未经批准不得 asks for a licence, 不得收取费用 for no charge
    not_: tuple[str, ...] = field(name="not", default=())  # longer words in which it says nothing: 强制 in 强制性标准


def heads_of(statement: Statement, *, public: bool) -> frozenset[ReviewHead]:
    """Return what a norm may create, if nothing above provides for it.

    Args:
        statement: a norm.
        public: whether somebody outside government bears it.
    """
    ban = statement.modality is Modality.PROHIBITION
    # The case of a ban asks for a licence: 未取得许可证的，不得开工. Other cases tell of what somebody else did.
    words = fold(f"{statement.condition}\n{statement.action}" if ban else statement.action).text
    found = {
        entry.kind
        for entry in _entries()
        if (public or not entry.public) and (entry.bans or not ban) and _says(entry, words)
    }
    binds = statement.modality in {Modality.OBLIGATION, Modality.PROHIBITION} and statement.norm.force is Force.HARD
    return frozenset(found | ({ReviewHead.RIGHTS} if public and binds else set()))


def _says(entry: ReviewHeadEntry, words: str) -> bool:
    inside = sum(words.count(fold(longer).text) for longer in entry.not_)
    return words.count(entry.text) > inside


@cache
def _entries() -> tuple[ReviewHeadEntry, ...]:
    return load("reviewheads", ReviewHeadEntry)

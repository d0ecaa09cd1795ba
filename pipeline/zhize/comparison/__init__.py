"""Two regulations side by side: which article stands for which, and what changed in what they demand.

After `compare`, every article of both sides stands in at least one pair; a text compared with itself is identical
throughout, and the comparison from the other side is the mirror image. scikit-learn, scipy and rapidfuzz are imported
in this package only.
"""

from zhize.comparison.comparing import compare
from zhize.comparison.nouns import (
    Change,
    ChangeKind,
    Comparison,
    Correspondence,
    Effect,
    Finding,
    FindingKind,
    Ground,
    Pair,
    PairType,
    Reason,
    Side,
    Stance,
    StanceKind,
)
from zhize.comparison.overlap import repeated
from zhize.comparison.reviewheads import ReviewHead

__all__ = [
    "Change",
    "ChangeKind",
    "Comparison",
    "Correspondence",
    "Effect",
    "Finding",
    "FindingKind",
    "Ground",
    "Pair",
    "PairType",
    "Reason",
    "ReviewHead",
    "Side",
    "Stance",
    "StanceKind",
    "compare",
    "repeated",
]

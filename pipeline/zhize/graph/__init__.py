"""The duty graph (职责图): who owes what to whom, and the questions that one asks of it.

A question is a plain function over the graph (or over the analysis, where norms without a counterpart count too).
"""

from zhize.graph.building import ASSENT, BETWEEN, duty_graph
from zhize.graph.chains import LONGEST, MOST, UPWARD, bottlenecks, chains, cycles
from zhize.graph.changes import changes
from zhize.graph.naming import find, kindred, nearest
from zhize.graph.nouns import Apart, Chain, Duty, Facet, Gate, Link, Shift, ShiftKind, Shifts, Tie, Tier, Total
from zhize.graph.questions import (
    containment,
    duties,
    duties_of,
    incoming,
    outgoing,
    receivers,
    signatures,
    ties,
    without_counterpart,
    without_deadline,
)
from zhize.graph.tiers import TierEntry, tier_of

__all__ = [
    "ASSENT",
    "BETWEEN",
    "LONGEST",
    "MOST",
    "UPWARD",
    "Apart",
    "Chain",
    "Duty",
    "Facet",
    "Gate",
    "Link",
    "Shift",
    "ShiftKind",
    "Shifts",
    "Tie",
    "Tier",
    "TierEntry",
    "Total",
    "bottlenecks",
    "chains",
    "changes",
    "containment",
    "cycles",
    "duties",
    "duties_of",
    "duty_graph",
    "find",
    "incoming",
    "kindred",
    "nearest",
    "outgoing",
    "receivers",
    "signatures",
    "tier_of",
    "ties",
    "without_counterpart",
    "without_deadline",
]

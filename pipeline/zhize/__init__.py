"""Zhize (职责): who must do what, how and by when in Chinese government rules.

The verbs ``read``, ``parse``, ``check``, ``locate``, ``analyze``, ``compare``, ``compare_all``, ``amend``,
``duty_graph``, ``matrix``, ``due`` and ``load``, ``batch`` and ``open`` for many texts at once, and the nouns that they
take and return. Nothing heavy is imported before it is asked for: pandas, networkx, scikit-learn, spaCy, Arrow and
DuckDB come with the first use of the verb that needs them.

Example:
    >>> import zhize
    >>> analysis = zhize.analyze("第一条　县政府办公室应当在3个工作日内回复。")
    >>> [(norm.bearers, norm.modality.value) for norm in analysis.norms]
    [(('县政府办公室',), 'obligation')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from zhize.errors import CorpusError, InputError, LexiconError, OutputError, ZhizeError
from zhize.types import (
    Actor,
    ActorType,
    Annex,
    Article,
    BearerSource,
    Bound,
    Counterpart,
    Definition,
    Direction,
    Evidence,
    Fact,
    Force,
    Heading,
    Item,
    Level,
    Marker,
    Metadata,
    Modality,
    Norm,
    Paragraph,
    Point,
    Problem,
    Reference,
    Regulation,
    Relation,
    Source,
    Span,
    Time,
    TimeType,
)

if TYPE_CHECKING:
    from zhize.amending import Amended, amend
    from zhize.analysis import Analysis, analyze
    from zhize.batches import batch
    from zhize.collection import Collection
    from zhize.collection import open_collection as open  # noqa: A004  # zhize.open, as in gzip.open
    from zhize.comparison import Comparison, compare
    from zhize.display import show
    from zhize.due_dates import Due, Unknown, due
    from zhize.families import Family, compare_all
    from zhize.graph import duty_graph
    from zhize.language import load
    from zhize.numerals import Locator
    from zhize.readers import read
    from zhize.structure import Place, check, locate, parse
    from zhize.tables import matrix

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "ActorType",
    "Amended",
    "Analysis",
    "Annex",
    "Article",
    "BearerSource",
    "Bound",
    "Collection",
    "Comparison",
    "CorpusError",
    "Counterpart",
    "Definition",
    "Direction",
    "Due",
    "Evidence",
    "Fact",
    "Family",
    "Force",
    "Heading",
    "InputError",
    "Item",
    "Level",
    "LexiconError",
    "Locator",
    "Marker",
    "Metadata",
    "Modality",
    "Norm",
    "OutputError",
    "Paragraph",
    "Place",
    "Point",
    "Problem",
    "Reference",
    "Regulation",
    "Relation",
    "Source",
    "Span",
    "Time",
    "TimeType",
    "Unknown",
    "ZhizeError",
    "amend",
    "analyze",
    "batch",
    "check",
    "compare",
    "compare_all",
    "due",
    "duty_graph",
    "load",
    "locate",
    "matrix",
    "open",
    "parse",
    "read",
    "show",
]

# Where the names live that are imported at their first use, and what they are called there if it is something else.
_LATE = {
    "Amended": "zhize.amending",
    "Analysis": "zhize.analysis",
    "Collection": "zhize.collection",
    "Comparison": "zhize.comparison",
    "Due": "zhize.due_dates",
    "Family": "zhize.families",
    "Locator": "zhize.numerals",
    "Place": "zhize.structure",
    "Unknown": "zhize.due_dates",
    "amend": "zhize.amending",
    "analyze": "zhize.analysis",
    "batch": "zhize.batches",
    "check": "zhize.structure",
    "compare": "zhize.comparison",
    "compare_all": "zhize.families",
    "due": "zhize.due_dates",
    "duty_graph": "zhize.graph",
    "load": "zhize.language",
    "locate": "zhize.structure",
    "matrix": "zhize.tables",
    "open": "zhize.collection:open_collection",
    "parse": "zhize.structure",
    "read": "zhize.readers",
    "show": "zhize.display",
}


def __getattr__(name: str) -> object:
    """Import a verb, or the noun that only it returns, at its first use."""
    if name not in _LATE:
        msg = f"module 'zhize' has no attribute {name!r}"
        raise AttributeError(msg)
    module, _, there = _LATE[name].partition(":")
    value = getattr(import_module(module), there or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the late names too, so that notebooks complete them."""
    return sorted({*globals(), *_LATE})

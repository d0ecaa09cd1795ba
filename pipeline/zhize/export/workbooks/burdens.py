"""Who bears what: the rows of 义务清单 by the body that they bind."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhize import labels
from zhize.types import Modality, TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Sheet
    from zhize.types import Norm

BURDENS = (Modality.OBLIGATION, Modality.PROHIBITION)
"""What a body has to keep to; a permission and a definition are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of 义务清单 and the norm that it shows."""

    row: int  # of the sheet's rows, from 0
    document: int  # number of the analysis, from 0
    chapter: str  # "" for none
    norm: Norm
    timed: bool  # it has a deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """A body and what it bears."""

    body: str
    entries: tuple[Entry, ...]
    duties: int  # obligations and prohibitions among them


def key_of(analysis: Analysis, norm: Norm, *, several: bool) -> str:
    """Return the key of a norm's row: 43.2, ``document/43.2`` among several."""
    return f"{analysis.regulation.id}/{norm.id}" if several else norm.id


def entries(sheet: Sheet, analyses: Sequence[Analysis]) -> tuple[Entry, ...]:
    """Return the entries of 义务清单 in the order of its rows; a row of no norm, which a person added, has none.

    Args:
        sheet: 义务清单, as it was filled or as a person left it.
        analyses: the documents whose norms it shows.
    """
    known = defaultdict(list)
    for number, analysis in enumerate(analyses):
        deadlines = {(time.article, time.span) for time in analysis.times if time.type is TimeType.DEADLINE}
        chapters = {article.id: article.chapter for article in analysis.regulation.articles}
        for norm in analysis.norms:
            chapter = chapters.get(norm.article)
            timed = any((norm.article, span) in deadlines for span in norm.time)
            title = chapter.title if chapter else ""
            entry = Entry(row=0, document=number, chapter=title, norm=norm, timed=timed)
            known[key_of(analysis, norm, several=len(analyses) > 1)].append(entry)
    # Two files of one name have the same keys: the first row is the first one's.
    for same in known.values():
        same.reverse()
    return tuple(replace(known[key].pop(), row=row) for row, key in enumerate(sheet.keys) if known[key])


def burdens(found: Iterable[Entry]) -> tuple[Burden, ...]:
    """Return the bodies, most burdened first, those that bear as much in the order of the text; nobody comes last."""
    by_body: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        for body in dict.fromkeys(entry.norm.bearers) or (labels.UNSTATED,):
            by_body[body].append(entry)
    unsorted = (
        Burden(body=body, entries=tuple(borne), duties=sum(entry.norm.modality in BURDENS for entry in borne))
        for body, borne in by_body.items()
    )
    return tuple(sorted(unsorted, key=lambda it: (it.body == labels.UNSTATED, -it.duties, -len(it.entries))))


def counted(burden: Burden) -> str:
    """Return what a body bears, in words: 义务12项，禁止3项，其中有时限2项."""
    counts = Counter(entry.norm.modality for entry in burden.entries)
    said = "，".join(f"{labels.MODALITY[kind]}{counts[kind]}项" for kind in Modality if counts[kind])
    timed = sum(entry.timed for entry in burden.entries)
    return said + (f"；有时限{timed}项" if timed else "")

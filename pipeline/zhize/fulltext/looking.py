"""An article that was found → the places in it, the norms that meet the conditions, and what is shown: `Hit`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from zhize.fulltext.locating import places_at
from zhize.fulltext.nouns import Hit, MetNorm
from zhize.fulltext.snippets import distinct, snippet
from zhize.fulltext.sql import on_norms
from zhize.fulltext.storing import MODALITIES
from zhize.fulltext.units import fold, pattern
from zhize.types import Span

if TYPE_CHECKING:
    import re
    import sqlite3
    from collections.abc import Sequence

    from zhize.fulltext.conditions import Conditions
    from zhize.fulltext.queries import Query

_ARTICLE: Final = """
    select a.name, a.locator, a.label, a.paragraphs, d.name, d.title, t.text
    from articles a join documents d on d.id = a.document join texts t on t.id = a.id where a.id = ?
"""
_BEARERS: Final = """
    select l.name from bearers r join bodies b on b.id = r.body join labels l on l.id = b.label
    where r.norm = ? order by r.rank
"""
_DEADLINES: Final = "select text, start, end from deadlines where norm = ? order by start"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A norm that meets the conditions, or a deadline that binds none."""

    norm: str | None
    modality: int | None  # in `MODALITIES`
    span: Span  # of the action
    bearers: tuple[str, ...]
    deadlines: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What there is to be shown of an article; little is computed before it is known that it will be."""

    name: str
    base: str
    label: str | None
    paragraphs: int
    document: str
    title: str
    text: str
    places: tuple[tuple[Span, ...], ...]  # of each word, in order; without words, of what met the conditions
    met: tuple[_Met, ...]

    @property
    def said_by_a_norm(self) -> bool:
        """Whether a norm that meets the conditions has a word that was looked for, and not only its article."""
        return any(met.span.overlaps(place) for met in self.met for places in self.places for place in places)


def look_at(index: sqlite3.Connection, number: int, query: Query, wanted: Conditions) -> Seen:
    """Look for the words and norms of a search in an article that it found.

    Args:
        index: of the collection.
        number: of the article.
        query: its words.
        wanted: its conditions.
    """
    name, base, label, paragraphs, document, title, text = index.execute(_ARTICLE, (number,)).fetchone()
    met = _met(index, number, wanted) if wanted.on_norms else ()
    folded = fold(text)
    places = tuple(_places(_pattern(word), folded) for word in query.words)
    return Seen(
        name=name,
        base=base,
        label=label,
        paragraphs=paragraphs,
        document=document,
        title=title,
        text=text,
        places=places or (_places_of(met, deadline=wanted.deadline),),
        met=met,
    )


def hit_of(seen: Seen, *, score: float, in_title: bool) -> Hit:
    """Return what is shown of an article; the score and whether its title has the words are known by the search."""
    shown = snippet(seen.text, seen.places)
    places = distinct(place for word in seen.places for place in word)
    offsets = [places[0].start if places else 0, *(met.span.start for met in seen.met)]
    at = places_at(seen.text, offsets, base=seen.base, label=seen.label, paragraphs=seen.paragraphs)
    return Hit(
        document=seen.document,
        title=seen.title,
        article=seen.name,
        locator=at[0],
        snippet=shown.text,
        marks=shown.marks,
        places=places,
        score=score,
        in_title=in_title,
        norms=tuple(
            MetNorm(
                norm=met.norm,
                locator=where,
                modality=MODALITIES[met.modality],
                bearers=met.bearers,
                span=met.span,
                action=met.span.of(seen.text),
                deadlines=tuple(words for words, _ in met.deadlines),
            )
            for met, where in zip(seen.met, at[1:], strict=True)
            if met.norm is not None and met.modality is not None
        ),
    )


def _met(index: sqlite3.Connection, number: int, wanted: Conditions) -> tuple[_Met, ...]:
    where, values = on_norms(wanted, few=True)
    chosen = (
        f"select n.id, n.name, n.modality, n.start, n.end from norms n where n.article = ? and {where} order by n.id"  # noqa: S608
    )
    return tuple(
        _Met(
            norm=norm,
            modality=modality,
            span=Span(start=start, end=end),
            bearers=tuple(name for (name,) in index.execute(_BEARERS, (id_,))),
            deadlines=tuple((words, Span(start=a, end=b)) for words, a, b in index.execute(_DEADLINES, (id_,))),
        )
        for id_, norm, modality, start, end in index.execute(chosen, (number, *values)).fetchall()
    )


@lru_cache(maxsize=256)
def _pattern(word: str) -> re.Pattern[str]:
    return pattern(word)


def _places(sought: re.Pattern[str], folded: str) -> tuple[Span, ...]:
    return tuple(Span(start=found.start(), end=found.end()) for found in sought.finditer(folded))


def _places_of(met: Sequence[_Met], *, deadline: bool) -> tuple[Span, ...]:
    """Return what met the conditions: deadlines where these were asked for, else what is to be done."""
    if deadline:
        return tuple(sorted(span for each in met for _, span in each.deadlines))
    return tuple(each.span for each in met)

"""The verb `apply`: an analysis and its review → the analysis as persons left it, and their words for the tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from zhize.passages import locator, quote
from zhize.review.anchoring import Text, anchor_start, article_at
from zhize.review.carrying import carry
from zhize.review.history import Standing, standing_of
from zhize.review.keeping import known_as
from zhize.review.values import ACTION, CLOSED, LOCATOR, NOTE, QUOTE, REVIEW, State, Verdict
from zhize.types import BearerSource, Force, Modality, Norm, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zhize.analysis import Analysis
    from zhize.review.keeping import Entry, Review

# Of a row that a person added, cells that stay as they left them, also empty.
_OWN: Final = (
    *("bearers", "bearer_source", "modality", "action", "parties", "condition", "exception", "limits", "frequencies"),
    *("force", "locator"),
)
_SURE: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of an entry in this text."""

    document: str  # id
    entry: Entry
    standing: Standing
    state: State
    norm: str  # id in this text; "" where it is not applied
    article: str = ""  # id of the article that it stands in now
    old: str = ""  # of a stale entry: the words that it was made for
    new: str = ""  # of a stale entry: the words that stand there now
    lost: tuple[str, ...] = ()  # fields whose words only tables can show

    @property
    def verdict(self) -> str:
        """What the norm is (复核)."""
        return self.standing.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """An added row whose words do not stand in the text, so that no norm can carry it."""

    document: str
    norm: str  # id of the row
    after: str  # id of the norm behind which it stands; "" before all of its document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """An analysis as persons left it."""

    analysis: Analysis
    cells: Mapping[str, Mapping[str, str]]  # key → field → words as typed; ``document/43.2`` among several documents
    standing: tuple[Kept, ...]  # every entry of the review, in the order of its file
    loose: tuple[Loose, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of its documents."""
        return tuple(each.regulation.id for each in self.analysis.documents)


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    analysis: Analysis
    cells: Mapping[str, Mapping[str, str]]  # norm → field → words
    kept: tuple[Kept, ...]
    loose: tuple[Loose, ...]


def apply(analysis: Analysis, review: Review) -> Reviewed:
    """Return an analysis as persons left it.

    Args:
        analysis: as the program found it, with the documents beside it.
        review: what was entered; entries of other documents are left alone.

    Returns:
        Norms that were deleted are gone, those that were added are there, and what a norm can carry of the words that
        were typed it carries; confirmed and added ones are sure. An entry whose sentence is no longer in
        the text is stale: it changes nothing, and ``standing`` shows the old words and the new.
    """
    ones = [_apply(each, review) for each in analysis.documents]
    several = len(ones) > 1
    cells = {
        f"{one.analysis.regulation.id}/{norm}" if several else norm: words
        for one in ones
        for norm, words in one.cells.items()
    }
    kept = {(each.entry.document, each.entry.norm): each for one in ones for each in one.kept}
    order = [(entry.document, entry.norm) for entry in review.entries]
    return Reviewed(
        analysis=replace(ones[0].analysis, attached=tuple(one.analysis for one in ones[1:])),
        cells=cells,
        standing=tuple(kept[name] for name in order if name in kept),
        loose=tuple(each for one in ones for each in one.loose),
    )


def place(analysis: Analysis, review: Review) -> dict[str, Norm]:
    """Return the norm of one document that each entry belongs to, by the entry's id; those without are left out."""
    text = Text(analysis)
    return _placed(text, _entries(analysis, review))


def _entries(analysis: Analysis, review: Review) -> list[Entry]:
    name = known_as(review, analysis.regulation)
    return [entry for entry in review.entries if entry.document == name]


def _placed(text: Text, entries: Iterable[Entry]) -> dict[str, Norm]:
    """Return whose entry is whose; those that stand where they stood choose first."""
    placed: dict[str, Norm] = {}
    taken: set[str] = set()
    waiting = []
    for entry in (each for each in entries if not each.added):
        norm = text.norm(entry.first_norm, entry.anchor)
        if norm is not None and norm.id == entry.first_norm and norm.id not in taken:
            taken.add(norm.id)
            placed[entry.norm] = norm
        elif norm is not None:
            waiting.append(entry)
    for entry in waiting:
        norm = text.norm(entry.first_norm, entry.anchor, taken)
        if norm is not None:
            taken.add(norm.id)
            placed[entry.norm] = norm
    return placed


def _apply(analysis: Analysis, review: Review) -> _One:
    entries, text = _entries(analysis, review), Text(analysis)
    placed = _placed(text, entries)
    norms: dict[str, Norm] = {norm.id: norm for norm in analysis.norms}
    cells: dict[str, dict[str, str]] = {}
    kept, added = [], []
    for entry in entries:
        standing = standing_of(entry)
        if entry.added:
            one, norm, words = _add(entry, standing, text, analysis)
        elif entry.norm in placed:
            one, norm, words = _correct(entry, standing, placed[entry.norm], text, analysis)
        else:
            one, norm, words = _stale(entry, standing, text), None, {}
        kept.append(one)
        if one.state is State.STALE:
            continue
        if standing.verdict == Verdict.DELETED:
            norms.pop(one.norm, None)
            continue
        cells[one.norm] = words
        if norm is not None:
            norms[norm.id] = norm
        else:
            added.append(one)
    ordered = _ordered(norms.values(), text)
    return _One(
        analysis=replace(analysis, norms=ordered, attached=()),
        cells=cells,
        kept=tuple(kept),
        loose=tuple(_loose(one, analysis.regulation.id, ordered, text) for one in added),
    )


def _stale(entry: Entry, standing: Standing, text: Text) -> Kept:
    old, new = entry.anchor.quote, text.like(entry.anchor)
    return Kept(document=text.document, entry=entry, standing=standing, state=State.STALE, norm="", old=old, new=new)


def _correct(
    entry: Entry, standing: Standing, norm: Norm, text: Text, analysis: Analysis
) -> tuple[Kept, Norm, dict[str, str]]:
    article = text.articles[norm.article]
    times = [time for time in analysis.times if time.article == article.id]
    carried, lost = carry(norm, standing.fields, article, times)
    if standing.verdict == Verdict.CONFIRMED:
        carried = replace(carried, confidence=_SURE, doubts=())
    words = standing.words
    if carried != norm:
        # The row is still about the same sentence, whatever a person made of its parts.
        words = {QUOTE: quote(article, norm), LOCATOR: locator(article, norm.action.start)} | words
    state = State.APPLIED if norm.article == entry.anchor.article else State.MOVED
    one = Kept(
        document=text.document, entry=entry, standing=standing, state=state, norm=norm.id, article=article.id, lost=lost
    )
    return one, carried, words


def _add(entry: Entry, standing: Standing, text: Text, analysis: Analysis) -> tuple[Kept, Norm | None, dict[str, str]]:
    """Return what became of a row that was added; its norm is None where the text has no such words."""
    found = text.place(entry.anchor)
    if found is None:
        return _stale(entry, standing, text), None, {}
    article, fields = found.article, standing.fields
    state = State.APPLIED if article.id == entry.anchor.article else State.MOVED
    one = Kept(document=text.document, entry=entry, standing=standing, state=state, norm=entry.norm, article=article.id)
    shown = {name: fields.get(name, "") for name in _OWN} | {REVIEW: standing.verdict, NOTE: ""} | standing.words
    if state is State.MOVED:
        shown[LOCATOR] = locator(article, anchor_start(article, entry.anchor))
    shown.setdefault(QUOTE, entry.anchor.quote)
    named = article_at(text, fields.get(LOCATOR, ""), fields.get(ACTION, ""))
    near = named[1].start if named and named[0].id == article.id else anchor_start(article, entry.anchor)
    plain = Norm(
        id=entry.norm,
        article=article.id,
        modality=Modality.OBLIGATION,
        force=Force.HARD,
        marker=None,
        action=Span(start=near, end=near + 1),
        bearers=(),
        bearer_source=BearerSource.EXPLICIT,
        confidence=_SURE,
    )
    said = {name: words for name, words in fields.items() if words or name not in CLOSED}
    times = [time for time in analysis.times if time.article == article.id]
    norm, lost = carry(plain, said, article, times)
    if ACTION in lost:
        return replace(one, lost=lost), None, shown
    if not fields.get(QUOTE):
        shown[QUOTE] = quote(article, norm)
    return replace(one, lost=lost), norm, shown


def _ordered(norms: Iterable[Norm], text: Text) -> tuple[Norm, ...]:
    """Return norms in the order of the text: those that were found as they came, the added ones between them."""
    order = {name: number for number, name in enumerate(text.articles)}
    there = list(norms)
    alive = {norm.id for norm in there}
    found = [norm for norm in there if norm.id in text.ids]
    for norm in (each for each in there if each.id not in text.ids):
        at = (order[norm.article], norm.action.start)
        before = [n for n, each in enumerate(found) if (order[each.article], each.action.start) <= at]
        found.insert(before[-1] + 1 if before else 0, norm)
    return tuple(replace(norm, sanctions=tuple(each for each in norm.sanctions if each in alive)) for norm in found)


def _loose(one: Kept, document: str, norms: tuple[Norm, ...], text: Text) -> Loose:
    order = {name: number for number, name in enumerate(text.articles)}
    before = [norm.id for norm in norms if order[norm.article] <= order[one.article]]
    return Loose(document=document, norm=one.norm, after=before[-1] if before else "")

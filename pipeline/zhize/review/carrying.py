"""The words that a person typed → the fields of a norm, as far as the norm can carry them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from zhize import labels
from zhize.review.anchoring import find
from zhize.types import BearerSource, Counterpart, Force, Modality, Relation, TimeType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zhize.types import Article, Norm, Span, Time

_BETWEEN: Final = re.compile(r"[、，,;；\n]+")  # names; people mix the widths
_BETWEEN_PHRASES: Final = re.compile(r"[;；\n]+")
_BETWEEN_TIMES: Final = re.compile(r"[;；\n]+")
_PHRASES: Final = tuple(
    (Relation(relation), re.compile(re.escape(phrase).replace(r"\{\}", "(.+)")))
    for relation, phrase in sorted(labels.RELATION_PHRASE.items(), key=lambda item: -len(item[1]))
)
_NOT_SAID: Final = frozenset({labels.UNSTATED, "", "无", "—", "-"})
_KEPT: Final = frozenset({"confidence", "doubts", "locator", "quote", "title"})  # of the table, not of the norm


def carry(
    norm: Norm, words: Mapping[str, str], article: Article, times: Iterable[Time]
) -> tuple[Norm, tuple[str, ...]]:
    """Return a norm with what a person typed.

    Args:
        norm: as it was found.
        words: the words of the cells that were changed, by field.
        article: that it stands in.
        times: the time expressions of the article.

    Returns:
        The norm, and the fields whose words it cannot carry: they are not in its article, or nobody can read them.
    """
    lost = []
    for name, said in words.items():
        if name in _KEPT:
            continue
        carrier = _CARRIERS.get(name)
        carried = carrier(norm, said, article) if carrier else None
        if carried is None and name not in _TIMES:
            lost.append(name)
        norm = carried or norm
    if _TIMES & words.keys():
        spans = _spans_of_times(norm, words, tuple(times))
        lost += sorted(_TIMES & words.keys()) if spans is None else []
        norm = norm if spans is None else replace(norm, time=spans)
    return norm, tuple(sorted(lost))


def names_of(words: str) -> tuple[str, ...]:
    """Return the names that a cell lists: 县司法局、县财政局."""
    if words.strip() in _NOT_SAID:
        return ()
    return tuple(dict.fromkeys(name.strip() for name in _BETWEEN.split(words) if name.strip()))


def parties_of(words: str) -> tuple[Counterpart, ...] | None:
    """Return the counterparts that a cell names: 与县财政局协商；经县政府批准; None for other words."""
    if words.strip() in _NOT_SAID:
        return ()
    parties = []
    for phrase in filter(None, map(str.strip, _BETWEEN_PHRASES.split(words))):
        found = next(((relation, match[1]) for relation, how in _PHRASES if (match := how.fullmatch(phrase))), None)
        if found is None:
            return None
        parties += [Counterpart(name=name, relation=found[0]) for name in names_of(found[1])]
    return tuple(dict.fromkeys(parties))


def _modality(norm: Norm, words: str, _: Article) -> Norm | None:
    value = _value_of(labels.MODALITY, words)
    return None if value is None else replace(norm, modality=Modality(value))


def _force(norm: Norm, words: str, _: Article) -> Norm | None:
    value = _value_of(labels.FORCE, words)
    return None if value is None else replace(norm, force=Force(value))


def _bearer_source(norm: Norm, words: str, _: Article) -> Norm | None:
    value = _value_of(labels.BEARER_SOURCE, words)
    return None if value is None else replace(norm, bearer_source=BearerSource(value))


def _bearers(norm: Norm, words: str, _: Article) -> Norm:
    return replace(norm, bearers=names_of(words))


def _parties(norm: Norm, words: str, _: Article) -> Norm | None:
    parties = parties_of(words)
    if parties is None:
        return None
    known = {party: party for party in norm.counterparts}  # equal by name and relation; these know where they stand
    return replace(norm, counterparts=tuple(known.get(party, party) for party in parties))


def _action(norm: Norm, words: str, article: Article) -> Norm | None:
    span = find(article.text, words, near=norm.action.start)
    return None if span is None else replace(norm, action=span)


def _condition(norm: Norm, words: str, article: Article) -> Norm | None:
    """Carry a condition, and the items that spell it out on the lines below."""
    if not words:
        return replace(norm, condition=None, cases=())
    if whole := find(article.text, words, near=_start(norm.condition, norm)):
        spans = [whole] if "\n" not in words else _lines(words, norm, article)
    else:
        spans = _lines(words, norm, article)
    return replace(norm, condition=spans[0], cases=tuple(spans[1:])) if spans else None


def _lines(words: str, norm: Norm, article: Article) -> list[Span]:
    """Return where each line of a cell stands; [] if one of them does not."""
    lines = [line for line in words.split("\n") if line.strip()]
    spans = [find(article.text, line, near=_start(norm.condition, norm)) for line in lines]
    return [span for span in spans if span is not None] if None not in spans else []


def _exception(norm: Norm, words: str, article: Article) -> Norm | None:
    if not words:
        return replace(norm, exception=None)
    span = find(article.text, words, near=_start(norm.exception, norm))
    return None if span is None else replace(norm, exception=span)


def _start(span: Span | None, norm: Norm) -> int:
    return norm.action.start if span is None else span.start


def _spans_of_times(norm: Norm, words: Mapping[str, str], times: tuple[Time, ...]) -> tuple[Span, ...] | None:
    """Return the times that a norm is bound by after its cells were changed; None where one is none of the text's."""
    by_span = {time.span: time for time in times}
    spans: list[Span] = []
    for name in sorted(_TIMES):
        of_kind = {time.span for time in times if (time.type is TimeType.FREQUENCY) == (name == "frequencies")}
        if name not in words:
            spans += [span for span in norm.time if span in of_kind]
            continue
        for piece in filter(None, map(str.strip, _BETWEEN_TIMES.split(words[name]))):
            there = [span for span in of_kind if by_span[span].text == piece]
            if not there:
                return None
            spans.append(min(there, key=lambda span: abs(span.start - norm.action.start)))
    return tuple(dict.fromkeys(spans))


def _value_of(names: Mapping[str, str], words: str) -> str | None:
    return next((value for value, name in names.items() if name == words.strip()), None)


_TIMES: Final = frozenset({"limits", "frequencies"})
_CARRIERS: Final[Mapping[str, Callable[[Norm, str, Article], Norm | None]]] = {
    "modality": _modality,
    "force": _force,
    "bearer_source": _bearer_source,
    "bearers": _bearers,
    "parties": _parties,
    "action": _action,
    "condition": _condition,
    "exception": _exception,
}

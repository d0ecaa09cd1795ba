"""Rows of an analysis as plain dicts under the names of `zhize.columns`; tables and collections share them.

Values are those of the contract (``obligation``). What a text does not say is ``None``, or ``()`` where there may be
several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from zhize import columns
from zhize.bodies import Body, registry
from zhize.numerals import Locator
from zhize.passages import is_doubtful, locator, quote, sentence_at
from zhize.types import TimeType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.analysis import Analysis
    from zhize.types import Article, Time

Row = dict[str, Any]

_BODY = [name for name, _, _ in columns.BODIES]
_body_fields = attrgetter(*(field.name for field in fields(Body)))


def norm_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row a norm; ``start`` and ``end`` are those of its action, in article offsets."""
    found = {(time.article, time.span): time for time in analysis.times}
    by_id = _articles(analysis)
    for norm in analysis.norms:
        article = by_id[norm.article]
        bound = [found[norm.article, span] for span in norm.time if (norm.article, span) in found]
        yield _place(analysis, article, norm.action.start) | {
            "chapter": article.chapter and article.chapter.title,
            "norm": norm.id,
            "start": norm.action.start,
            "end": norm.action.end,
            "bearers": norm.bearers,
            "bearer_source": norm.bearer_source,
            "modality": norm.modality,
            "force": norm.force,
            "marker": norm.marker and norm.marker.of(article.text),
            "action": norm.action.of(article.text),
            "counterparts": tuple(party.name for party in norm.counterparts),
            "relations": tuple(party.relation.value for party in norm.counterparts),
            "condition": norm.condition and norm.condition.of(article.text),
            "cases": tuple(case.of(article.text) for case in norm.cases),
            "exception": norm.exception and norm.exception.of(article.text),
            **(_times(bound) if bound else _NO_TIMES),
            "quote": quote(article, norm),
            "confidence": norm.confidence,
            "doubtful": is_doubtful(norm),
            "doubts": tuple(doubt.value for doubt in norm.doubts),
            "steps": tuple(f"{'、'.join(step.actors)}：{step.act.of(article.text)}" for step in norm.steps),
            "sanctions": norm.sanctions,
        }


def article_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row an article; ``start`` and ``end`` are source offsets."""
    counts = Counter(norm.article for norm in analysis.norms)
    for article in analysis.regulation.articles:
        yield _place(analysis, article, 0) | {
            "chapter": article.chapter and article.chapter.title,
            "start": article.source.start,
            "end": article.source.end,
            "text": article.text,
            "characters": len("".join(article.text.split())),
            "paragraphs": len(article.paragraphs),
            "items": sum(len(paragraph.items) for paragraph in article.paragraphs),
            "norms": counts[article.id],
        }


def edge_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row for each bearer, counterpart and relation of a norm."""
    for row in norm_rows(analysis):
        yield from edges_of(row)


def edges_of(norm: Row) -> Iterator[Row]:
    """Yield the edges of a norm, given its row: everything in that, with ``bearer``, ``relation``, ``counterpart``."""
    for bearer in norm["bearers"]:
        for counterpart, relation in zip(norm["counterparts"], norm["relations"], strict=True):
            yield norm | {"bearer": bearer, "counterpart": counterpart, "relation": relation}


def mention_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row a mention of a body, office-holder, meeting or group."""
    by_id = _articles(analysis)
    for actor in analysis.actors:
        yield _place(analysis, by_id[actor.article], actor.start) | {
            "start": actor.start,
            "end": actor.end,
            "text": actor.text,
            "type": actor.type,
            "body": actor.body,
            "rule": actor.rule,
        }


def time_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row a time expression and norm that it binds; one that binds none has a row without a norm."""
    by_id = _articles(analysis)
    bound = defaultdict(list)
    for norm in analysis.norms:
        for span in norm.time:
            bound[norm.article, span].append(norm)
    for time in analysis.times:
        article = by_id[time.article]
        said = _place(analysis, article, time.start) | {
            "start": time.start,
            "end": time.end,
            "type": time.type,
            "text": time.text,
            "value": time.value,
            "anchor": time.anchor,
            "direction": time.direction,
            "bound": time.bound,
        }
        norms = bound[time.article, time.span]
        for norm in norms:
            yield said | {
                "norm": norm.id,
                "bearers": norm.bearers,
                "action": norm.action.of(article.text),
                "quote": quote(article, norm),
            }
        if not norms:
            sentence = sentence_at(article, time.start).of(article.text)
            yield said | {"norm": None, "bearers": (), "action": None, "quote": sentence}


def reference_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row a citation and place that it names."""
    by_id = _articles(analysis)
    for each in analysis.references:
        article = by_id[each.article]
        target = Locator(
            article=each.target_article or 0,
            suffix=each.target_suffix or 0,
            paragraph=each.target_paragraph or 0,
            item=each.target_item or 0,
            point=each.target_point or 0,
        )
        yield _place(analysis, article, each.start) | {
            "start": each.start,
            "end": each.end,
            "citation": article.text[each.start : each.end],
            "cited_title": each.document or each.title,
            "target": str(target) or None,
            "resolved": each.resolved,
        }


def definition_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row a name that the text gives."""
    by_id = _articles(analysis)
    for each in analysis.definitions:
        yield _place(analysis, by_id[each.article], each.start) | {
            "start": each.start,
            "end": each.end,
            "name": each.name,
            "meaning": each.meaning,
            "alias": each.alias,
        }


def body_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row a body, in the order of first mention."""
    head = analysis.regulation.id, analysis.regulation.title
    for each in registry(analysis.regulation, analysis.actors, analysis.definitions):
        yield dict(zip(_BODY, (*head, *_body_fields(each)), strict=True))


def problem_rows(analysis: Analysis) -> Iterator[Row]:
    """Yield one row for each thing that is odd about the text; offsets, where known, are source offsets."""
    head = {"document": analysis.regulation.id, "title": analysis.regulation.title}
    for each in analysis.problems:
        where = {"start": each.span and each.span.start, "end": each.span and each.span.end}
        yield head | where | {name: getattr(each, name) for name, _, _ in columns.PROBLEMS[2:]}


def _articles(analysis: Analysis) -> dict[str, Article]:
    """Return the articles by their ids, by which all that is found in them names them."""
    return {article.id: article for article in analysis.regulation.articles}


def _place(analysis: Analysis, article: Article, offset: int) -> Row:
    return {
        "document": analysis.regulation.id,
        "title": analysis.regulation.title,
        "article": article.id,
        "label": article.label or None,
        "locator": locator(article, offset),
    }


def _times(bound: Sequence[Time]) -> Row:
    """Return the columns of a norm that come from the times that bind it."""
    return {
        "deadlines": tuple(time.text for time in bound if time.type is TimeType.DEADLINE),
        "frequencies": tuple(time.text for time in bound if time.type is TimeType.FREQUENCY),
        "times": tuple(time.text for time in bound),
        "time_types": tuple(time.type.value for time in bound),
        "time_values": tuple(time.value for time in bound),
    }


_NO_TIMES = _times(())  # as most norms have

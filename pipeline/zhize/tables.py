"""Tables of an analysis: one row a norm, article, edge, time, citation, name or problem; every export shares them.

Column names are English; `labels` has the Chinese ones. Values are those of the contract (``obligation``), not their
Chinese names. What a text does not say is ``NA`` in a column of text and ``()`` in a column of tuples.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhize import columns
from zhize.bodies import registry
from zhize.numerals import Locator
from zhize.passages import is_doubtful, locator, quote, sentence_at
from zhize.types import TimeType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from enum import StrEnum

    from zhize.analysis import Analysis
    from zhize.types import Article, Time

Row = dict[str, Any]


def labels() -> dict[str, str]:
    """Return the Chinese label of every column of every table here, by its English name."""
    return {name: label for schema in columns.ALL for name, _, label in schema}


def matrix(*analyses: Analysis) -> pd.DataFrame:
    """Return the duties: one row a norm, in the order of the texts.

    Args:
        analyses: one or more documents; ``document`` tells them apart.

    Returns:
        A frame with the columns that `labels` names. ``quote`` is the whole sentence that proves the norm (with the
        lead-in of its list, ``……`` for what lies between); ``deadlines`` are the texts of deadlines, ``times`` those
        of every kind, ``time_types`` and ``time_values`` say what they are, in the same order; ``doubtful`` says that
        a person should look, ``doubts`` why; ``cases`` are items that spell the condition out, ``steps`` who does what,
        in order; ``sanctions`` are the norms whose
        breach it answers.
        Without a norm the frame is empty and has the same columns and types.
    """
    return _frame(columns.MATRIX, (row for analysis in analyses for row in _norm_rows(analysis)))


def articles(*analyses: Analysis) -> pd.DataFrame:
    """Return one row an article, with its size and the number of its norms; characters without white space."""
    return _frame(columns.ARTICLES, (row for analysis in analyses for row in _article_rows(analysis)))


def edges(*analyses: Analysis) -> pd.DataFrame:
    """Return one row for each bearer, counterpart and relation of a norm: the duties between bodies."""
    return _frame(columns.EDGES, (row for analysis in analyses for row in _edge_rows(analysis)))


def times(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a time expression and norm that it binds; one that binds none has a row without a norm."""
    return _frame(columns.TIMES, (row for analysis in analyses for row in _time_rows(analysis)))


def references(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a citation and place that it names; ``resolved`` is the id of a place in the same text."""
    return _frame(columns.REFERENCES, (row for analysis in analyses for row in _reference_rows(analysis)))


def definitions(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a name that a text gives (以下简称, 是指), with the words that it stands for."""
    return _frame(columns.DEFINITIONS, (row for analysis in analyses for row in _definition_rows(analysis)))


def bodies(*analyses: Analysis) -> pd.DataFrame:
    """Return one row a body, in the order of first mention (in ``article``), with what `zhize.bodies.Body` says."""
    return _frame(columns.BODIES, (row for analysis in analyses for row in _body_rows(analysis)))


def problems(*analyses: Analysis) -> pd.DataFrame:
    """Return one row for each thing that is odd about a text, with what to do about it."""
    return _frame(columns.PROBLEMS, (row for analysis in analyses for row in _problem_rows(analysis)))


# --- rows ------------------------------------------------------------------------------------------------------------


def _norm_rows(analysis: Analysis) -> Iterator[Row]:
    found = {(time.article, time.span): time for time in analysis.times}
    by_id = {article.id: article for article in analysis.regulation.articles}
    for norm in analysis.norms:
        article = by_id[norm.article]
        bound = [found[norm.article, span] for span in norm.time if (norm.article, span) in found]
        yield _place(analysis, article, norm.action.start) | {
            "chapter": article.chapter and article.chapter.title,
            "norm": norm.id,
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
            "deadlines": _texts(bound, TimeType.DEADLINE),
            "frequencies": _texts(bound, TimeType.FREQUENCY),
            "times": _texts(bound, *TimeType),
            "time_types": tuple(time.type.value for time in bound),
            "time_values": tuple(time.value for time in bound),
            "quote": quote(article, norm),
            "confidence": norm.confidence,
            "doubtful": is_doubtful(norm),
            "doubts": tuple(doubt.value for doubt in norm.doubts),
            "steps": tuple(f"{'、'.join(step.actors)}：{step.act.of(article.text)}" for step in norm.steps),
            "sanctions": norm.sanctions,
        }


def _article_rows(analysis: Analysis) -> Iterator[Row]:
    counts = Counter(norm.article for norm in analysis.norms)
    for article in analysis.regulation.articles:
        yield _place(analysis, article, 0) | {
            "chapter": article.chapter and article.chapter.title,
            "text": article.text,
            "characters": len("".join(article.text.split())),
            "paragraphs": len(article.paragraphs),
            "items": sum(len(paragraph.items) for paragraph in article.paragraphs),
            "norms": counts[article.id],
        }


def _edge_rows(analysis: Analysis) -> Iterator[Row]:
    for row in _norm_rows(analysis):
        for bearer in row["bearers"]:
            for counterpart, relation in zip(row["counterparts"], row["relations"], strict=True):
                yield row | {"bearer": bearer, "counterpart": counterpart, "relation": relation}


def _time_rows(analysis: Analysis) -> Iterator[Row]:
    by_id = {article.id: article for article in analysis.regulation.articles}
    bound = defaultdict(list)
    for norm in analysis.norms:
        for span in norm.time:
            bound[norm.article, span].append(norm)
    for time in analysis.times:
        article = by_id[time.article]
        said = _place(analysis, article, time.start) | {
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


def _reference_rows(analysis: Analysis) -> Iterator[Row]:
    by_id = {article.id: article for article in analysis.regulation.articles}
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
            "citation": article.text[each.start : each.end],
            "cited_title": each.document or each.title,
            "target": str(target) or None,
            "resolved": each.resolved,
        }


def _definition_rows(analysis: Analysis) -> Iterator[Row]:
    by_id = {article.id: article for article in analysis.regulation.articles}
    for each in analysis.definitions:
        said = {"name": each.name, "meaning": each.meaning, "alias": each.alias}
        yield _place(analysis, by_id[each.article], each.start) | said


def _body_rows(analysis: Analysis) -> Iterator[Row]:
    names = [name for name, _, _ in columns.BODIES]
    head = analysis.regulation.id, analysis.regulation.title
    for each in registry(analysis.regulation, analysis.actors, analysis.definitions):
        yield dict(zip(names, (*head, *astuple(each)), strict=True))


def _problem_rows(analysis: Analysis) -> Iterator[Row]:
    head = {"document": analysis.regulation.id, "title": analysis.regulation.title}
    for each in analysis.problems:
        yield head | {name: getattr(each, name) for name, _, _ in columns.PROBLEMS[2:]}


def _place(analysis: Analysis, article: Article, offset: int) -> Row:
    return {
        "document": analysis.regulation.id,
        "title": analysis.regulation.title,
        "article": article.id,
        "label": article.label or None,
        "locator": locator(article, offset),
    }


def _texts(bound: Iterable[Time], *types: TimeType) -> tuple[str, ...]:
    return tuple(time.text for time in bound if time.type in types)


# --- frames ----------------------------------------------------------------------------------------------------------

_DTYPES = {
    columns.TEXT: "string[python]",  # the storage of pyarrow holds no lone surrogate, which a broken text may have
    columns.TUPLE: "object",
    columns.NUMBER: "float64",
    columns.FLAG: "bool",
    columns.COUNT: "int64",
}


def _frame(schema: columns.Schema, rows: Iterable[Row]) -> pd.DataFrame:
    """Return the rows under the schema's columns and types; what a row has besides is left out."""
    found = list(rows)
    return pd.DataFrame({name: _column(kind, [row[name] for row in found]) for name, kind, _ in schema})


def _column(kind: str | type[StrEnum], values: list[Any]) -> pd.Series[Any]:
    if isinstance(kind, str):
        return pd.Series(values, dtype=_DTYPES[kind])
    return pd.Series(values, dtype=pd.CategoricalDtype([value.value for value in kind]))

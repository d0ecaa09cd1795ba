"""The two JSON documents that the program prints, built from the nouns and read back.

`schema` returns the JSON schema that holds them; field names are stable, new fields may be added.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from zhize.types import (
    Actor,
    ActorType,
    Article,
    BearerSource,
    Bound,
    Counterpart,
    Direction,
    Evidence,
    Force,
    Heading,
    Item,
    Level,
    Marker,
    Metadata,
    Modality,
    Norm,
    Paragraph,
    Problem,
    Reference,
    Regulation,
    Relation,
    Span,
    Time,
    TimeType,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ANALYSIS = "zhize.analysis/1"
COMPARISON = "zhize.comparison/1"

Record = dict[str, Any]


def schema(name: str) -> Record:
    """Return the JSON schema of a document, by its ``schema`` value: `ANALYSIS` or `COMPARISON`."""
    file = name.removeprefix("zhize.").replace("/", "-") + ".schema.json"
    document: Record = json.loads((files("zhize") / "schemas" / file).read_text(encoding="utf-8"))
    return document


# --- nouns → records -------------------------------------------------------------------------------------------------


def article_key(id: str) -> int | str:  # noqa: A002  # the contract's own word
    """Return how mentions name their article: the number, or the id where the id says more."""
    return int(id) if id.isdecimal() else id


def span_record(span: Span | None) -> Record | None:
    """Return ``{start, end}`` or None."""
    return None if span is None else {"start": span.start, "end": span.end}


def head_record(regulation: Regulation) -> Record:
    """Return the fields that say which document this is."""
    meta = regulation.metadata
    return {
        "id": regulation.id,
        "title": meta.title,
        "issuer": meta.issuer,
        "level": meta.level,
        "doc_number": meta.doc_number,
        "passed": meta.passed,
        "issued": meta.issued,
        "in_force_from": meta.in_force_from,
    }


def _heading_record(heading: Heading | None) -> Record | None:
    return None if heading is None else {"number": heading.number, "title": heading.title}


def article_record(article: Article) -> Record:
    """Return an article as the contract prints it."""
    return {
        "id": article.id,
        "number": article.number,
        "suffix": article.suffix,
        "label": article.label,
        "part": _heading_record(article.part),
        "chapter": _heading_record(article.chapter),
        "section": _heading_record(article.section),
        "text": article.text,
        "paragraphs": [
            {
                "start": paragraph.start,
                "end": paragraph.end,
                "items": [
                    {"label": item.label, "number": item.number, "start": item.start, "end": item.end}
                    for item in paragraph.items
                ],
            }
            for paragraph in article.paragraphs
        ],
        "source": span_record(article.source),
    }


def reference_record(reference: Reference) -> Record:
    """Return a citation as the contract prints it."""
    return {
        "article": article_key(reference.article),
        "start": reference.start,
        "end": reference.end,
        "title": reference.title,
        "target": {
            "article": reference.target_article,
            "paragraph": reference.target_paragraph,
            "item": reference.target_item,
        },
    }


def actor_record(actor: Actor) -> Record:
    """Return a mention of an actor as the contract prints it."""
    return {
        "article": article_key(actor.article),
        "start": actor.start,
        "end": actor.end,
        "text": actor.text,
        "type": actor.type,
        "body": actor.body,
        "rule": actor.rule,
    }


def time_record(time: Time) -> Record:
    """Return a time expression as the contract prints it."""
    return {
        "article": article_key(time.article),
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "direction": time.direction,
        "anchor": time.anchor,
        "bound": time.bound,
        "rule": time.rule,
    }


def marker_record(marker: Marker) -> Record:
    """Return a marker as a record; the contract prints markers inside their norms only."""
    return {
        "article": article_key(marker.article),
        "start": marker.start,
        "end": marker.end,
        "text": marker.text,
        "modality": marker.modality,
    }


def norm_record(norm: Norm) -> Record:
    """Return a norm as the contract prints it."""
    return {
        "id": norm.id,
        "article": article_key(norm.article),
        "modality": norm.modality,
        "force": norm.force,
        "marker": span_record(norm.marker),
        "action": span_record(norm.action),
        "bearers": list(norm.bearers),
        "bearer_source": norm.bearer_source,
        "counterparts": [
            {"name": party.name, "relation": party.relation, "span": span_record(party.span)}
            for party in norm.counterparts
        ],
        "condition": span_record(norm.condition),
        "exception": span_record(norm.exception),
        "time": [span_record(time) for time in norm.time],
        "confidence": norm.confidence,
        "evidence": [
            {"field": clue.field, "rule": clue.rule, "start": clue.start, "end": clue.end} for clue in norm.evidence
        ],
    }


def problem_record(problem: Problem) -> Record:
    """Return a problem as the contract prints it."""
    return {
        "line": problem.line,
        "code": problem.code,
        "message": problem.message,
        "span": span_record(problem.span),
    }


# --- records → nouns -------------------------------------------------------------------------------------------------


def _span(record: Mapping[str, int]) -> Span:
    return Span(start=record["start"], end=record["end"])


def _span_or_none(record: Mapping[str, int] | None) -> Span | None:
    return None if record is None else _span(record)


def _heading(record: Record | None) -> Heading | None:
    return None if record is None else Heading(number=record["number"], title=record["title"])


def _article(record: Record) -> Article:
    return Article(
        id=record["id"],
        number=record["number"],
        suffix=record["suffix"],
        label=record["label"],
        text=record["text"],
        paragraphs=tuple(
            Paragraph(
                start=paragraph["start"],
                end=paragraph["end"],
                items=tuple(Item(**item) for item in paragraph["items"]),
            )
            for paragraph in record["paragraphs"]
        ),
        part=_heading(record["part"]),
        chapter=_heading(record["chapter"]),
        section=_heading(record["section"]),
        source=_span(record["source"]),
    )


def regulation_of(document: Record) -> Regulation:
    """Return the regulation of an analysis document; it has no source and no leaves."""
    return Regulation(
        id=document["id"],
        metadata=Metadata(
            title=document["title"],
            issuer=document["issuer"],
            level=None if document["level"] is None else Level(document["level"]),
            doc_number=document["doc_number"],
            passed=document["passed"],
            issued=document["issued"],
            in_force_from=document["in_force_from"],
        ),
        articles=tuple(_article(record) for record in document["articles"]),
        problems=tuple(
            Problem(
                line=record["line"],
                code=record["code"],
                message=record["message"],
                span=_span_or_none(record.get("span")),
            )
            for record in document["problems"]
        ),
    )


def reference_of(record: Record) -> Reference:
    """Return the citation of a record."""
    target = record["target"]
    return Reference(
        article=str(record["article"]),
        start=record["start"],
        end=record["end"],
        title=record["title"],
        target_article=target["article"],
        target_paragraph=target["paragraph"],
        target_item=target["item"],
    )


def actor_of(record: Record) -> Actor:
    """Return the mention of a record."""
    return Actor(
        article=str(record["article"]),
        start=record["start"],
        end=record["end"],
        text=record["text"],
        type=ActorType(record["type"]),
        body=record["body"],
        rule=record.get("rule", ""),
    )


def time_of(record: Record) -> Time:
    """Return the time expression of a record."""
    direction, bound = record["direction"], record["bound"]
    return Time(
        article=str(record["article"]),
        start=record["start"],
        end=record["end"],
        text=record["text"],
        type=TimeType(record["type"]),
        value=record["value"],
        direction=None if direction is None else Direction(direction),
        anchor=record["anchor"],
        bound=None if bound is None else Bound(bound),
        rule=record.get("rule", ""),
    )


def marker_of(record: Record) -> Marker:
    """Return the marker of a record."""
    return Marker(
        article=str(record["article"]),
        start=record["start"],
        end=record["end"],
        text=record["text"],
        modality=Modality(record["modality"]),
    )


def norm_of(record: Record) -> Norm:
    """Return the norm of a record."""
    return Norm(
        id=record["id"],
        article=str(record["article"]),
        modality=Modality(record["modality"]),
        force=Force(record["force"]),
        marker=_span_or_none(record["marker"]),
        action=_span(record["action"]),
        bearers=tuple(record["bearers"]),
        bearer_source=BearerSource(record["bearer_source"]),
        counterparts=tuple(
            Counterpart(name=party["name"], relation=Relation(party["relation"]), span=_span_or_none(party.get("span")))
            for party in record["counterparts"]
        ),
        condition=_span_or_none(record["condition"]),
        exception=_span_or_none(record["exception"]),
        time=tuple(_span(time) for time in record["time"]),
        confidence=record["confidence"],
        evidence=tuple(Evidence(**clue) for clue in record.get("evidence", ())),
    )

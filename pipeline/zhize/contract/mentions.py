"""What was found in a regulation as the contract prints it, and back: citations, names, mentions, norms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.contract.texts import article_key, span_of, span_or_none, span_record
from zhize.types import (
    Actor,
    ActorType,
    BearerSource,
    Bound,
    Counterpart,
    Definition,
    Direction,
    Doubt,
    Evidence,
    Force,
    Marker,
    Modality,
    Norm,
    Reference,
    Relation,
    Step,
    Time,
    TimeType,
)

if TYPE_CHECKING:
    from zhize.contract.texts import Record


def definition_record(definition: Definition) -> Record:
    """Return a name that the text gives as a record."""
    return {
        "article": article_key(definition.article),
        "start": definition.start,
        "end": definition.end,
        "name": definition.name,
        "meaning": definition.meaning,
        "alias": definition.alias,
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
            "suffix": reference.target_suffix,
            "paragraph": reference.target_paragraph,
            "item": reference.target_item,
            "point": reference.target_point,
        },
        "document": reference.document,
        "resolved": reference.resolved,
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
        "cases": [span_record(case) for case in norm.cases],
        "exception": span_record(norm.exception),
        "time": [span_record(time) for time in norm.time],
        "steps": [
            {
                "actors": list(step.actors),
                "act": span_record(step.act),
                "relation": step.relation,
                "parties": list(step.parties),
                "time": [span_record(time) for time in step.time],
            }
            for step in norm.steps
        ],
        "sanctions": list(norm.sanctions),
        "confidence": norm.confidence,
        "doubts": list(norm.doubts),
        "evidence": [
            {"field": clue.field, "rule": clue.rule, "start": clue.start, "end": clue.end} for clue in norm.evidence
        ],
    }


def reference_of(record: Record) -> Reference:
    """Return the citation of a record."""
    target = record["target"]
    return Reference(
        article=str(record["article"]),
        start=record["start"],
        end=record["end"],
        title=record["title"],
        target_article=target["article"],
        target_suffix=target.get("suffix"),
        target_paragraph=target["paragraph"],
        target_item=target["item"],
        target_point=target.get("point"),
        document=record.get("document"),
        resolved=record.get("resolved"),
    )


def definition_of(record: Record) -> Definition:
    """Return the name that a record gives."""
    return Definition(**{**record, "article": str(record["article"])})


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


def _step_of(record: Record) -> Step:
    relation = record["relation"]
    return Step(
        actors=tuple(record["actors"]),
        act=span_of(record["act"]),
        relation=None if relation is None else Relation(relation),
        parties=tuple(record["parties"]),
        time=tuple(span_of(time) for time in record["time"]),
    )


def norm_of(record: Record) -> Norm:
    """Return the norm of a record."""
    return Norm(
        id=record["id"],
        article=str(record["article"]),
        modality=Modality(record["modality"]),
        force=Force(record["force"]),
        marker=span_or_none(record["marker"]),
        action=span_of(record["action"]),
        bearers=tuple(record["bearers"]),
        bearer_source=BearerSource(record["bearer_source"]),
        counterparts=tuple(
            Counterpart(name=party["name"], relation=Relation(party["relation"]), span=span_or_none(party.get("span")))
            for party in record["counterparts"]
        ),
        condition=span_or_none(record["condition"]),
        cases=tuple(span_of(case) for case in record.get("cases", ())),
        exception=span_or_none(record["exception"]),
        time=tuple(span_of(time) for time in record["time"]),
        steps=tuple(map(_step_of, record.get("steps", ()))),
        sanctions=tuple(record.get("sanctions", ())),
        confidence=record["confidence"],
        doubts=tuple(map(Doubt, record.get("doubts", ()))),
        evidence=tuple(Evidence(**clue) for clue in record.get("evidence", ())),
    )

"""A regulation as the contract prints it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhize.structure.places import named_units
from zhize.types import (
    Annex,
    Article,
    Heading,
    Item,
    Level,
    Metadata,
    Paragraph,
    Point,
    Problem,
    Regulation,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Record = dict[str, Any]


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
        "amended": meta.amended,
        "issued": meta.issued,
        "in_force_from": meta.in_force_from,
        "in_force_until": meta.in_force_until,
        "valid_for": meta.valid_for,
        "validity": meta.validity,
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
        "subpart": _heading_record(article.subpart),
        "chapter": _heading_record(article.chapter),
        "section": _heading_record(article.section),
        "text": article.text,
        "paragraphs": _paragraph_records(article),
        "joins": list(article.joins),
        "source": span_record(article.source),
    }


def _paragraph_records(article: Article) -> list[Record]:
    """Return the paragraphs with their items and points, each under the id that `zhize.places_of` gives it."""
    return [
        {
            "id": f"{article.id}.p{index}",
            "start": paragraph.start,
            "end": paragraph.end,
            "table": paragraph.table,
            "items": [
                {
                    **_unit_record(item, f"{article.id}.p{index}.i{name}"),
                    "points": [
                        _unit_record(point, f"{article.id}.p{index}.i{name}.t{point_name}")
                        for point_name, point in named_units(item.points)
                    ],
                }
                for name, item in named_units(paragraph.items)
            ],
        }
        for index, paragraph in enumerate(article.paragraphs, 1)
    ]


def _unit_record(unit: Item | Point, id: str) -> Record:  # noqa: A002  # the contract's own word
    return {"id": id, "label": unit.label, "number": unit.number, "start": unit.start, "end": unit.end}


def annex_record(annex: Annex) -> Record:
    """Return an annex as a record: its text divided like that of an article."""
    body = article_record(annex.body)
    return {
        "id": annex.body.id,
        "label": annex.label,
        "title": annex.title,
        "text": body["text"],
        "paragraphs": body["paragraphs"],
        "joins": body["joins"],
        "source": span_record(annex.source),
        "body_source": body["source"],
        "line": annex.line,
    }


def problem_record(problem: Problem) -> Record:
    """Return a problem as the contract prints it."""
    return {
        "line": problem.line,
        "code": problem.code,
        "message": problem.message,
        "message_en": problem.message_en,
        "remedy": problem.remedy,
        "remedy_en": problem.remedy_en,
        "span": span_record(problem.span),
    }


def span_of(record: Mapping[str, int]) -> Span:
    """Return the span of a record."""
    return Span(start=record["start"], end=record["end"])


def span_or_none(record: Mapping[str, int] | None) -> Span | None:
    """Return the span of a record that may be null."""
    return None if record is None else span_of(record)


def _heading(record: Record | None) -> Heading | None:
    return None if record is None else Heading(number=record["number"], title=record["title"])


def _article(record: Record) -> Article:
    return Article(
        id=record["id"],
        number=record["number"],
        suffix=record["suffix"],
        label=record["label"],
        text=record["text"],
        paragraphs=_paragraphs(record["paragraphs"]),
        joins=tuple(record.get("joins", ())),
        subpart=_heading(record.get("subpart")),
        part=_heading(record["part"]),
        chapter=_heading(record["chapter"]),
        section=_heading(record["section"]),
        source=span_of(record["source"]),
    )


def _paragraphs(records: Iterable[Record]) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            start=record["start"],
            end=record["end"],
            items=tuple(_item(item) for item in record["items"]),
            table=record.get("table", False),
        )
        for record in records
    )


def _item(record: Record) -> Item:
    points = tuple(Point(**_unit(point)) for point in record.get("points", ()))
    return Item(**_unit(record), points=points)


def _unit(record: Record) -> Record:
    return {name: record[name] for name in ("label", "number", "start", "end")}


def _annex(record: Record) -> Annex:
    body = Article(
        id=record["id"], number=0, suffix=0, label="", text=record["text"],
        paragraphs=_paragraphs(record["paragraphs"]), part=None, chapter=None, section=None,
        source=span_of(record.get("body_source") or record["source"]), joins=tuple(record.get("joins", ())),
    )  # fmt: skip
    return Annex(
        label=record["label"],
        title=record["title"],
        body=body,
        source=span_of(record["source"]),
        line=record.get("line", 1),
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
            amended=document.get("amended"),
            issued=document["issued"],
            in_force_from=document["in_force_from"],
            in_force_until=document.get("in_force_until"),
            valid_for=document.get("valid_for"),
            validity=document.get("validity"),
        ),
        articles=tuple(_article(record) for record in document["articles"]),
        annexes=tuple(_annex(record) for record in document.get("annexes", ())),
        attached=tuple(regulation_of(other) for other in document.get("attached", ())),
        problems=tuple(
            Problem(
                line=record["line"],
                code=record["code"],
                message=record["message"],
                span=span_or_none(record.get("span")),
                message_en=record.get("message_en", ""),
                remedy=record.get("remedy", ""),
                remedy_en=record.get("remedy_en", ""),
            )
            for record in document["problems"]
        ),
    )

"""Nouns in a Doc: plain records, which msgpack can write, and the spans over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from zhize import contract
from zhize.language.reading import Found, reading_of
from zhize.types import Actor, Marker, Norm, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacy.tokens import Doc, Span

# Under the name of the component: how a noun becomes a record, and how it is read back.
_RECORDS: Final[Mapping[str, tuple[Callable[[Any], contract.Record], Callable[[contract.Record], Any]]]] = {
    "actors": (contract.actor_record, contract.actor_of),
    "times": (contract.time_record, contract.time_of),
    "markers": (contract.marker_record, contract.marker_of),
    "norms": (contract.norm_record, contract.norm_of),
}

NOUNS: Final = tuple(_RECORDS)
"""What a Doc keeps records of."""


def write(doc: Doc, noun: str, found: Iterable[Found], attributes: Iterable[str] = ()) -> None:
    """Write nouns and their spans into a Doc, in place of what an earlier run wrote; what has no character has no span.

    Args:
        doc: the Doc.
        noun: the name of the span group.
        found: what the group holds.
        attributes: the extensions of its spans.
    """
    found = tuple(found)
    record, _ = _RECORDS[noun]
    records = {_id(each): record(each) for each in found}
    doc.user_data[f"zhize_{noun}"] = records
    spans = (
        span_of(doc, start, end, label=_label(each), id=_id(each))
        for each, start, end in reading_of(doc).extents(found)
    )
    doc.spans[noun] = [span for span in spans if span is not None]
    for span in doc.spans[noun]:
        for name in attributes:
            if name in (kept := records[span.id_]):
                span._.set(name, kept[name] and str(kept[name]))


def span_of(doc: Doc, start: int, end: int, *, label: str, id: str) -> Span | None:  # noqa: A002  # spaCy's own word
    """Return the span of some characters, whole tokens where they are cut otherwise; None for no character."""
    if start == end:
        return None
    return doc.char_span(start, end, label=label, span_id=id, alignment_mode="expand")


def nouns_of(doc: Doc, *, noun: str) -> tuple[Any, ...]:
    """Return the nouns that a Doc keeps under the name of a span group."""
    _, read = _RECORDS[noun]
    return tuple(read(record) for record in doc.user_data.get(f"zhize_{noun}", {}).values())


def norm_of(span: Span) -> Norm | None:
    """Return the norm whose action a span of the group ``norms`` is."""
    record = span.doc.user_data.get("zhize_norms", {}).get(span.id_)
    return None if record is None else contract.norm_of(record)


def _label(found: Actor | Time | Marker | Norm) -> str:
    return (found.type if isinstance(found, Actor | Time) else found.modality).value


def _id(found: Actor | Time | Marker | Norm) -> str:
    return found.id if isinstance(found, Norm) else f"{found.article}:{found.start}"

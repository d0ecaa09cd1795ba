"""``NAME.jsonl`` → what a person marked in articles, held to the guidelines and to the texts.

One line an article: ``article`` and those of ``actors``, ``times`` and ``norms`` that were annotated, the same in every
line. A place is a quote and which of its occurrences it is, or offsets.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import msgspec

from zhize.errors import InputError
from zhize.evaluation.layers import Part
from zhize.evaluation.nouns import Marked
from zhize.types import (
    Actor,
    ActorType,
    BearerSource,
    Bound,
    Counterpart,
    Direction,
    Force,
    Modality,
    Norm,
    Relation,
    Span,
    Time,
    TimeType,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from zhize.evaluation.articles import Text

_REMEDY = "see corpora/gold/GUIDELINES.md"
_ANNOTATED = (Part.ACTORS, Part.TIMES, Part.NORMS)
_VAGUE = frozenset({"immediate", "regular", "prior", "on_time", "when_needed"})
_FORMS = ({"quote"}, {"quote", "nth"}, {"start", "end"})
_Words = Annotated[str, msgspec.Meta(min_length=1)]
_Offset = Annotated[int, msgspec.Meta(ge=0)]
_Nth = Annotated[int, msgspec.Meta(ge=1)]


class _Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place in the text."""

    quote: _Words | None = None
    nth: _Nth | None = None  # 1 where it is not said; occurrences that overlap count
    start: _Offset | None = None
    end: _Offset | None = None

    def __post_init__(self) -> None:
        """Hold a place to one of its forms.

        Raises:
            ValueError: it has both, or half of one.
        """
        if {name for name in ("quote", "nth", "start", "end") if getattr(self, name) is not None} not in _FORMS:
            msg = "a place is a quote and perhaps nth, or start and end"
            raise ValueError(msg)

    def within(self, text: str) -> Span:
        """Return the extent of the place in a text.

        Raises:
            ValueError: it is not there.
        """
        if self.start is not None and self.end is not None:
            if not self.start < self.end <= len(text):
                msg = f"{self.start} to {self.end} is no stretch of its {len(text)} characters"
                raise ValueError(msg)
            return Span(start=self.start, end=self.end)
        quote, at = self.quote or "", -1
        for _ in range(self.nth or 1):
            at = text.find(quote, at + 1)
            if at < 0:
                msg = f"the quote {quote} does not stand in it {self.nth or 1} times"
                raise ValueError(msg)
        return Span(start=at, end=at + len(quote))


class _Actor(_Place, frozen=True, kw_only=True, forbid_unknown_fields=True):
    type: ActorType
    body: _Words | None = None  # canonical name


class _Time(_Place, frozen=True, kw_only=True, forbid_unknown_fields=True):
    type: TimeType
    value: _Words
    direction: Direction | None = None
    anchor: _Place | str | None = None
    bound: Bound | None = None

    def __post_init__(self) -> None:
        """Hold the value of a time without a measure to the guidelines.

        Raises:
            ValueError: it is none of theirs.
        """
        _Place.__post_init__(self)
        if self.type is TimeType.VAGUE and self.value not in _VAGUE:
            msg = f"the value of a vague time is one of {', '.join(sorted(_VAGUE))}, not {self.value}"
            raise ValueError(msg)


class _Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: _Words
    relation: Relation


class _Norm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    modality: Modality
    force: Force
    marker: _Place | None = None
    action: _Place
    bearers: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=1)]
    bearer_source: BearerSource
    counterparts: tuple[_Party, ...] = ()
    condition: _Place | None = None
    exception: _Place | None = None
    time: tuple[_Place, ...] = ()


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of the file; a part that is not there was not annotated."""

    article: int | _Words
    actors: tuple[_Actor, ...] | None = None
    times: tuple[_Time, ...] | None = None
    norms: tuple[_Norm, ...] | None = None

    @property
    def holds(self) -> list[Part]:
        return [part for part in _ANNOTATED if getattr(self, part) is not None]


def read_marks(path: Path, texts: Sequence[Text]) -> tuple[tuple[Marked, ...], frozenset[Part]]:
    """Return the articles of a gold with what is marked in them, and which parts were annotated.

    Args:
        path: the file.
        texts: its articles.

    Raises:
        InputError: the file cannot be read or breaks its schema, a place is not in its text, or the file and the texts
            do not have the same articles.
    """
    known = {text.id: text for text in texts}
    marked: dict[str, Marked] = {}
    holds: list[Part] | None = None
    for number, raw in _lines(path):
        where = f"{path}:{number}"
        line = _line(raw, where)
        name = str(line.article)
        holds = line.holds if holds is None else holds
        if holds != line.holds:
            what = f"article {name} holds {_listed(line.holds)}, the articles before it {_listed(holds)}"
            raise InputError(what, where=where, remedy="write [] for a part that an article has nothing of")
        if name in marked:
            raise InputError(f"article {name} stands twice", where=where, remedy="leave one line of it")
        if name not in known:
            raise InputError(f"there is no text of article {name}", where=where, remedy=f"it has {_some(known)}")
        marked[name] = _marked(line, known[name], where)
    if lacking := [name for name in known if name not in marked]:
        what, remedy = f"has no line for article {_some(lacking)}", "write one, with [] for what it has nothing of"
        raise InputError(what, where=str(path), remedy=remedy)
    return tuple(marked[name] for name in marked), frozenset(holds or ())


def _lines(path: Path) -> list[tuple[int, bytes]]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        what = "no such file" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror or error})"
        raise InputError(what, where=str(path), remedy="check the path") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _line(raw: bytes, where: str) -> _Line:
    try:
        fields = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"is no JSON ({error})", where=where, remedy="write one object a line, in UTF-8") from error
    try:
        return msgspec.convert(fields, _Line)
    except msgspec.ValidationError as error:
        name = fields.get("article", "(no id)") if isinstance(fields, dict) else "(no id)"
        raise InputError(f"article {name}: {error}", where=where, remedy=_REMEDY) from error


def _marked(line: _Line, text: Text, where: str) -> Marked:
    try:
        marked = Marked(
            id=text.id,
            text=text.text,
            label=text.label,
            origin=text.origin,
            actors=tuple(_actor(each, text) for each in line.actors or ()),
            times=tuple(_time(each, text) for each in line.times or ()),
            norms=tuple(_norm(each, text, number) for number, each in enumerate(line.norms or (), 1)),
        )
        _refuse_overlap("actors", marked.actors)
        _refuse_overlap("times", marked.times)
    except ValueError as error:
        raise InputError(f"article {text.id}: {error}", where=where, remedy="mend the gold, or its text") from error
    return marked


def _actor(actor: _Actor, text: Text) -> Actor:
    span = actor.within(text.text)
    words = span.of(text.text)
    return Actor(article=text.id, start=span.start, end=span.end, text=words, type=actor.type, body=actor.body or words)


def _time(time: _Time, text: Text) -> Time:
    span = time.within(text.text)
    anchor = time.anchor.within(text.text).of(text.text) if isinstance(time.anchor, _Place) else time.anchor
    return Time(
        article=text.id,
        start=span.start,
        end=span.end,
        text=span.of(text.text),
        type=time.type,
        value=time.value,
        direction=time.direction,
        anchor=anchor or None,
        bound=time.bound,
    )


def _norm(norm: _Norm, text: Text, number: int) -> Norm:
    return Norm(
        id=f"{text.id}.{number}",
        article=text.id,
        modality=norm.modality,
        force=norm.force,
        marker=_span(norm.marker, text),
        action=norm.action.within(text.text),
        bearers=norm.bearers,
        bearer_source=norm.bearer_source,
        counterparts=tuple(Counterpart(name=each.name, relation=each.relation) for each in norm.counterparts),
        condition=_span(norm.condition, text),
        exception=_span(norm.exception, text),
        time=tuple(each.within(text.text) for each in norm.time),
    )


def _span(place: _Place | None, text: Text) -> Span | None:
    return None if place is None else place.within(text.text)


def _refuse_overlap(part: str, mentions: Sequence[Actor] | Sequence[Time]) -> None:
    """Raise `ValueError` for two mentions that share a character: only the longest is one."""
    spans = sorted(mention.span for mention in mentions)
    for one, other in pairwise(spans):
        if one.overlaps(other):
            msg = f"{part} overlap at {one.start} to {one.end} and {other.start} to {other.end}"
            raise ValueError(msg)


def _listed(parts: Iterable[Part]) -> str:
    return "+".join(parts) or "nothing"


def _some(names: Iterable[str] | Mapping[str, object]) -> str:
    """Return the first names of a long list."""
    first = list(names)
    return ", ".join(first[:8]) + (" …" if len(first) > 8 else "")  # noqa: PLR2004

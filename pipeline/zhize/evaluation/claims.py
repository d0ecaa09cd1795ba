"""What is said of a time or norm that was found, and whether the gold says the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.evaluation.layers import Layer
from zhize.evaluation.matching import plain_anchor, plain_name
from zhize.labels import BOUND, DIRECTION, FORCE, MODALITY, TIME_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from zhize.types import Norm, Span, Time

_NOTHING = "无"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeClaim:
    """Something that is said of a time."""

    layer: Layer
    of: Callable[[Time], str | None]  # two times say the same where this is equal
    shown: Callable[[Time], str]
    deadlines: bool = False  # said of deadlines only


@dataclass(frozen=True, slots=True, kw_only=True)
class NormClaim:
    """Something that is said of a norm."""

    layer: Layer
    agree: Callable[[Norm, Norm], bool]
    shown: Callable[[Norm, str], str]  # of the text of its article


def _span(span: Span | None, text: str) -> str:
    return span.of(text) if span else _NOTHING


def _bearers(norm: Norm) -> set[str]:
    return {plain_name(name) for name in norm.bearers}


def _same_condition(one: Norm, other: Norm) -> bool:
    if one.condition is None or other.condition is None:
        return one.condition is other.condition
    return one.condition.overlaps(other.condition)


TIMES: Final = (
    TimeClaim(layer=Layer.TIME_TYPE, of=lambda time: time.type, shown=lambda time: TIME_TYPE[time.type]),
    TimeClaim(layer=Layer.TIME_VALUE, of=lambda time: time.value, shown=lambda time: time.value),
    TimeClaim(
        layer=Layer.DIRECTION,
        of=lambda time: time.direction,
        shown=lambda time: DIRECTION[time.direction] if time.direction else _NOTHING,
        deadlines=True,
    ),
    TimeClaim(
        layer=Layer.ANCHOR,
        of=lambda time: plain_anchor(time.anchor),
        shown=lambda time: time.anchor or _NOTHING,
        deadlines=True,
    ),
    TimeClaim(
        layer=Layer.BOUND,
        of=lambda time: time.bound,
        shown=lambda time: BOUND[time.bound] if time.bound else _NOTHING,
        deadlines=True,
    ),
)

NORMS: Final = (
    NormClaim(
        layer=Layer.MODALITY,
        agree=lambda one, other: one.modality is other.modality,
        shown=lambda norm, _: MODALITY[norm.modality],
    ),
    NormClaim(
        layer=Layer.FORCE,
        agree=lambda one, other: one.force is other.force,
        shown=lambda norm, _: FORCE[norm.force],
    ),
    NormClaim(
        layer=Layer.MARKER,
        agree=lambda one, other: one.marker == other.marker,
        shown=lambda norm, text: _span(norm.marker, text),
    ),
    NormClaim(
        layer=Layer.BEARER,
        agree=lambda one, other: _bearers(one) == _bearers(other),
        shown=lambda norm, _: "、".join(norm.bearers) or _NOTHING,
    ),
    NormClaim(
        layer=Layer.CONDITION,
        agree=_same_condition,
        shown=lambda norm, text: _span(norm.condition, text),
    ),
)

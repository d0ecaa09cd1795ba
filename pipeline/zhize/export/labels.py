"""The Chinese names of `zhize.labels`, where the exports look for them."""

from __future__ import annotations

from zhize.labels import (
    ACTOR_TYPE,
    BEARER_SOURCE,
    BOUND,
    DIRECTION,
    FORCE,
    LEVEL,
    MODALITY,
    PROBLEM,
    RELATION,
    RELATION_PHRASE,
    TIME_TYPE,
    UNSTATED,
    VAGUE,
)

__all__ = [
    "ACTOR_TYPE",
    "BEARER_SOURCE",
    "BOUND",
    "DIRECTION",
    "FORCE",
    "LEVEL",
    "MODALITY",
    "PROBLEM",
    "RELATION",
    "RELATION_PHRASE",
    "TIME_TYPE",
    "UNSTATED",
    "VAGUE",
]

"""The nouns of a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhize.types import Modality, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MetNorm:
    """A norm that meets the conditions of a search."""

    norm: str  # id in its document: 43.2
    locator: str  # 第四十三条第二款
    modality: Modality
    bearers: tuple[str, ...]  # canonical names
    span: Span  # of the action, in the article
    action: str  # as written
    deadlines: tuple[str, ...]  # as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that a search found."""

    document: str  # its name in the collection
    title: str  # of the document, without 《》
    article: str  # id: 43; 120-1; annex-1
    locator: str  # of the first place: 第四十三条第二款
    snippet: str  # of the article's text, with …… where something is left out
    marks: tuple[Span, ...]  # in the snippet: the places
    places: tuple[Span, ...]  # in the article: its words; without words, what met the conditions
    score: float  # the higher the better; 0.0 where the words stand in too many articles to tell them apart
    in_title: bool  # whether the document's title has all the words
    norms: tuple[MetNorm, ...]  # that met the conditions; () without a condition on norms

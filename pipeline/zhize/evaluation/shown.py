"""An item of an evaluation for a reader: where it stands, what it is, and its sentence with the words marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.evaluation.counting import type_of
from zhize.evaluation.layers import TYPE, Layer
from zhize.passages import locator, sentence_at

if TYPE_CHECKING:
    from zhize.evaluation.nouns import Evaluation, Item, Marked
    from zhize.types import Span

_OPEN, _CLOSE = "【", "】"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader sees of an item."""

    place: str  # 第四十三条第二款; before it the text, where each article is from another
    what: str  # its type or names, in Chinese; "" where the marked words say it all
    sentence: str  # 【】 around the words; "" for an article as a whole


def shown(item: Item, layer: Layer, evaluation: Evaluation) -> Shown:
    """Return what a reader sees of an item.

    Args:
        item: of the evaluation, or of a baseline of its gold.
        layer: that it belongs to.
        evaluation: knows the texts.
    """
    kind = type_of(item)
    what = "：".join(filter(None, (TYPE.get(kind, kind), item.said)))
    gold = next((article for article in evaluation.gold.articles if article.id == item.article), None)
    if gold is None:  # an item of a baseline whose gold had other articles
        return Shown(place=item.article, what=what, sentence="")
    found = evaluation.found.get(item.article)
    read = found if found is not None and found.text == gold.text else gold
    sentence = "" if layer is Layer.STRUCTURE else _sentence(read, item.place)
    return Shown(place=_place(read, item.place.start), what=what, sentence=sentence)


def _place(article: Marked, offset: int) -> str:
    where = locator(article.article, offset) if article.article else article.label or article.id
    return f"{article.origin} {where}" if article.origin else where


def _sentence(article: Marked, span: Span) -> str:
    """Return the sentences that a stretch of an article lies in, on one line; all of it where it was not parsed."""
    text, parsed = article.text, article.article
    start = sentence_at(parsed, span.start).start if parsed else 0
    end = sentence_at(parsed, max(span.start, span.end - 1)).end if parsed else len(text)
    marked = f"{text[start : span.start]}{_OPEN}{span.of(text)}{_CLOSE}{text[span.end : end]}"
    return " ".join(marked.split())

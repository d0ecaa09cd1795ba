"""What an entry is anchored to: a norm found again by its sentence and action, also where the text was renumbered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from zhize.numerals import Locator
from zhize.passages import locator, quote, sentence_at
from zhize.review.cells import letters
from zhize.review.keeping import Anchor
from zhize.structure.places import place_in
from zhize.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zhize.analysis import Analysis
    from zhize.types import Article, Norm

UNNUMBERED = "正文"
_OMITTED = "……"
_ALIKE = 0.6  # of the characters of two sentences are the same: then one is the other, changed, also in another article


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place in a text: an article, and where words stand in it."""

    article: Article
    span: Span | None  # article offsets; None where the words do not stand there


@dataclass(frozen=True, slots=True)
class _Known:
    """A norm as the letters that it is told by."""

    norm: Norm
    article: Article
    quote: str
    action: str


class Text:
    """A document in which norms are looked for by their words."""

    def __init__(self, analysis: Analysis) -> None:
        """Take an analysis without those of the documents beside it."""
        self.articles = {article.id: article for article in analysis.regulation.articles}
        self.letters = {article.id: letters(article.text) for article in analysis.regulation.articles}
        self.document = analysis.regulation.id
        self.ids = frozenset(norm.id for norm in analysis.norms)
        self._by_action: dict[str, list[_Known]] = defaultdict(list)
        self._by_id: dict[str, _Known] = {}
        for norm in analysis.norms:
            article = self.articles[norm.article]
            known = _Known(norm, article, letters(quote(article, norm)), letters(norm.action.of(article.text)))
            self._by_action[known.action].append(known)
            self._by_id[norm.id] = known

    def norm(self, identifier: str, anchor: Anchor, taken: Iterable[str] = ()) -> Norm | None:
        """Return the norm that an anchor was made of; None if its sentence is no longer there.

        Args:
            identifier: the id that it had.
            anchor: where it stood and its words.
            taken: ids of norms that belong to other entries.
        """
        said, action, others = letters(anchor.quote), letters(anchor.action), set(taken)
        pieces = _pieces(anchor.quote)
        best: tuple[tuple[bool, ...], Norm] | None = None
        there = self._by_id.get(identifier)
        here = (there,) if there is not None and there.quote == said and there.action != action else ()
        for known in (*self._by_action.get(action, ()), *here):
            is_same = known.norm.id == identifier
            same_words = (known.quote == said, known.action == action)
            if known.norm.id in others:
                continue
            if not all(piece in self.letters[known.article.id] for piece in pieces):
                continue
            if not any(piece in known.quote or known.quote in piece for piece in pieces):
                continue
            rank = (*same_words, is_same, known.article.id == anchor.article)
            # Who has another action gives way to who has the same: a sentence may have several norms.
            if best is None or (rank[1], rank[0], *rank[2:]) > (best[0][1], best[0][0], *best[0][2:]):
                best = rank, known.norm
        return None if best is None else best[1]

    def has(self, said: str) -> bool:
        """Whether a sentence stands in the text, or all the parts that were kept of it."""
        pieces = _pieces(said)
        return any(pieces and all(piece in text for piece in pieces) for text in self.letters.values())

    def place(self, anchor: Anchor) -> Found | None:
        """Return where an added norm stands; None if the words that it was added to are no longer there."""
        pieces = _pieces(anchor.quote)
        there = [name for name, text in self.letters.items() if pieces and all(piece in text for piece in pieces)]
        if not there:
            return None
        article = self.articles[anchor.article if anchor.article in there else there[0]]
        return Found(article=article, span=find(article.text, anchor.action, near=anchor_start(article, anchor)))

    def like(self, anchor: Anchor) -> str:
        """Return what an anchor's sentence became: the likest of the text, else of its article; "" if that is gone."""
        wanted = set(letters(anchor.quote))
        sentences = [
            (name, span.of(article.text)) for name, article in self.articles.items() for span in _sentences(article)
        ]
        ranked = [(_share(wanted, letters(words)), name == anchor.article, words) for name, words in sentences]
        best = max(ranked, key=lambda each: each[:2], default=(0.0, False, ""))
        if best[0] < _ALIKE:
            best = max((each for each in ranked if each[1]), key=lambda each: each[0], default=(0.0, False, ""))
        return best[2]


def anchor_of(article: Article, norm: Norm) -> Anchor:
    """Return what an entry of a norm is anchored to."""
    return Anchor(
        article=article.id,
        place=locator(article, norm.action.start),
        quote=quote(article, norm),
        action=norm.action.of(article.text),
    )


def article_at(text: Text, words: str, action: str) -> tuple[Article, Span] | None:
    """Return the article and the stretch of it that a 条款 names; None for a place that the text has not.

    Args:
        text: the document.
        words: 第四十三条第二款第三项, 43, 正文第二款.
        action: of several articles of one number, the one that has these words is meant.
    """
    bare = "".join(words.split())
    if bare.startswith(UNNUMBERED):
        wanted = _locator(bare.removeprefix(UNNUMBERED))
    else:
        wanted = _locator(bare) or _locator(f"第{bare.rstrip('、.．条').removeprefix('第')}条")
        if wanted is None or not wanted.article:
            return None
    if wanted is None and bare != UNNUMBERED:
        return None
    wanted = wanted or Locator()
    found = [
        (article, place.span)
        for article in text.articles.values()
        if (article.number, article.suffix) == (wanted.article, wanted.suffix)
        and (place := place_in(article, wanted)) is not None
    ]
    having = [each for each in found if find(each[0].text, action, near=0)]
    return next(iter(having or found), None)


def anchor_start(article: Article, anchor: Anchor) -> int:
    """Return where the sentence of an anchor begins in an article; 0 if it is not there."""
    first = next((piece for piece in anchor.quote.split(_OMITTED) if piece.strip()), "")
    found = find(article.text, first, near=0)
    return 0 if found is None else found.start


def find(text: str, words: str, *, near: int) -> Span | None:
    """Return where words stand in a text, whatever white space is between them; of several places the nearest.

    Args:
        text: of an article.
        words: to look for.
        near: an offset.
    """
    wanted = letters(words)
    if not wanted:
        return None
    packed, kept = _packed(text)
    starts = list(_occurrences(packed, wanted))
    if not starts:
        return None
    start = min(starts, key=lambda at: (abs(kept[at] - near), kept[at]))
    return Span(start=kept[start], end=kept[start + len(wanted) - 1] + 1)


@lru_cache(maxsize=64)
def _packed(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the letters of a text, and where each of them stands in it."""
    kept = tuple(offset for offset, sign in enumerate(text) if letters(sign))
    return "".join(text[offset] for offset in kept), kept


def _sentences(article: Article) -> Iterator[Span]:
    offset = 0
    while offset < len(article.text):
        sentence = sentence_at(article, offset)
        yield sentence
        offset = max(offset, sentence.end) + 1


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _pieces(said: str) -> list[str]:
    return [bare for piece in said.split(_OMITTED) if (bare := letters(piece))]


def _locator(words: str) -> Locator | None:
    try:
        return Locator.parse(words)
    except ValueError:
        return None


def _share(wanted: set[str], words: str) -> float:
    """Return how much two sentences have in common, by their characters."""
    there = set(words)
    return len(wanted & there) / max(1, len(wanted | there))

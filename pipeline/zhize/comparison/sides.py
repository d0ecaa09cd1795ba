"""One of the two texts as findings see it: its norms, the pairs they stand in, and whom they bind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from zhize.bodies import body_of
from zhize.comparison.kinds import ArticleKind, kinds_of
from zhize.comparison.nouns import Side
from zhize.types import ActorType, Modality
from zhize.values import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.comparison.nouns import Pair
    from zhize.comparison.statements import Statement, Statements
    from zhize.types import Norm, Span, Time

DUTIES: Final = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
"""What binds."""

BY_RULE: Final = re.compile(r"(?:按照?|依照|依据|根据|遵守|执行)[^,.;:、\n]{0,24}?(?:规定|要求|标准|规范)的?|依法")
"""The rule that an act follows, which every level names in its own way."""

_STOP: Final = re.compile(r"[.;\n]")
_OUTWARD: Final = 0.1  # share of duties of people outside government; rules of procedure have one in a hundred


class SideText:
    """A text, its norms by article and the pairs that each article stands in."""

    def __init__(self, side: Statements, pairs: Sequence[Pair], hand: Side) -> None:
        """Look a text up for findings.

        Args:
            side: what the text states.
            pairs: all pairs of the comparison.
            hand: which of the two texts it is.
        """
        self.hand = hand
        self.statements = side.norms(side.articles)
        self.articles = {article.id: side.neutral(article.text) for article in side.articles}
        self.pairs: dict[str, list[int]] = defaultdict(list)
        for index, pair in enumerate(pairs):
            for id_ in self.ids(pair):
                self.pairs[id_].append(index)
        self._side = side
        self._by_norm = {one.norm.id: one for one in self.statements}

    @cached_property
    def sentences(self) -> dict[str, str]:
        """The sentences of the text, folded and in neutral words, by article and number: ``43 2``."""
        cut = ((id_, _STOP.split(text)) for id_, text in self.articles.items())
        return {f"{id_} {number}": part for id_, parts in cut for number, part in enumerate(parts) if part}

    @cached_property
    def topics(self) -> frozenset[ArticleKind]:
        """What the sentences of the text are for."""
        return frozenset(kind for sentence in self.sentences.values() for kind in kinds_of(sentence))

    def ids(self, pair: Pair) -> tuple[str, ...]:
        """Return the articles of this text in a pair."""
        return pair.left if self.hand is Side.LEFT else pair.right

    def statement(self, norm: str | None, article: str | None, span: Span | None) -> Statement | None:
        """Return what a norm states, by its id or else by words of an article that belong to it."""
        if norm is not None:
            return self._by_norm.get(norm)
        if article is None or span is None:
            return None
        held = (one for one in self.statements if one.article.id == article and _holds(one.norm, span))
        return next(held, None)

    def text_of(self, pair: Pair) -> str:
        """Return what the articles of this text in a pair say, folded and in neutral words."""
        return "\n".join(self.articles[id_] for id_ in self.ids(pair))

    def deed(self, statement: Statement) -> str:
        """Return what a norm demands apart from who takes part and by what rule, folded and in neutral words.

        会同市财政局按照有关规定公布名单 is 公布名单: two levels say the same deed of other bodies and by other rules.
        """
        text, at, words = statement.article.text, statement.norm.action.start, ""
        for actor in self._side.actors(statement.article.id, statement.norm.action):
            words += text[at : actor.start]
            at = max(at, actor.end)
        return BY_RULE.sub("", self._side.neutral(words + text[at : statement.norm.action.end]))

    def sentence(self, statement: Statement) -> str:
        """Return the sentence of a norm, folded and in neutral words."""
        return self._side.neutral(statement.around)

    def words_from(self, article: str | None, span: Span | None) -> str:
        """Return the words at a span of an article and the character before them; "" without a place."""
        if article is None or span is None:
            return ""
        text = self._side.article(article).text
        return (text[span.start - 1] if span.start else " ") + span.of(text)

    def word_after(self, article: str | None, span: Span | None) -> str:
        """Return the character behind a span of an article; "" without a place, or at the end."""
        return "" if article is None or span is None else self._side.article(article).text[span.end : span.end + 1]

    def time_at(self, article: str | None, span: Span | None) -> Time | None:
        """Return the time expression that stands at a span of an article; None where none does."""
        return self._side.time_at(article, span)

    # --- whom norms bind ---

    @cached_property
    def outward(self) -> bool:
        """Whether the text binds people outside government too, and not only the bodies of its own level."""
        duties = [one for one in self.statements if one.modality in DUTIES]
        return sum(map(self.binds_public, duties)) >= _OUTWARD * max(len(duties), 1)

    def binds_public(self, statement: Statement) -> bool:
        """Whether somebody outside government bears a norm."""
        return any(self._types.get(name) is ActorType.GROUP for name in statement.norm.bearers)

    def meets_public(self, statement: Statement) -> bool:
        """Whether the act of a norm is directed at somebody outside government: 答复信访人."""
        named = self._side.actors(statement.article.id, statement.norm.action)
        return any(actor.type is ActorType.GROUP for actor in named)

    def binds_below(self, statement: Statement) -> bool:
        """Whether a body of a lower level bears a norm: 设区的市人民政府 in a text of the province."""
        return Standing.LOWER in self._standings(statement)

    def keeps_to_own(self, statement: Statement) -> bool:
        """Whether only bodies of the text's own level, or of upper ones, bear a norm."""
        return bool(statement.norm.bearers) and self._standings(statement) <= {Standing.OWN, Standing.UPPER}

    def _standings(self, statement: Statement) -> set[Standing]:
        return {body_of(name, self._side.seat).standing for name in statement.norm.bearers}

    @cached_property
    def _types(self) -> dict[str, ActorType]:
        """The type of each body that the text names, as most of its mentions have it."""
        seen: dict[str, Counter[ActorType]] = defaultdict(Counter)
        for actor in self._side.every_actor():
            seen[actor.body][actor.type] += 1
        return {name: max(types, key=types.__getitem__) for name, types in seen.items()}


def _holds(norm: Norm, span: Span) -> bool:
    parts = (norm.marker, norm.action, norm.condition, norm.exception, *norm.time)
    return any(part is not None and part.start <= span.start and span.end <= part.end for part in parts)

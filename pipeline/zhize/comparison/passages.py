"""An article as the alignment sees it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhize.comparison.equality import fold
from zhize.comparison.kinds import ArticleKind, kinds_of

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.comparison.statements import Statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a norm of an article demands, and of whom; folded, in neutral words."""

    words: str
    bearers: frozenset[str]
    modality: str
    names: tuple[str, ...] = ()  # the bearers as the text knows them


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An article with what speaks for its counterpart."""

    text: str  # folded, its own bodies in neutral words
    chapter: str = ""  # title of its chapter; empty without
    kinds: frozenset[ArticleKind] = frozenset()
    cited: frozenset[str] = frozenset()  # titles of other texts that it cites, without the name of the state
    acts: tuple[Act, ...] = ()
    answers: tuple[int, ...] = ()  # articles of its own text that it cites, by index


def passages_of(side: Statements, analysis: Analysis) -> list[Passage]:
    """Return the articles of a text, in order.

    Args:
        side: what the text states.
        analysis: the text's analysis.
    """
    cited, answers = defaultdict[str, set[str]](set), defaultdict[str, set[int]](set)
    index = {article.id: number for number, article in enumerate(side.articles)}
    for reference in analysis.references:
        if reference.title:
            cited[reference.article].add(_short(reference.title))
        elif reference.resolved and (target := reference.resolved.split(".")[0]) != reference.article:
            answers[reference.article] |= {index[target]} if target in index else set()
    found = []
    for article in side.articles:
        text = side.neutral(article.text)
        acts = (
            Act(words=one.action, bearers=frozenset(one.bearers), modality=one.modality, names=one.norm.bearers)
            for one in side.norms((article,))
        )
        found.append(
            Passage(
                text=text,
                chapter=fold(article.chapter.title).text if article.chapter else "",
                kinds=kinds_of(text),
                cited=frozenset(cited[article.id]),
                acts=tuple(acts),
                answers=tuple(sorted(answers[article.id])),
            )
        )
    return found


def _short(title: str) -> str:
    return fold(title).text.removeprefix("中华人民共和国")

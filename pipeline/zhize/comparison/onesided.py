"""Norms that one text has and the other does not say, in portions that a person can judge.

That a norm is lacking is said by the words: of what it demands, too little stands in the articles of the other text
that answer its article, or anywhere else in it. An article without counterpart is one finding, with its norms along;
of other articles a sentence is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from zhize.comparison.kinds import ArticleKind, kinds_of
from zhize.comparison.nouns import Finding, FindingKind, PairType, StanceKind
from zhize.comparison.reviewheads import heads_of
from zhize.comparison.sides import DUTIES
from zhize.types import Doubt, Force, Modality

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from zhize.comparison.coverage import Coverage
    from zhize.comparison.nouns import Pair
    from zhize.comparison.sides import SideText
    from zhize.comparison.statements import Statement

_ASKED: Final = {FindingKind.LACKING: DUTIES, FindingKind.WITHOUT_BASIS: DUTIES | {Modality.PERMISSION}}
_SAID: Final = 0.4  # share of a norm's words in a sentence, or in articles that answer its own, from which it is said
_ELSEWHERE: Final = 0.65  # the same in any article: a long one has many words by chance
_SHORTEST: Final = 6  # characters; a shorter act is looked for with its sentence: 公布
_SAME: Final = frozenset({PairType.IDENTICAL, PairType.ADAPTED})
# What an upper text says of these holds without a word of the lower one; what the lower one says is to be judged.
_FORMAL: Final = frozenset(
    {
        ArticleKind.PURPOSE,
        ArticleKind.SCOPE,
        ArticleKind.DEFINITION,
        ArticleKind.COMMENCEMENT,
        ArticleKind.INTERPRETATION,
        ArticleKind.REFERRAL,
    }
)
_BY_ITSELF: Final = {
    FindingKind.LACKING: _FORMAL | {ArticleKind.PENALTY, ArticleKind.MISCONDUCT, ArticleKind.CRIME, ArticleKind.REMEDY},
    FindingKind.WITHOUT_BASIS: _FORMAL,
}
# Both texts reward, pay, spread the word and share the work out, each in its own words.
_STOCK: Final = frozenset(
    {
        ArticleKind.REWARD,
        ArticleKind.FUNDS,
        ArticleKind.PUBLICITY,
        ArticleKind.COMPLAINT,
        ArticleKind.COMPETENCE,
        ArticleKind.ASSOCIATION,
    }
)
_THING: Final = re.compile("[^,;]*的[^的,;]{1,8}")  # 由噪声引起的纠纷 is what a sentence is about, and no act
_MEASURE: Final = re.compile("少于|多于|低于|高于|超过|短于|长于|早于|晚于")  # says how much of what the sentence names


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for, and where."""

    kind: FindingKind  # lacking or without basis
    stance: StanceKind
    text: SideText  # that has the norms
    other: SideText  # that is searched for them
    coverage: Coverage  # of the first by the second
    told: Collection[str]  # ids of norms of the first that a norm of the second answers


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loner:
    """A norm that the other text does not say."""

    statement: Statement
    covered: float
    nearest: str | None


def one_sided(search: Search, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Yield what only one text has.

    Args:
        search: what is looked for, and where.
        pairs: all pairs of the comparison.
    """
    text = search.text
    unanswered = {id_ for id_, at in text.pairs.items() if not any(search.other.ids(pairs[index]) for index in at)}
    asked = [one for one in text.statements if _is_asked(one, search, pairs, unanswered)]
    deeds = [_words(one, text) for one in asked]
    shares, parts = search.coverage.of(deeds), search.coverage.of(deeds, search.other.sentences)
    wholes = search.coverage.of([text.sentence(one) for one in asked], search.other.sentences)
    loners = []
    for row, one in enumerate(asked):
        linked = [id_ for at in text.pairs[one.article.id] for id_ in search.other.ids(pairs[at])]
        share, nearest = shares.best(row, linked) if linked else shares.best(row)
        said = max(parts.best(row)[0], 0.0 if "\n" in deeds[row] else wholes.best(row)[0])
        if max(said, share if linked else 0.0) < _SAID and shares.best(row)[0] < _ELSEWHERE:
            loners.append(_Loner(statement=one, covered=round(share, 4), nearest=nearest if share else None))
    for _, found in groupby(loners, key=lambda one: _portion(one.statement, unanswered)):
        yield from _finding(list(found), search, pairs)


def _is_asked(one: Statement, search: Search, pairs: Sequence[Pair], unanswered: Collection[str]) -> bool:
    """Whether a person can act on it if a norm stands in one text only."""
    at, levels = search.text.pairs[one.article.id], search.stance is StanceKind.LEVELS
    if one.modality not in _ASKED[search.kind] or one.norm.id in search.told:
        return False
    if any(pairs[index].type in _SAME for index in at):
        return False
    if levels and search.kind is FindingKind.LACKING and search.text.outward and search.text.keeps_to_own(one):
        return False  # what the province's own bodies have to do is nothing for a city to say
    if levels and kinds_of(search.text.articles[one.article.id]) & _BY_ITSELF[search.kind]:
        return False
    topics = kinds_of(search.text.sentence(one)) & _STOCK
    if search.stance is not StanceKind.VERSIONS and topics and topics <= search.other.topics:
        return False
    # Of a programme nobody can say whether a text of another government keeps it.
    return one.norm.force is Force.HARD or search.stance is StanceKind.VERSIONS or one.article.id in unanswered


def _words(one: Statement, text: SideText) -> str:
    """Return the words that are looked for: of the deed, and where it is too short to tell, of its sentence."""
    deed = text.deed(one)
    return deed if len(deed) >= _SHORTEST else text.sentence(one)


def _portion(one: Statement, unanswered: Collection[str]) -> tuple[str, int]:
    return one.article.id, -1 if one.article.id in unanswered else one.sentence.start


def _finding(loners: Sequence[_Loner], search: Search, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Yield the finding of a portion, the norm that speaks best for it first."""
    first = min(loners, key=_clarity)
    clear = _clarity(first)
    # An article of programmes only is a regulation's way to speak; rules of procedure mean it.
    if clear[0] or (clear[1] and search.text.outward and search.stance is not StanceKind.VERSIONS):
        return
    lead, norms = first.statement, [one.statement for one in loners]
    sides = (lead.norm, None) if search.kind is FindingKind.LACKING else (None, lead.norm)
    added = search.kind is FindingKind.WITHOUT_BASIS and search.stance is StanceKind.LEVELS
    heads = {head for one in norms for head in heads_of(one, public=search.text.binds_public(one))} if added else set()
    at = search.text.pairs[lead.article.id]
    answered = [index for index in at if first.nearest in search.other.ids(pairs[index])]
    yield Finding(
        kind=search.kind,
        pair=(answered or at)[0],
        basis=sides[0],
        judged=sides[1],
        covered=first.covered,
        nearest=first.nearest,
        along=tuple(one.norm for one in norms if one is not lead),
        heads=tuple(sorted(heads)),
    )


def _clarity(loner: _Loner) -> tuple[bool, bool, bool, bool]:
    """Return what is wrong with a norm as the one that stands for its portion, the gravest first."""
    one = loner.statement
    broken = Doubt.NO_VERB in one.norm.doubts and not one.norm.marker
    broken |= not one.norm.bearers and _THING.fullmatch(one.action) is not None
    short = len(one.action) < _SHORTEST or _MEASURE.match(one.action) is not None
    return (
        broken and (short or not one.norm.bearers),
        one.norm.force is Force.SOFT,
        short,
        broken or not one.norm.bearers,
    )

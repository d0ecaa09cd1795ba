"""What a lawyer asks of two texts: duties that one lacks, duties without basis, stricter, looser, possible conflicts.

All of it is candidates for a person to judge. That a duty is lacking is said by the words: of what the norm demands,
too little stands in the articles of the other text that answer its article, or anywhere else in it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.comparison.coverage import Coverage
from zhize.comparison.nouns import ChangeKind, Effect, Finding, FindingKind, PairType, Side, StanceKind
from zhize.types import Direction, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zhize.comparison.nouns import Change, Pair, Stance
    from zhize.comparison.statements import Statement, Statements
    from zhize.types import Norm, Span

_DUTIES: Final = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_ASKED: Final = {FindingKind.LACKING: _DUTIES, FindingKind.WITHOUT_BASIS: _DUTIES | {Modality.PERMISSION}}
_MEASURED: Final = frozenset({ChangeKind.DEADLINE, ChangeKind.FREQUENCY, ChangeKind.MODALITY, ChangeKind.FORCE})
_WEIGHED: Final = _MEASURED | {ChangeKind.CONDITION}
_SAID: Final = 0.5  # share of a norm's words from which the other text says it too
_SAME_ACT: Final = 0.6  # share of the words of two acts, each way, from which they are one
_BY_LEAVE: Final = ("未经", "未依法", "未按", "无正当理由")  # 未经批准不得 is no conflict with 经批准可以
_OPPOSITE: Final = {FindingKind.STRICTER: FindingKind.LOOSER, FindingKind.LOOSER: FindingKind.STRICTER}


def findings(sides: tuple[Statements, Statements], pairs: Sequence[Pair], stance: Stance) -> tuple[Finding, ...]:
    """Return what a person should look at, in the order of the pairs.

    Args:
        sides: what the left and the right text state.
        pairs: the pairs of their articles.
        stance: which text is held against which.

    Returns:
        Stricter and looser from what changed within pairs; lacking and without basis by `Coverage`; a conflict only
        between levels: where the lower text permits what the upper one forbids, or gives more time.
    """
    ours, theirs = _Text(sides[0], pairs, Side.LEFT), _Text(sides[1], pairs, Side.RIGHT)
    basis, judged = (ours, theirs) if stance.basis is Side.LEFT else (theirs, ours)
    found = list(_changed(pairs, basis, judged, stance))
    coverage = Coverage(basis.articles, judged.articles)
    found += _alone(FindingKind.LACKING, basis, judged, pairs, coverage)
    found += _alone(FindingKind.WITHOUT_BASIS, judged, basis, pairs, coverage.turned())
    if stance.kind is StanceKind.LEVELS:
        known = {(finding.basis and finding.basis.id, finding.judged and finding.judged.id) for finding in found}
        found += (one for one in _permitted(basis, judged) if (_id(one.basis), _id(one.judged)) not in known)
    kinds = list(FindingKind)
    return tuple(sorted(found, key=lambda one: (one.pair, kinds.index(one.kind), _place(one))))


class _Text:
    """One of the two texts, its norms by article and the pair that each article stands in."""

    def __init__(self, side: Statements, pairs: Sequence[Pair], hand: Side) -> None:
        self.hand = hand
        self.statements = side.norms(side.articles)
        self.articles = {article.id: side.neutral(article.text) for article in side.articles}
        self.time_at = side.time_at
        self.pairs: dict[str, list[int]] = defaultdict(list)
        for index, pair in enumerate(pairs):
            for id_ in pair.left if hand is Side.LEFT else pair.right:
                self.pairs[id_].append(index)

    def ids(self, pair: Pair) -> tuple[str, ...]:
        """Return the articles of this text in a pair."""
        return pair.left if self.hand is Side.LEFT else pair.right

    def norm_at(self, article: str | None, span: Span | None) -> Norm | None:
        """Return the norm of an article that words belong to; None where they belong to none."""
        if article is None or span is None:
            return None
        norms = [one.norm for one in self.statements if one.article.id == article]
        return next((norm for norm in norms if _holds(norm, span)), None)


def _holds(norm: Norm, span: Span) -> bool:
    parts = (norm.marker, norm.action, norm.condition, norm.exception, *norm.time)
    return any(part is not None and part.start <= span.start and span.end <= part.end for part in parts)


# --- what changed within a pair --------------------------------------------------------------------------------------


def _changed(pairs: Sequence[Pair], basis: _Text, judged: _Text, stance: Stance) -> Iterator[Finding]:
    for index, pair in enumerate(pairs):
        for change in pair.changes:
            if change.kind not in _WEIGHED or change.effect is None:
                continue
            seen = change if stance.basis is Side.LEFT else change.mirrored()
            before = basis.norm_at(seen.left_article, seen.left_span)
            after = judged.norm_at(seen.right_article, seen.right_span)
            kind = _direction(seen, basis)
            if stance.kind is StanceKind.LEVELS and _conflicts(seen, kind, before, after):
                kind = FindingKind.POSSIBLE_CONFLICT
            yield Finding(kind=kind, pair=index, basis=before, judged=after, change=change)


def _direction(change: Change, basis: _Text) -> FindingKind:
    """Return which way a change goes, from the basis to the text that is judged."""
    looser = change.effect in {Effect.WEAKER, Effect.LONGER}
    kind = FindingKind.LOOSER if looser else FindingKind.STRICTER
    time = basis.time_at(change.left_article, change.left_span)
    # What has to be done ten days ahead instead of five is harder to keep.
    ahead = time is not None and time.direction is Direction.BEFORE and change.effect in {Effect.LONGER, Effect.SHORTER}
    return _OPPOSITE[kind] if ahead else kind


def _conflicts(change: Change, kind: FindingKind, before: Norm | None, after: Norm | None) -> bool:
    if kind is not FindingKind.LOOSER:
        return False
    if change.kind is ChangeKind.DEADLINE:
        return change.effect in {Effect.LONGER, Effect.SHORTER}
    forbidden = before is not None and before.modality is Modality.PROHIBITION
    return change.kind is ChangeKind.MODALITY and forbidden and (after is None or after.modality is Modality.PERMISSION)


# --- what stands on one side only ------------------------------------------------------------------------------------


def _alone(
    kind: FindingKind, text: _Text, other: _Text, pairs: Sequence[Pair], coverage: Coverage
) -> Iterator[Finding]:
    """Yield the norms of a text that the other does not say."""
    same = {PairType.IDENTICAL, PairType.ADAPTED}
    asked = [
        one
        for one in text.statements
        if one.modality in _ASKED[kind] and not any(pairs[at].type in same for at in text.pairs[one.article.id])
    ]
    shares = coverage.of([one.action for one in asked])
    for row, one in enumerate(asked):
        linked = [id_ for at in text.pairs[one.article.id] for id_ in other.ids(pairs[at])]
        # What is said where it belongs is said; elsewhere it takes more, since chance has more places.
        share, nearest = shares.best(row, linked) if linked else (0.0, None)
        if share >= _SAID:
            continue
        far, elsewhere = shares.best(row)
        if far >= (1 + _SAID) / 2:
            continue
        if far > share and not linked:
            share, nearest = far, elsewhere
        norms = (one.norm, None) if kind is FindingKind.LACKING else (None, one.norm)
        at = text.pairs[one.article.id][0]
        said = round(share, 4)
        nearest = nearest if said else None
        yield Finding(kind=kind, pair=at, basis=norms[0], judged=norms[1], covered=said, nearest=nearest)


# --- what the lower text permits and the upper one forbids -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Acts:
    statements: tuple[Statement, ...]
    words: dict[str, str]


def _permitted(basis: _Text, judged: _Text) -> Iterator[Finding]:
    """Yield permissions of the lower text whose act the upper one forbids, wherever the two stand."""
    forbidden = _acts(one for one in basis.statements if one.modality is Modality.PROHIBITION and not _by_leave(one))
    allowed = _acts(one for one in judged.statements if one.modality is Modality.PERMISSION)
    if not forbidden.words or not allowed.words:
        return
    forth = Coverage(forbidden.words, allowed.words)
    of_allowed, of_forbidden = forth.turned().of(list(allowed.words.values())), forth.of(list(forbidden.words.values()))
    for row, one in enumerate(allowed.statements):
        for column, other in enumerate(forbidden.statements):
            likeness = min(of_allowed.share(row, other.norm.id), of_forbidden.share(column, one.norm.id))
            if likeness >= _SAME_ACT:
                yield Finding(
                    kind=FindingKind.POSSIBLE_CONFLICT,
                    pair=judged.pairs[one.article.id][0],
                    basis=other.norm,
                    judged=one.norm,
                    covered=round(likeness, 4),
                    nearest=other.article.id,
                )


def _acts(statements: Iterator[Statement]) -> _Acts:
    found = tuple(statements)
    return _Acts(found, {one.norm.id: one.action for one in found})


def _by_leave(statement: Statement) -> bool:
    words = statement.condition + statement.action + statement.exception
    return bool(statement.exception) or any(cue in words for cue in _BY_LEAVE)


def _id(norm: Norm | None) -> str | None:
    return None if norm is None else norm.id


def _place(finding: Finding) -> tuple[int, int]:
    norm = finding.basis or finding.judged
    return (0, 0) if norm is None else (norm.action.start, norm.action.end)

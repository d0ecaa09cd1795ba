"""What a lawyer asks of two texts: duties that one lacks, duties without basis, stricter, looser, possible conflicts.

All of it is candidates for a person to judge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.comparison.coverage import Coverage
from zhize.comparison.nouns import Finding, FindingKind, Side, StanceKind
from zhize.comparison.onesided import Search, one_sided
from zhize.comparison.sides import SideText
from zhize.comparison.strictness import SURELY_ONE, alike, norms_of, seen_from_basis, verdict
from zhize.types import Modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.nouns import Pair, Stance
    from zhize.comparison.statements import Statement, Statements
    from zhize.types import Norm

_SAME_ACT: Final = 0.6  # share of the words of two acts, each way, from which they are one wherever they stand
_BY_LEAVE: Final = ("未经", "未依法", "未按", "无正当理由", "擅自")  # 未经批准不得 is no conflict with 经批准可以


def findings(sides: tuple[Statements, Statements], pairs: Sequence[Pair], stance: Stance) -> tuple[Finding, ...]:
    """Return what a person should look at, in the order of the pairs.

    Args:
        sides: what the left and the right text state.
        pairs: the pairs of their articles.
        stance: which text is held against which.

    Returns:
        Stricter and looser from what changed within pairs; lacking and without basis by `Coverage`; a conflict only
        between levels: where the lower text permits what the upper one forbids, or gives more time. A text held
        against itself has none, and which one is named first makes no difference.
    """
    ours, theirs = SideText(sides[0], pairs, Side.LEFT), SideText(sides[1], pairs, Side.RIGHT)
    basis, judged = (ours, theirs) if stance.basis is Side.LEFT else (theirs, ours)
    found = list(_changed(pairs, basis, judged, stance))
    answered = _answered(pairs, basis, judged, stance)
    coverage = Coverage(basis.articles, judged.articles)
    for kind, text, other, words, told in (
        (FindingKind.LACKING, basis, judged, coverage, answered[0]),
        (FindingKind.WITHOUT_BASIS, judged, basis, coverage.turned(), answered[1]),
    ):
        search = Search(kind=kind, stance=stance.kind, text=text, other=other, coverage=words, told=told)
        found += one_sided(search, pairs)
    if stance.kind is StanceKind.LEVELS:
        known = {(_id(finding.basis), _id(finding.judged)) for finding in found}
        found += (one for one in _permitted(basis, judged) if (_id(one.basis), _id(one.judged)) not in known)
    kinds = list(FindingKind)
    return tuple(sorted(found, key=lambda one: (one.pair, kinds.index(one.kind), _place(one))))


def _id(norm: Norm | None) -> str | None:
    return None if norm is None else norm.id


def _place(finding: Finding) -> tuple[int, int]:
    norm = finding.basis or finding.judged
    return (0, 0) if norm is None else (norm.action.start, norm.action.end)


# --- what changed within a pair --------------------------------------------------------------------------------------


def _changed(pairs: Sequence[Pair], basis: SideText, judged: SideText, stance: Stance) -> Iterator[Finding]:
    """Yield what became stricter or looser; an article that stands in several pairs says a thing once."""
    said: set[tuple[object, ...]] = set()
    for index, pair in enumerate(pairs):
        for change in pair.changes:
            seen = seen_from_basis(change, stance)
            kind = verdict(seen, pair, basis, judged, stance)
            if kind is None:
                continue
            before, after = (one.norm if one else None for one in norms_of(seen, basis, judged))
            key = (kind, seen, _id(before), _id(after), seen.left_article, seen.right_article)
            if key not in said:
                said.add(key)
                yield Finding(kind=kind, pair=index, basis=before, judged=after, change=change)


def _answered(
    pairs: Sequence[Pair], basis: SideText, judged: SideText, stance: Stance
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the norms of the basis and of the judged text that a changed norm of the other text answers."""
    found: tuple[set[str], set[str]] = (set(), set())
    for change in (seen_from_basis(change, stance) for pair in pairs for change in pair.changes):
        before, after = norms_of(change, basis, judged)
        if before and after and alike(before, after) >= SURELY_ONE:
            found[0].add(before.norm.id)
            found[1].add(after.norm.id)
    return frozenset(found[0]), frozenset(found[1])


# --- what the lower text permits and the upper one forbids -----------------------------------------------------------


def _permitted(basis: SideText, judged: SideText) -> Iterator[Finding]:
    """Yield permissions of the lower text whose act the upper one forbids, wherever the two stand."""
    forbidden = [
        one
        for one in basis.statements
        if one.modality is Modality.PROHIBITION and not _by_leave(one) and _bars(one) and not basis.keeps_to_own(one)
    ]
    allowed = [one for one in judged.statements if one.modality is Modality.PERMISSION and not _only_then(one, judged)]
    if not forbidden or not allowed:
        return
    forth = Coverage(_acts(forbidden), _acts(allowed))
    of_allowed = forth.turned().of([one.action for one in allowed])
    of_forbidden = forth.of([one.action for one in forbidden])
    for row, one in enumerate(allowed):
        for column, other in enumerate(forbidden):
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


def _acts(statements: Iterable[Statement]) -> dict[str, str]:
    return {one.norm.id: one.action for one in statements}


def _only_then(statement: Statement, text: SideText) -> bool:
    """Whether a permission names what has to come first, and frees from nothing: 取得资质证书的，方可."""
    return text.words_from(statement.article.id, statement.norm.marker)[:1] in {"方", "才"}


def _bars(statement: Statement) -> bool:
    """Whether a prohibition has a marker that bars: the 不 of 在期限内不申请复议的 may as well tell a case."""
    marker = statement.quote(statement.norm.marker)
    return marker is not None and marker.text != "不"


def _by_leave(statement: Statement) -> bool:
    words = statement.condition + statement.action + statement.exception
    return bool(statement.exception) or any(cue in words for cue in _BY_LEAVE)

"""Norms against norms: what changed in what the articles of a pair demand.

Norms that say the same on both sides are set aside, and so are those of sentences that only have other words for it.
The others are matched by their action and their place, and what differs between two matched ones is a change if the
text differs there; what is left over was added or removed. Times that belong to no norm are held against each other by
their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from zhize import labels
from zhize.comparison import effects
from zhize.comparison.equality import fold
from zhize.comparison.matching import holder, match, without
from zhize.comparison.nouns import Change, ChangeKind, Effect
from zhize.comparison.places import LEFT, RIGHT
from zhize.comparison.senses import sense
from zhize.comparison.statements import Quote, is_frequency, time_key
from zhize.types import BearerSource, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zhize.comparison.places import Places
    from zhize.comparison.statements import Statement, Statements
    from zhize.types import Article, Time

_NEAR: Final = 6  # characters that corresponding places may lie apart
_BESIDE: Final = 4  # characters beside a name that say what it is named for: 报…审核, 会同…
_ONE_ACT: Final = 0.9  # likeness from which one act is not hard here and soft there
_EDGES: Final = "在于自从"  # belong to the time beside a case
_SEEN: Final = frozenset({ChangeKind.BEARER, ChangeKind.COUNTERPART, ChangeKind.CONDITION})  # what can be looked up

_Measure = Callable[["Time | None", "Time | None"], "Effect | None"]


def norm_changes(
    left: Statements, right: Statements, ours: Sequence[Article], theirs: Sequence[Article], places: Places
) -> Iterator[Change]:
    """Yield what changed in the norms and times of a pair.

    Args:
        left: what the left text states.
        right: what the right text states.
        ours: the pair's left articles.
        theirs: its right articles.
        places: where each place of the left ones went.
    """
    before = [one for one in left.norms(ours) if not places.settled(LEFT, one.article.id, one.norm.action.start)]
    after = [one for one in right.norms(theirs) if not places.settled(RIGHT, one.article.id, one.norm.action.start)]
    matches = match(before, after, places)
    found = [change for one, other in matches.changed for change in _visible(one, other, places)]
    found += [change for one in matches.removed for change in _removed(one, after)]
    found += [change for other in matches.added for change in _added(other, before)]
    found += _time_changes(left.free_times(ours), right.free_times(theirs), places)
    yield from _once(found)


def _once(found: Iterable[Change]) -> Iterator[Change]:
    """Yield each change once: a case holds for every norm of its sentence. Force has no words to tell two apart."""
    said: set[tuple[object, ...]] = set()
    for each in found:
        norms = (each.left_norm, each.right_norm) if each.kind is ChangeKind.FORCE else ()
        key = (each, each.left_article, each.right_article, *norms)
        if key not in said:
            said.add(key)
            yield each


def _seen_in(change: Change, one: Statement | None, other: Statement | None) -> Change:
    """Return a change with the norms that it was seen in."""
    return replace(change, left_norm=one.norm.id if one else None, right_norm=other.norm.id if other else None)


def _removed(one: Statement, after: Sequence[Statement]) -> Iterator[Change]:
    """Yield that a norm went, or how it lives on in a longer one."""
    whole = holder(one, after)
    if whole is None:
        yield _seen_in(_change(ChangeKind.NORM_REMOVED, one.quote(one.norm.action), None), one, None)
    else:
        yield from _carved(one, whole)


def _added(other: Statement, before: Sequence[Statement]) -> Iterator[Change]:
    """Yield that a norm came, or how it differs from the longer one that it was taken from."""
    whole = holder(other, before)
    if whole is None:
        yield _seen_in(_change(ChangeKind.NORM_ADDED, None, other.quote(other.norm.action)), None, other)
    else:
        yield from _carved(whole, other)


def _carved(one: Statement, other: Statement) -> Iterator[Change]:
    """Yield how two norms differ of which one holds the words of the other: in modality or else in bearers."""
    found = _modality(one, other) if one.modality is not other.modality else _bearers(one, other)
    yield from (_seen_in(change, one, other) for change in found)


# --- what differs between two norms that are one ---------------------------------------------------------------------


def _visible(one: Statement, other: Statement, places: Places) -> Iterator[Change]:
    """Yield what differs between two norms, but for what only seems to: nothing of the text differs there.

    Where the two sentences are word for word the same, what differs came from the sentences before.
    """
    found = [change for change in _differences(one, other) if not _misread(change, one, other)]
    here, there = one.norm.action.start, other.norm.action.start
    reread = places.changed(LEFT, one.article.id, here) or places.changed(RIGHT, other.article.id, there)
    one_act = Indel.normalized_similarity(sense(one.action), sense(other.action)) >= _ONE_ACT
    flickers = reread and one_act and one.urged is other.urged
    for change in found:
        same_words = change.left is not None and fold(change.left).text == fold(change.right or "").text
        if same_words or (change.kind is ChangeKind.FORCE and flickers):
            continue
        rest = [each for each in found if each is not change and each.kind is not ChangeKind.CONDITION]
        if not (reread and change.kind in _SEEN) or (_touched(change, places) and not _explained(change, rest, places)):
            yield _seen_in(change, one, other)


def _misread(change: Change, one: Statement, other: Statement) -> bool:
    """Whether a bearer only seems to have come or gone: its name stands in both sentences."""
    if change.kind is not ChangeKind.BEARER or {one.article.text, other.article.text} == {one.article.text}:
        return False
    gone, come = set(one.norm.bearers) - set(other.norm.bearers), set(other.norm.bearers) - set(one.norm.bearers)
    parts = any(ours in theirs or theirs in ours for ours in gone for theirs in come)
    stands = all(name in other.around for name in gone) and all(name in one.around for name in come)
    return stands and (parts or not gone or not come)


def _touched(change: Change, places: Places) -> bool:
    """Whether the text differs where a change is said to be, or nobody knows where that is."""
    beside = 0 if change.kind is ChangeKind.CONDITION else _BESIDE
    sides = (
        (LEFT, change.left, change.left_article, change.left_span),
        (RIGHT, change.right, change.right_article, change.right_span),
    )
    said = [(side, article, span) for side, words, article, span in sides if words is not None]
    return any(
        span is None or article is None or places.touched(side, article, span, beside=beside)
        for side, article, span in said
    )


def _explained(change: Change, rest: Sequence[Change], places: Places) -> bool:
    """Whether all that differs in two cases is named as another change: 收到申请之日起三日内."""
    if change.kind is not ChangeKind.CONDITION or change.left is None or change.right is None:
        return False
    left = [each.left_span for each in rest if each.left_span and each.left_article == change.left_article]
    right = [each.right_span for each in rest if each.right_span and each.right_article == change.right_article]
    return places.within(LEFT, change.left_article, change.left_span, left) and places.within(
        RIGHT, change.right_article, change.right_span, right
    )


def _differences(one: Statement, other: Statement) -> Iterator[Change]:
    times = [
        *_paired(one.deadlines, other.deadlines, ChangeKind.DEADLINE, effects.of_deadline),
        *_paired(one.frequencies, other.frequencies, ChangeKind.FREQUENCY, effects.of_frequency),
    ]
    parties = list(_counterparts(one, other))
    # A measure, or a body to turn to, makes a duty hard: that is said with the measure or the body.
    checked = bool(times or parties)
    yield from (each for each in _modality(one, other) if each.kind is ChangeKind.MODALITY or not checked)
    yield from _bearers(one, other)
    yield from parties
    yield from times
    for ours, theirs, span, other_span in (
        (one.condition, other.condition, one.norm.condition, other.norm.condition),
        (one.exception, other.exception, one.norm.exception, other.norm.exception),
    ):
        if sense(ours).strip(_EDGES) != sense(theirs).strip(_EDGES):
            effect = effects.of_limit(ours, theirs, one.modality) if one.modality is other.modality else None
            yield _change(ChangeKind.CONDITION, one.quote(span), other.quote(other_span), effect)


def _modality(one: Statement, other: Statement) -> Iterator[Change]:
    """Yield a change of modality, or else of force: a duty that became a permission is not also said to be soft."""
    if one.modality is not other.modality:
        effect = effects.of_modality(one.modality, other.modality)
        yield _change(ChangeKind.MODALITY, _marker(one), _marker(other), effect)
    elif one.norm.force is not other.norm.force:
        effect = effects.of_force(one.norm.force, other.norm.force)
        yield _change(ChangeKind.FORCE, _force(one), _force(other), effect)


def _force(statement: Statement) -> Quote:
    return Quote(text=labels.FORCE[statement.norm.force], article=statement.article.id, span=None)


def _marker(statement: Statement) -> Quote | None:
    """Return the word that carries the modality, or the modality's name where the text has none."""
    marker = statement.quote(statement.norm.marker)
    return marker or Quote(text=labels.MODALITY[statement.modality], article=statement.article.id, span=None)


def _bearers(one: Statement, other: Statement) -> Iterator[Change]:
    """Yield a change of bearers that one of the texts names.

    A bearer carried over from an earlier sentence changed there; a guessed one says only that the text names nobody.
    """
    same = one.who == other.who or set(one.norm.bearers) == set(other.norm.bearers)
    sources = [side.norm.bearer_source for side in (one, other)]
    if not same and BearerSource.EXPLICIT in sources:
        sides = (None if side.norm.bearer_source is BearerSource.DEFAULT else _names(side) for side in (one, other))
        yield _change(ChangeKind.BEARER, next(sides), next(sides))


def _names(statement: Statement) -> Quote | None:
    """Return the bearers' names, and where the text names them."""
    names = "、".join(statement.norm.bearers)
    clue = next((clue for clue in statement.norm.evidence if clue.field == "bearers"), None)
    named = clue is not None and statement.norm.bearer_source is not BearerSource.DEFAULT
    span = Span(start=clue.start, end=clue.end) if clue and named else None
    return Quote(text=names, article=statement.article.id, span=span) if names else None


def _counterparts(one: Statement, other: Statement) -> Iterator[Change]:
    """Yield a change for each counterpart that came, went or gave way to another of the same relation."""
    gone, come = _unmet(one, other), _unmet(other, one)
    for index in gone:
        relation = one.counterparts[index][1]
        heir = next((new for new in come if other.counterparts[new][1] is relation), None)
        come = [new for new in come if new != heir]
        yield _change(ChangeKind.COUNTERPART, _party(one, index), None if heir is None else _party(other, heir))
    for index in come:
        yield _change(ChangeKind.COUNTERPART, None, _party(other, index))


def _unmet(one: Statement, other: Statement) -> list[int]:
    """Return which counterparts of a norm the other one does not have, neither by role nor by name."""
    literal = {(party.name, party.relation) for party in other.norm.counterparts}
    return [
        index
        for index, (party, neutral) in enumerate(zip(one.norm.counterparts, one.counterparts, strict=True))
        if (sense(neutral[0]), neutral[1]) not in other.parties and (party.name, party.relation) not in literal
    ]


def _party(statement: Statement, index: int) -> Quote:
    party = statement.norm.counterparts[index]
    return Quote(text=party.name, article=statement.article.id, span=party.span)


def _paired(left: Sequence[Time], right: Sequence[Time], kind: ChangeKind, effect: _Measure) -> Iterator[Change]:
    """Yield the times of two matched norms that differ, in order; one without a partner came or went."""
    for one, other in zip_longest(*_without_equal(left, right)):
        yield _change(kind, _said(one), _said(other), effect(one, other))


def _time_changes(left: Sequence[Time], right: Sequence[Time], places: Places) -> Iterator[Change]:
    """Yield the times outside of norms that gave way to another at the same place."""
    gone, come = _without_equal(left, right)
    for one in gone:
        heir = next((new for new in come if is_frequency(new) is is_frequency(one) and _beside(one, new, places)), None)
        if heir is None:
            continue
        come = [new for new in come if new is not heir]
        often = is_frequency(one)
        effect = effects.of_frequency(one, heir) if often else effects.of_deadline(one, heir)
        yield _change(ChangeKind.FREQUENCY if often else ChangeKind.DEADLINE, _said(one), _said(heir), effect)


def _beside(one: Time, other: Time, places: Places) -> bool:
    return places.apart(one.article, one.start, other.article, other.start) <= _NEAR


def _without_equal(left: Sequence[Time], right: Sequence[Time]) -> tuple[list[Time], list[Time]]:
    """Return the times of both sides without those that say the same."""
    common = Counter(map(time_key, left)) & Counter(map(time_key, right))
    return without(left, common, time_key), without(right, common, time_key)


def _said(time: Time | None) -> Quote | None:
    return None if time is None else Quote(text=time.text, article=time.article, span=time.span)


def _change(kind: ChangeKind, left: Quote | None, right: Quote | None, effect: Effect | None = None) -> Change:
    return Change(
        kind=kind,
        left=left.text if left else None,
        right=right.text if right else None,
        left_span=left.span if left else None,
        right_span=right.span if right else None,
        effect=effect,
        left_article=left.article if left else None,
        right_article=right.article if right else None,
    )

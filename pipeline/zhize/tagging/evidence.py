"""Evidence (依据): for every field of a norm the rule that decided it and the words that it saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.types import Evidence

if TYPE_CHECKING:
    from zhize.tagging.drafts import Draft
    from zhize.tagging.scene import Scene
    from zhize.types import Counterpart, Marker, Span


def evidence_of(
    scene: Scene, draft: Draft, action: Span, parties: tuple[Counterpart, ...], times: tuple[Span, ...]
) -> tuple[Evidence, ...]:
    """Return the evidence of a norm: one entry a field, one each for counterparts and times.

    Args:
        scene: the article.
        draft: the norm as the rules read it.
        action: its action, in article offsets.
        parties: its counterparts.
        times: the times that bind it.
    """
    cue = draft.marker or action
    listed = scene.text.find("\n", action.start, action.end) >= 0
    found = [
        _evidence("modality", draft.rule, cue),
        _evidence("bearers", draft.bearer.rule, draft.bearer.span or cue),
        _evidence("action", "listed" if listed else "clauses", action),
    ]
    if draft.condition is not None:
        found.append(_evidence("condition", _kind_of_case(scene.text, draft.condition), draft.condition))
    if draft.exception is not None:
        found.append(_evidence("exception", "exception", draft.exception))
    if parties:
        found += [_evidence("counterparts", party.relation.value, party.span) for party in parties if party.span]
    if times:
        found += [_evidence("time", scene.time_at(time).rule, time) for time in times]
    return tuple(found)


def _evidence(field: str, rule: str, words: Span | Marker) -> Evidence:
    return Evidence(field=field, rule=rule, start=words.start, end=words.end)


def _kind_of_case(text: str, case: Span) -> str:
    """Return how a condition was known: by its end (…的, …后), else as the topic of its clause."""
    last = text[case.end - 1]
    return "case" if last in "的者" else "when" if last in "时后间中下" else "topic"

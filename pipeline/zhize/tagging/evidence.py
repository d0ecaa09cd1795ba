"""Evidence (依据): for every field of a norm the rule that decided it and the words that it saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.types import Evidence, Span

if TYPE_CHECKING:
    from zhize.tagging.drafts import Draft
    from zhize.tagging.scene import Scene
    from zhize.types import Counterpart


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
    cue = draft.marker.span if draft.marker else action
    who = draft.bearer.span or cue
    fields: list[tuple[str, str, Span | None]] = [
        ("modality", draft.rule, cue),
        ("bearers", draft.bearer.rule, who),
        ("action", "listed" if "\n" in action.of(scene.text) else "clauses", action),
        ("condition", _kind_of_case(scene, draft), draft.condition),
        ("exception", "exception", draft.exception),
        *(("counterparts", party.relation.value, party.span) for party in parties),
        *(("time", scene.time_at(time).rule, time) for time in times),
    ]
    return tuple(
        Evidence(field=name, rule=rule, start=span.start, end=span.end)
        for name, rule, span in fields
        if span is not None
    )


def _kind_of_case(scene: Scene, draft: Draft) -> str:
    """Return how a condition was known: by its end (…的, …后), else as the topic of its clause."""
    case = draft.condition
    if case is None:
        return ""
    last = scene.text[case.end - 1]
    return "case" if last in "的者" else "when" if last in "时后间中下" else "topic"

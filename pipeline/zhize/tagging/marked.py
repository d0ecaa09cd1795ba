"""Norms with a marker: which head opens a norm of its own, and which goes on with the last one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.attribution import bearer_of, named, topic_case
from zhize.tagging.bearers import subject_of
from zhize.tagging.cases import excepted, is_step
from zhize.tagging.drafts import Draft
from zhize.tagging.predicate import composes
from zhize.types import Modality, Span

if TYPE_CHECKING:
    from zhize.tagging.bearers import Bearer
    from zhize.tagging.drafts import Reading
    from zhize.tagging.heads import Head
    from zhize.tagging.scene import Group, Scene
    from zhize.types import Marker

_INTERFERES = re.compile("(?:干涉|干预|侵犯|干扰)$")


def open_marked(reading: Reading, clause: Span, head: Head, *, first: bool) -> None:
    """Open a norm at a marker, unless it goes on with the last one.

    Args:
        reading: the sentence so far; changed.
        clause: the clause.
        head: where in it the norm begins.
        first: whether no other head of the clause stands before it.
    """
    scene, last = reading.scene, reading.last
    begin = clause.start if first and not _steps_before(reading, clause, head) else head.start
    if last is not None and begin > clause.start:
        last.end = head.start
    subject = subject_of(scene, begin, head.start)
    composing = head.agent is not None and composes(scene.text, Span(start=head.start, end=clause.end))
    marker = None if composing else head.marker
    bearer, act_from = bearer_of(reading, begin, head, agent=None if composing else head.agent, subject=subject)
    if (guarded := _kept_off(scene, clause, head)) is not None:
        bearer = named(guarded, "guarded")  # 不受其他行政机关干涉 binds the others
    case = topic_case(reading, begin, head.start, subject)
    shared = _shared_case(clause, last) if case is None and not first else None
    if last is not None and _same_norm(reading, last, marker, bearer) and case is None:
        return
    reading.drafts.append(
        Draft(
            start=reading.waiting.start if reading.waiting else begin,
            action=head.start if composing else act_from,
            end=clause.end,
            marker=marker,
            modality=_marked_modality(scene, marker, act_from),
            bearer=bearer,
            rule="marker" if marker else "composition",
            condition=case or shared or reading.case,
            exception=reading.exception or excepted(scene.text, begin, head.start),
            offender=reading.memory.offender,
        )
    )
    if case is not None and reading.waiting is not None:
        reading.case = case  # it holds for every later norm of the sentence
    reading.fresh, reading.waiting, reading.exception = False, None, None


def _shared_case(clause: Span, last: Draft | None) -> Span | None:
    """Return the topic with which a clause opens, for its later heads too: 对不合规的事项|要坚持原则|不得办理."""
    case = last.condition if last is not None else None
    return case if case is not None and case.start == clause.start else None


def _kept_off(scene: Scene, clause: Span, head: Head) -> Group | None:
    """Return whom 不受…干涉 keeps off: they must not interfere."""
    if head.marker is None or head.marker.text != "不" or not scene.text.startswith("受", head.action):
        return None
    group = scene.group_at(head.action + 1)
    return group if group is not None and _INTERFERES.search(scene.text, group.end, clause.end) else None


def _steps_before(reading: Reading, clause: Span, head: Head) -> bool:
    """Whether a clause goes on with the last norm up to its own head: 报副县长审定后|由办公室汇总."""
    text = reading.scene.text
    return reading.last is not None and not reading.fresh and is_step(text, Span(start=clause.start, end=head.start))


def _same_norm(reading: Reading, last: Draft, marker: Marker | None, bearer: Bearer) -> bool:
    """A repeated marker under the same bearer goes on with the norm, unless it brings its own case."""
    if reading.fresh or marker is None or last.marker is None:
        return False
    return last.marker.text == marker.text and last.bearer.names == bearer.names


def _marked_modality(scene: Scene, marker: Marker | None, act_from: int) -> Modality:
    if marker is None or scene.text.startswith(("认定为", "视为", "视同"), act_from):
        return Modality.CONSTITUTIVE
    return marker.modality

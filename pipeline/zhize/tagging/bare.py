"""Norms without a marker: a subject with its predicate, or what a text defines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.attribution import ADVERBIAL, MEETS, bare_subject, bearer_of, occasion, topic_case
from zhize.tagging.bearers import TOWARDS, leading
from zhize.tagging.cases import restricting_topic
from zhize.tagging.drafts import Draft
from zhize.tagging.heads import Head
from zhize.tagging.predicate import constitutive_at, is_ideal, names_topic, task_is
from zhize.tagging.scene import first_verb, verb_at
from zhize.types import Modality, Span, TimeType

_TOPIC = re.compile("(?![在于自经因按对向以为从与])[\u4e00-\u9fff]{2}")
_ENDED = {Modality.PERMISSION, Modality.CONSTITUTIVE}  # the next clause binds the meeting anew
_POSITIVE = re.compile("坚决(?!不)|切实|自觉|认真|积极|努力")
_NEED_NOT = ("无需", "无须", "毋须", "不必", "不需要", "不需", "可不")
_NOT = ("不予", "不得", "不能", "不可", "不公开", "不再", "无权", "不收取", "不参加", "不办理", "不组织", "不安排")
_LONGEST_TOPIC = 10
_HANDS = re.compile("[的向对与和将]")
_INVITES = ("吸收", "邀请", "请", "组织", "安排")

if TYPE_CHECKING:
    from zhize.tagging.bearers import Bearer
    from zhize.tagging.drafts import Reading
    from zhize.tagging.scene import Group, Scene


def read_bare(reading: Reading, clause: Span) -> None:
    """Read a clause without a marker: a subject with its predicate, or more of the last norm."""
    scene, last = reading.scene, reading.last
    group = bare_subject(scene, clause)
    meets = group is None and _meets(reading, clause)
    apart = _apart(reading, clause) if group is None else None
    if apart is None and group is None and last is not None and last.modality is Modality.PROHIBITION:
        apart = clause.start if _POSITIVE.match(scene.text, clause.start) else None  # 严禁泄密，坚决维护…
    parts = meets or apart is not None
    if last is not None and not reading.fresh and not parts and (group is None or _goes_on(scene, last, group)):
        return
    if group is None and not reading.fresh and not _says(scene, clause):
        return
    nobody = Head(start=clause.end, action=clause.end, marker=None)
    bearer, _ = bearer_of(reading, clause.start, nobody, agent=None, subject=group or _topic_owner(scene, clause))
    bearer = reading.memory.meeting if meets and reading.memory.meeting else bearer
    action, rule = _bare_action(reading, clause, group, bearer)
    action = apart if apart is not None and rule == "bare" else action
    case = occasion(scene, clause.start, clause.end) or (
        topic_case(reading, clause.start, clause.start, group) if reading.waiting else None
    )
    reading.drafts.append(
        Draft(
            start=reading.waiting.start if reading.waiting else clause.start,
            action=max(action, case.end if case and case.end < clause.end else action),
            end=clause.end,
            marker=None,
            modality=_bare_modality(scene.text, Span(start=action, end=clause.end), rule),
            bearer=bearer,
            rule=rule,
            condition=case or reading.case,
            exception=reading.exception,
            offender=reading.memory.offender,
            ideal=is_ideal(scene.text, clause),
        )
    )
    if case is not None and reading.waiting is not None:
        reading.case = case  # it holds for every later norm of the sentence
    reading.fresh, reading.waiting, reading.exception = False, None, None


def _meets(reading: Reading, clause: Span) -> bool:
    """Whether a clause that names nobody tells what the meeting does, and the last norm was another's."""
    meeting = reading.memory.meeting
    if meeting is None or reading.last is None:
        return False
    if reading.last.bearer.names == meeting.names and reading.last.modality not in _ENDED:
        return False
    scene = reading.scene
    times = scene.times_in(clause.start, clause.end)
    held = any(scene.type_of(time) is TimeType.FREQUENCY and "召开" in time.of(scene.text) for time in times)
    return held or MEETS.match(scene.text, scene.skip(clause.start, clause.end), clause.end) is not None


def _apart(reading: Reading, clause: Span) -> int | None:
    """Return where the act of a clause with a topic and a time of its own begins: …，会议纪要在5日内|印发."""
    scene, at = reading.scene, clause.start
    times = scene.times_in(at, clause.end)
    if not times or reading.last is None or scene.skip(at, clause.end) != at:
        return None
    if not _TOPIC.match(scene.text, at) or verb_at(scene.text, at):
        return None
    first = next((time for time in times if scene.type_of(time) is not TimeType.VAGUE), None)
    if first is None or not 0 < first.start - at <= _LONGEST_TOPIC or _HANDS.search(scene.text, at, first.start):
        return None
    if first.end == clause.end:
        return clause.start  # 公示期不少于7日
    return first.end if scene.predicate_at(first.end, clause.end) else None


def _says(scene: Scene, clause: Span) -> bool:
    """Whether a clause without a subject says anything: 货船安全证书 as an item and 但是 alone do not."""
    if scene.times_in(clause.start, clause.end) or constitutive_at(scene.text, clause) is not None:
        return True
    if names_topic(scene.text, clause) or task_is(scene.text, clause) is not None:
        return True
    return first_verb(scene.text, clause.start, clause.end) is not None


def _topic_owner(scene: Scene, clause: Span) -> Group | None:
    """Return whose topic a clause names: 县政府全体会议 in 县政府全体会议的主要任务是."""
    if not names_topic(scene.text, clause) and task_is(scene.text, clause) is None:
        return None
    group = leading(scene, clause.start, clause.end)
    return group if group is not None and scene.text.startswith("的", group.end) else None


def _goes_on(scene: Scene, last: Draft, group: Group) -> bool:
    """Whether a clause that opens with bodies goes on with the last norm: the same bearer, or a list cut by a comma."""
    if last.bearer.names == group.names:
        return True
    # 吸收县政府办公室副主任、各镇镇长，|县政府派出机构主要负责人参加
    return any(
        before.end == last.end and scene.text.endswith(_INVITES, last.action, before.start)
        for before in scene.groups_in(last.action, last.end)
    )


def _bare_action(reading: Reading, clause: Span, group: Group | None, bearer: Bearer) -> tuple[int, str]:
    """Return where the act begins, and the rule that saw what kind of clause it is."""
    text = reading.scene.text
    if names_topic(text, clause):
        return clause.end, "constitutive"
    if (at := task_is(text, clause)) is not None:
        return at, "constitutive"
    if (at := constitutive_at(text, Span(start=group.end if group else clause.start, end=clause.end))) is not None:
        return at, "constitutive"
    if group is not None:
        return group.end, "bare"
    if bearer.rule == "waiting" and bearer.span is not None:
        return bearer.span.end, "bare"
    if bearer.rule == "owner" and (topic := _owned_topic(reading, clause)) is not None:
        reading.case = topic
        return topic.end, "bare"
    waiting = reading.waiting
    if waiting is not None and (ADVERBIAL.match(text, waiting.start) or TOWARDS.match(text, waiting.start)):
        return waiting.start, "bare"
    return clause.start, "bare"


def _owned_topic(reading: Reading, clause: Span) -> Span | None:
    """县政府重要事项 before 及时向县委请示报告 is the case, where a time expression parts the two."""
    for time in reading.scene.times_in(clause.start, clause.end):
        if topic := restricting_topic(reading.scene, clause.start, time.start, verbal=False):
            return topic
    return None


def _bare_modality(text: str, action: Span, rule: str) -> Modality:
    if rule == "constitutive":
        return Modality.CONSTITUTIVE
    if text.startswith("行使", action.start) and text.endswith("职权", action.start, action.end):
        return Modality.PERMISSION
    if text.startswith(_NEED_NOT, action.start):
        return Modality.PERMISSION
    if text.startswith(_NOT, action.start):
        return Modality.PROHIBITION
    return Modality.PERMISSION if text.startswith("允许", action.start) else Modality.OBLIGATION

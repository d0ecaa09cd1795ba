"""Reading one sentence into drafts of norms: clause by clause, what waits, what opens a norm, what goes on with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zhize.tagging.bearers import Bearer, doer_in, leading, nominal, owner_of, subject_of
from zhize.tagging.cases import ends_in_de, is_case, is_exception, opening_case, restricting_topic
from zhize.tagging.heads import Head, heads_of
from zhize.tagging.predicate import composes, constitutive_at, is_ideal, names_topic, task_is
from zhize.tagging.scene import verb_at
from zhize.types import BearerSource, Modality, Span

if TYPE_CHECKING:
    from zhize.tagging.clauses import Sentence
    from zhize.tagging.scene import Group, Scene
    from zhize.types import Marker

# Clauses that only prepare a predicate: 按照职责分工，…; 在县长领导下，….
_ADVERBIAL = re.compile(
    r"(?:按照?|根据|依照|依据|参照|结合|遵循|本着|围绕|针对|为了?|通过|经|在[^，]*[下内上中前]$|以[^，]*为|就|从|于|综合考虑|采取[^，]*方式$)"
)
_BAN = {"禁止", "严禁", "不准"}
_DUTIES = {"应当", "应", "须", "必须", "要", "不得", "可以", "可", "有权", "不准", "严禁"}
_ANYBODY = re.compile(r"(?:任何|一切|所有)?")
_WHEN = re.compile(r"必要时|特殊情况下|情况紧急时|需要时")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A norm whose end is not known yet; offsets are article offsets."""

    start: int  # where what belongs to it begins, its condition left out
    action: int
    end: int
    marker: Marker | None
    modality: Modality
    bearer: Bearer
    rule: str
    condition: Span | None = None
    exception: Span | None = None
    ideal: bool = False  # 指导思想是…: constitutive and soft


@dataclass(slots=True, kw_only=True)
class Memory:
    """What an article's earlier sentences leave to the next one."""

    default: str | None
    topic: Bearer | None = None  # what the last sentence was about
    lead_in: Bearer | None = None  # whom the items of a list inherit
    last: Bearer | None = None  # who bore the last norm


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The state of reading one sentence."""

    scene: Scene
    memory: Memory
    drafts: list[Draft] = field(default_factory=list)
    waiting: Span | None = None  # clauses that wait for their predicate
    case: Span | None = None  # holds for every later norm of the sentence
    fresh: bool = False  # the case has not met its norm yet
    exception: Span | None = None
    goes_on: bool = False  # the sentence follows a semicolon

    @property
    def last(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None


def read_sentence(scene: Scene, sentence: Sentence, memory: Memory) -> list[Draft]:
    """Read a sentence into drafts and leave its topic in ``memory``.

    Args:
        scene: the article.
        sentence: one of its sentences.
        memory: what earlier sentences left; changed.
    """
    reading = _Reading(scene=scene, memory=memory, goes_on=sentence.goes_on)
    first, past = opening_case(scene, sentence.clauses)
    for number, clause in enumerate(sentence.clauses):
        following = sentence.clauses[number + 1] if number + 1 < len(sentence.clauses) else None
        if is_exception(scene.text, clause):
            _except(reading, clause)
        elif first <= number < past:
            _state_case(reading, clause)
        else:
            _read_clause(reading, clause, following)
    _remember(reading, sentence)
    return reading.drafts


def _except(reading: _Reading, clause: Span) -> None:
    if reading.last and reading.scene.text.endswith("除外", clause.start, clause.end):
        reading.last.exception = clause
    else:
        reading.exception = clause


def _state_case(reading: _Reading, clause: Span) -> None:
    """Make a clause, with what waited before it, the case of the norms to come."""
    begin = clause.start
    if reading.waiting is not None:
        begin = reading.waiting.start
    elif reading.fresh and reading.case is not None:
        begin = reading.case.start
    reading.case, reading.fresh, reading.waiting = Span(start=begin, end=clause.end), True, None


def _read_clause(reading: _Reading, clause: Span, following: Span | None) -> None:
    scene = reading.scene
    if following is not None and ends_in_de(scene.text, clause):
        _state_case(reading, clause)
        return
    heads = heads_of(scene, clause)
    if heads:
        for number, head in enumerate(heads):
            _open_marked(reading, clause, head, first=number == 0)
    elif following is not None and is_case(scene, clause, opened=bool(reading.drafts) and not reading.fresh):
        _state_case(reading, clause)
        return
    elif following is not None and _prepares(reading, clause, following):
        begin = reading.waiting.start if reading.waiting else clause.start
        reading.waiting = Span(start=begin, end=clause.end)
        return
    else:
        _read_bare(reading, clause)
    if reading.last:
        reading.last.end = clause.end


def _prepares(reading: _Reading, clause: Span, following: Span) -> bool:
    """Whether a clause without a marker is the topic or the adverbial of the next one and no norm."""
    scene = reading.scene
    if names_topic(scene.text, clause) or task_is(scene.text, clause) is not None:
        return False
    group = _bare_subject(scene, clause)
    if group is None and reading.drafts and not reading.fresh:
        return False
    at = scene.skip(group.end if group else clause.start, clause.end)
    if _ADVERBIAL.match(scene.text, at, clause.end) or (group is not None and group.end == clause.end):
        return True
    if group is None and verb_at(scene.text, at) is None and constitutive_at(scene.text, clause) is None:
        return True
    heads = heads_of(scene, following)
    return bool(heads) and (
        _begins(scene, following, heads[0]) or (group is not None and nominal(scene, group, clause))
    )


def _begins(scene: Scene, clause: Span, head: Head) -> bool:
    """Whether a clause opens with a deontic marker and so leans on the clause before it: …，须向县长请假."""
    if head.marker is None or head.marker.text not in _DUTIES:
        return False
    if scene.text.startswith(("并", "且", "也", "还"), clause.start):
        return False
    at = scene.skip(clause.start, head.start)
    return at == head.start or _ADVERBIAL.match(scene.text, at) is not None


# --- norms with a marker ---------------------------------------------------------------------------------------------


def _open_marked(reading: _Reading, clause: Span, head: Head, *, first: bool) -> None:
    scene, last = reading.scene, reading.last
    begin = clause.start if first else head.start
    subject = subject_of(scene, begin, head.start)
    composing = head.agent is not None and composes(scene.text, Span(start=head.start, end=clause.end))
    marker = None if composing else head.marker
    bearer, act_from = _bearer(reading, begin, head, agent=None if composing else head.agent, subject=subject)
    case = _topic_case(reading, begin, head.start, subject)
    if last is not None and _same_norm(reading, last, marker, bearer) and case is None:
        return
    if last is not None and not first:
        last.end = head.start
    reading.drafts.append(
        Draft(
            start=reading.waiting.start if reading.waiting else begin,
            action=head.start if composing else act_from,
            end=clause.end,
            marker=marker,
            modality=_marked_modality(scene, marker, act_from),
            bearer=bearer,
            rule="marker" if marker else "composition",
            condition=case or reading.case,
            exception=reading.exception,
        )
    )
    reading.fresh, reading.waiting, reading.exception = False, None, None


def _same_norm(reading: _Reading, last: Draft, marker: Marker | None, bearer: Bearer) -> bool:
    """A repeated marker under the same bearer goes on with the norm, unless it brings its own case."""
    if reading.fresh or marker is None or last.marker is None:
        return False
    return last.marker.text == marker.text and last.bearer.names == bearer.names


def _marked_modality(scene: Scene, marker: Marker | None, act_from: int) -> Modality:
    if marker is None or scene.text.startswith(("认定为", "视为", "视同"), act_from):
        return Modality.CONSTITUTIVE
    return marker.modality


def _bearer(
    reading: _Reading, begin: int, head: Head, *, agent: Group | None, subject: Group | None
) -> tuple[Bearer, int]:
    """Try the ways to find a bearer, the surest first; return it with the place where the act begins."""
    scene = reading.scene
    if agent is not None:
        return _named(agent, "agent"), head.action
    if subject is not None:
        return _named(subject, "subject"), head.action
    if head.marker is not None and head.marker.text in _BAN and (group := _addressee(scene, head.action)):
        return _named(group, "addressee"), group.end
    if (group := _waiting_subject(reading)) is not None:
        return _named(group, "waiting"), head.action
    if reading.fresh and reading.case is not None and (group := doer_in(scene, reading.case)) is not None:
        end = group.end + scene.text.startswith("，", group.end)
        reading.case = Span(start=end, end=reading.case.end) if end < reading.case.end else reading.case
        return _named(group, "case"), head.action
    if not reading.drafts or reading.waiting is not None:
        start = reading.waiting.start if reading.waiting else begin
        if (group := owner_of(scene, start, head.start)) is not None:
            return _named(group, "owner"), head.action
    return _carried(reading), head.action


def _named(group: Group, rule: str) -> Bearer:
    return Bearer(names=group.names, source=BearerSource.EXPLICIT, rule=rule, span=group.span)


def _addressee(scene: Scene, at: int) -> Group | None:
    """Whom a ban without a subject names: 禁止任何单位和个人…."""
    gap = _ANYBODY.match(scene.text, at)
    return scene.group_at(gap.end() if gap else at)


def _waiting_subject(reading: _Reading) -> Group | None:
    """The subject of the clauses that wait: 外国企业申请设立代表机构，应当…; what it does there is the case."""
    if reading.waiting is None:
        return None
    group = _bare_subject(reading.scene, reading.waiting)
    return None if group is None or nominal(reading.scene, group, reading.waiting) else group


def _carried(reading: _Reading) -> Bearer:
    if reading.last is not None:
        before = reading.last.bearer
        source = BearerSource.DEFAULT if before.source is BearerSource.DEFAULT else BearerSource.CARRIED
        return replace(before, source=source, rule="clause")
    memory = reading.memory
    earlier = memory.lead_in or (memory.last if reading.goes_on else None) or memory.topic
    if earlier is not None and earlier.names:
        return replace(earlier, source=BearerSource.CARRIED, rule="topic")
    names = (reading.memory.default,) if reading.memory.default else ()
    return Bearer(names=names, source=BearerSource.DEFAULT, rule="issuer", span=None)


def _topic_case(reading: _Reading, begin: int, head: int, subject: Group | None) -> Span | None:
    """Return the topic before a head where it restricts the cases: 能以部门名义召开的会议|不…, 重大情况|要…."""
    scene = reading.scene
    if reading.waiting is not None:
        span = reading.waiting
        doer = _waiting_subject(reading)
        if doer is not None:
            at = scene.skip(doer.end, span.end)
            begins = doer.end + scene.text.startswith("，", doer.end)
            adverbial = _ADVERBIAL.match(scene.text, at, span.end) is not None
            return None if adverbial or begins >= span.end else Span(start=begins, end=span.end)
        if _ADVERBIAL.match(scene.text, span.start, span.end):
            return None
        return restricting_topic(scene, span.start, span.end, verbal=True)
    if subject is not None:
        return None
    return restricting_topic(scene, begin, head, verbal=False)


# --- bare norms ------------------------------------------------------------------------------------------------------


def _bare_subject(scene: Scene, clause: Span) -> Group | None:
    """Return the bodies that open a clause, if a predicate follows them."""
    group = leading(scene, clause.start, clause.end)
    if group is None or scene.text.startswith("的", group.end) or scene.governed(group, clause.start):
        return None
    if group.end == clause.end:
        return group
    at = scene.skip(group.end, clause.end)
    if scene.predicate_at(group.end, clause.end) or constitutive_at(scene.text, Span(start=at, end=clause.end)) == at:
        return group
    return None


def _read_bare(reading: _Reading, clause: Span) -> None:
    """Read a clause without a marker: a subject with its predicate, or more of the last norm."""
    scene, last = reading.scene, reading.last
    group = _bare_subject(scene, clause)
    if last is not None and not reading.fresh and (group is None or _goes_on(scene, last, group)):
        return
    nobody = Head(start=clause.end, action=clause.end, marker=None)
    bearer, _ = _bearer(reading, clause.start, nobody, agent=None, subject=group)
    action, rule = _bare_action(reading, clause, group, bearer)
    case = _when(reading, clause) or (
        _topic_case(reading, clause.start, clause.start, group) if reading.waiting else None
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
            ideal=is_ideal(scene.text, clause),
        )
    )
    reading.fresh, reading.waiting, reading.exception = False, None, None


def _goes_on(scene: Scene, last: Draft, group: Group) -> bool:
    """Whether a clause that opens with bodies goes on with the last norm: the same bearer, or a list cut by a comma."""
    if last.bearer.names == group.names:
        return True
    return any(
        before.end == last.end and before.start > last.action for before in scene.groups_in(last.action, last.end)
    )


def _bare_action(reading: _Reading, clause: Span, group: Group | None, bearer: Bearer) -> tuple[int, str]:
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
    if reading.waiting is not None and _ADVERBIAL.match(text, reading.waiting.start):
        return reading.waiting.start, "bare"
    return clause.start, "bare"


def _owned_topic(reading: _Reading, clause: Span) -> Span | None:
    """县政府重要事项 before 及时向县委请示报告 is the case, where a time expression parts the two."""
    for time in reading.scene.times_in(clause.start, clause.end):
        if topic := restricting_topic(reading.scene, clause.start, time.start, verbal=False):
            return topic
    return None


def _when(reading: _Reading, clause: Span) -> Span | None:
    found = _WHEN.match(reading.scene.text, clause.start, clause.end)
    return Span(start=found.start(), end=found.end()) if found else None


def _bare_modality(text: str, action: Span, rule: str) -> Modality:
    if rule == "constitutive":
        return Modality.CONSTITUTIVE
    if text.startswith("行使", action.start) and text.endswith("职权", action.start, action.end):
        return Modality.PERMISSION
    return Modality.OBLIGATION


def _remember(reading: _Reading, sentence: Sentence) -> None:
    """Leave what the sentence was about: its opening body, else its first bearer."""
    memory = reading.memory
    if not reading.drafts:
        return
    topic = reading.drafts[0].bearer
    if topic.rule == "agent":
        opening = leading(reading.scene, sentence.start, sentence.end)
        if opening is not None and reading.scene.text.startswith("由", opening.end):
            topic = _named(opening, "subject")
    memory.last = reading.drafts[-1].bearer
    if sentence.item:
        return
    known = topic.source is not BearerSource.DEFAULT
    if known and (topic.rule not in {"case", "owner"} or memory.topic is None):
        memory.topic = topic
    memory.lead_in = topic if sentence.items and known else None

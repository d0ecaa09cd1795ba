"""Whom a norm binds that names nobody (默示主体), and whom it cannot bind although the sentence before spoke of him.

依法追究刑事责任 is for the judicial organs, whoever was named before. 经营者违反规定的，给予警告 is no duty of the one
who broke the rule; 依法承担赔偿责任 is none of the body that punishes. What is left open is said by what is done: who
files an application is the applicant.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from zhize.lexicon import load
from zhize.lexicon.schema import Implied, ImpliedEntry
from zhize.tagging.cues import finder
from zhize.types import BearerSource, Modality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.tagging.bearers import Bearer
    from zhize.tagging.cues import Finder
    from zhize.tagging.drafts import Draft
    from zhize.tagging.scene import Scene
    from zhize.types import Span

ANYBODY = ("单位", "个人")
_MEASURES = re.compile("超过|少于|低于|高于|超出")  # 保存期限不得少于五年 bars nobody in particular
_FAILURE = re.compile(
    "违反|逾期|隐瞒|拒不|拒绝|擅自|非法|伪造|弄虚作假|玩忽职守|滥用|徇私|未(?!成年|来)|不(?!符|足|同)"
)
_ENCOURAGES = re.compile("鼓励|支持|提倡|倡导")
_AUTHORITIES = ("部门", "机关", "政府", "局", "厅", "委员会", "法院", "检察院", "海关", "监督", "公署")
_TOPIC_HANDED = re.compile("(?:凡|拟|需|确需|所有)?(?:报送|报请|提请|提交|上报|呈报|呈送)")
_HANDED = ("报", "报请", "提交", "送", "经")  # 报送, 上报, 呈报 and 呈送 end in these
_OFFICE = re.compile("办公[室厅]|(?:主要|分管)?领导")
_LONGEST = 8  # characters of an entry
_NAMED = {"agent", "subject", "addressee", "guarded"}


def settled(text: str, draft: Draft, action: Span, default: str | None = None) -> Bearer:
    """Return whom a draft binds, once it is known what is done.

    Args:
        text: the article's text.
        draft: the draft, with the bearer that its sentence gave it.
        action: its action, in article offsets.
        default: whose document it is: who bears what names and implies nobody.

    Returns:
        The draft's bearer where the words of the act leave it as it is; its source is ``default`` and its rule
        ``implied`` where they name another, its names are empty where they only say who it is not.
    """
    bearer = draft.bearer
    if bearer.rule in _NAMED:
        return bearer
    constitutive = draft.modality is Modality.CONSTITUTIVE
    kinds = {entry.kind: entry for _, entry in _act().each(text, action.start, action.end)}
    if entry := kinds.get(Implied.OFFICE):
        return _by_default(bearer, entry.names)
    if (entry := kinds.get(Implied.SANCTION)) and not constitutive:
        # 由公安机关处罚；情节严重的，吊销… goes on with the police.
        return (
            bearer
            if _may_punish(bearer, draft)
            else _by_default(bearer, entry.names or ((default,) if default else ()))
        )
    if Implied.LIABILITY in kinds:
        return _by_default(bearer, ()) if bearer.origin in {"agent", "issuer"} else bearer
    if draft.marker is None and bearer.rule == "case" and not constitutive and _fails(text, draft):
        return _by_default(bearer, (default,) if default else ())  # 经营者违反规定的，予以警告: by whom it may be
    if bearer.rule == "issuer" and draft.modality is Modality.PROHIBITION and _is_for_all(text, draft, action):
        return _by_default(bearer, _left_open(text, draft, action, None))
    if bearer.names or (constitutive and Implied.OPEN not in kinds):
        return bearer
    return _by_default(bearer, _left_open(text, draft, action, kinds.get(Implied.OPEN)))


def _may_punish(bearer: Bearer, draft: Draft) -> bool:
    """Whether who was named before is the authority, and not the one whom the sanction strikes."""
    if bearer.origin == "agent" or not bearer.names:
        return bool(bearer.names)
    struck = draft.offender.names if draft.offender else ()
    if bearer.rule == "case" or bearer.origin not in {"subject", "meeting"} or set(bearer.names) & set(struck):
        return False
    return _is_public(bearer)


def is_addressed(scene: Scene, action: Span, names: tuple[str, ...]) -> bool:
    """Whether an act is directed at those who are supposed to do it: 报县政府 with 县政府 as the default bearer."""
    return any(
        actor.body in names and scene.governed(group, action.start)
        for group in scene.groups_in(action.start, action.end)
        for actor in group.actors
    )


def is_handed_in(scene: Scene, draft: Draft, action: Span, names: tuple[str, ...]) -> bool:
    """Whether a norm is about what others hand in to those who are supposed to act, or hands it in to their office.

    报送县政府的公文，应当…, 公文一律送县政府办公室 and 使用印章，须经县长同意 bind those who turn to 县政府.
    """
    begin = draft.condition.start if draft.condition else draft.start
    for group in scene.groups_in(begin, action.end):
        before = scene.text[max(begin, group.start - _LONGEST) : group.start]
        opens = group.start - begin <= _LONGEST and group.end <= action.start
        about = opens and _TOPIC_HANDED.fullmatch(before)
        if about and scene.text.startswith("的", group.end) and set(group.names) & set(names):
            return True
        if group.start >= action.start and before.endswith(_HANDED):
            return any(_is_of(actor.body, name) for actor in group.actors for name in names)
    return False


def _is_of(body: str, name: str) -> bool:
    """Whether a body is the head or the office of a government: 县长, 副县长, 县政府办公室, 县政府领导同志."""
    head = body.removeprefix("常务").removeprefix("副")
    return head == name.removesuffix("政府") + "长" or _OFFICE.match(body.removeprefix(name)) is not None


def share(drafts: Sequence[Draft], default: str | None) -> None:
    """Let norms of one case that name nobody bind the same: 凡属部门职责的，应报送有关部门，不得报县政府.

    Args:
        drafts: the norms of an article; changed.
        default: whose document it is.
    """
    senders = {draft.condition: draft.bearer for draft in drafts if draft.bearer.rule == "senders" and draft.condition}
    if not senders:
        return
    for draft in drafts:
        if draft.condition in senders and draft.bearer.source is BearerSource.DEFAULT:
            draft.bearer = senders[draft.condition] if draft.bearer.names == (default,) else draft.bearer


def fill_in(drafts: Sequence[Draft]) -> None:
    """Give norms that name nobody and imply nobody the body that the article itself charges: the next, else the last.

    Args:
        drafts: the norms of an article, in order; changed.
    """
    nameless = [
        number
        for number, draft in enumerate(drafts)
        if not draft.bearer.names and draft.modality is not Modality.PROHIBITION
    ]
    if not nameless:
        return
    charged = [draft.bearer if draft.bearer.rule in _NAMED and _is_public(draft.bearer) else None for draft in drafts]
    for number in nameless:
        near = next(filter(None, charged[number:]), None) or next(filter(None, reversed(charged[:number])), None)
        if near is not None:
            drafts[number].bearer = _by_default(drafts[number].bearer, near.names, rule="article")


def _is_public(bearer: Bearer) -> bool:
    return all(name.endswith(_AUTHORITIES) for name in bearer.names)


def _fails(text: str, draft: Draft) -> bool:
    """Whether the case tells of a failure: 违反规定, 逾期不改正, 擅自开工."""
    case = draft.condition
    return case is not None and _FAILURE.search(text, case.start, case.end) is not None


def _is_for_all(text: str, draft: Draft, action: Span) -> bool:
    """Whether a ban that names nobody is nobody's in particular: 禁止在办公区吸烟, 保存期限不得少于五年."""
    always = draft.marker is not None and draft.marker.text in {"禁止", "严禁"}
    return always or _MEASURES.match(text, action.start, action.end) is not None


def punishes(text: str, at: int) -> bool:
    """Whether a sanction begins at a position: 责令退还, 没收违法所得."""
    found = _act().at(text, at, at + _LONGEST)
    return found is not None and found.kind is Implied.SANCTION


def _left_open(text: str, draft: Draft, action: Span, entry: ImpliedEntry | None) -> tuple[str, ...]:
    """Return who is meant where nobody is named: by the act, by the case or topic, or, of a ban, anybody."""
    if draft.modality is Modality.PROHIBITION:
        return () if _MEASURES.match(text, action.start, action.end) else ANYBODY
    if _ENCOURAGES.match(text, action.start, action.end):
        return ()
    if entry is None:
        begin = draft.condition.start if draft.condition else draft.start
        begin += text.startswith(("在", "从"), begin)
        return doers(text, begin)
    return entry.names


def doers(text: str, at: int) -> tuple[str, ...]:
    """Return who is meant by the act or the thing with which a topic opens: 起草单位 by 起草规章; () if nobody is."""
    found = _topics().at(text, at, at + _LONGEST)
    return tuple(found.names) if found is not None else ()


def _by_default(bearer: Bearer, names: tuple[str, ...], rule: str = "implied") -> Bearer:
    return replace(bearer, names=names, source=BearerSource.DEFAULT, rule=rule, origin=rule, span=None)


@cache
def _act() -> Finder[ImpliedEntry]:
    return finder(entry for entry in load("implied", ImpliedEntry) if entry.kind is not Implied.TOPIC)


@cache
def _topics() -> Finder[ImpliedEntry]:
    kinds = {Implied.OPEN, Implied.TOPIC}
    return finder(entry for entry in load("implied", ImpliedEntry) if entry.kind in kinds)

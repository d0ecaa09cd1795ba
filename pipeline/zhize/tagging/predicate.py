"""What a predicate says of the norm: constitutive or not (定性条款), hard or soft (刚性)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zhize.tagging.scene import first_verb, verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhize.lexicon.schema import VerbEntry
    from zhize.tagging.scene import Scene
    from zhize.types import Span

# 由…组成, 实行…制度, 是指…, 视为…, 适用…, 依照…执行: they compose, define or apply instead of binding anybody.
_COMPOSES = re.compile(r"由[^，。；]{1,200}?组成(?=[，。；]|$)")
_CONSTITUTIVE = re.compile(
    r"是指|是(?!否)|包括|分为|下设|设(?![置定施计备法])|设立[^，。；]{0,10}$"
    r"|实行[^，。；]{1,40}(?:制度|制)$|视为|视同|不视为|从其规定|属于|(?:每届)?任期"
)
# These stand anywhere in their clause: 机关事务管理活动|适用本条例, 本条例自…起|施行.
_APPLIES = re.compile(
    r"分为|不?适用(?:本|《|前|该|于)|施行$|生效$|同时废止$|(?:依照|参照|按照)[^，。；]{1,40}(?:执行|确定管辖)$|按[^，。；]{1,20}规定执行$|是指"
    r"|(?:依照|按照?|参照)[^，。；]{1,60}规定(?:办理|处理|执行)$|实行[^，。；]{1,40}制度?$|免征[^，。；]{1,30}$|由下列人员组成"
    r"|以[^，。；]{1,60}为准$|(?:有效期|任期|保存期|保质期)限?(?:为|[一二三四五六七八九十0-9]+年)|归[^，。；]{1,30}所有$|自[行动](?:失效|终止|废止)$"
)
_TOPIC_IS = re.compile(
    r"(?:任务|职责|指导思想|准则|宗旨|原则|内容|目标|方针|范围|条件|标准|权限|程序|总要求)(?:(?:是|为|包括)[，：:]?$|(?=[：:]|$))"
)
_ENDS_TOPIC = "是为括，：:"
_TASK_IS = re.compile(r"的(?:主要|基本|根本)?(?:任务|职责|内容|目标|指导思想|准则)(?:是|为|包括)")
_IDEAL = re.compile(r"(?:指导思想|准则|宗旨|方针|目标|总要求)(?:是|为)?")
# Who leads and who helps, before what both are to do: 县政府办公室牵头，|县司法局配合，|5月底前完成清理.
_LEADS = re.compile("(?:负责)?(?:总)?(?:牵头|主办|主责)(?:负责|组织|协调|抓总|落实|实施|办理)*")
_HELPS = re.compile(
    "(?:应当?|要|予以|给予|积极|密切|主动|全力|共同|协同|分工)*(?:配合|协助|协同|参与|参加|支持)(?:配合|工作|支持)?"
)
# What one could check by looking: a title, a number, a paper, a list.
_CHECKABLE = re.compile(
    r"《|[0-9０-９一二三四五六七八九十]+(?:个|日|天|月|年|次|人|份|元|倍|分之|名|%|％)|书面|公布|备案|报送|签[字署发]|登记|名单|清单|台账|台帐|预案|目录|档案|编制"
)
_CLAUSE = re.compile(r"[^，；。\n：]+")


def task_is(text: str, clause: Span) -> int | None:
    """Return where the content of 会议的主要任务是… begins, if the clause says such a thing and goes on."""
    found = _TASK_IS.search(text, clause.start, clause.end)
    return found.end() if found and found.end() < clause.end else None


def composes(text: str, predicate: Span) -> bool:
    """Whether 由 says of whom a body consists: 由县长、副县长组成."""
    return _COMPOSES.match(text, predicate.start, predicate.end) is not None


def constitutive_at(text: str, clause: Span) -> int | None:
    """Return where a bare clause begins to compose, define or apply, if it does: at its head, or at 适用, 施行."""
    if _opens_constitutive(text, clause.start, clause.end):
        return clause.start
    found = _APPLIES.search(text, clause.start, clause.end)
    return found.start() if found else None


def is_constitutive(text: str, start: int, end: int) -> bool:
    """Whether what composes, defines or applies begins where a stretch begins: 县政府|由县长、副县长组成."""
    return _opens_constitutive(text, start, end) or _APPLIES.match(text, start, end) is not None


def _opens_constitutive(text: str, start: int, end: int) -> bool:
    return _CONSTITUTIVE.match(text, start, end) is not None or _COMPOSES.match(text, start, end) is not None


def names_topic(text: str, span: Span) -> bool:
    """Whether a clause is a topic with its copula or a colon behind it: 会议的主要任务是, 公文签发权限：."""
    colon = text.startswith(("：", ":"), span.end)
    if not colon and text[span.end - 1] not in _ENDS_TOPIC:
        return False
    found = _TOPIC_IS.search(text, span.start, span.end)
    return found is not None and (colon or found[0][-1] in _ENDS_TOPIC)


def leads(text: str, start: int, end: int) -> bool:
    """Whether an act is no more than to lead: 牵头, 负责牵头组织."""
    return _LEADS.fullmatch(text, start, end) is not None


def helps(text: str, start: int, end: int) -> bool:
    """Whether an act is no more than to help: 配合, 积极协助."""
    return _HELPS.fullmatch(text, start, end) is not None


def is_ideal(text: str, span: Span) -> bool:
    """Whether the topic is an ideal and no task: 指导思想是, 工作的准则是."""
    return _IDEAL.search(text, span.start, span.end) is not None


def is_soft_by_verbs(scene: Scene, action: Span, marker: str, *, directed: bool, timed: bool) -> bool:
    """Tell by its verbs whether an obligation names a programme or an attitude, which nobody can check.

    Args:
        scene: the article.
        action: its action, in article offsets.
        marker: the marker's word, or "".
        directed: whether it has a counterpart other than a supervisor.
        timed: whether a deadline or frequency binds it.

    Returns:
        True if every clause of the action opens with a verb of programme or attitude and none names a checkable thing.
    """
    if directed or timed or marker in {"由", "负责", "一律", "须", "必须"}:
        return False
    heads = [verb for verb in opening_verbs(scene, action) if verb is not None]
    soft = sum(verb.soft for verb in heads)
    if not heads or (soft < len(heads) and is_checkable(action.of(scene.text))):
        return False
    return soft * 2 >= len(heads)


def is_checkable(words: str) -> bool:
    """Whether words name what one could check by looking: a title, a number, a paper, a list."""
    return _CHECKABLE.search(words) is not None


def opening_verbs(scene: Scene, action: Span) -> Iterator[VerbEntry | None]:
    """Yield the verb of each clause of an action: the one that opens it, else the first one in it."""
    text = scene.text
    for clause in _CLAUSE.finditer(text, action.start, action.end):
        start, end = clause.span()
        if (opening := verb_at(text, start)) is not None:
            yield opening
            continue
        skipped = scene.skip(start, end)
        yield verb_at(text, skipped) or first_verb(text, skipped + 2, end, least=2)

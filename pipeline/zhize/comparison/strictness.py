"""What a change within a pair asks of a person: is the judged text stricter, looser, or perhaps in conflict?

A change counts where both norms plainly tell the same act to somebody, and where more or less of it binds harder:

- Modality: a marker on both sides; a bare statement may be a duty or a mere description.
- Times: of a duty, a longer period is looser, but stricter where it is how far ahead, how long at least, or how long
  something is kept (会前5个工作日, 不少于30日, 保存五年). A vague word (及时, 适时) that came or went binds nobody by
  itself and does not count; a measure that came or went does, if the other side has no time at all for the act.
- Cases: what begins or ends as a case does (在…时, …的, 因…), if the other text does not say it elsewhere in the
  article; a topic (其他公文) restricts nothing.
- Force: an act that one side only encourages (鼓励, 倡导). What else makes a duty soft is a matter of style.
- A conflict takes an upper norm that binds beyond the upper level's own bodies: how its own office prepares its own
  meetings is a matter of each level (本级自身程序).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from zhize.comparison.coverage import held
from zhize.comparison.equality import fold
from zhize.comparison.nouns import ChangeKind, Effect, FindingKind, Side, StanceKind
from zhize.comparison.senses import sense
from zhize.comparison.sides import BY_RULE
from zhize.types import Bound, Direction, Doubt, Modality, TimeType

if TYPE_CHECKING:
    from zhize.comparison.nouns import Change, Pair, Stance
    from zhize.comparison.sides import SideText
    from zhize.comparison.statements import Statement
    from zhize.types import Time

_WEIGHED: Final = frozenset(
    {ChangeKind.DEADLINE, ChangeKind.FREQUENCY, ChangeKind.MODALITY, ChangeKind.FORCE, ChangeKind.CONDITION}
)
_TIMES: Final = frozenset({ChangeKind.DEADLINE, ChangeKind.FREQUENCY})
_SAID: Final = 0.4  # share of a case's runs of characters from which the other text says it too
_LIKE: Final = 0.6  # likeness from which two acts may be one, and two sentences
_OF_OTHERS: Final = 0.8  # likeness from which two acts are one although others do them
SURELY_ONE: Final = 0.7
"""Likeness of two acts from which they are one, whatever else differs."""
_VALIDITY: Final = ("有效期", "任期", "期限")  # how long something holds is neither strict nor loose
_BEGINS: Final = (
    r"在|因(?!此)|如(?!实|期)|遇|若|凡|未(?!成年|来)|非?经(?!营|济|费)|受.{0,12}委托|除|逾期|必要时|发生|出现|涉及|确需"
    r"|超过|不?符合|不?属于|有(?!关|效|权|利)|无(?!线|害)|违反|拒不|情节|对.*的$"
)
_ENDS: Final = r"(?<![目旨])的|时|[之以]?前|期间|过程中|情况下|情形下|前提下|条件下|[之以]?外|除外"
_WEAK_MARKERS: Final = frozenset({"由", "要", "需", "需要", "负责"})  # whose act it is, rather than that it must be
_ONLY_THEN: Final = "方才"  # 经批准后方可 permits nothing that was forbidden
_CASE: Final = re.compile(rf"(?:{_BEGINS}).*|.*(?:{_ENDS})", re.DOTALL)
_NO_CASE: Final = re.compile(
    r"(?:有|违反|符合|属于)?(?:本条例|本办法|本法|本条|本规定|前|上述|第)[^，。；]{0,14}(?:规定|所列|情形)(?:之一)?的?"
    r"|(?:按照|依照|根据|为了?(?!了)).*|.*(?:所称|是指).*",  # a citation, a manner, a definition
    re.DOTALL,
)
_BRACKET: Final = re.compile(r"[（(][^）)]*[）)]")
_AT_ONCE: Final = ("立即", "立刻", "马上", "当场", "即时", "随时", "第一时间")  # no measure is stricter
_STOPS: Final = frozenset("，。；：,;:\n") | {""}
_DEEMED: Final = "视为"
_EDGES: Final = "，,、；;：: \n"


def verdict(change: Change, pair: Pair, basis: SideText, judged: SideText, stance: Stance) -> FindingKind | None:
    """Return what a change asks of a person; None where it asks nothing.

    Args:
        change: from the basis to the text that is judged.
        pair: where it was seen.
        basis: the upper or older text.
        judged: the other one.
        stance: how the two stand to each other.
    """
    if change.kind not in _WEIGHED or change.effect is None:
        return None
    before, after = norms_of(change, basis, judged)
    if not _one_act(change, before, after):
        return None
    if change.kind in _TIMES:
        kind = _of_time(change, basis, judged, before, after)
    else:
        kind = FindingKind.LOOSER if change.effect is Effect.WEAKER else FindingKind.STRICTER
        kind = kind if _plain(change, pair, basis, judged) else None
    if kind is FindingKind.LOOSER and stance.kind is StanceKind.LEVELS and _conflicts(change, basis, before, after):
        return FindingKind.POSSIBLE_CONFLICT
    return kind


def norms_of(change: Change, basis: SideText, judged: SideText) -> tuple[Statement | None, Statement | None]:
    """Return the norms that a change was seen in; None where its words belong to none."""
    return (
        basis.statement(change.left_norm, change.left_article, change.left_span),
        judged.statement(change.right_norm, change.right_article, change.right_span),
    )


def seen_from_basis(change: Change, stance: Stance) -> Change:
    """Return a change of a pair, which goes from left to right, as one from the basis to the judged text."""
    return change if stance.basis is Side.LEFT else change.mirrored()


def alike(one: Statement, other: Statement) -> float:
    """Return how alike two acts are, 0 to 1, also apart from the rules that they follow."""
    acts = [(sense(each.action), sense(BY_RULE.sub("", each.action))) for each in (one, other)]
    return max(float(Indel.normalized_similarity(*two)) for two in zip(*acts, strict=True))


def _one_act(change: Change, before: Statement | None, after: Statement | None) -> bool:
    """Whether the two norms are one; what stands outside of norms was seen at corresponding places."""
    if before is None or after is None:
        return True
    if change.kind is ChangeKind.CONDITION and not _one_sentence(change, before, after):
        return False
    if change.kind in _TIMES and change.left is not None and change.right is not None:
        return alike(before, after) >= _LIKE
    if change.kind is ChangeKind.MODALITY and not _one_case(before, after):
        return False
    same_bearers = bool(set(before.bearers) & set(after.bearers)) or not (before.bearers and after.bearers)
    return alike(before, after) >= (SURELY_ONE if same_bearers else _OF_OTHERS)


def _one_case(before: Statement, after: Statement) -> bool:
    """Whether two norms do not hold for cases of their own each."""
    if not before.condition or not after.condition:
        return True
    return float(Indel.normalized_similarity(sense(before.condition), sense(after.condition))) >= _LIKE


def _quotes(change: Change, basis: SideText, judged: SideText) -> tuple[str, str]:
    """Return the words of both sides of a change with the character before them; empty for words of the program."""
    return (
        basis.words_from(change.left_article, change.left_span),
        judged.words_from(change.right_article, change.right_span),
    )


def _binds_or_frees(words: str) -> bool:
    """Whether a marker, with the character before it, says by itself what must, may or must not be: not 方可."""
    return bool(words) and words[1:] not in _WEAK_MARKERS and words[0] not in _ONLY_THEN


def _one_sentence(change: Change, before: Statement, after: Statement) -> bool:
    """Whether two sentences are one but for a case that one of them states, and tell an act."""
    case = fold(change.left or change.right or "").text
    ours, theirs = (sense(fold(each.around).text.replace(case, "")) for each in (before, after))
    told = all(Doubt.NO_VERB not in each.norm.doubts for each in (before, after))
    return told and float(Indel.normalized_similarity(ours, theirs)) >= _LIKE


def _plain(change: Change, pair: Pair, basis: SideText, judged: SideText) -> bool:
    """Whether a change of modality, force or case can be seen in the words."""
    if change.kind is ChangeKind.MODALITY:
        return all(_binds_or_frees(quote) for quote in _quotes(change, basis, judged))
    if change.kind is ChangeKind.FORCE:
        norms = norms_of(change, basis, judged)
        return any(one is not None and one.urged for one in norms)
    case = _BRACKET.sub("", change.left or change.right or "").strip(_EDGES)
    other = judged.text_of(pair) if change.left else basis.text_of(pair)
    follows = basis.word_after(change.left_article, change.left_span)
    follows = follows or judged.word_after(change.right_article, change.right_span)
    # 从事经营活动的|单位 says who, and the other text may say so by another word for them.
    attribute = case.endswith("的") and follows not in _STOPS
    shaped = _CASE.fullmatch(case) and not _NO_CASE.fullmatch(case) and not attribute
    return bool(shaped) and held(sense(fold(case).text), sense(other)) < _SAID


# --- times -----------------------------------------------------------------------------------------------------------


def _of_time(
    change: Change, basis: SideText, judged: SideText, before: Statement | None, after: Statement | None
) -> FindingKind | None:
    here = basis.time_at(change.left_article, change.left_span)
    there = judged.time_at(change.right_article, change.right_span)
    time, norm = here or there, before or after
    modality = norm.modality if norm else Modality.OBLIGATION
    if time is None or any(word in time.text for word in _VALIDITY):
        return None
    if (norm and not _addressed(norm)) or (before and _in_case(before, here)) or (after and _in_case(after, there)):
        return None
    if change.effect in {Effect.LONGER, Effect.SHORTER}:
        longer_binds = _longer_binds(time, modality)
        return None if longer_binds is None else _kind(stricter=(change.effect is Effect.LONGER) is longer_binds)
    if modality is not Modality.OBLIGATION or not _told(here, there, before, after):
        return None
    return _kind(stricter=change.effect is Effect.STRONGER)


def _addressed(norm: Statement) -> bool:
    """Whether a norm tells somebody what must be: neither 春节，放假3天 nor what is deemed to be."""
    return (bool(norm.norm.bearers) or norm.norm.marker is not None) and _DEEMED not in norm.action


def _in_case(norm: Statement, time: Time | None) -> bool:
    """Whether a time belongs to the case of a norm: 七日内未回复的."""
    case = norm.norm.condition
    return case is not None and time is not None and case.start <= time.start and time.end <= case.end


def _kind(*, stricter: bool) -> FindingKind:
    return FindingKind.STRICTER if stricter else FindingKind.LOOSER


def _longer_binds(time: Time, modality: Modality) -> bool | None:
    """Whether a longer time is harder to keep; None where it is neither harder nor easier."""
    if modality is Modality.CONSTITUTIVE:
        return None
    if modality is Modality.PROHIBITION and "超过" in time.text:
        return False
    if modality is Modality.PERMISSION:
        return time.bound is Bound.MIN or time.text.startswith("满")  # 登记满二年的可以申请
    ahead = time.direction is Direction.BEFORE and time.bound is not Bound.MAX
    return ahead or time.bound is Bound.MIN or (time.type is TimeType.DURATION and time.bound is not Bound.MAX)


def _told(here: Time | None, there: Time | None, before: Statement | None, after: Statement | None) -> bool:
    """Whether a time that one side has, or has more exactly, tells anything of the other side."""
    if here and there:
        return not any(word in time.text for time in (here, there) for word in _AT_ONCE)
    time, bare = here or there, after if here else before
    return time is not None and time.type is not TimeType.VAGUE and bare is not None and not bare.norm.time


# --- conflicts -------------------------------------------------------------------------------------------------------


def _conflicts(change: Change, basis: SideText, before: Statement | None, after: Statement | None) -> bool:
    """Whether the judged text gives more time, or permits what is forbidden, where the upper norm binds it too."""
    if before is None:
        return False
    if change.kind is ChangeKind.MODALITY:
        forbidden = before.modality is Modality.PROHIBITION
        permits = after is None or after.modality is Modality.PERMISSION
        return forbidden and permits and not basis.keeps_to_own(before)
    if change.kind is not ChangeKind.DEADLINE or change.effect not in {Effect.LONGER, Effect.SHORTER}:
        return False
    return _binds_beyond(basis, before)


def _binds_beyond(basis: SideText, norm: Statement) -> bool:
    """Whether an upper norm binds the lower level or the public, and is no procedure of the upper level's own."""
    if basis.keeps_to_own(norm):
        return False
    return basis.binds_below(norm) or basis.outward or basis.meets_public(norm)

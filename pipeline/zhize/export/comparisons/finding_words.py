"""What is said of a comparison: its changes and reasons as sentences, how many findings, how much is repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zhize.bodies import body_of, home_of
from zhize.comparison import ChangeKind, Effect, FindingKind, Side, StanceKind, repeated
from zhize.labels import CHANGE_KIND, EFFECT, FINDING, GROUND, STANCE_SIDES
from zhize.types import ActorType, Bound, Direction
from zhize.values import Standing

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.comparison import Change, Comparison, Finding, Pair, Stance
    from zhize.types import Norm

SHORT: Final = {
    StanceKind.VERSIONS: ("原", "新"),
    StanceKind.LEVELS: ("上级", "本级"),
    StanceKind.PEERS: ("左", "右"),
}
"""What the text that is the basis and the one that is judged are called within a sentence."""

GRAVEST_FIRST: Final = (
    FindingKind.POSSIBLE_CONFLICT,
    FindingKind.LOOSER,
    FindingKind.STRICTER,
    FindingKind.LACKING,
    FindingKind.WITHOUT_BASIS,
)
"""The kinds of findings, what a person should see first before the others."""

MEANINGS: Final = {
    StanceKind.VERSIONS: {
        FindingKind.LOOSER: "同一事项，新文本的要求低于原文本。",
        FindingKind.STRICTER: "同一事项，新文本的要求高于原文本。",
        FindingKind.LACKING: "原文本规定的义务、禁止，新文本未见相应文字。",
        FindingKind.WITHOUT_BASIS: "新文本规定的义务、禁止、许可，原文本未见相应文字。",
    },
    StanceKind.LEVELS: {
        FindingKind.POSSIBLE_CONFLICT: (
            "上级文本禁止而本级文本许可，或者本级文本的期限比上级文本宽；只列上级文本约束下级机关或者社会公众的规定。"
        ),
        FindingKind.LOOSER: "同一事项，本级文本的要求低于上级文本；上级机关管其自身程序的规定也列在这里。",
        FindingKind.STRICTER: "同一事项，本级文本的要求高于上级文本。",
        FindingKind.LACKING: "上级文本规定的义务、禁止，本级文本未见相应文字。",
        FindingKind.WITHOUT_BASIS: "本级文本规定的义务、禁止、许可，上级文本未见相应文字，可能是细化，也可能是增设。",
    },
    StanceKind.PEERS: {
        FindingKind.LOOSER: "同一事项，右文的要求低于左文。",
        FindingKind.STRICTER: "同一事项，右文的要求高于左文。",
        FindingKind.LACKING: "左文规定的义务、禁止，右文未见相应文字。",
        FindingKind.WITHOUT_BASIS: "右文规定的义务、禁止、许可，左文未见相应文字。",
    },
}
"""What the list of a kind answers; what a stance has no entry for is not asked of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCount:
    """How many findings of a kind there are."""

    kind: FindingKind
    name: str  # 上有、本级无
    count: int
    norms: int  # those that stand along included

    @property
    def more(self) -> str:
        """What a count is followed by where norms stand along: （共30条规范）."""
        return f"（共{self.norms}条规范）" if self.norms > self.count else ""

    @property
    def amount(self) -> str:
        """The count in words: 12项（共30条规范）."""
        return f"{self.count}项{self.more}"


def finding_counts(comparison: Comparison) -> tuple[FindingCount, ...]:
    """Return how many findings of each kind there are, those without any included, the gravest kind first."""
    names = FINDING[comparison.stance.kind]
    found = {kind: [one for one in comparison.findings if one.kind is kind] for kind in FindingKind}
    return tuple(
        FindingCount(
            kind=kind,
            name=names[kind],
            count=len(found[kind]),
            norms=sum(1 + len(one.along) for one in found[kind]),
        )
        for kind in GRAVEST_FIRST
        if kind in MEANINGS[comparison.stance.kind]
    )


def reason_words(pair: Pair) -> tuple[str, ...]:
    """Return what speaks for a pair: 文字相近83%, 同名章节：依法行政."""
    return tuple(
        GROUND[reason.ground] + (f"：{reason.said}" if reason.said else f"{reason.weight:.0%}" * (reason.weight > 0))
        for reason in pair.reasons
    )


def change_words(change: Change, stance: Stance, *, effect: str = "") -> str:
    """Return a change as a sentence, from the basis to the text that is judged.

    Args:
        change: of a pair, from left to right.
        stance: which side is the basis, and what the sides are called.
        effect: what to say of the effect, where more than its name is known: `effect_words`.

    Returns:
        时限：“会前5日”改为“会前3日”，缩短 of versions, 时限：上级“15日内”，本级“10日内”，缩短 of levels.
    """
    seen = change if stance.basis is Side.LEFT else change.mirrored()
    name, (basis, judged) = CHANGE_KIND[seen.kind], SHORT[stance.kind]
    if seen.kind in {ChangeKind.NORM_ADDED, ChangeKind.NORM_REMOVED}:
        if stance.kind is StanceKind.VERSIONS:
            return f"{name}：{seen.left or seen.right}"
        return f"{judged}有、{basis}无：{seen.right}" if seen.right else f"{basis}有、{judged}无：{seen.left}"
    # Words without a place are no words of the text: 硬性, 倡导, 义务.
    before = f"“{seen.left}”" if seen.left_span else seen.left
    after = f"“{seen.right}”" if seen.right_span else seen.right
    effect = f"，{effect or EFFECT[seen.effect]}" if seen.effect else ""
    if stance.kind is StanceKind.VERSIONS:
        both, gone, come = f"{before}改为{after}", f"删去{before}", f"增加{after}"
    else:
        both, gone, come = f"{basis}{before}，{judged}{after}", f"仅{basis}有{before}", f"仅{judged}有{after}"
    return f"{name}：{both if before and after else gone if before else come}{effect}"


def effect_words(finding: Finding, comparison: Comparison) -> str:
    """Return the effect of a change of how far ahead something is due: 提前量缩短（本级自身程序）; empty for others.

    A shorter 会前5日 is looser, a shorter 5日内 stricter, so that 缩短 alone misleads. 本级自身程序 stands where the
    upper text binds neither a lower body nor somebody outside government.
    """
    change, basis = finding.change, _basis(comparison)
    if change is None or change.kind is not ChangeKind.DEADLINE or change.effect is None or finding.basis is None:
        return ""
    seen = change if comparison.stance.basis is Side.LEFT else change.mirrored()
    if seen.effect is None or not _is_ahead(seen, basis):
        return ""
    own = comparison.stance.kind is StanceKind.LEVELS and _own_procedure(finding.basis, basis)
    ahead = seen.effect in {Effect.SHORTER, Effect.LONGER}
    return "提前量" * ahead + EFFECT[seen.effect] + "（本级自身程序）" * own


def repetition(comparison: Comparison) -> tuple[str, str]:
    """Return how much of the judged text stands word for word in the basis, and what is counted: 32%, 本级文本中…."""
    basis, judged = STANCE_SIDES[comparison.stance.kind]
    counted = f"{judged}中与{basis}逐字相同的文字（连续八字以上）所占比例，随级的称谓视为相同"
    return f"{repeated(comparison):.0%}", counted


# --- how far ahead ---------------------------------------------------------------------------------------------------


def _basis(comparison: Comparison) -> Analysis:
    return comparison.left if comparison.stance.basis is Side.LEFT else comparison.right


def _is_ahead(change: Change, basis: Analysis) -> bool:
    """Whether the words of the basis say how long before something: 会前5日; not at most so long: 会前不超过5日."""
    span = change.left_span
    return span is not None and any(
        time.direction is Direction.BEFORE and time.bound is not Bound.MAX
        for time in basis.times
        if time.article == change.left_article and time.start < span.end and span.start < time.end
    )


def _own_procedure(norm: Norm, basis: Analysis) -> bool:
    home = home_of(basis.regulation)
    if any(body_of(name, home).standing is Standing.LOWER for name in norm.bearers):
        return False
    return not any(
        actor.type is ActorType.GROUP and (actor.body in norm.bearers or _inside(actor.start, norm))
        for actor in basis.actors
        if actor.article == norm.article
    )


def _inside(offset: int, norm: Norm) -> bool:
    return norm.action.start <= offset < norm.action.end

"""Two texts, or many, beside each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from zhize.comparison.nouns import FindingKind, PairType
from zhize.display.parts import FAINT, bar, block, box, cut, facts, fold, table, text, title
from zhize.labels import CHANGE_KIND, EFFECT, FINDING, PAIR_TYPE, STANCE
from zhize.passages import article_name

if TYPE_CHECKING:
    from zhize.analysis import Analysis
    from zhize.comparison.nouns import Change, Comparison, Pair
    from zhize.families import Family

_PAIRS: Final = 60
_CHANGES: Final = 3  # of a pair, the others are counted


def comparison_html(comparison: Comparison) -> str:
    """Return a comparison: how many pairs of each type, what a person should judge, and the pairs that differ."""
    types = Counter(pair.type for pair in comparison.pairs)
    kinds = Counter(finding.kind for finding in comparison.findings)
    names = FINDING[comparison.stance.kind]
    sizes = f"{len(comparison.left.regulation.articles)} ↔ {len(comparison.right.regulation.articles)}"
    return box(
        title(f"《{comparison.left.regulation.title}》 ↔ 《{comparison.right.regulation.title}》"),
        facts((("关系", STANCE[comparison.stance.kind]), ("条文", sizes))),
        facts((PAIR_TYPE[kind], types[kind]) for kind in PairType if types[kind]),
        facts((names[kind], kinds[kind]) for kind in FindingKind if kinds[kind]),
        _differing(comparison),
    )


def _differing(comparison: Comparison) -> str:
    differing = [pair for pair in comparison.pairs if pair.type is not PairType.IDENTICAL]
    if not differing:
        return ""
    shown = differing[:_PAIRS]
    rows = (_row(comparison, pair) for pair in shown)
    foot = f"另有{len(differing) - len(shown)}对" if len(differing) > len(shown) else ""
    return fold(f"不同的条文{len(differing)}对", table(("左", "右", "类型", "相似度", "变化"), rows, foot=foot))


def family_html(family: Family) -> str:
    """Return a family: the texts, and how near each two of them are."""
    names = [analysis.regulation.title or analysis.regulation.id for analysis in family.texts]
    rows = (
        (
            text(names[kin.left]),
            text(names[kin.right]),
            f"{bar(kin.likeness)} {text(f'{kin.likeness:.2f}', FAINT)}",
            text(f"{kin.share_left:.0%}"),
            text(f"{kin.share_right:.0%}"),
            text("未定" if kin.source is None else names[kin.source]),
        )
        for kin in sorted(family.kinships, key=lambda kin: -kin.likeness)[:_PAIRS]
    )
    heads = ("文件", "另一文件", "整体相近", "前者有对应", "后者有对应", "来源")
    return box(title(f"{len(names)}件文件"), facts([("条文谱系", len(family.strands))]), table(heads, rows))


def _row(comparison: Comparison, pair: Pair) -> tuple[str, ...]:
    changes = "".join(block(text(_change(change))) for change in pair.changes[:_CHANGES])
    more = len(pair.changes) - _CHANGES
    return (
        text(_places(comparison.left, pair.left), "white-space:nowrap"),
        text(_places(comparison.right, pair.right), "white-space:nowrap"),
        text(PAIR_TYPE[pair.type], "white-space:nowrap"),
        text(f"{pair.mapped_similarity:.2f}" if pair.left and pair.right else ""),
        changes + (block(text(f"另有{more}处"), FAINT) if more > 0 else ""),
    )


def _places(analysis: Analysis, ids: tuple[str, ...]) -> str:
    return "、".join(article_name(analysis.regulation.article(each)) for each in ids)


def _change(change: Change) -> str:
    effect = f"（{EFFECT[change.effect]}）" if change.effect else ""
    return f"{CHANGE_KIND[change.kind]}：{cut(change.left or '无', 40)} → {cut(change.right or '无', 40)}{effect}"

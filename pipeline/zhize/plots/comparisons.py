"""Plots of comparisons: which article stands for which, what changed, how near many texts are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pandas as pd

from zhize import labels
from zhize.comparison.nouns import Effect, PairType
from zhize.export.colours import BLUE, GREEN, GREY, RED
from zhize.plots.canvas import INK, PALE, SAND, drawing, noted, nothing, stacked, titled, totals
from zhize.plots.fonts import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from zhize.analysis import Analysis
    from zhize.comparison import Comparison
    from zhize.families import Family

_VIOLET: Final = "#8a5fa8"
_LOOK: Final[Mapping[PairType, tuple[str, str]]] = {
    PairType.IDENTICAL: (BLUE, "o"),
    PairType.ADAPTED: (GREEN, "o"),
    PairType.MODIFIED: (SAND, "D"),
    PairType.SPLIT: (_VIOLET, "^"),
    PairType.MERGED: (_VIOLET, "v"),
    PairType.ADDED: (RED, "+"),
    PairType.DELETED: (RED, "x"),
}
_OTHER: Final = "other"
_EFFECT: Final[Mapping[str, str]] = {**labels.EFFECT, _OTHER: "其他"}
_EFFECT_COLOUR: Final = {
    Effect.WEAKER: SAND,
    Effect.STRONGER: RED,
    Effect.SHORTER: _VIOLET,
    Effect.LONGER: GREEN,
    _OTHER: GREY,
}
_DARK: Final = 0.6  # likeness above which words are white
_NAMES: Final = 14
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200)
_TICKS: Final = 8


def similarity(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw which article stands for which (条文对应): a mark for each pair, the larger the more alike.

    Who reads along the diagonal sees what was moved; articles of one side only stand at its edge.

    Args:
        comparison: what `zhize.compare` returned.
        ax: where to draw; by default on a new figure.
    """
    left, right = _places(comparison.left), _places(comparison.right)
    with drawing(ax, height=5.6, width=7.4) as axes:
        titled(axes, "条文对应")
        if not comparison.pairs:
            nothing(axes, "没有条文")
            return axes
        # What is lacking stands outside the axes of numbers, at a distance that grows with the text.
        edge_x, edge_y = -0.04 * len(left), -0.04 * len(right)
        for kind, (colour, mark) in _LOOK.items():
            found = [pair for pair in comparison.pairs if pair.type is kind]
            spots = [
                (
                    left.get(one, edge_x),
                    right.get(other, edge_y),
                    20 + 65 * pair.mapped_similarity**2 if pair.left and pair.right else 60,
                )
                for pair in found
                for one in pair.left or ("",)
                for other in pair.right or ("",)
            ]
            if spots:
                x, y, sizes = zip(*spots, strict=True)
                label = f"{labels.PAIR_TYPE[kind]} {len(found)}"
                axes.scatter(x, y, s=sizes, color=colour, marker=mark, alpha=0.85, linewidth=1.2, label=label)
        axes.axvline(0.4 + edge_x / 2, color="#d5d8dc", linewidth=0.8)
        axes.axhline(0.4 + edge_y / 2, color="#d5d8dc", linewidth=0.8)
        axes.set_xlim(edge_x * 2, len(left) + 1)
        axes.set_ylim(len(right) + 1, edge_y * 2)
        axes.set_xticks(_ticks(len(left)))
        axes.set_yticks(_ticks(len(right)))
        axes.set_ylabel(f"《{_title(comparison.right)}》条文次序")
        noted(axes, f"《{_title(comparison.left)}》条文次序；标记越大越相近，线外为一侧独有")
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), labelcolor=PALE)
    return axes


def pair_types(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw how many pairs of articles are identical, adapted, modified … (条文对应的类型).

    Args:
        comparison: what `zhize.compare` returned.
        ax: where to draw; by default on a new figure.
    """
    found = Counter(pair.type for pair in comparison.pairs)
    kinds = [kind for kind in PairType if found[kind]]
    with drawing(ax, rows=len(kinds)) as axes:
        titled(axes, "条文对应的类型", [])
        if not kinds:
            nothing(axes, "没有条文")
            return axes
        axes.barh(
            range(len(kinds)), [found[kind] for kind in kinds], color=[_LOOK[kind][0] for kind in kinds], height=0.7
        )
        axes.set_yticks(range(len(kinds)), [labels.PAIR_TYPE[kind] for kind in kinds])
        axes.set_ylim(len(kinds) - 0.4, -0.6)
        totals(axes, [found[kind] for kind in kinds])
        noted(axes, f"对；《{_title(comparison.left)}》与《{_title(comparison.right)}》")
    return axes


def changes(comparison: Comparison, *, ax: Axes | None = None) -> Axes:
    """Draw what changed from the left text to the right one (变化), and which way it goes.

    Args:
        comparison: what `zhize.compare` returned.
        ax: where to draw; by default on a new figure.
    """
    rows = [(change.kind.value, change.effect or _OTHER) for pair in comparison.pairs for change in pair.changes]
    frame = pd.DataFrame(rows, columns=["kind", "effect"])
    counts = pd.crosstab(frame["kind"], frame["effect"])
    counts = counts.reindex([kind for kind in labels.CHANGE_KIND if kind in counts.index])
    with drawing(ax, rows=len(counts)) as axes:
        titled(axes, "变化的种类与方向", [])
        if counts.empty:
            nothing(axes, "没有变化")
            return axes
        stacked(axes, counts.rename(index=labels.CHANGE_KIND), _EFFECT, _EFFECT_COLOUR)
        totals(axes, counts.sum(axis=1).tolist())
        noted(axes, f"处；从《{_title(comparison.left)}》到《{_title(comparison.right)}》")
    return axes


def kinships(family: Family, *, ax: Axes | None = None) -> Axes:
    """Draw how near each two of many texts are (整体相近), 0 to 1.

    Args:
        family: what `zhize.compare_all` returned.
        ax: where to draw; by default on a new figure.
    """
    names = [words(text.regulation.title or text.regulation.id, _NAMES) for text in family.texts]
    size = len(names)
    cells = [
        [1.0 if one == other else family.kinship(one, other).likeness for other in range(size)] for one in range(size)
    ]
    with drawing(ax, height=2.6 + 0.5 * size, width=3.4 + 0.6 * size) as axes:
        titled(axes, "文件之间的相近程度")
        axes.imshow(cells, cmap="Blues", vmin=0, vmax=1.25, aspect="auto")
        for y, row in enumerate(cells):
            for x, value in enumerate(row):
                said = "—" if x == y else f"{value:.2f}"
                axes.text(x, y, said, ha="center", va="center", fontsize=9, color="white" if value > _DARK else INK)
        axes.set_yticks(range(size), names)
        axes.set_xticks(range(size), names, rotation=40, ha="right", rotation_mode="anchor")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return axes


def _places(analysis: Analysis) -> dict[str, int]:
    """Return where each article stands in its text, from 1."""
    return {article.id: number for number, article in enumerate(analysis.regulation.articles, 1)}


def _ticks(last: int) -> list[int]:
    """Return numbers of articles at an even distance, the first one among them."""
    step = next((step for step in _STEPS if last <= step * _TICKS), last)
    return sorted({1, *range(step, last + 1, step)}) if last else []


def _title(analysis: Analysis) -> str:
    return words(analysis.regulation.title or analysis.regulation.id, 24)

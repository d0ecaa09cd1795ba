"""Plots of the norms: who bears most, what kind they are, how firm, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from zhize import labels, tables
from zhize.export.colours import BLUE, GREY
from zhize.export.colours import MODALITY as MODALITY_COLOUR
from zhize.passages import DOUBTFUL
from zhize.plots.canvas import HATCHES, INK, SAND, drawing, noted, nothing, stacked, titled, totals
from zhize.types import Force

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from zhize.analysis import Analysis

_NONE: Final = "没有找到规范"
_BINS: Final = [number / 20 for number in range(21)]
_FORCE_COLOUR: Final[Mapping[str, str]] = {Force.HARD: BLUE, Force.SOFT: SAND}
_WHOLE: Final = "（不分章）"
_ROWS: Final = 30


def duties_by_body(source: Analysis | pd.DataFrame, *, most: int = 15, ax: Axes | None = None) -> Axes:
    """Draw who bears most norms, and of which modality (各主体承担的规范).

    Args:
        source: an analysis, or what `zhize.matrix` returned of one or many.
        most: how many bodies at most; how many others there are is said below.
        ax: where to draw; by default on a new figure.
    """
    frame = _matrix(source)
    borne = frame.explode("bearers").dropna(subset="bearers")
    counts = pd.crosstab(borne["bearers"], borne["modality"])
    # The name decides between bodies of equal number, so that the picture is the same each time.
    order = counts.assign(total=counts.sum(axis=1), name=counts.index).sort_values(
        ["total", "name"], ascending=[False, True]
    )
    shown = counts.loc[order.index[:most]]
    unstated = int((frame["bearers"].str.len() == 0).sum())
    rest = len(counts) - len(shown)
    with drawing(ax, rows=len(shown)) as axes:
        titled(axes, "承担规范最多的主体", _titles(frame))
        if shown.empty:
            nothing(axes, _NONE)
            return axes
        stacked(axes, shown, labels.MODALITY, MODALITY_COLOUR)
        totals(axes, shown.sum(axis=1).tolist())
        noted(
            axes,
            "规范数；几个主体共同承担的，各计一次",
            f"另有{rest}个主体，各{order['total'].iloc[most]}条以下（含本数）" if rest else "",
            f"另有{unstated}条未写明主体" if unstated else "",
        )
    return axes


def modalities(source: Analysis | pd.DataFrame, *, by: str = "chapter", ax: Axes | None = None) -> Axes:
    """Draw how many norms of each modality each chapter has (各章的规范), in the order of the text.

    Args:
        source: an analysis, or what `zhize.matrix` returned.
        by: the column whose values are the rows: ``title`` for one row a text.
        ax: where to draw; by default on a new figure.
    """
    frame, counts, rest = _counted(source, by, "modality")
    with drawing(ax, rows=len(counts)) as axes:
        titled(axes, f"各{_unit(by)}的规范", _titles(frame))
        if counts.empty:
            nothing(axes, _NONE)
            return axes
        stacked(axes, counts, labels.MODALITY, MODALITY_COLOUR)
        totals(axes, counts.sum(axis=1).tolist())
        noted(axes, "规范数", rest)
    return axes


def forces(source: Analysis | pd.DataFrame, *, by: str = "chapter", ax: Axes | None = None) -> Axes:
    """Draw which share of each chapter's norms one could check (硬性), and which only names an aim (倡导).

    Args:
        source: an analysis, or what `zhize.matrix` returned.
        by: the column whose values are the rows: ``title`` for one row a text.
        ax: where to draw; by default on a new figure.
    """
    frame, counts, rest = _counted(source, by, "force")
    with drawing(ax, rows=len(counts)) as axes:
        titled(axes, f"各{_unit(by)}的硬性规范与倡导性规范", _titles(frame))
        if counts.empty:
            nothing(axes, _NONE)
            return axes
        totals_ = counts.sum(axis=1)
        stacked(axes, counts.div(totals_, axis=0), labels.FORCE, _FORCE_COLOUR)
        for place, number in enumerate(totals_.tolist()):
            axes.text(1.01, place, f"{number}条", va="center", fontsize=9, color=GREY)
        axes.set(xlim=(0, 1))
        axes.xaxis.set_major_formatter("{x:.0%}")
        if legend := axes.get_legend():
            legend.set_bbox_to_anchor((1.09, 1.0))
        noted(axes, "占规范的比例", rest)
    return axes


def confidences(source: Analysis | pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how sure the norms are (置信度), and which of them a person should look at.

    Args:
        source: an analysis, or what `zhize.matrix` returned.
        ax: where to draw; by default on a new figure.
    """
    frame = _matrix(source)
    sure = frame["confidence"].tolist()
    with drawing(ax, height=3.4) as axes:
        titled(axes, "规范的置信度", _titles(frame))
        if not sure:
            nothing(axes, _NONE)
            return axes
        _bins(axes, [value for value in sure if value < DOUBTFUL], SAND, HATCHES[1])
        _bins(axes, [value for value in sure if value >= DOUBTFUL], BLUE, HATCHES[0])
        axes.axvline(DOUBTFUL, color=INK, linewidth=0.9, linestyle="--")
        low = sum(value < DOUBTFUL for value in sure)
        axes.text(
            DOUBTFUL, 0.98, f"低于{DOUBTFUL}：{low}条 ", transform=axes.get_xaxis_transform(), ha="right", va="top"
        )
        axes.set(ylabel="规范数", xlim=(0, 1))
        noted(axes, "置信度：读成这样的规范，模态和主体有多大比例与人读的一致")
    return axes


def _matrix(source: Analysis | pd.DataFrame) -> pd.DataFrame:
    return source if isinstance(source, pd.DataFrame) else tables.matrix(source)


def _bins(axes: Axes, values: list[float], colour: str, hatch: str) -> None:
    axes.hist(values, bins=_BINS, color=colour, hatch=hatch, edgecolor="white", linewidth=0.8)


def _titles(frame: pd.DataFrame) -> list[str]:
    documents = frame.drop_duplicates("document")
    return [str(title) for title in documents["title"].fillna("")] if any(documents["title"].fillna("")) else []


def _counted(source: Analysis | pd.DataFrame, by: str, what: str) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the matrix, its norms counted by row and part in the order of the text, and what was left out."""
    frame = _matrix(source)
    rows = frame[by].astype("object").where(frame[by].notna(), _WHOLE)
    counts = pd.crosstab(rows, frame[what]).reindex(rows.drop_duplicates())
    left = len(counts) - _ROWS
    return frame, counts.iloc[:_ROWS], f"另有{left}行未画" if left > 0 else ""


def _unit(by: str) -> str:
    return {"chapter": "章", "title": "文件", "document": "文件"}.get(by, tables.labels().get(by, by))

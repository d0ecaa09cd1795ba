"""Plots of the times: what is due when, and how many times have a measure at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
from matplotlib.lines import Line2D

from zhize import labels, tables
from zhize.due_dates.measures import ends_of
from zhize.export.colours import BLUE, GREEN, GREY, RED
from zhize.plots.canvas import PALE, SAND, drawing, noted, nothing, stacked, titled, totals
from zhize.plots.fonts import words
from zhize.types import Direction, TimeType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

    from zhize.analysis import Analysis
    from zhize.due_dates.measures import Measure

_DAY: Final = 86_400
_MONTH: Final = 30.4
_TICKS: Final = {
    1 / 24: "1小时",
    1: "1日",
    7: "1周",
    30.4: "1个月",
    91.3: "3个月",
    365: "1年",
    1826: "5年",
    7305: "20年",
}
_MARK: Final[Mapping[str, tuple[str, str, str]]] = {
    Direction.BEFORE: ("<", RED, "之前（提前）"),
    Direction.WITHIN: ("o", BLUE, "以内"),
    Direction.AFTER: (">", GREEN, "之后"),
    "": ("s", GREY, "方向不明"),
}
_TYPE_COLOUR: Final[Mapping[str, str]] = {
    TimeType.DEADLINE: BLUE,
    TimeType.FREQUENCY: GREEN,
    TimeType.DURATION: GREY,
    TimeType.VAGUE: SAND,
}


def deadlines(source: Analysis | pd.DataFrame, *, most: int = 24, ax: Axes | None = None) -> Axes:
    """Draw the deadlines along a line of time, the shortest first (时限).

    Each has its words and its place; where there are more than ``most``, equal ones are one row with their number.
    A hollow mark counts working days, which are drawn as so many days; a month is drawn as 30.4 days.

    Args:
        source: an analysis, or what `zhize.tables.times` returned of one or many.
        most: how many rows at most; how many others there are is said below.
        ax: where to draw; by default on a new figure.
    """
    frame = source if isinstance(source, pd.DataFrame) else tables.times(source)
    rows, unmeasured = _deadlines(frame)
    if len(rows) > most:
        rows = _grouped(rows)
    chosen = sorted(sorted(rows, key=lambda row: -row.number)[:most], key=lambda row: row.order)
    rest = len(rows) - len(chosen)
    with drawing(ax, rows=len(chosen)) as axes:
        titled(axes, "时限的长短", _titles(frame))
        if not chosen:
            nothing(axes, "没有以时长表示的时限")
            return axes
        for place, row in enumerate(chosen):
            _draw(axes, place, row)
        _scale(axes, chosen)
        noted(
            axes,
            "时限长度（对数刻度；空心为工作日）",
            f"另有{rest}种时限" if rest else "",
            f"另有{unmeasured}处不是一段确定的时间" if unmeasured else "",
        )
    return axes


def times(source: Analysis | pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many times are deadlines, frequencies, durations, or have no measure at all (概括时间: 及时, 定期).

    Args:
        source: an analysis, or what `zhize.tables.times` returned of one or many.
        ax: where to draw; by default on a new figure.
    """
    frame = source if isinstance(source, pd.DataFrame) else tables.times(source)
    once = frame.drop_duplicates(["document", "locator", "type", "text", "value"])
    kinds = once["type"].astype("object")
    vague = once["value"].map(labels.VAGUE)
    names = kinds.map(labels.TIME_TYPE).where(
        kinds != TimeType.VAGUE, "概括：" + vague.astype("object").where(vague.notna(), "其他")
    )
    counts = pd.crosstab(names, kinds)
    order = [*labels.TIME_TYPE.values(), *(f"概括：{name}" for name in (*labels.VAGUE.values(), "其他"))]
    counts = counts.reindex([name for name in order if name in counts.index])
    with drawing(ax, rows=len(counts)) as axes:
        titled(axes, "时间表述的种类", _titles(frame))
        if counts.empty:
            nothing(axes, "没有时间表述")
            return axes
        stacked(axes, counts, labels.TIME_TYPE, _TYPE_COLOUR, hatch="")
        if legend := axes.get_legend():
            legend.remove()  # every bar is of one kind, which stands beside it
        totals(axes, counts.sum(axis=1).tolist())
        noted(axes, "处；概括时间没有可以衡量的长度")
    return axes


# --- rows ------------------------------------------------------------------------------------------------------------


class _Row:
    """A deadline, or several equal ones."""

    __slots__ = ("direction", "high", "label", "low", "number")

    def __init__(self, low: Measure, high: Measure, direction: str, label: str, number: int = 1) -> None:
        """Take the two ends of its length, which are mostly the same."""
        self.low, self.high, self.direction, self.label, self.number = low, high, direction, label, number

    @property
    def order(self) -> tuple[float, str, str]:
        """The shorter first; words decide between equal ones, so that the picture is the same each time."""
        return _days(self.low), self.direction, self.label


def _days(measure: Measure) -> float:
    return _MONTH * measure.months + measure.calendar_days + measure.working + measure.seconds / _DAY


def _deadlines(frame: pd.DataFrame) -> tuple[list[_Row], int]:
    """Return each deadline with a length once, and how many have none."""
    wanted = frame[frame["type"] == TimeType.DEADLINE]
    once = wanted.drop_duplicates(["document", "locator", "text", "value"])
    rows = []
    for locator, text, value, direction in zip(
        once["locator"], once["text"], once["value"], once["direction"].astype("object"), strict=True
    ):
        if (ends := ends_of(str(value))) and _days(ends[1]):
            said = str(direction) if direction in set(Direction) else ""
            rows.append(_Row(*ends, said, f"{words(str(text), 14)}　{words(str(locator), 12)}"))
    return rows, len(once) - len(rows)


def _grouped(rows: list[_Row]) -> list[_Row]:
    found: dict[tuple[str, str, str], list[_Row]] = {}
    for row in rows:
        found.setdefault((str(row.low), str(row.high), row.direction), []).append(row)
    grouped = []
    for (low, high, direction), same in found.items():
        length = low if low == high else f"{low}至{high}"
        label = f"{length}{labels.DIRECTION.get(direction, '')}　{len(same)}处"
        grouped.append(_Row(same[0].low, same[0].high, direction, label, len(same)))
    return grouped


def _draw(axes: Axes, place: int, row: _Row) -> None:
    mark, colour, _ = _MARK[row.direction]
    low, high = _days(row.low) or _days(row.high), _days(row.high)
    size = 60 + 12 * min(row.number, 30) if row.number > 1 else 60
    axes.plot([1e-9, low], [place, place], color="#e6e8eb", linewidth=1, zorder=1)
    if high > low:
        axes.plot([low, high], [place, place], color=colour, linewidth=2, zorder=2)
    hollow = row.low.working or row.high.working
    face = "white" if hollow else colour
    axes.scatter(
        [low, high], [place, place], marker=mark, s=size, facecolor=face, edgecolor=colour, linewidth=1.6, zorder=3
    )


def _scale(axes: Axes, rows: list[_Row]) -> None:
    longest = max(_days(row.high) for row in rows)
    shortest = min(_days(row.low) or _days(row.high) for row in rows)
    axes.set_xscale("log")
    axes.set_xlim(min(shortest, 1) / 1.8, max(longest, 30) * 1.8)
    low, high = axes.get_xlim()
    ticks = {days: name for days, name in _TICKS.items() if low <= days <= high}
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.grid(axis="x", color="#eef0f2", zorder=0)
    axes.set_yticks(range(len(rows)), [row.label for row in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    seen = [name for name in _MARK if any(row.direction == name for row in rows)]
    handles = [
        Line2D([], [], marker=_MARK[name][0], color=_MARK[name][1], linestyle="", markersize=8, label=_MARK[name][2])
        for name in seen
    ]
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.0, 1.0), labelcolor=PALE)


def _titles(frame: pd.DataFrame) -> list[str]:
    documents = frame.drop_duplicates("document")["title"].fillna("")
    return [str(title) for title in documents] if any(documents) else []

"""Plots of the duty graph: its picture as a figure, and who is tied to whom as a table of colours."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
import networkx as nx
from matplotlib import pyplot as plt

from zhize.export.graphs.picture import to_svg
from zhize.export.graphs.png import to_png
from zhize.graph import duties, duty_graph
from zhize.plots.canvas import DPI, INK, drawing, noted, nothing, titled
from zhize.plots.fonts import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zhize.analysis import Analysis

_INCH: Final = 0.42  # of a cell
_DARK: Final = 0.6  # share of the greatest number above which words are white


def duty_picture(source: Analysis | nx.MultiDiGraph, *, scale: float = 1.5) -> Figure:
    """Return the picture of the duty graph (职责关系图) as a figure, to save or to put beside others.

    Args:
        source: an analysis, or the graph or any part of it.
        scale: pixels for each unit of the picture.

    Raises:
        FontError: the machine has no font for Chinese.
    """
    pixels = mpl.image.imread(BytesIO(to_png(to_svg(_graph(source)), scale=scale)), format="png")
    height, width = pixels.shape[:2]
    figure = plt.figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow(pixels, interpolation="none", aspect="auto")
    axes.set_axis_off()
    return figure


def ties(source: Analysis | nx.MultiDiGraph, *, most: int = 16, ax: Axes | None = None) -> Axes:
    """Draw how many duties each body owes to each other one (谁对谁负责): a row who owes, a column who is owed.

    Args:
        source: an analysis, or the graph or any part of it.
        most: how many rows and how many columns at most: the bodies with the most duties.
        ax: where to draw; by default on a new figure.
    """
    graph = _graph(source)
    numbers: dict[tuple[str, str], int] = {}
    for duty in duties(graph):
        pair = duty.bearer, duty.counterpart
        numbers[pair] = numbers.get(pair, 0) + 1
    rows, columns = _greatest(numbers, 0, most), _greatest(numbers, 1, most)
    shown = sum(number for (one, other), number in numbers.items() if one in rows and other in columns)
    title = str(graph.graph.get("title", ""))
    with drawing(ax, height=2.4 + _INCH * len(rows), width=3.6 + _INCH * len(columns)) as axes:
        titled(axes, "谁对谁承担职责", [])
        if not numbers:
            nothing(axes, "没有主体之间的职责")
            return axes
        cells = [[numbers.get((row, column), 0) for column in columns] for row in rows]
        _heat(axes, cells, [words(row) for row in rows], [words(column, 12) for column in columns])
        lost = sum(numbers.values()) - shown
        noted(
            axes,
            "行：承担者；列：相对方",
            f"《{words(title, 30)}》" if title else "",
            f"另有{lost}项未画" if lost else "",
        )
    return axes


def _graph(source: Analysis | nx.MultiDiGraph) -> nx.MultiDiGraph:
    return source if isinstance(source, nx.MultiDiGraph) else duty_graph(source)


def _greatest(numbers: dict[tuple[str, str], int], side: int, most: int) -> list[str]:
    """Return the bodies of one side with the most duties; of equals the one that the text names first."""
    sums: dict[str, int] = {}
    for pair, number in numbers.items():
        sums[pair[side]] = sums.get(pair[side], 0) + number
    return sorted(sums, key=lambda name: -sums[name])[:most]


def _heat(axes: Axes, cells: list[list[int]], rows: list[str], columns: list[str]) -> None:
    top = max(map(max, cells))
    axes.imshow(cells, cmap="Blues", vmin=0, vmax=top * 1.25, aspect="auto")
    for y, row in enumerate(cells):
        for x, number in enumerate(row):
            if number:
                colour = "white" if number > top * _DARK else INK
                axes.text(x, y, str(number), ha="center", va="center", fontsize=9, color=colour)
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xticks(range(len(columns)), columns, rotation=60, ha="left", rotation_mode="anchor")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xticks([place - 0.5 for place in range(1, len(columns))], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, len(rows))], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)

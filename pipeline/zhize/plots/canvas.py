"""What every plot has in common: axes that write Chinese, colours, bars, and what is said where nothing is found."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final, cast

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from zhize.plots.fonts import families, style, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

DPI: Final = 100
INK, PALE = "#22262b", "#6a7079"
SAND = "#d9c48a"

# A print in black and white, or an eye that sees no red, tells the parts of a bar by their hatches.
HATCHES: Final = ("", "////", "....", "xxxx", "\\\\\\\\", "++++")

_WIDTH: Final = 8.6  # inches
_ROW, _FRAME = 0.30, 1.35  # inches: of a row of a plot, and of what stands around the rows
_STYLE: Final[dict[Any, Any]] = {
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#b9bec5",
    "axes.labelcolor": PALE,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 17,
    "axes.labelsize": 10,
    "xtick.color": PALE,
    "ytick.color": INK,
    "ytick.major.size": 0,
    "text.color": INK,
    "font.size": 10,
    "legend.frameon": False,
    "hatch.color": "#ffffffaa",
    "hatch.linewidth": 0.8,
    "axes.facecolor": "white",
}


@contextmanager
def drawing(ax: Axes | None, *, rows: int = 0, height: float = 0.0, width: float = _WIDTH) -> Iterator[Axes]:
    """Give axes to draw on, and let all their words be written in Chinese, whoever made them.

    Args:
        ax: the caller's own; None for a new figure.
        rows: how many rows a new figure has to show.
        height: of a new figure without rows, in inches.
        width: of a new figure, in inches.

    Raises:
        FontError: the machine has no font for Chinese.
    """
    settings = {**_STYLE, **style()}
    figure = None
    if ax is None:
        # Outside of the settings: what a notebook sets when its first figure is made would end with them.
        size = (width, height or _FRAME + _ROW * max(rows, 3))
        figure = plt.figure(figsize=size, dpi=DPI, layout="constrained", facecolor="white")
    with mpl.rc_context(settings):
        axes = figure.add_subplot() if figure else cast("Axes", ax)
        yield axes
        # Words of the caller's own axes, and ticks that are made when the figure is drawn, know nothing of this style.
        axes.tick_params(labelfontfamily=list(families()))
        for text in axes.findobj(Text):
            text.set_fontfamily(list(families()))
            text.set_parse_math(False)


def titled(ax: Axes, title: str, documents: Sequence[str] = ()) -> None:
    """Write what a plot shows, and of which text where one is known; of several, how many."""
    ax.set_title(title)
    if documents:
        source = f"《{words(documents[0], 44)}》" if len(documents) == 1 else f"{len(documents)}件文件"
        ax.text(0, 1.0, source, transform=ax.transAxes, fontsize=9, color=PALE, va="bottom", ha="left")


def noted(ax: Axes, label: str, *notes: str) -> None:
    """Write what is counted along the lower edge, and below it what was left out."""
    ax.set_xlabel("\n".join([label, *filter(None, notes)]), loc="left", linespacing=1.5)


def nothing(ax: Axes, said: str) -> None:
    """Say in the middle that there is nothing to draw."""
    ax.text(0.5, 0.5, said, transform=ax.transAxes, ha="center", va="center", color=PALE, fontsize=12)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)


def stacked(ax: Axes, counts: pd.DataFrame, names: Mapping[str, str], colours: Mapping[str, str], **bar: Any) -> None:  # noqa: ANN401  # what `barh` takes
    """Draw a row of parts beside each other for each row of the frame, the first one at the top.

    Args:
        ax: where.
        counts: a row a bar, a column a part; the index holds the labels.
        names: of the parts, for the legend.
        colours: of the parts.
        bar: how bars are drawn besides.
    """
    places = range(len(counts))
    left = [0.0] * len(counts)
    parts = [name for name in names if name in counts.columns and counts[name].any()]
    hatches = dict(zip(names, cycle(HATCHES), strict=False))  # by the part, so that it looks the same in every plot
    for part in parts:
        widths = counts[part].tolist()
        look = {
            "color": colours[part],
            "hatch": hatches[part],
            "edgecolor": "white",
            "linewidth": 0.6,
            "height": 0.72,
            **bar,
        }
        ax.barh(places, widths, left=left, label=names[part], **look)
        left = [start + width for start, width in zip(left, widths, strict=True)]
    ax.set_yticks(places, [words(str(label)) for label in counts.index])
    ax.set_ylim(len(counts) - 0.4, -0.6)
    if len(parts) > 1:
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), borderaxespad=0.2)


def totals(ax: Axes, numbers: Sequence[int]) -> None:
    """Write a number behind each row."""
    room = max(numbers, default=0) * 0.012
    for place, number in enumerate(numbers):
        ax.text(number + room, place, str(number), va="center", fontsize=9, color=PALE)
    ax.set_xlim(0, max(numbers, default=1) * 1.08)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))

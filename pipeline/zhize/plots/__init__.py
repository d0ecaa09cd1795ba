"""Plots (图) with Chinese labels on any machine: who bears what, when it is due, how two texts differ.

They need matplotlib, which the extra ``notebooks`` brings. Each takes an `Analysis`, the frame that `zhize.tables`
makes of one or of many, a graph or a comparison, and returns the `Axes` it drew on, or a `Figure`, to go on with. The
Chinese font is the first that the machine has; without one they raise `FontError`, which says what to install.

Example:
    >>> import zhize
    >>> from zhize import plots
    >>> analysis = zhize.analyze("第一条　县政府办公室应当在3个工作日内回复。")
    >>> plots.duties_by_body(analysis).get_title(loc="left")
    '承担规范最多的主体'
"""

from zhize.plots.comparisons import changes, kinships, pair_types, similarity
from zhize.plots.fonts import use_chinese
from zhize.plots.graphs import duty_picture, ties
from zhize.plots.norms import confidences, duties_by_body, forces, modalities
from zhize.plots.times import deadlines, times

__all__ = [
    "changes",
    "confidences",
    "deadlines",
    "duties_by_body",
    "duty_picture",
    "forces",
    "kinships",
    "modalities",
    "pair_types",
    "similarity",
    "ties",
    "times",
    "use_chinese",
]

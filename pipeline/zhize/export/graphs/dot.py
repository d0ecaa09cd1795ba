"""The duty graph as DOT, which Graphviz draws: a cluster a tier, a line for each relation between two bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.export.graphs.shapes import TIER
from zhize.export.graphs.tints import TINT, caption, colour_of, dashes_of, places, tiers
from zhize.export.markup import legal
from zhize.graph import ties

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from zhize.graph import Tie, Tier

_FONT: Final = "Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif"
_LINE: Final = 11  # characters of a line of a name
# In a quoted string of DOT the backslash opens an escape and the ampersand an entity.
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;", "\n": "\\n", "\r": "\\n", "\t": " "})


def to_dot(graph: nx.MultiDiGraph) -> str:
    """Return the graph as a DOT file: ``dot -Tsvg 职责图.dot -o 职责图.svg``.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        The text, to be written as UTF-8. The parallel duties of one relation are one line with their number; its
        tooltip says in which articles they stand. What XML cannot hold is written as ``�``, for Graphviz writes XML.
    """
    ids = {name: f"n{number}" for number, name in enumerate(graph, 1)}
    lines = [
        "digraph duties {",
        f"  graph [label={_quoted(str(graph.graph.get('title', '')))}, labelloc=t, fontsize=16];",
        f"  graph [fontname={_quoted(_FONT)}, rankdir=LR, nodesep=0.12, ranksep=1.2];",
        f'  node [shape=box, style="rounded,filled", fontname={_quoted(_FONT)}, fontsize=11, margin="0.12,0.06"];',
        f"  edge [fontname={_quoted(_FONT)}, fontsize=9, arrowsize=0.7];",
    ]
    for tier, names in tiers(graph).items():
        lines += _cluster(tier, names, ids, graph)
    lines += [f"  {ids[tie.bearer]} -> {ids[tie.counterpart]} [{_line(tie)}];" for tie in ties(graph)]
    return "\n".join((*lines, "}")) + "\n"


def _cluster(tier: Tier, names: list[str], ids: dict[str, str], graph: nx.MultiDiGraph) -> Iterator[str]:
    yield f"  subgraph cluster_{tier.value} {{"
    yield f'    label={_quoted(TIER[tier])}; style=rounded; color="#b8bec6"; fontsize=12;'
    for name in names:
        duties = graph.nodes[name].get("duties", 0)
        label = "\n".join(name[start : start + _LINE] for start in range(0, len(name), _LINE))
        tooltip = f"{name}（{duties}）"
        yield f'    {ids[name]} [label={_quoted(label)}, tooltip={_quoted(tooltip)}, fillcolor="{TINT[tier]}"];'
    yield "  }"


def _line(tie: Tie) -> str:
    colour = colour_of(tie.relation)
    style = "dashed" if dashes_of(tie.relation) else "solid"
    width = min(1 + 0.4 * (len(tie.duties) - 1), 4)
    return (
        f'label={_quoted(caption(tie))}, tooltip={_quoted(places(tie))}, color="{colour}", fontcolor="{colour}", '
        f"style={style}, penwidth={width:.1f}"
    )


def _quoted(text: str) -> str:
    return f'"{legal(text).translate(_ESCAPES)}"'

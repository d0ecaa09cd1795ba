"""The duty graph as a Mermaid flow chart, which Markdown pages of many sites and editors draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.export.graphs.shapes import TIER
from zhize.export.graphs.tints import TINT, caption, colour_of, dashes_of, tiers
from zhize.export.markup import legal
from zhize.graph import ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import networkx as nx

    from zhize.graph import Tie, Tier

_PLAIN: Final = frozenset(" .,:+-_/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ASCII: Final = 0x80
_MOST_LINES: Final = 500  # what Mermaid draws unless its page allows more (maxEdges)


def to_mermaid(graph: nx.MultiDiGraph) -> str:
    """Return the graph as a Mermaid flow chart.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        The text, to be written as UTF-8: a subgraph a tier, a line for each relation between two bodies with the
        number of its duties. Signs of ASCII stand in names as ``#34;``, so that nothing of a text is read as Mermaid,
        Markdown or HTML. Of a graph with more than 500 lines a remark says that Mermaid refuses so many by default.
    """
    ids = {name: f"n{number}" for number, name in enumerate(graph, 1)}
    found = ties(graph)
    lines = ["flowchart LR", f"  %% {escape(str(graph.graph.get('title', '')))}"]
    if len(found) > _MOST_LINES:
        lines.append(f"  %% {len(found)} lines: set maxEdges and maxTextSize of Mermaid higher to draw them")
    for tier, names in tiers(graph).items():
        lines += _subgraph(tier, names, ids)
    lines += [f'  {ids[tie.bearer]} -->|"{escape(caption(tie))}"| {ids[tie.counterpart]}' for tie in found]
    lines += _styles(found)
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return a text for a label of Mermaid in double quotes, on one line."""
    one_line = " ".join(legal(text).split()) or "\N{NO-BREAK SPACE}"  # Mermaid takes no empty label
    return "".join(
        character if character in _PLAIN or ord(character) >= _ASCII else f"#{ord(character)};"
        for character in one_line
    )


def _subgraph(tier: Tier, names: Sequence[str], ids: dict[str, str]) -> Iterator[str]:
    yield f'  subgraph t_{tier.value}["{escape(TIER[tier])}"]'
    yield from (f'    {ids[name]}["{escape(name)}"]' for name in names)
    yield "  end"
    yield f"  style t_{tier.value} fill:#fafbfc,stroke:#b8bec6,color:#5b6470"
    yield f"  classDef c_{tier.value} fill:{TINT[tier]},stroke:#5b6470,color:#1b2430"
    yield f"  class {','.join(ids[name] for name in names)} c_{tier.value}"


def _styles(found: Sequence[Tie]) -> Iterator[str]:
    """Give the lines of each relation its colour and dashes, by their numbers."""
    of_relation: dict[str, list[str]] = {}
    for number, tie in enumerate(found):
        dashes = dashes_of(tie.relation)
        style = f"stroke:{colour_of(tie.relation)}" + (f",stroke-dasharray:{dashes}" if dashes else "")
        of_relation.setdefault(style, []).append(str(number))
    yield from (f"  linkStyle {','.join(numbers)} {style}" for style, numbers in of_relation.items())

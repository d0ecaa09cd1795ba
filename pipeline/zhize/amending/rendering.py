"""The pieces in their new order → the new text; what parts two pieces is taken from the old text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhize.amending.draft import NodeKind, relabelled
from zhize.structure.lines import EDGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zhize.amending.draft import Draft, Node

_BLANK = EDGES + "\n\r"


def render(draft: Draft, nodes: Sequence[Node]) -> str:
    """Return the new text.

    Args:
        draft: the old text.
        nodes: the pieces in their new order, all of them.
    """
    source = draft.source
    cores, trails = [], []
    for node in nodes:
        _relabel(node)
        text = node.rendered(source)
        if node.added is not None and node.kind is NodeKind.ARTICLE:
            text = draft.block(draft.label_for(node.number, node.suffix), text)
        cores.append(text.rstrip(_BLANK) if text.strip(_BLANK) else "")
        trails.append("" if node.added is not None else text[len(cores[-1]) :])
    _part(draft, nodes, trails)
    return "".join(core + trail for core, trail in zip(cores, trails, strict=True))


def _relabel(node: Node) -> None:
    """Give an old article its new number."""
    article = node.article
    if article is None or not article.label or (node.number, node.suffix) == (article.number, article.suffix):
        return
    start = article.source.start
    label = relabelled(article.label, node.number, node.suffix)
    node.change(start, start + len(article.label), label)


def _part(draft: Draft, nodes: Sequence[Node], trails: list[str]) -> None:
    """Say what stands between the pieces: between two that were no neighbours, what stands between articles."""
    places = {id(node): at for at, node in enumerate(draft.nodes)}
    between = draft.style.between
    for at, node in enumerate(nodes):
        after = nodes[at + 1] if at + 1 < len(nodes) else None
        old, new = places.get(id(node)), places.get(id(after)) if after is not None else len(draft.nodes)
        if old is not None and new == old + 1:
            continue  # as they were
        if after is None:
            trails[at] = _trail(draft, len(draft.nodes) - 1)
        elif new is not None and after.kind is not NodeKind.ARTICLE:
            trails[at] = _trail(draft, new - 1) or between
        elif node.kind is NodeKind.ARTICLE or old is None:
            trails[at] = between


def _trail(draft: Draft, at: int) -> str:
    """Return the blanks at the end of a piece of the old text."""
    node = draft.nodes[at]
    text = draft.source[node.start : node.end]
    return text[len(text.rstrip(_BLANK)) :]

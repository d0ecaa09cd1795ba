"""``zhize graph FILE -o X``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zhize.cli.arguments import suffix_of
from zhize.cli.output import save
from zhize.cli.progress import Progress
from zhize.cli.reviewed import load_reviewed
from zhize.export.graphs.dot import to_dot
from zhize.export.graphs.gexf import to_gexf
from zhize.export.graphs.graphml import to_graphml
from zhize.export.graphs.mermaid import to_mermaid
from zhize.export.graphs.node_link import to_node_link
from zhize.export.graphs.picture import to_svg
from zhize.export.graphs.png import to_png
from zhize.export.pages.html import to_graph_page
from zhize.graph import duty_graph

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from networkx import MultiDiGraph

_WRITERS: Final[Mapping[str, Callable[[MultiDiGraph], bytes]]] = {
    ".graphml": to_graphml,
    ".gexf": to_gexf,
    ".json": to_node_link,
    ".dot": lambda graph: to_dot(graph).encode("utf-8"),
    ".mmd": lambda graph: to_mermaid(graph).encode("utf-8"),
    ".html": lambda graph: to_graph_page(graph).encode("utf-8"),
    ".svg": lambda graph: to_svg(graph).encode("utf-8"),
    ".png": lambda graph: to_png(to_svg(graph)),
}
SUFFIXES: Final = tuple(_WRITERS)
"""What the name of the file can end with."""


def write(file: str, output: Path, options: Namespace) -> None:
    """Write the graph of duties between the bodies of a text.

    Args:
        file: what the user named as the text.
        output: the file to write, whose suffix says what.
        options: of the command: corpus and review.
    """
    suffix = suffix_of(output, SUFFIXES)
    with Progress() as progress:
        [reviewed] = load_reviewed([file], options, progress)
        progress.step(f"drawing {output.name}")
        data = _WRITERS[suffix](duty_graph(reviewed.analysis))
    save({output: data})

"""The duty graph as GraphML, which Gephi, yEd, Cytoscape and networkx read."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import networkx as nx

from zhize.export.markup import legal

if TYPE_CHECKING:
    from collections.abc import Mapping


def to_graphml(graph: nx.MultiDiGraph) -> bytes:
    """Return the graph as a GraphML file.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        UTF-8 XML. Attributes keep their names, so that Gephi takes ``label`` for the label of bodies and edges; edge
        ids are those of the graph (``43.2/1``). What XML cannot hold is written as ``�``.
    """
    clean = nx.MultiDiGraph(**_clean(graph.graph))
    clean.add_nodes_from((legal(name), _clean(said)) for name, said in graph.nodes(data=True))
    clean.add_edges_from(
        (legal(tail), legal(head), legal(key), _clean(said))
        for tail, head, key, said in graph.edges(keys=True, data=True)
    )
    file = BytesIO()
    # Not `write_graphml`, whose output depends on whether lxml is installed.
    nx.write_graphml_xml(clean, file, named_key_ids=True)
    return file.getvalue()


def _clean(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: legal(value) if isinstance(value, str) else value for name, value in said.items()}

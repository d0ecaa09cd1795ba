"""The duty graph as JSON of nodes and links, which networkx, D3 and other programs read, and back."""

from __future__ import annotations

import json
from typing import Any, Final

import networkx as nx

from zhize.errors import InputError

SCHEMA: Final = "zhize.graph/1"
"""Name of the document."""

_REMEDY: Final = "give what zhize graph FILE -o X.json wrote"


def to_node_link(graph: nx.MultiDiGraph) -> bytes:
    """Return the graph as JSON.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        UTF-8 JSON with ``schema``, ``directed``, ``multigraph``, ``graph`` (its id and title), ``nodes`` (``id`` and
        the attributes of the body) and ``edges`` (``source``, ``target``, ``key`` and the attributes of the duty), as
        `networkx.node_link_graph(document, edges="edges")` takes them.
    """
    document = {
        "schema": SCHEMA,
        "directed": True,
        "multigraph": True,
        "graph": graph.graph,
        "nodes": [{"id": name} | said for name, said in graph.nodes(data=True)],
        "edges": [
            {"source": tail, "target": head, "key": key} | said
            for tail, head, key, said in graph.edges(keys=True, data=True)
        ],
    }
    # Half a surrogate pair has no bytes in UTF-8; as \ud800 it is JSON.
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def from_node_link(data: bytes, *, where: str) -> nx.MultiDiGraph:
    """Return the graph that `to_node_link` wrote.

    Args:
        data: the bytes of the file.
        where: what to call it in an error.

    Raises:
        InputError: it is no such file, or a damaged one.
    """
    try:
        document: dict[str, Any] = json.loads(data)
        if document["schema"] != SCHEMA:
            raise InputError(f"is JSON, but not {SCHEMA}", where=where, remedy=_REMEDY)
        graph = nx.MultiDiGraph(**document["graph"])
        for node in document["nodes"]:
            graph.add_node(node.pop("id"), **node)
        for edge in document["edges"]:
            graph.add_edge(edge.pop("source"), edge.pop("target"), key=edge.pop("key"), **edge)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise InputError(f"is no {SCHEMA}", where=where, remedy=_REMEDY) from error
    return graph

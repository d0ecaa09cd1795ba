"""Who cites whom in a collection, as a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from zhize.collection.querying import records_of

if TYPE_CHECKING:
    from zhize.collection.opening import Collection

_NODES = """
SELECT document, title, level, coalesce(amended, issued, passed) AS date FROM documents
WHERE status = 'read' ORDER BY document
"""
_EDGES = """
SELECT document, cited, count(*) AS times FROM links
WHERE cited IS NOT NULL AND cited <> document GROUP BY document, cited ORDER BY document, cited
"""


def citation_graph(collection: Collection) -> nx.DiGraph:
    """Return the documents of a collection and their citations of one another.

    Returns:
        A node a document, under its name, with ``label`` and ``title``, ``level`` and ``date`` ("" where unknown),
        ``citing`` and ``cited`` (how many documents) and ``rank`` (PageRank by the number of citations); an edge from
        the document that cites to the one that is cited, whose ``weight`` counts the citations. A title that several
        documents bear stands for the newest of them; what the collection does not hold is left out.
    """
    graph = nx.DiGraph()
    for row in records_of(collection.arrow(_NODES)):
        title = row["title"] or row["document"]
        graph.add_node(row["document"], label=title, title=title, level=row["level"] or "", date=row["date"] or "")
    graph.add_weighted_edges_from(
        (row["document"], row["cited"], row["times"]) for row in records_of(collection.arrow(_EDGES))
    )
    ranks = nx.pagerank(graph) if graph else {}
    for name, said in graph.nodes(data=True):
        said |= {"citing": graph.out_degree(name), "cited": graph.in_degree(name), "rank": round(ranks[name], 8)}
    return graph

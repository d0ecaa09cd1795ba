"""Text reuse over a whole collection: near-identical articles, who took them from whom, what is new.

`near_duplicates` comes first; the other verbs take its table. All return tables of Arrow, documented in ``tables.toml``
with Chinese labels (`labels`), sorted, and the same on every run.
"""

from zhize.reuse.communities import clusters
from zhize.reuse.editions import versions
from zhize.reuse.lineages import document_graph, lineage
from zhize.reuse.novelties import document_novelty, novelty
from zhize.reuse.pairing import near_duplicates
from zhize.reuse.schemas import labels
from zhize.reuse.sketches import Neighbour, Sketches

__all__ = [
    "Neighbour",
    "Sketches",
    "clusters",
    "document_graph",
    "document_novelty",
    "labels",
    "lineage",
    "near_duplicates",
    "novelty",
    "versions",
]

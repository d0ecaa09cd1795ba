"""The duty graph as GEXF 1.3, which Gephi opens with its names, attributes and colours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from zhize.export.graphs.tints import TINT, colour_of, tier_of, tiers
from zhize.export.markup import legal
from zhize.types import Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from zhize.graph import Tier

_GEXF, _VIZ = "http://gexf.net/1.3", "http://gexf.net/1.3/viz"
_TYPES: Final = {bool: "boolean", int: "integer", float: "double", str: "string"}
_ACROSS, _DOWN = 120.0, 220.0  # between bodies and between tiers, as Gephi shows them first
_SMALLEST, _GROWTH = 10.0, 4.0  # size of a body without a duty, and for the root of their number


def to_gexf(graph: nx.MultiDiGraph) -> bytes:
    """Return the graph as a GEXF file.

    Args:
        graph: what `zhize.duty_graph` returned, or any part of it.

    Returns:
        UTF-8 XML. Bodies stand in the rows of their tiers, coloured by tier and as large as their duties; edges have
        the colour of their relation, which is their ``kind`` too, so that Gephi keeps parallel ones apart. All
        attributes keep their names. What XML cannot hold is written as ``�``.
    """
    root = Element("gexf", {"xmlns": _GEXF, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "zhize"
    SubElement(meta, "description").text = legal(str(graph.graph.get("title", "")))
    within = SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    columns = _columns(within, "node", (said for _, said in graph.nodes(data=True)))
    links = _columns(within, "edge", (said for _, _, said in graph.edges(data=True)))
    _nodes(SubElement(within, "nodes"), graph, columns)
    _edges(SubElement(within, "edges"), graph, links)
    indent(root, space=" ")
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _columns(within: Element, kind: str, said: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Declare the attributes of bodies or edges; return the id of each, by name. Labels are no attributes in GEXF."""
    types: dict[str, str] = {}
    for each in said:
        for name, value in each.items():
            types.setdefault(name, _TYPES.get(type(value), "string"))
    types.pop("label", None)
    declared = SubElement(within, "attributes", {"class": kind, "mode": "static"})
    ids = {name: str(number) for number, name in enumerate(types)}
    for name, type_ in types.items():
        SubElement(declared, "attribute", {"id": ids[name], "title": legal(name), "type": type_})
    return ids


def _nodes(within: Element, graph: nx.MultiDiGraph, columns: Mapping[str, str]) -> None:
    at = _positions(tiers(graph))
    for name, said in graph.nodes(data=True):
        node = SubElement(within, "node", {"id": legal(name), "label": legal(str(said.get("label", name)))})
        _values(node, said, columns)
        _colour(node, TINT[tier_of(said)])
        size = _SMALLEST + _GROWTH * math.sqrt(said.get("duties", 0))
        SubElement(node, "viz:size", {"value": f"{size:.1f}"})
        x, y = at[name]
        SubElement(node, "viz:position", {"x": f"{x:.1f}", "y": f"{y:.1f}", "z": "0.0"})


def _positions(rows: Mapping[Tier, list[str]]) -> dict[str, tuple[float, float]]:
    """Return x and y of each body: the tiers one under the other, each about the middle."""
    return {
        name: ((index - (len(names) - 1) / 2) * _ACROSS, -row * _DOWN)
        for row, names in enumerate(rows.values())
        for index, name in enumerate(names)
    }


def _edges(within: Element, graph: nx.MultiDiGraph, columns: Mapping[str, str]) -> None:
    for number, (tail, head, said) in enumerate(graph.edges(data=True)):
        relation = Relation(said["relation"])
        label = legal(str(said.get("label", relation)))
        ends = {"id": str(number), "source": legal(tail), "target": legal(head)}
        edge = SubElement(within, "edge", ends | {"label": label, "kind": relation.value, "weight": "1.0"})
        _values(edge, said, columns)
        _colour(edge, colour_of(relation))


def _values(within: Element, said: Mapping[str, Any], columns: Mapping[str, str]) -> None:
    values = SubElement(within, "attvalues")
    for name, value in said.items():
        if name in columns:
            written = str(value).lower() if isinstance(value, bool) else legal(str(value))
            SubElement(values, "attvalue", {"for": columns[name], "value": written})


def _colour(within: Element, colour: str) -> None:
    red, green, blue = (str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    SubElement(within, "viz:color", {"r": red, "g": green, "b": blue, "a": "1.0"})

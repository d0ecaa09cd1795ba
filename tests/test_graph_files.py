"""The files of a duty graph: read by other programs' readers, with names that would break them, and always the same."""

from __future__ import annotations

import json
import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from zhize.analysis import analyze
from zhize.errors import InputError
from zhize.export.graphs.dot import to_dot
from zhize.export.graphs.gexf import to_gexf
from zhize.export.graphs.graphml import to_graphml
from zhize.export.graphs.mermaid import to_mermaid
from zhize.export.graphs.node_link import from_node_link, to_node_link
from zhize.export.graphs.tints import TINT, caption, colour_of
from zhize.graph import Tier, duty_graph, ties
from zhize.types import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GEXF: Final = "{http://gexf.net/1.3}"
HOSTILE: Final = (
    '县"政"府',
    "县政府]办[公]室（主任）{常务}",
    "第一行\n第二行\r\n第三行\t末",
    "<script>alert(1)</script>&amp;&lt;",
    "a;b#c;%%{init: {}}%%|d|-->e",
    "反斜杠\\n\\\"'`*_~",
    "\\",
    "end",
    "subgraph x",
    " ",
)


def _hostile() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(id="h", title='标"题" ]]> <b>\n--> \\')
    tiers = list(Tier)
    for number, name in enumerate(HOSTILE):
        graph.add_node(name, label=name, type="ORG", tier=tiers[number % len(tiers)].value, duties=number)
    for number, (name, relation) in enumerate(zip(HOSTILE * 2, Relation, strict=False)):
        other = HOSTILE[(number + 1) % len(HOSTILE)]
        said = {
            "label": name,
            "modality": "obligation",
            "force": "hard",
            "article": "1",
            "place": f"第{number}条 {name}",
        }
        said |= {"norm": "1.1", "marker": name, "action": name, "time": "", "relation": relation.value}
        graph.add_edge(name, other, key=f"1.1/{number}", **said, start=number, confidence=0.5, barred=bool(number % 2))
    return graph


@pytest.fixture(scope="module")
def seed_graph(seed: Path) -> nx.MultiDiGraph:
    return duty_graph(analyze(seed))


@pytest.fixture(scope="module", params=["seed", "hostile", "empty"])
def graph(request: pytest.FixtureRequest, seed_graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    made: dict[str, nx.MultiDiGraph] = {
        "seed": seed_graph,
        "hostile": _hostile(),
        "empty": duty_graph(analyze("附注")),
    }
    return made[request.param]


def _edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, dict[str, Any]]]:
    return list(graph.edges(data=True))


@pytest.mark.parametrize("write", [to_dot, to_gexf, to_graphml, to_mermaid, to_node_link])
def test_the_same_graph_gives_the_same_bytes(write: Callable[[nx.MultiDiGraph], object], seed: Path) -> None:
    assert write(duty_graph(analyze(seed))) == write(duty_graph(analyze(seed)))


# --- GraphML ---------------------------------------------------------------------------------------------------------


def test_graphml_gives_the_graph_back(graph: nx.MultiDiGraph) -> None:
    again = nx.read_graphml(BytesIO(to_graphml(graph)), force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(_as_xml(graph).nodes(data=True))
    assert _edges(again) == _edges(_as_xml(graph))
    assert list(again.edges(keys=True)) == list(_as_xml(graph).edges(keys=True))
    assert again.graph["title"] == graph.graph["title"]


def _as_xml(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with line ends as XML has them in text: \\r\\n is \\n there, whoever writes it."""
    clean = nx.MultiDiGraph(**graph.graph)
    for name, said in graph.nodes(data=True):
        clean.add_node(name, **_lines(said))
    for tail, head, key, said in graph.edges(keys=True, data=True):
        clean.add_edge(tail, head, key=key, **_lines(said))
    return clean


def _lines(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in said.items()}


def test_graphml_names_its_columns_as_gephi_reads_them(seed_graph: nx.MultiDiGraph) -> None:
    written = to_graphml(seed_graph).decode()
    assert '<key id="label" for="node" attr.name="label" attr.type="string" />' in written
    assert '<key id="label" for="edge" attr.name="label" attr.type="string" />' in written
    assert '<edge source="县政府" target="县委" id="3.3/1">' in written


def test_graphml_holds_what_xml_cannot() -> None:
    graph = nx.MultiDiGraph(title="a\x00<b>")
    graph.add_edge("甲\x0b", '乙"&', key="1/1", label="\ud800]]>")
    again = nx.read_graphml(BytesIO(to_graphml(graph)), force_multigraph=True)
    assert again.graph["title"] == "a\ufffd<b>"
    assert list(again.edges(keys=True, data=True)) == [("甲\ufffd", '乙"&', "1/1", {"label": "\ufffd]]>"})]


# --- GEXF ------------------------------------------------------------------------------------------------------------


def test_gexf_gives_the_graph_back_with_its_colours(graph: nx.MultiDiGraph) -> None:
    again = nx.MultiDiGraph(nx.read_gexf(BytesIO(to_gexf(graph)), version="1.3"))
    drawn = {name: said.pop("viz") for name, said in again.nodes(data=True)}
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert [(tail, head, _kept(said)) for tail, head, said in _edges(again)] == _edges(graph)
    for name, said in graph.nodes(data=True):
        assert _hex(drawn[name]["color"]) == TINT[Tier(said["tier"])]
    for edge in ET.fromstring(to_gexf(graph)).iter(f"{GEXF}edge"):  # noqa: S314  # what we wrote
        [colour] = edge.iter(f"{GEXF[:-1]}/viz}}color")
        shown = {part: int(colour.attrib[part]) for part in "rgb"}
        assert _hex(shown) == colour_of(Relation(edge.attrib["kind"]))


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    """The attributes without what GEXF adds."""
    return {name: value for name, value in said.items() if name not in {"id", "viz", "weight"}}


def _hex(colour: dict[str, int]) -> str:
    return "#" + "".join(f"{colour[part]:02x}" for part in "rgb")


def test_gexf_places_tiers_in_rows_and_tells_parallel_edges_apart(seed_graph: nx.MultiDiGraph) -> None:
    again = nx.read_gexf(BytesIO(to_gexf(seed_graph)), version="1.3")
    rows: dict[str, set[float]] = {}
    for _, said in again.nodes(data=True):
        rows.setdefault(said["tier"], set()).add(said["viz"]["position"]["y"])
    assert all(len(heights) == 1 for heights in rows.values())
    assert len(set(map(max, rows.values()))) == len(rows)
    kinds = re.findall(
        r'<edge id="\d+" source="县政府各部门" target="县政府" .* kind="(\w+)"', to_gexf(seed_graph).decode()
    )
    assert set(kinds) == {"submits_to", "approved_by", "reports_to"}


# --- node-link -------------------------------------------------------------------------------------------------------


def test_node_link_gives_an_equal_graph_back(graph: nx.MultiDiGraph) -> None:
    data = to_node_link(graph)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        theirs = nx.node_link_graph(json.loads(data), edges="edges")
    for again in (from_node_link(data, where="图.json"), theirs):
        assert again.graph == graph.graph
        assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
        assert list(again.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_node_link_holds_half_a_character() -> None:
    graph = nx.MultiDiGraph(title="\ud800")
    graph.add_node("甲\x00\udfff")
    again = from_node_link(to_node_link(graph), where="图.json")
    assert (again.graph, list(again)) == ({"title": "\ud800"}, ["甲\x00\udfff"])


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "is no zhize.graph/1"),
        (b"[]", "is no zhize.graph/1"),
        (b"{}", "is no zhize.graph/1"),
        (b'{"schema": "zhize.analysis/1"}', "is JSON, but not zhize.graph/1"),
        (b'{"schema": "zhize.graph/1", "graph": {}, "nodes": [{}], "edges": []}', "is no zhize.graph/1"),
        (b"\xff\xfe", "is no zhize.graph/1"),
    ],
)
def test_json_that_is_no_graph_is_one_line(data: bytes, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        from_node_link(data, where="图.json")
    assert str(caught.value) == f"图.json: {fault}; give what zhize graph FILE -o X.json wrote"


# --- DOT -------------------------------------------------------------------------------------------------------------

DOT: Final = re.compile(r'\s*("(?:[^"\\\n]|\\[^\n])*"|->|[{}\[\];,=]|[A-Za-z_]\w*|-?\d+(?:\.\d+)?)')


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        match = DOT.match(text, at)
        assert match, f"no DOT: {text[at : at + 40]!r}"
        yield match[1]
        at = match.end()


def _statements(tokens: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Read the body of a graph by the grammar of DOT: attributes, nodes, edges and subgraphs."""
    while tokens[0] != "}":
        head = tokens.pop(0)
        assert re.fullmatch(r"\w+", head), head
        if head == "subgraph":
            name = tokens.pop(0)
            assert tokens.pop(0) == "{"
            for inner, said in _statements(tokens):
                yield f"{name}/{inner}", said
            assert tokens.pop(0) == "}"
            continue
        if tokens[0] == "=":
            tokens.pop(0)
            yield head, {"": tokens.pop(0)}
        else:
            while tokens[0] == "->":
                head += "".join((tokens.pop(0), tokens.pop(0)))
            yield head, _attributes(tokens)
        assert tokens.pop(0) == ";"


def _attributes(tokens: list[str]) -> dict[str, str]:
    said = {}
    assert tokens.pop(0) == "["
    while tokens[0] != "]":
        name = tokens.pop(0)
        assert tokens.pop(0) == "="
        said[name] = tokens.pop(0)
        if tokens[0] == ",":
            tokens.pop(0)
    tokens.pop(0)
    return said


def _read_dot(text: str) -> dict[str, list[dict[str, str]]]:
    tokens = list(_tokens(text))
    assert tokens[:3] == ["digraph", "duties", "{"]
    tokens = tokens[3:]
    found: dict[str, list[dict[str, str]]] = {}
    for head, said in _statements(tokens):
        found.setdefault(head, []).append(said)
    assert tokens == ["}"]
    return found


def _plain(quoted: str) -> str:
    """What Graphviz shows of a quoted label."""
    shown = re.sub(r"\\(.)", lambda match: {"n": "\n"}.get(match[1], match[1]), quoted[1:-1])
    return shown.replace("&amp;", "&")


def test_dot_draws_every_body_in_its_tier_and_every_tie(graph: nx.MultiDiGraph) -> None:
    found = _read_dot(to_dot(graph))
    bodies = {head: said[0] for head, said in found.items() if re.search(r"/n\d+$", head)}
    names = {head.rpartition("/")[2]: _plain(said["tooltip"]).rpartition("（")[0] for head, said in bodies.items()}
    assert sorted(names.values()) == sorted(name.replace("\r", "\n").replace("\t", " ") for name in graph)
    for head, said in bodies.items():
        name = names[head.rpartition("/")[2]]
        assert _plain(said["label"]).replace("\n", "") == name.replace("\n", "")
    tiers = {head.partition("/")[0].removeprefix("cluster_") for head in bodies}
    assert tiers == {tier for _, tier in graph.nodes(data="tier")}
    drawn = sorted(_plain(said["label"]) for head, each in found.items() if "->" in head for said in each)
    assert drawn == sorted(caption(tie) for tie in ties(graph))


# --- Mermaid ---------------------------------------------------------------------------------------------------------

LABEL: Final = r'"((?:[^\x00-\x7f]|[ .,:+\-/_0-9A-Za-z]|#\d+;)*)"'
MERMAID: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"flowchart LR",
        rf"  %% {LABEL[1:-1]}",
        rf"  subgraph (t_\w+)\[{LABEL}\]",
        rf"    (n\d+)\[{LABEL}\]",
        r"  end",
        r"  style t_\w+ [a-z]+:#[0-9a-f]{6}(?:,[a-z]+:#[0-9a-f]{6})*",
        r"  classDef c_\w+ [a-z]+:#[0-9a-f]{6}(?:,[a-z]+:#[0-9a-f]{6})*",
        r"  class n\d+(?:,n\d+)* c_\w+",
        rf"  (n\d+) -->\|{LABEL}\| (n\d+)",
        r"  linkStyle \d+(?:,\d+)* stroke:#[0-9a-f]{6}(?:,stroke-dasharray:[\d. ]+)?",
    )
)


def _decoded(label: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)


def test_mermaid_holds_nothing_but_its_own_lines(graph: nx.MultiDiGraph) -> None:
    lines = to_mermaid(graph).splitlines()
    assert lines[0] == "flowchart LR"
    assert [line for line in lines if not any(pattern.fullmatch(line) for pattern in MERMAID)] == []
    nodes = [match for line in lines if (match := MERMAID[3].fullmatch(line))]
    assert [_decoded(match[2]) for match in nodes] == [
        " ".join(name.split()) or "\xa0" for tier in Tier for name, own in graph.nodes(data="tier") if own == tier
    ]
    drawn = [match for line in lines if (match := MERMAID[8].fullmatch(line))]
    assert [_decoded(match[2]) for match in drawn] == [caption(tie) for tie in ties(graph)]
    styled = [int(number) for line in lines if "linkStyle" in line for number in line.split()[1].split(",")]
    assert sorted(styled) == list(range(len(drawn)))


def test_mermaid_says_when_it_is_too_much_for_mermaid() -> None:
    graph = nx.MultiDiGraph(title="大")
    for number in range(501):
        said = {"modality": "obligation", "force": "hard", "article": "1", "place": "第一条", "norm": "1.1"}
        said |= {"marker": "", "action": "报告", "time": "", "relation": "reports_to"}
        graph.add_edge("县政府", f"机构{number}", key="1", **said)
    assert "  %% 501 lines: set maxEdges and maxTextSize of Mermaid higher to draw them" in to_mermaid(graph)

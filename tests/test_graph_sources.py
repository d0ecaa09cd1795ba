"""Every edge of a duty graph leads to its article and words, in the analysis and in the text as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zhize.analysis import analyze
from zhize.graph import BETWEEN, containment, duties, duty_graph
from zhize.numerals import Locator
from zhize.readers import read

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from zhize.analysis import Analysis
    from zhize.graph import Duty
    from zhize.types import Source

# Texts of other places, by their path in ../shared: numbered and not, short and long.
LAWS = ("laws/national/证券法(2019-12-28).txt", "laws/administrative/专利法实施细则(2023-12-11).txt")
EXAMPLES = (
    "sishui-2022.txt",
    "examples/synthetic-qingshi-city-2022.txt",
    "examples/synthetic-yunling-province-2021.txt",
)


@pytest.fixture(scope="module")
def analysis(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def graph(analysis: Analysis) -> nx.MultiDiGraph:
    return duty_graph(analysis)


def _place(analysis: Analysis, duty: Duty) -> tuple[int, int]:
    """Where the paragraph or item that the place of a duty names begins and ends."""
    article = analysis.regulation.article(duty.article)
    place = Locator.parse(duty.place)
    assert (place.article, place.suffix) == (article.number, article.suffix)
    paragraph = article.paragraphs[max(place.paragraph, 1) - 1]
    if not place.item:
        return paragraph.start, paragraph.end
    [item] = [item for item in paragraph.items if item.number == place.item]
    return item.start, item.end


def _holds(analysis: Analysis, source: Source) -> None:
    graph = duty_graph(analysis)
    norms = {norm.id: norm for norm in analysis.norms}
    found = duties(graph)
    assert len(found) == graph.number_of_edges() > 10
    for duty in found:
        article, norm = analysis.regulation.article(duty.article), norms[duty.norm]
        assert duty.bearer in norm.bearers
        assert (duty.counterpart, duty.relation) in {(party.name, party.relation) for party in norm.counterparts}
        assert article.text[duty.start : duty.end] == duty.action != ""
        words = [duty.action, duty.marker, *duty.deadline.split(BETWEEN), *duty.quote.split("……")]
        as_read = source.text[article.source.start : article.source.end]
        for line in (line for word in words for line in word.split("\n")):
            assert line in article.text
            assert line.strip() in as_read
        assert duty.action.split("\n")[0] in duty.quote


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_edge_leads_to_its_article_and_words(name: str, seed: Path) -> None:
    path = seed.parent / name
    _holds(analyze(path), read(path))


@pytest.mark.parametrize("name", LAWS)
def test_every_edge_of_a_law_leads_to_its_article_and_words(name: str, shared: Path) -> None:
    _holds(analyze(shared / name), read(shared / name))


def test_the_place_of_an_edge_holds_its_act(analysis: Analysis, graph: nx.MultiDiGraph) -> None:
    for duty in duties(graph):
        start, end = _place(analysis, duty)
        assert start <= duty.start < end, duty.place


def test_bodies_of_the_seed_have_what_the_register_says(graph: nx.MultiDiGraph) -> None:
    assert graph.nodes["县政府办公室"] == {
        "label": "县政府办公室",
        "type": "ORG",
        "tier": "office",
        "level": "county",
        "role": "office",
        "part_of": "县政府",
        "aliases": "",
        "article": "32",
        "duties": graph.nodes["县政府办公室"]["duties"],
    }
    assert graph.nodes["县政府"]["aliases"] == "泗水县人民政府"
    assert graph.nodes["市政府"]["level"] == "city"
    assert graph.nodes["常务副县长"]["aliases"] == "负责常务工作的副县长"


def test_what_is_a_part_of_what(graph: nx.MultiDiGraph) -> None:
    parts = containment(graph)
    assert {"县政府办公室", "县长", "县财政局"} <= set(parts.predecessors("县政府"))
    assert list(parts.successors("县政府办公室主任")) == ["县政府办公室"]
    assert "县委" not in parts
    # Whoever counts the edges of the graph counts duties.
    assert {relation for _, _, relation in graph.edges(data="relation")}.isdisjoint({"part_of"})


def test_a_deadline_stands_beside_the_words_of_every_time(graph: nx.MultiDiGraph) -> None:
    [duty] = [duty for duty in duties(graph) if duty.norm == "43.3"]
    assert (duty.deadline, duty.deadline_value, duty.deadline_direction) == ("会前5个工作日", "P5WD", "before")
    assert duty.quote == "会议议题材料应于会前5个工作日报县政府办公室审核。"
    [vague] = [duty for duty in duties(graph) if duty.norm == "3.3"]
    assert (vague.time, vague.deadline, vague.deadline_value) == ("及时", "", "")


def test_what_is_forbidden_is_told_from_what_it_is_forbidden_without(graph: nx.MultiDiGraph) -> None:
    told = {(duty.norm, duty.counterpart, duty.relation.value): duty.barred for duty in duties(graph)}
    # 未经县政府批准，……不得直接向下级政府发布指令性公文
    assert not told["55.2", "县政府", "approved_by"]
    assert told["55.2", "下级政府", "submits_to"]
    assert told["49.9", "县政府", "submits_to"]
    assert not told["43.3", "县政府办公室", "reviewed_by"]

"""The duty graph: who owes what to whom, and the questions asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from zhize import labels
from zhize.analysis import Analysis, analyze
from zhize.graph import (
    Tier,
    TierEntry,
    duties,
    duties_of,
    duty_graph,
    incoming,
    outgoing,
    receivers,
    tier_of,
    ties,
    without_counterpart,
)
from zhize.lexicon import load
from zhize.types import (
    Actor,
    ActorType,
    Article,
    BearerSource,
    Bound,
    Counterpart,
    Direction,
    Force,
    Level,
    Metadata,
    Modality,
    Norm,
    Paragraph,
    Regulation,
    Relation,
    Span,
    TimeType,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from enum import StrEnum

    import networkx as nx

    from zhize.graph import Duty

NODE = ("label", "type", "tier", "level", "role", "part_of", "aliases", "article", "duties")
TEXT = "县政府重要事项及时向县委请示报告，并报县委审批。县长领导县政府的工作。县政府办公室不得拖延。"


def _span(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start=start, end=start + len(quote))


def _norm(number: int, bearer: str, action: str, *parties: tuple[str, Relation], **more: object) -> Norm:
    said: dict[str, Any] = {
        "modality": Modality.OBLIGATION,
        "force": Force.HARD,
        "marker": None,
        "bearer_source": BearerSource.EXPLICIT,
    }
    return Norm(
        id=f"3.{number}",
        article="3",
        action=_span(action),
        bearers=(bearer,),
        counterparts=tuple(Counterpart(name=name, relation=relation) for name, relation in parties),
        **(said | more),
    )


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    article = Article(
        id="3",
        number=3,
        suffix=0,
        label="三、",
        text=TEXT,
        paragraphs=(Paragraph(start=0, end=len(TEXT)),),
        part=None,
        chapter=None,
        section=None,
        source=Span(start=0, end=len(TEXT)),
    )
    mentions = (("县政府", ActorType.ORG), ("县委", ActorType.ORG), ("县长", ActorType.ROLE))
    return Analysis(
        regulation=Regulation(id="rules", metadata=Metadata(title="县规则", level=Level.COUNTY), articles=(article,)),
        references=(),
        actors=tuple(
            Actor(article="3", start=_span(name).start, end=_span(name).end, text=name, type=kind, body=name)
            for name, kind in mentions
        ),
        times=(),
        norms=(
            _norm(1, "县政府", "向县委请示报告", ("县委", Relation.REPORTS_TO), time=(_span("及时"),)),
            _norm(2, "县政府", "报县委审批", ("县委", Relation.APPROVED_BY), ("县委", Relation.REPORTS_TO)),
            _norm(3, "县长", "领导县政府的工作", ("县政府", Relation.DIRECTS), ("县政府", Relation.DIRECTS)),
            _norm(4, "县政府办公室", "拖延", modality=Modality.PROHIBITION, marker=_span("不得")),
        ),
    )


@pytest.fixture(scope="module")
def graph(analysis: Analysis) -> nx.MultiDiGraph:
    return duty_graph(analysis)


def test_bodies_come_with_what_the_text_says_of_them(graph: nx.MultiDiGraph) -> None:
    assert graph.graph == {"id": "rules", "title": "县规则"}
    own = {"level": "county", "part_of": "县政府", "aliases": "", "article": "3"}
    assert dict(graph.nodes(data=True)) == {
        "县政府": own
        | {"label": "县政府", "type": "ORG", "tier": "government", "duties": 2, "role": "government", "part_of": ""},
        "县委": own
        | {"label": "县委", "type": "ORG", "tier": "party", "duties": 0, "role": "party_committee", "part_of": ""},
        "县长": own | {"label": "县长", "type": "ROLE", "tier": "heads", "duties": 1, "role": "head"},
        # No mention of the text names it: its own words tell what it is.
        "县政府办公室": own
        | {"label": "县政府办公室", "type": "", "tier": "office", "duties": 1, "role": "office", "article": ""},
    }
    assert [list(said) for _, said in graph.nodes(data=True)] == [[*NODE]] * 4


def test_an_edge_leads_to_its_article_and_words(graph: nx.MultiDiGraph) -> None:
    assert graph.edges["县政府", "县委", "3.1/1"] == {
        "label": "报告",
        "relation": "reports_to",
        "modality": "obligation",
        "force": "hard",
        "article": "3",
        "place": "第三条",
        "norm": "3.1",
        "marker": "",
        "action": "向县委请示报告",
        "time": "及时",
        "deadline": "",
        "deadline_value": "",
        "deadline_direction": "",
        "frequency": "",
        "frequency_value": "",
        "quote": "县政府重要事项及时向县委请示报告，并报县委审批。",
        "start": 9,
        "end": 16,
        "confidence": 1.0,
        "step": 0,
        "barred": False,
    }


def test_parallel_edges_survive_and_a_party_named_twice_is_one_edge(graph: nx.MultiDiGraph) -> None:
    assert sorted(graph.edges(keys=True)) == [
        ("县政府", "县委", "3.1/1"),
        ("县政府", "县委", "3.2/1"),
        ("县政府", "县委", "3.2/2"),
        ("县长", "县政府", "3.3/1"),
    ]


def test_what_a_body_owes_and_is_owed(graph: nx.MultiDiGraph) -> None:
    assert [duty.norm for duty in outgoing(graph, "县政府")] == ["3.1", "3.2", "3.2"]
    assert [(duty.bearer, duty.relation) for duty in incoming(graph, "县政府")] == [("县长", Relation.DIRECTS)]
    assert outgoing(graph, "县委") == ()
    assert len(duties(graph)) == 4


@pytest.mark.parametrize("question", [outgoing, incoming])
def test_an_unknown_body_is_an_error(
    graph: nx.MultiDiGraph, question: Callable[[nx.MultiDiGraph, str], tuple[Duty, ...]]
) -> None:
    with pytest.raises(KeyError, match="县财政局"):
        question(graph, "县财政局")


def test_ties_gather_the_duties_of_one_relation(graph: nx.MultiDiGraph) -> None:
    found = {(tie.bearer, tie.counterpart, tie.relation): len(tie.duties) for tie in ties(graph)}
    assert found == {
        ("县政府", "县委", Relation.REPORTS_TO): 2,
        ("县政府", "县委", Relation.APPROVED_BY): 1,
        ("县长", "县政府", Relation.DIRECTS): 1,
    }


def test_who_only_receives(graph: nx.MultiDiGraph) -> None:
    assert receivers(graph) == ("县委",)


def test_norms_of_a_body_and_norms_without_another(analysis: Analysis) -> None:
    assert [norm.id for norm in duties_of(analysis, "县政府办公室")] == ["3.4"]
    assert [norm.id for norm in without_counterpart(analysis)] == ["3.4"]


def test_a_text_without_norms_is_an_empty_graph() -> None:
    graph = duty_graph(analyze("附注"))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)


# --- tiers -----------------------------------------------------------------------------------------------------------

ENTRIES = load("tiers", TierEntry)
LEVELS = list(Level)


def _name(entry: object) -> str:
    return entry.text if isinstance(entry, TierEntry) else str(entry)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.tier], ids=_name)
def test_a_word_gives_its_example_the_tier(entry: TierEntry) -> None:
    assert tier_of(entry.example, None, None) is entry.tier


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.level], ids=_name)
def test_a_word_of_a_level_is_above_or_below_the_text(entry: TierEntry) -> None:
    assert entry.level is not None
    rank = LEVELS.index(entry.level)
    assert tier_of(entry.example, None, LEVELS[rank + 1]) is Tier.UPPER
    if rank:
        assert tier_of(entry.example, None, LEVELS[rank - 1]) is Tier.LOWER


@pytest.mark.parametrize("entry", ENTRIES, ids=_name)
def test_an_entry_says_one_thing(entry: TierEntry) -> None:
    assert (entry.tier is None) != (entry.level is None)


@pytest.mark.parametrize(
    ("entry", "longer"), [(entry, longer) for entry in ENTRIES for longer in entry.not_], ids=_name
)
def test_a_word_inside_a_longer_one_says_nothing(entry: TierEntry, longer: str) -> None:
    assert entry.text in longer
    tier = tier_of(longer, ActorType.ORG, Level.COUNTY)
    assert tier is not entry.tier
    assert tier not in {Tier.UPPER, Tier.LOWER}


@pytest.mark.parametrize(
    ("name", "kind", "tier"),
    [
        ("县政府", ActorType.ORG, Tier.GOVERNMENT),
        ("泗水县人民政府", ActorType.ORG, Tier.GOVERNMENT),
        ("山东省人民政府", ActorType.ORG, Tier.UPPER),
        ("省委", ActorType.ORG, Tier.UPPER),
        ("县委", ActorType.ORG, Tier.PARTY),
        ("县人大常委会", ActorType.ORG, Tier.PARTY),
        ("县政府常务会议", ActorType.MEETING, Tier.MEETING),
        ("县长", ActorType.ROLE, Tier.HEADS),
        ("县政府组成人员", ActorType.ROLE, Tier.HEADS),
        ("县政府办公室主任", ActorType.ROLE, Tier.OFFICE),
        ("县政府各部门主要负责人", ActorType.ROLE, Tier.DEPARTMENT),
        ("县司法局", ActorType.ORG, Tier.DEPARTMENT),
        ("各镇（街道）", ActorType.ORG, Tier.LOWER),
        ("政协委员", ActorType.GROUP, Tier.PUBLIC),
        ("市场主体", ActorType.ORG, Tier.DEPARTMENT),
    ],
)
def test_where_a_body_stands_for_a_county(name: str, kind: ActorType, tier: Tier) -> None:
    assert tier_of(name, kind, Level.COUNTY) is tier


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (labels.MODALITY, Modality),
        (labels.FORCE, Force),
        (labels.ACTOR_TYPE, ActorType),
        (labels.TIME_TYPE, TimeType),
        (labels.DIRECTION, Direction),
        (labels.BOUND, Bound),
        (labels.BEARER_SOURCE, BearerSource),
        (labels.RELATION, Relation),
        (labels.RELATION_PHRASE, Relation),
        (labels.LEVEL, Level),
    ],
)
def test_every_value_has_a_chinese_name_of_its_own(names: Mapping[str, str], values: type[StrEnum]) -> None:
    assert list(names) == list(values)
    assert len(set(names.values())) == len(names)

"""More than two texts: which articles share a row, where they come from, what became of them, what belongs together."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from families import ENERGY, RECORDS, SEAL, TOPICS, VISITS, levels, text, versions
from hypothesis import given, settings
from hypothesis import strategies as st

from zhize.analysis import Analysis, analyze
from zhize.comparison import PairType, compare
from zhize.comparison.mapping import home_of
from zhize.comparison.overlap import runs_of, verbatim
from zhize.errors import ZhizeError
from zhize.families import compare_all
from zhize.families.lineage import direction, version_lines
from zhize.families.members import members_of
from zhize.families.nouns import Basis, Family, Order, StrandKind
from zhize.families.rows import strands_of
from zhize.families.strands import Link, Strands, in_order
from zhize.types import Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EXAMPLES = ("synthetic-qingshi-city-2022.txt", "synthetic-yunling-province-2021.txt")


@pytest.fixture(scope="module")
def real(seed: Path) -> tuple[Analysis, ...]:
    return (analyze(seed), *(analyze(seed.parent / "examples" / name) for name in EXAMPLES))


def _rows(family: Family, order: Sequence[int] | None = None) -> set[frozenset[tuple[int, str]]]:
    """Return which articles share a row; texts by their place in an order."""
    places = order or range(len(family.texts))
    return {
        frozenset((places[text], article) for text, cell in enumerate(strand.cells) for article in cell)
        for strand in family.strands
    }


def _cells(family: Family) -> list[tuple[str, ...]]:
    return [tuple("+".join(cell) for cell in strand.cells) for strand in family.strands]


# --- rows ------------------------------------------------------------------------------------------------------------


def test_a_row_is_the_same_article_through_all_texts() -> None:
    family = compare_all(levels())
    assert _cells(family) == [("1", "1", "1"), ("2", "2", ""), ("3", "3", "2"), ("", "", "3"), ("4", "", "")]
    kinds = [strand.kind for strand in family.strands]
    assert kinds == [*[StrandKind.ADAPTED] * 3, StrandKind.UNIQUE, StrandKind.UNIQUE]


def test_rows_stand_where_the_texts_have_them() -> None:
    assert _cells(compare_all(versions())) == [("1", "1", "2"), ("", "2", "3"), ("2", "3", ""), ("3", "4", "1")]


def test_what_was_split_stands_in_one_cell() -> None:
    whole = text(SEAL + TOPICS, ENERGY, VISITS, passed="2013-01-08")
    parts = text(SEAL, TOPICS, ENERGY, VISITS, passed="2018-02-01")
    later = text(SEAL, TOPICS, ENERGY, passed="2023-02-01")
    assert _cells(compare_all((whole, parts, later)))[0] == ("1", "1+2", "1+2")


def test_every_article_stands_in_a_row(real: tuple[Analysis, ...]) -> None:
    family = compare_all(real)
    for index, analysis in enumerate(real):
        shown = [article for strand in family.strands for article in strand.cells[index]]
        assert sorted(shown) == sorted(article.id for article in analysis.regulation.articles)


def test_the_order_of_the_texts_changes_no_row(real: tuple[Analysis, ...]) -> None:
    plain = _rows(compare_all(real))
    for order in permutations(range(3)):
        assert _rows(compare_all([real[index] for index in order]), order) == plain


_articles = st.lists(st.sampled_from([SEAL, TOPICS, VISITS, ENERGY, RECORDS, SEAL + RECORDS, "同意。"]), max_size=6)


@given(st.lists(_articles, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_any_texts_in_any_order(texts: list[list[str]], random: object) -> None:
    titles = ("示例县人民政府工作规则", "样板市人民政府工作规则", "模范省人民政府工作规则", "某办法")
    analyses = [text(*articles, title=titles[index]) for index, articles in enumerate(texts)]
    order = list(range(len(analyses)))
    random.shuffle(order)  # type: ignore[attr-defined]
    rows = _rows(compare_all(analyses))
    assert _rows(compare_all([analyses[index] for index in order]), order) == rows
    every = {(index, article.id) for index, each in enumerate(analyses) for article in each.regulation.articles}
    assert set().union(*rows) == every
    assert sum(map(len, rows)) == len(every)


@pytest.mark.parametrize(("left", "right"), [(0, 1), (1, 2), (2, 1)])
def test_two_texts_are_what_compare_says(real: tuple[Analysis, ...], left: int, right: int) -> None:
    family, comparison = compare_all((real[left], real[right])), compare(real[left], real[right])
    names = {PairType.IDENTICAL: StrandKind.SAME, PairType.ADAPTED: StrandKind.ADAPTED}
    names |= {PairType.ADDED: StrandKind.UNIQUE, PairType.DELETED: StrandKind.UNIQUE}
    pairs = [
        ("+".join(pair.left), "+".join(pair.right), names.get(pair.type, StrandKind.MODIFIED))
        for pair in comparison.pairs
    ]
    rows = [(*cells, strand.kind) for cells, strand in zip(_cells(family), family.strands, strict=True)]
    assert sorted(rows) == sorted(pairs)
    # What only the right text has may stand before or behind a row whose articles lie apart in the left one.
    assert [row for row in rows if row[0]] == [pair for pair in pairs if pair[0]]
    (kinship,) = family.kinships
    assert dict(kinship.types)[PairType.ADDED] == sum(pair.type is PairType.ADDED for pair in comparison.pairs)
    assert family.comparisons == ((0, 1, comparison),)


def test_one_text_is_no_family() -> None:
    with pytest.raises(ZhizeError, match="a family is two texts or more; name another one"):
        compare_all(versions()[:1])


def test_a_text_without_numbered_articles_stands_too() -> None:
    family = compare_all((*levels(), analyze("关于节约用电的通知\n各单位：请节约用电用水，下班关闭电源。\n")))
    (cell,) = [strand.cells[3] for strand in family.strands if strand.cells[3]]
    assert cell == ("0",)


# --- strands ---------------------------------------------------------------------------------------------------------


def _link(left: int, right: int, alike: float, kind: PairType = PairType.MODIFIED) -> Link:
    return Link(left=left, right=right, type=kind, similarity=alike, mapped_similarity=alike)


def test_a_doubtful_link_does_not_tie_strangers_together() -> None:
    # Texts a to d; 0–1 and 2–3 are pairs beyond doubt, and one of the four links between them is doubtful.
    links = [_link(0, 1, 0.9), _link(2, 3, 0.9), _link(1, 2, 0.3)]
    assert Strands([0, 1, 2, 3], links, range(4)).members == [[0, 1], [2, 3]]
    assert Strands([0, 1, 2, 3], [*links, _link(0, 3, 0.3)], range(4)).members == [[0, 1, 2, 3]]


def test_the_stronger_link_wins_where_two_articles_of_a_text_meet() -> None:
    links = [_link(0, 1, 0.9), _link(1, 2, 0.7), _link(0, 3, 0.5)]  # 2 and 3 are of one text
    assert Strands([0, 1, 2, 2], links, range(4)).members == [[0, 1, 2], [3]]


def test_parts_of_one_article_share_its_strand() -> None:
    links = [_link(0, 1, 0.9, PairType.SPLIT), _link(0, 2, 0.9, PairType.SPLIT)]
    assert Strands([0, 1, 1], links, range(3)).members == [[0, 1, 2]]


def test_a_link_outside_of_the_strand_is_not_lost() -> None:
    members = members_of([text(SEAL), text(SEAL, SEAL + ENERGY, title="某办法"), text(TOPICS, title="另一办法")])
    # Articles 0 | 1, 2 | 3: the second one of the middle text has its counterpart in a strand that is taken.
    links = {(0, 1): [_link(0, 1, 0.9), _link(0, 2, 0.7)], (0, 2): [], (1, 2): []}
    strands = strands_of(members, links, ())
    assert [(strand.cells, strand.kind, strand.related) for strand in strands] == [
        ((("1",), ("1",), ()), StrandKind.SAME, (1,)),
        (((), ("2",), ()), StrandKind.MODIFIED, (0,)),
        (((), (), ("1",)), StrandKind.UNIQUE, ()),
    ]


def test_new_rows_stand_behind_what_comes_before_them() -> None:
    strands = [[0, 3], [1, 5], [2], [4], [6]]
    assert in_order(strands, [[0, 1, 2], [3, 4, 5, 6]]) == [0, 3, 1, 4, 2]
    # A text that shares nothing stands at the end.
    assert in_order([[0], [1]], [[1], [0]]) == [1, 0]


# --- who took from whom ----------------------------------------------------------------------------------------------


def test_an_article_comes_from_the_nearest_source() -> None:
    family = compare_all(levels())
    found = {(it.text, it.article): (it.source, it.articles) for it in family.borrowings}
    # The county's seal stands in both; the city is nearer. The province has no text above it.
    assert found == {
        (0, "1"): (1, ("1",)),
        (0, "2"): (1, ("2",)),
        (0, "3"): (1, ("3",)),
        (1, "1"): (2, ("1",)),
        (1, "3"): (2, ("2",)),
    }
    assert all(it.mapped_similarity == 1.0 and it.similarity < 1 and it.verbatim == 1.0 for it in family.borrowings)
    assert [(it.text, it.source, it.articles) for it in family.descents] == [(0, 1, 3), (0, 2, 0), (1, 2, 2)]


def test_verbatim_counts_runs_of_eight() -> None:
    source = runs_of("甲乙丙丁戊己庚辛壬癸")
    assert verbatim(runs_of("甲乙丙丁戊己庚辛壬癸"), source) == 1.0
    assert verbatim(runs_of("子丑甲乙丙丁戊己庚辛"), source) == 0.8
    assert verbatim(runs_of("甲乙丙丁戊己庚子丑寅"), source) == 0.0
    assert verbatim(runs_of("甲乙丙"), source) == 0.0


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"level": Level.COUNTY, "passed": "2022"}, {"level": Level.CITY, "passed": "2021"}, (1, Basis.LEVEL_AND_DATE)),
        ({"level": Level.COUNTY}, {"level": Level.CITY}, (1, Basis.LEVEL)),
        ({"level": Level.PROVINCE}, {"level": Level.CITY}, (0, Basis.LEVEL)),
        (
            {"level": Level.COUNTY, "passed": "2020"},
            {"level": Level.CITY, "passed": "2021"},
            (None, Basis.CONTRADICTION),
        ),
        ({"passed": "2013-01-08"}, {"passed": "2018-02-01"}, (0, Basis.DATE)),
        ({"issued": "2018-02-01"}, {"passed": "2013-01-08"}, (1, Basis.DATE)),
        ({"passed": "2018"}, {"passed": "2018-02-01"}, (None, Basis.NOTHING)),
        ({"passed": "2018-01-01"}, {}, (None, Basis.NOTHING)),
        ({"in_force_from": "2001-09-01"}, {"passed": "2001-07-13"}, (None, Basis.NOTHING)),
        ({"id": "规则(2010-12-23)"}, {"id": "规则(2020-12-30)"}, (0, Basis.NAME)),
    ],
)
def test_the_direction(left: dict[str, object], right: dict[str, object], expected: tuple[int | None, Basis]) -> None:
    sides = [_told(side) for side in (left, right)]
    homes = (home_of(sides[0].regulation), home_of(sides[1].regulation))
    assert direction(sides[0].regulation, sides[1].regulation, homes) == expected
    turned = None if expected[0] is None else 1 - expected[0]
    assert direction(sides[1].regulation, sides[0].regulation, homes[::-1]) == (turned, expected[1])


def _told(metadata: dict[str, object]) -> Analysis:
    analysis = text(SEAL, title="规则", id=metadata.get("id", "规则"))
    said = {name: value for name, value in metadata.items() if name != "id"}
    regulation = analysis.regulation
    return replace(analysis, regulation=replace(regulation, metadata=replace(regulation.metadata, **said)))


# --- versions --------------------------------------------------------------------------------------------------------


def test_what_became_of_an_article() -> None:
    family = compare_all(versions())
    assert [(line.texts, line.order) for line in family.lines] == [((0, 1, 2), Order.DATE)]
    told = [(it.first, it.changed, it.dropped) for strand in family.strands for it in strand.passages]
    # topics, seal, visits, energy
    assert told == [(0, 2, None), (1, None, None), (0, None, 2), (0, None, None)]


def test_the_order_given_is_not_the_order_of_versions() -> None:
    first, second, third = versions()
    family = compare_all((third, first, second))
    assert family.lines[0].texts == (1, 2, 0)
    (topics,) = [strand for strand in family.strands if strand.cells[0] == ("2",)]
    assert [(it.first, it.changed, it.dropped) for it in topics.passages] == [(1, 0, None)]
    assert topics.first == 1


@pytest.mark.parametrize(
    ("titles", "dates", "names", "expected"),
    [
        (("某办法", "某办法（2019修正）"), ("2020-01-01", "2019-01-01"), ("a", "b"), [((1, 0), Order.DATE)]),
        (("某办法", "某办法"), (None, "2019-01-01"), ("a", "b"), [((0, 1), Order.GIVEN)]),
        (("某办法", "某办法"), (None, None), ("a(2021-01-01)", "a(2019-01-01)"), [((1, 0), Order.NAME)]),
        (("某办法", "别的办法"), ("2020-01-01", "2019-01-01"), ("a", "b"), []),
    ],
)
def test_lines_of_versions(
    titles: tuple[str, ...], dates: tuple[str | None, ...], names: tuple[str, ...], expected: list[object]
) -> None:
    texts = [text(SEAL, title=t, passed=d, id=n).regulation for t, d, n in zip(titles, dates, names, strict=True)]
    found = version_lines(texts, [home_of(regulation) for regulation in texts])
    assert [(line.texts, line.order) for line in found] == expected


# --- many texts ------------------------------------------------------------------------------------------------------


def _folder() -> list[Analysis]:
    """Return fourteen texts of two subjects, one of them with an article that no other has."""
    offices = [SEAL, TOPICS, RECORDS, VISITS]
    dogs = [
        "犬只应当挂牌饲养，出户时由成年人用两米以内的绳牵领，避让行人。",
        "禁止携犬进入学校、医院和公共交通工具，导盲犬除外。",
        "犬只伤人的，养犬人应当立即将伤者送至医疗机构诊治并先行垫付费用。",
        "养犬登记每年检验一次，逾期未检验的由登记机关责令限期改正。",
    ]
    rules = [text(*offices, title=f"{place}县人民政府工作规则", passed="2022-01-01") for place in "甲乙丙丁戊己庚"]
    others = [text(*dogs, title=f"{place}市养犬管理条例", passed="2022-01-01") for place in "甲乙丙丁戊己"]
    odd = "机关食堂逢初一、十五供应水饺，外卖盒一律退回灶台。"
    return [*rules, *others, text(*dogs[:3], odd, title="庚市养犬管理条例", passed="2022-01-01")]


def test_many_texts_are_told_apart_and_the_odd_article_is_named() -> None:
    texts = _folder()
    family = compare_all(texts)
    assert [group.texts for group in family.groups] == [tuple(range(7)), tuple(range(7, 14))]
    assert family.cohesion > 0.8
    assert len(family.comparisons) <= len(texts)
    assert len(family.strands) == 9
    (unusual,) = family.unusual
    assert (unusual.text, unusual.article) == (13, "4")
    assert unusual.likeness < 0.1


def test_quick_and_full_comparisons_find_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    full = _rows(compare_all(_folder()[3:12]))
    monkeypatch.setattr("zhize.families.comparing._ALL", 2)
    assert _rows(compare_all(_folder()[3:12])) == full


def test_three_texts_are_one_group() -> None:
    (group,) = compare_all(levels()).groups
    assert group.texts == (0, 1, 2)


# --- the document ----------------------------------------------------------------------------------------------------


def test_the_document_names_texts_by_their_place() -> None:
    document = json.loads(compare_all(versions()).to_json())
    assert document["schema"] == "zhize.family/1"
    assert [head["articles"] for head in document["texts"]] == [["1", "2", "3"], ["1", "2", "3", "4"], ["1", "2", "3"]]
    assert document["strands"][2]["cells"] == [["2"], ["3"], []]
    assert document["strands"][2]["passages"] == [{"line": 0, "first": 0, "changed": None, "dropped": 2}]
    assert document["kinships"][0]["types"]["identical"] == 3
    assert [(it["left_text"], it["right_text"], it["schema"]) for it in document["comparisons"]] == [
        (0, 1, "zhize.comparison/1"),
        (0, 2, "zhize.comparison/1"),
        (1, 2, "zhize.comparison/1"),
    ]

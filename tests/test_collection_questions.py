"""The ready questions: each answers its example, and what it answers is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from collecting import collect

from zhize import labels
from zhize.collection import Answer, Collection, ask, open_collection
from zhize.collection.answering import time_value
from zhize.collection.leanings import leanings
from zhize.collection.questions import Question, questions
from zhize.errors import InputError, LexiconError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return open_collection(collect(tmp_path_factory.mktemp("collection")))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_question_answers_its_example(collection: Collection, question: Question) -> None:
    answer = ask(collection, question.name, **question.example)
    assert list(answer.frame.columns) == list(question.columns)
    assert len(answer.frame) > 0
    assert len(ask(collection, question.id, limit=1, **question.example).frame) == 1


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
def test_every_question_uses_what_it_takes_and_shows_what_it_has(question: Question) -> None:
    assert set(question.shown) <= set(question.columns)
    for name in question.parameters:
        assert question.then or f"${name}" in question.sql


def test_names_and_parameters_mean_one_thing() -> None:
    words = [word for each in questions() for word in (each.id, each.name)]
    assert len(words) == len(set(words))
    kinds = {(name, each.kind) for question in questions() for name, each in question.parameters.items()}
    assert len(kinds) == len({name for name, _ in kinds})


def _places(answer: Answer) -> set[tuple[str, str]]:
    return {(row.document, row.locator) for row in answer.frame.itertuples()}


def test_duties_of_a_body_are_those_of_every_county(collection: Collection) -> None:
    found = ask(collection, "职责", body="县政府办公室")
    counties = {f"county/{name}县.txt" for name in "甲乙丙丁"}
    assert _places(found) == {(county, place) for county in counties for place in ("第二条", "第三条")}
    first = found.frame.iloc[0]
    assert first["deadlines"] == ("收到申请之日起5个工作日内",)
    assert first["quote"].startswith("县政府办公室应当在收到申请之日起")


def test_duties_by_another_name_by_role_and_alike(collection: Collection) -> None:
    named = ask(collection, "duties", body="县政府办公室").frame
    assert ask(collection, "duties", role="office", tier="county").frame.equals(named)
    assert ask(collection, "duties", role="办公机构", tier=labels.LEVEL["county"]).frame.equals(named)
    assert ask(collection, "duties", body="县政府办公室", alike=True).frame.equals(named)


def test_duties_of_a_level_or_folder_alone(collection: Collection) -> None:
    assert ask(collection, "duties", body="县政府办公室", level="national").frame.empty
    assert len(ask(collection, "duties", role="department", folder="national").frame) == 1


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"value": "五个工作日"}, {"第二条"}),
        ({"value": "P30D"}, {"第四条"}),
        ({"longer": "10个工作日"}, {"第四条"}),
        ({"shorter": "P2D"}, {"第二条"}),
        ({"anchor": "受理"}, {"第四条"}),
        ({"unit": "工作日"}, {"第二条"}),
        ({"unit": "小时"}, {"第二条"}),
        ({"body": "县司法局"}, {"第四条"}),
        ({}, {"第二条", "第四条"}),
    ],
)
def test_deadlines_of_a_kind(collection: Collection, asked: dict[str, str], places: set[str]) -> None:
    assert set(ask(collection, "时限", **asked).frame["locator"]) == places


def test_hours_are_shorter_than_days_and_the_shortest_stands_first(collection: Collection) -> None:
    frame = ask(collection, "时限").frame
    assert list(frame["days"]) == [1.0, 7.0, 7.0, 7.0, 7.0, 30.0, 30.0, 30.0, 30.0]
    assert ask(collection, "时限", shorter="2日").frame["value"].to_list() == ["PT24H"]


@pytest.mark.parametrize(
    ("words", "value"), [("5个工作日", "P5WD"), ("三十日", "P30D"), ("两个月", "P2M"), ("P1Y", "P1Y")]
)
def test_stretches_of_time_are_read(words: str, value: str) -> None:
    assert time_value(words) == value


def test_citations_find_the_law_with_and_without_the_country(collection: Collection) -> None:
    found = ask(collection, "引用", cited="档案保管法").frame
    assert len(found) == 4
    assert set(found["cited"]) == {"national/档案保管法.txt"}
    assert set(found["first"]) == {"第一条"}
    assert ask(collection, "引用", cited="《中华人民共和国档案保管法》").frame.equals(found)


def test_the_one_that_may_where_others_must(collection: Collection) -> None:
    [row] = ask(collection, "松紧").frame.to_dict("records")
    assert (row["document"], row["locator"], row["must"], row["may"]) == ("county/丁县.txt", "第三条", 3, 1)
    assert "可以" in row["quote"]
    assert "应当" in row["other_quote"]
    assert ask(collection, "松紧", least=4).frame.empty
    assert ask(collection, "松紧", share=0.9).frame.empty


def _norm(title: str, act: str, *, may: bool = False, kind: str = "office", quote: str = "") -> dict[str, object]:
    modality = "permission" if may else "obligation"
    said = {"title": title, "document": title, "locator": "第一条", "bearers": ["甲"], "action": act, "act": act}
    return said | {"kind": kind, "modality": modality, "quote": quote or act}


_ACT = "组织专家对重大事项进行论证评估"


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([_norm(title, _ACT) for title in "乙丙丁"], 1),
        ([_norm(title, _ACT) for title in "甲甲甲"], 0),  # its own text is no witness
        ([_norm("乙", _ACT)] * 3, 0),  # three norms of one text
        ([_norm(title, _ACT, kind="court") for title in "乙丙丁"], 0),
        ([_norm(title, "组织编制年度工作计划并且印发执行") for title in "乙丙丁"], 0),
    ],
)
def test_what_counts_as_the_same_act(others: list[dict[str, object]], found: int) -> None:
    assert len(leanings([_norm("甲", _ACT, may=True), *others], least=3, share=0.6)) == found


def test_a_short_act_needs_its_sentence() -> None:
    act = "向上一级机关报告"
    rows = [_norm("甲", act, may=True, quote=f"发现电梯故障频繁的小区，可以{act}。")]
    rows += [_norm(title, act, quote=f"财政收支审计中的问题，应当定期汇总并{act}。") for title in "乙丙丁"]
    alike = [row | {"quote": f"发现电梯故障频繁的，应当{act}。"} for row in rows[1:]]
    assert leanings(rows, least=3, share=0.6) == []
    assert len(leanings([rows[0], *alike], least=3, share=0.6)) == 1


def test_bodies_that_never_bear_a_duty(collection: Collection) -> None:
    found = set(ask(collection, "空白", least=4).frame["body"])
    assert "县长" in found
    assert not found & {"县政府办公室", "县司法局", "县审计局"}


def test_the_place_that_is_cited_most(collection: Collection) -> None:
    first = ask(collection, "条款").frame.iloc[0]
    assert (first["cited_title"], first["target"], first["documents"]) == ("中华人民共和国档案保管法", "第二条", 4)


def test_counts_by_level_add_up(collection: Collection) -> None:
    frame = ask(collection, "概况").frame
    assert list(frame["level"]) == ["national", "county"]
    assert frame["norms"].sum() == collection.manifest.rows["norms"]
    assert frame["documents"].sum() == collection.manifest.documents


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("谁", {}, "谁: there is no such question; ask 职责、时限"),
        ("职责", {"who": "甲"}, "职责: takes no who; it takes body"),
        ("机构", {}, "机构: body (机构) is missing"),
        ("机构", {"body": "县政府办公厅甲"}, "县政府办公厅甲: no document knows a body of this name; "),
        ("机构", {"body": "司法"}, "司法: no document knows a body of this name; there are 县司法局"),
        ("时限", {"value": "很快"}, "很快: is no stretch of time; write 5个工作日"),
        ("时限", {"unit": "旬"}, "unit 旬: is not known; write one of 工作日"),
        ("职责", {"role": "皇帝"}, "role 皇帝: is not known; write one of government"),
        ("松紧", {"share": "多"}, "share 多: is no number"),
        ("引用", {"held": "也许"}, "held 也许: is neither yes nor no"),
    ],
)
def test_a_wrong_question_is_one_line(collection: Collection, name: str, asked: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(collection, name, **asked)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x]\nname = 1", "x: "),
        ("[x]\nshared = ['y']", "shared names"),
        ("[x", "questions.toml: "),
    ],
)
def test_a_broken_file_of_questions_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    (tmp_path / "questions.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr("zhize.batches.entries.files", lambda _: tmp_path)
    questions.cache_clear()
    try:
        with pytest.raises(LexiconError, match=said):
            questions()
    finally:
        questions.cache_clear()

"""Procedures: which norms stand together, in which order, under which name, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from zhize.analysis import Analysis, analyze
from zhize.procedures import Decision, Join, Procedure, Stage, procedures

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def analyzed(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def found(analyzed: Analysis) -> dict[str, Procedure]:
    return {procedure.title: procedure for procedure in procedures(analyzed)}


def _of(text: str) -> tuple[Procedure, ...]:
    return procedures(analyze(text))


def _told(procedure: Procedure) -> list[tuple[str, str]]:
    return [("、".join(stage.actors), stage.words) for stage in procedure.stages]


# --- 泗水 ------------------------------------------------------------------------------------------------------------


def test_topics_of_meetings(found: dict[str, Procedure]) -> None:
    procedure = found["会议议题申报"]
    assert [actor for actor, _ in _told(procedure)] == [
        "部门",
        "分管副县长、协助其工作的副主任",
        "县政府办公室",
        "县政府办公室主任",
        "主持会议的县政府领导",
        "县政府办公室",
    ]
    last = procedure.stages[-1]
    assert (last.about, last.times, last.norm) == ("会议议题材料", ("会前5个工作日",), "43.3")
    assert last.by == ("部门",)  # the department hands its papers in, not the leader who acted before
    assert procedure.matter == "拟提交县政府常务会议、县长办公会议研究的议题"
    assert [(other.title, other.grounds) for other in procedure.following] == [("会议纪要签发", "县政府常务会议")]


def test_documents_are_drafted_seen_and_signed(found: dict[str, Procedure]) -> None:
    procedure = found["公文签发"]
    assert procedure.articles == ("52", "54")
    # The text tells of the signature of the department's head and of consultation after the office's review.
    assert [stage.norm for stage in procedure.stages[:8]] == [
        "52.1", "52.4", "52.5", "52.6", "52.7", "52.8", "52.10", "52.2",
    ]  # fmt: skip
    decision = procedure.flow[-1]
    assert isinstance(decision, Decision)
    assert decision.exclusive
    assert [case.stages[0].actors for case in decision.cases][-3:] == [
        ("县长", "常务副县长"),
        ("县长", "副县长"),
        ("分管副县长",),
    ]
    assert decision.cases[3].words == "镇（街道）镇长（办事处主任）、县政府部门主要负责人出国审批公文"
    assert decision.cases[6].words == "以县政府名义下发的其他公文，根据公文内容，涉及面广的"


def test_rules_are_made_with_what_neighbouring_articles_add(found: dict[str, Procedure]) -> None:
    procedure = found["行政规范性文件制定"]
    assert _told(procedure)[1:4] == [
        ("县司法局", "经县司法局合法性审查"),
        ("起草部门", "提请县政府常务会议审议"),
        ("起草部门", "予以公布和备案"),
    ]
    first, second, last = procedure.stages[0], procedure.stages[1], procedure.stages[-1]
    assert (first.exception, first.also, second.also) == ("除依法需要保密的外", ("第二十条",), ("第二十条",))
    assert (last.place, last.times[-1]) == ("第二十三条", "县政府行政规范性文件实施后")


def test_titles_are_words_of_the_text(found: dict[str, Procedure]) -> None:
    assert {"会议纪要签发", "印章使用", "请示性公文审批", "申请经费、追加预算的请示", "接待方案审定"} <= set(found)


def test_every_stage_leads_to_its_words_and_says_why(analyzed: Analysis, found: dict[str, Procedure]) -> None:
    norms = {norm.id: norm for norm in analyzed.norms}
    for procedure in found.values():
        assert procedure.stages[0].join is Join.OPENS
        assert len({stage.id for stage in procedure.stages}) == len(procedure.stages)
        for stage in procedure.stages:
            text = analyzed.regulation.article(stage.article).text
            assert stage.words in text
            assert stage.words in stage.act.of(text)
            assert norms[stage.norm].article == stage.article
            assert stage.grounds or stage.join in {Join.OPENS, Join.NORM}


def test_an_analysis_from_json_has_the_same_procedures(analyzed: Analysis) -> None:
    assert procedures(Analysis.from_dict(analyzed.to_dict())) == procedures(analyzed)


# --- the rules of joining --------------------------------------------------------------------------------------------


def test_clauses_of_one_matter_are_one_procedure() -> None:
    [procedure] = _of("第一条 拟公布的名单，由县民政局提出，报县政府审定；由县政府办公室印发。")
    assert [actor for actor, _ in _told(procedure)] == ["县民政局", "县政府", "县政府办公室"]


def test_who_receives_goes_on() -> None:
    [procedure] = _of("第一条 县教育局应当将方案报县政府办公室审核。县政府办公室应当在5个工作日内报县长签发。")
    assert _told(procedure)[-1][0] == "县长"
    assert procedure.stages[-1].times == ("5个工作日内",)
    assert procedure.stages[-1].join in {Join.HANDED, Join.NORM}


@pytest.mark.parametrize(
    "text",
    [
        "第一条 县政府办公室应当加强学习。县教育局应当定期检查学校。",
        "第一条 县教育局应当及时向县政府报告。",
        "第一条 县教育局不得将材料报县政府审核，经县长同意后公布。",
        "第一条 本办法所称材料，是指报县政府办公室审核、由县长签发的文件。",
        "第一条 具体办法由县教育局会同县财政局制定。",
        "没有条文的一段话。",
    ],
    ids=["no hand-over", "one act", "forbidden", "a meaning", "rule-making", "no articles"],
)
def test_what_is_no_procedure(text: str) -> None:
    assert _of(text) == ()


def test_what_comes_before_an_act_stands_before_it() -> None:
    [procedure] = _of(
        "第一条 拟公布的名单，由县民政局上报省政府，经省政府批准。提请省政府批准前，县民政局应当报县司法局审核。"
    )
    assert [words for _, words in _told(procedure)] == ["上报省政府", "报县司法局审核", "经省政府批准"]
    assert (procedure.stages[1].join, procedure.stages[1].grounds) == (Join.PAPER, "批准")


@pytest.mark.parametrize(
    ("again", "together"),
    [("方案内容涉及其他部门职权的事项", True), ("各镇（街道）申请经费的方案", False)],
    ids=["the paper", "another one of that name"],
)
def test_another_paragraph_takes_up_a_paper_with_its_first_words(again: str, *, together: bool) -> None:
    found = _of(
        "第一条 大型活动的安排，由县教育局起草方案，报县政府办公室审核。\n"
        f"{again}，由县教育局报县司法局审核，经县长同意后公布。"
    )
    assert (len(found) == 1) == together


def test_a_clause_that_only_says_how_is_no_stage() -> None:
    [procedure] = _of("第一条 县民政局应当按照有关规定，将名单报县政府审定，并向社会公布。")
    assert all(not words.startswith("按照有关规定，将名单") for _, words in _told(procedure)[1:])
    assert not any(words.endswith(("规定", "名单")) for _, words in _told(procedure))


def test_procedures_of_other_matters_stay_apart() -> None:
    one, other = _of(
        "第一条 会议纪要由县政府办公室起草，经县政府办公室主任审核后，报县长签发。\n"
        "第二条 拟公布的名单，由县民政局提出，报县政府审定。"
    )
    assert (one.articles, other.articles) == (("1",), ("2",))
    assert one.following == ()


def test_another_chapter_is_another_procedure() -> None:
    text = (
        "第一章 甲\n第一条 以县政府名义制发的公文，由主办部门起草，报县政府办公室审核。\n"
        "{}第二条 以县政府名义制发的公文，由县政府办公室送审，报县长签发。"
    )
    assert [procedure.articles for procedure in _of(text.format(""))] == [("1", "2")]
    assert [procedure.articles for procedure in _of(text.format("第二章 乙\n"))] == [("1",), ("2",)]


def test_cases_that_deny_each_other_are_a_choice() -> None:
    [procedure] = _of("第一条 申请符合条件的，县民政局报县政府批准；申请不符合条件的，县民政局书面告知申请人。")
    [decision] = procedure.flow
    assert isinstance(decision, Decision)
    assert decision.exclusive
    assert [case.words for case in decision.cases] == ["申请符合条件的", "申请不符合条件的"]


def test_a_single_case_is_asked(found: dict[str, Procedure]) -> None:
    decisions = [part for part in found["请示性公文审批"].flow if isinstance(part, Decision)]
    assert [decision.exclusive for decision in decisions] == [False, False, False]
    assert decisions[0].cases[0].words == "凡涉及其他部门职权的"


def test_who_is_not_named_is_not_made_up(found: dict[str, Procedure]) -> None:
    stage = next(stage for stage in found["审议决定的事项"].stages if stage.words == "经合法合规性审查")
    assert (stage.actors, stage.guessed) == ((), False)
    guessed = found["论坛、展会、节庆等活动批准"].stages[0]
    assert guessed.guessed


def test_norms_without_their_steps_still_stand_together(analyzed: Analysis) -> None:
    bare = replace(analyzed, norms=tuple(replace(norm, steps=()) for norm in analyzed.norms))
    titles = {procedure.title for procedure in procedures(bare)}
    assert {"公文签发", "会议议题申报"} <= titles


def test_a_stage_stands_once(found: dict[str, Procedure]) -> None:
    for procedure in found.values():
        flat = [part for part in procedure.flow if isinstance(part, Stage)]
        cased = [s for part in procedure.flow if isinstance(part, Decision) for case in part.cases for s in case.stages]
        assert len(flat) + len(cased) == len(procedure.stages)
        assert all(not stage.case for stage in flat)
        assert all(stage.case for stage in cased)

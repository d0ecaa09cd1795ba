"""The tables that every export and notebook shares."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from documents import LEAVE, MEETING, article, document, empty, norm, span

import zhize
from zhize import tables
from zhize.passages import is_doubtful, locator, quote, sentence_at
from zhize.types import Paragraph

ALL = [
    *(tables.matrix, tables.articles, tables.edges, tables.times),
    *(tables.references, tables.definitions, tables.problems),
]


def test_matrix_has_one_row_a_norm_with_everything_in_it() -> None:
    frame = tables.matrix(document())
    row = {name: None if value is pd.NA else value for name, value in frame.loc[0].items()}
    assert row == {
        "document": "rules",
        "title": "某县人民政府工作规则",
        "article": "1",
        "label": "第1条",
        "locator": "第一条第一款",
        "chapter": "会议制度",
        "norm": "1.1",
        "bearers": ("主办部门",),
        "bearer_source": "explicit",
        "modality": "obligation",
        "force": "hard",
        "marker": "应",
        "action": "报县政府办公室审核",
        "counterparts": ("县政府办公室",),
        "relations": ("reviewed_by",),
        "condition": None,
        "cases": (),
        "exception": "紧急事项除外",
        "deadlines": ("会前5个工作日",),
        "frequencies": (),
        "times": ("会前5个工作日",),
        "time_types": ("deadline",),
        "time_values": ("P5WD",),
        "quote": "主办部门应于会前5个工作日报县政府办公室审核，紧急事项除外。",
        "confidence": 0.95,
        "doubtful": False,
        "doubts": (),
        "steps": (),
        "sanctions": (),
    }
    assert frame["norm"].tolist() == ["1.1", "1.2", "1.3", "2.1"]
    assert frame["doubtful"].tolist() == [False, False, False, True]
    assert frame["frequencies"].tolist() == [(), ("每月通报1次",), (), ()]


def test_several_documents_stand_one_after_the_other() -> None:
    frame = tables.matrix(document("a"), document("b"))
    assert frame["document"].tolist() == ["a"] * 4 + ["b"] * 4
    assert frame.index.tolist() == list(range(8))


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.__name__)
def test_an_empty_table_has_the_columns_and_types_of_a_full_one(table: object) -> None:
    full, none = table(document()), table()
    assert len(none) == 0
    assert none.dtypes.to_dict() == full.dtypes.to_dict()


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.__name__)
def test_every_column_has_a_chinese_label(table: object) -> None:
    columns = list(table(document()).columns)
    assert [column for column in columns if column not in tables.labels()] == []
    # Two columns under one label could not be told apart.
    assert len({tables.labels()[column] for column in columns}) == len(columns)


def test_what_is_typed_is_typed() -> None:
    types = tables.matrix(document()).dtypes
    assert types["confidence"] == "float64"
    assert types["doubtful"] == "bool"
    assert types["condition"] == "string"
    assert list(types["modality"].categories) == ["obligation", "prohibition", "permission", "constitutive"]


def test_articles_count_what_they_hold() -> None:
    frame = tables.articles(document(), empty())
    assert frame[["article", "characters", "paragraphs", "items", "norms"]].to_numpy().tolist() == [
        ["1", len(MEETING) - MEETING.count("\n"), 2, 2, 3],
        ["2", len(LEAVE), 1, 0, 1],
        ["0", 5, 1, 0, 0],
    ]


def test_citations_names_and_problems_have_tables() -> None:
    text = "第一条　县政府办公室（以下简称县政府办）依照《值班办法》第三条值班。\n第二条　违反前条或者第九条的，通报。"
    analysis = zhize.analyze(zhize.Source(text=text, name="规则.txt", encoding="utf-8"))
    cited = tables.references(analysis)[["locator", "citation", "cited_title", "target", "resolved"]].astype(object)
    assert cited.where(cited.notna(), None).to_numpy().tolist() == [
        ["第一条", "《值班办法》第三条", "值班办法", "第三条", None],
        ["第二条", "前条", None, "第一条", "1"],
        ["第二条", "第九条", None, "第九条", None],
    ]
    names = tables.definitions(analysis)[["locator", "name", "meaning", "alias"]]
    assert names.to_numpy().tolist() == [["第一条", "县政府办", "县政府办公室", True]]
    odd = zhize.analyze(zhize.Source(text="第二条　甲。\n第四条　乙。", name="规则.txt", encoding="utf-8"))
    problems = tables.problems(odd)[["document", "line", "code", "remedy"]]
    assert problems.to_numpy().tolist() == [
        ["规则", 1, "numbering-start", "对照原件补齐之前的条文；节选的文本无须处理"],
        ["规则", 2, "numbering-gap", "对照原件补上缺少的条文，或改正编号"],
    ]


def test_edges_join_each_bearer_with_each_counterpart() -> None:
    frame = tables.edges(document())
    assert frame[["norm", "bearer", "relation", "counterpart"]].to_numpy().tolist() == [
        ["1.1", "主办部门", "reviewed_by", "县政府办公室"],
        ["2.1", "县长", "reports_to", "市政府"],
        ["2.1", "县政府", "reports_to", "市政府"],
    ]


def test_times_name_the_norm_that_they_bind() -> None:
    frame = tables.times(document())
    said = frame[["text", "value", "direction", "bound", "norm"]].astype(object)
    assert said.where(said.notna(), None).to_numpy().tolist() == [
        ["会前5个工作日", "P5WD", "before", "min", "1.1"],
        ["每月通报1次", "R1/P1M", None, None, "1.2"],
        ["及时", "immediate", None, None, "2.1"],
    ]


def test_a_time_that_binds_no_norm_keeps_its_row() -> None:
    frame = tables.times(replace(document(), norms=()))
    assert frame["text"].tolist() == ["会前5个工作日", "每月通报1次", "及时"]
    assert frame["norm"].isna().all()
    assert frame["bearers"].tolist() == [(), (), ()]
    assert frame["quote"].tolist() == [
        "主办部门应于会前5个工作日报县政府办公室审核，紧急事项除外。",
        "（一）每月通报1次办理情况；",
        "县长离开本县，及时向市政府报告。",
    ]


# --- where a norm stands ---------------------------------------------------------------------------------------------


def test_locator_names_what_the_article_has() -> None:
    meeting, leave = document().regulation.articles
    assert locator(meeting, 0) == "第一条第一款"
    assert locator(meeting, MEETING.index("不得")) == "第一条第二款第二项"
    assert locator(leave, 3) == "第二条"
    assert locator(replace(leave, number=120, suffix=1), 0) == "第一百二十条之一"


def test_locator_of_a_text_without_numbers() -> None:
    body = article(0, "甲。\n乙。", (Paragraph(start=0, end=2), Paragraph(start=3, end=5)))
    assert (locator(body, 0), locator(body, 3)) == ("正文第一款", "正文第二款")
    assert locator(article(0, "甲。"), 0) == "正文"


# --- what proves it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("起草", "议题材料由主办部门起草。"),
        ("通报1次办理情况", "县政府办公室有下列职责：\n（一）每月通报1次办理情况；"),
        ("列入议题", "县政府办公室有下列职责：……（二）对逾期未报的，不得列入议题。"),
    ],
)
def test_quote_is_the_sentence_and_the_lead_in_of_its_list(action: str, expected: str) -> None:
    meeting = document().regulation.articles[0]
    assert quote(meeting, norm(MEETING, action)) == expected


def test_quote_joins_the_sentences_of_a_norm_that_crosses_one() -> None:
    text = "县长主持会议。副县长参加“会议。”县长总结！"
    whole = norm(text, "主持会议。副县长参加“会议。”")
    assert quote(article(1, text), whole) == "县长主持会议。副县长参加“会议。”"
    parts = norm(text, "主持会议", condition=span(text, "总结"))
    assert quote(article(1, text), parts) == "县长主持会议。……县长总结！"


def test_sentence_at_the_end_of_a_text_is_the_whole() -> None:
    assert sentence_at(article(1, "甲。乙"), 2).of("甲。乙") == "乙"
    assert sentence_at(article(1, "甲。乙"), 3).of("甲。乙") == "甲。乙"


def test_a_guessed_bearer_is_doubtful() -> None:
    assert [is_doubtful(norm) for norm in document().norms] == [False, False, False, True]

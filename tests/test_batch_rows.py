"""An analysis → the rows of a collection: those of `zhize.tables`, and what a collection adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from batching import text

import zhize
from zhize import tables as frames
from zhize.batches.nouns import Document
from zhize.batches.parts import parquet
from zhize.batches.schemas import tables
from zhize.batches.tabulating import arrow, failed_rows, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.analysis import Analysis
    from zhize.batches.tabulating import Rows

NOTICE = """\
某县人民政府关于印发《某县会议制度》和《某县公文办法》的通知
某政发〔2021〕3号
各乡镇人民政府：
现将《某县会议制度》和《某县公文办法》印发给你们，请遵照执行。
某县人民政府
2021年3月2日

某县会议制度
第一条 县政府办公室应当于会前3个工作日通知各部门。
第二条 各部门不得无故缺席。

某县公文办法
第一条 县政府办公室负责审核公文。
第二条 本办法所称公文，是指县政府的文件（以下简称文件）。
"""
ANNEXED = """\
某县工作规则
第一条 各部门应当按照附件报送。

附件：某县报送清单
一、每月报送统计表。
二、每年报送总结。
"""
ODD = """\
某县资金办法
第一条 本办法所称资金，是指县财政局拨付的资金（以下简称资金）。
第二条 各部门违反本办法第一条的，由县财政局责令改正，依照《某县预算办法》第五条处理。
第四条 县财政局应当在30日内向县政府报告。
"""
FRAMES = {
    "articles": frames.articles,
    "norms": frames.matrix,
    "edges": frames.edges,
    "times": frames.times,
    "references": frames.references,
    "definitions": frames.definitions,
    "diagnostics": frames.problems,
}
ALONE = {"document", "start", "end", "annex"}  # and the locator of an article: what the tables for notebooks do without


@pytest.fixture(scope="module")
def sishui(seed: Path) -> Analysis:
    return zhize.analyze(seed)


@pytest.fixture(scope="module")
def rows(sishui: Analysis) -> Rows:
    return _rows(sishui)


def _rows(analysis: Analysis, name: str = "济宁/泗水.txt") -> Rows:
    document = Document(name=name, place="/x", sha256="digest", size=1)
    return {table: arrow(table, those).to_pylist() for table, those in rows_of(document, analysis).items()}


def _cells(frame: pd.DataFrame, name: str) -> list[Any]:
    return [None if isinstance(each, float) and each != each else each for each in frame[name].astype(object)]  # noqa: PLR0124


@pytest.mark.parametrize("name", FRAMES)
def test_rows_are_those_of_the_tables(sishui: Analysis, name: str) -> None:
    analyses = [sishui, *(zhize.analyze(each) for each in (ODD, ANNEXED))]
    frame = pd.concat([each for each in map(FRAMES[name], analyses) if len(each)])
    mine = [row for analysis in analyses for row in _rows(analysis)[name] if not row.get("annex")]
    assert len(mine) == len(frame) > 0
    for column in tables()[name].columns.keys() - ALONE - ({"locator"} if name == "articles" else set()):
        theirs = [list(each) if isinstance(each, tuple) else each for each in _cells(frame, column)]
        theirs = [None if each is not None and str(each) == "<NA>" else each for each in theirs]
        assert [row[column] for row in mine] == theirs, column


def test_offsets_lead_to_the_words(sishui: Analysis, rows: Rows) -> None:
    texts = {row["article"]: row["text"] for row in rows["articles"]}
    for table, column in {"mentions": "text", "times": "text", "norms": "action", "references": "citation"}.items():
        assert rows[table]
        for row in rows[table]:
            assert texts[row["article"]][row["start"] : row["end"]] == row[column]
    for row in rows["definitions"]:
        assert texts[row["article"]][row["start"] : row["end"]] == row["name"]
    assert sishui.regulation.source is not None
    whole = sishui.regulation.source.text
    for row in rows["articles"]:
        assert row["text"].split("\n")[-1] in whole[row["start"] : row["end"]]
        assert row["label"] is None or whole[row["start"] :].startswith(row["label"])


def test_what_a_text_says_of_itself(rows: Rows, sishui: Analysis) -> None:
    (row,) = rows["documents"]
    assert sishui.regulation.source is not None
    expected = {
        "document": "济宁/泗水.txt",
        "file": "济宁/泗水.txt",
        "folder": "济宁",
        "sha256": "digest",
        "status": "read",
        "error": None,
        "format": "utf-8",
        "title": "泗水县人民政府工作规则",
        "issuer": "泗水县人民政府",
        "level": "county",
        "place": "泗水县",
        "doc_number": "泗政发〔2022〕9号",
        "passed": "2022-04-18",
        "issued": "2022-04-20",
        "characters": len(sishui.regulation.source.text),
        "articles": len(sishui.regulation.articles),
        "norms": len(sishui.norms),
        "problems": len(sishui.problems),
    }
    assert {name: row[name] for name in expected} == expected
    assert list(row) == list(tables()["documents"].columns)


def test_counts_are_those_of_the_rows(rows: Rows) -> None:
    for article in rows["articles"]:
        mine = [row for row in rows["norms"] if row["article"] == article["article"]]
        assert article["norms"] == (0 if article["annex"] else len(mine))
    # A body is mentioned by other names too, so that a mention counts for one body whatever it is called there.
    assert sum(body["mentions"] for body in rows["bodies"]) == len(rows["mentions"])


def test_edges_lead_to_their_norms(rows: Rows) -> None:
    norms = {row["norm"]: row for row in rows["norms"]}
    assert rows["edges"]
    for edge in rows["edges"]:
        norm = norms[edge["norm"]]
        assert edge["bearer"] in norm["bearers"]
        assert (edge["counterpart"], edge["relation"]) in zip(norm["counterparts"], norm["relations"], strict=True)


def test_the_documents_under_one_notice_have_names_of_their_own() -> None:
    rows = _rows(zhize.analyze(NOTICE), "a.txt")
    documents = rows["documents"]
    assert [(row["document"], row["file"], row["title"]) for row in documents] == [
        ("a.txt", "a.txt", "某县会议制度"),
        ("a.txt#2", "a.txt", "某县公文办法"),
    ]
    # The text was read once.
    assert [row["characters"] for row in documents] == [len(NOTICE), 0]
    assert [row["document"] for row in rows["articles"]] == ["a.txt", "a.txt", "a.txt#2", "a.txt#2"]
    assert {row["document"] for row in rows["definitions"]} == {"a.txt#2"}
    for row in documents:
        assert row["norms"] == sum(norm["document"] == row["document"] for norm in rows["norms"]) > 0


def test_an_annex_is_an_article_in_which_no_norm_is_looked_for() -> None:
    rows = _rows(zhize.analyze(ANNEXED), "a.txt")
    article, annex = rows["articles"]
    assert (article["article"], article["annex"], article["norms"]) == ("1", False, 1)
    assert (annex["article"], annex["annex"], annex["norms"]) == ("annex-1", True, 0)
    assert annex["locator"] == "附件"
    assert annex["text"].startswith("某县报送清单\n")
    assert "每年报送总结" in annex["text"]
    assert ANNEXED[annex["start"] : annex["end"]].startswith("附件")
    assert rows["documents"][0]["articles"] == 1


def test_half_a_character_stands_as_the_mark_of_one() -> None:
    rows = _rows(zhize.analyze("某县\ud800规则\n第一条 县政府办\udc00公室应当每月报告\ud83d。\n"), "a.txt")
    (article,) = rows["articles"]
    assert article["text"] == "县政府办\ufffd公室应当每月报告\ufffd。"
    assert rows["documents"][0]["title"] == "某县\ufffd规则"
    assert rows["norms"][0]["action"].encode("utf-8")


def test_a_list_with_half_a_character_too() -> None:
    row = dict.fromkeys(tables()["bodies"].columns, "x") | {"aliases": ("甲\udc00", "乙"), "mentions": 1}
    assert arrow("bodies", [row]).to_pylist()[0]["aliases"] == ["甲\ufffd", "乙"]


def test_a_file_that_could_not_be_read_is_one_row() -> None:
    rows = failed_rows(Document(name="b/a.txt", place="/x", sha256="", size=0), "no such file; check the path")
    assert {name: len(those) for name, those in rows.items() if those} == {"documents": 1}
    (row,) = arrow("documents", rows["documents"]).to_pylist()
    assert (row["status"], row["error"], row["folder"]) == ("failed", "no such file; check the path", "b")
    assert (row["characters"], row["articles"], row["norms"], row["problems"]) == (0, 0, 0, 0)


@pytest.mark.parametrize("given", [NOTICE, ANNEXED, text(1), "只有一行\n", "第一条\n第一条\n第九条 应当。\n"])
def test_every_column_is_there_and_null_only_where_the_tables_say_so(given: str) -> None:
    document = Document(name="a.txt", place="/x", sha256="", size=0)
    for rows in (rows_of(document, zhize.analyze(given)), failed_rows(document, "why")):
        for name, those in rows.items():
            table = arrow(name, those)
            table.validate(full=True)
            assert table.schema == tables()[name].schema
            for column, said in tables()[name].columns.items():
                assert said.null is not None or table.column(column).null_count == 0, f"{name}.{column}"


def test_every_column_holds_something_somewhere(rows: Rows) -> None:
    """A column that is always null or empty would be one that nobody fills."""
    given = [rows, *(_rows(zhize.analyze(each), "a.txt") for each in (NOTICE, ANNEXED, ODD, text(1)))]
    rare = {"error", "amended", "in_force_until", "in_force_from", "valid_for", "validity", "cases", "sanctions"}
    for name, table in tables().items():
        those = [row for each in given for row in each[name]]
        empty = {column for column in table.columns if all(row[column] in (None, [], "") for row in those)}
        assert empty <= rare, name


def test_a_part_is_one_row_group_and_the_same_bytes_twice(sishui: Analysis) -> None:
    document = Document(name="a.txt", place="/x", sha256="", size=0)
    for name, those in rows_of(document, sishui).items():
        assert parquet(arrow(name, those)) == parquet(arrow(name, list(those)))

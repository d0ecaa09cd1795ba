"""``zhize query``."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
from collecting import collect

from zhize.cli import query
from zhize.cli.arguments import Parser
from zhize.errors import InputError, OutputError, ZhizeError
from zhize.export.terminal.aligned import width

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(collect(tmp_path_factory.mktemp("collection")))


def _run(*arguments: object) -> None:
    parser = Parser(prog="zhize query", description="", epilog=query.EPILOG)
    query.configure(parser)
    query.run(parser.parse_args([str(each) for each in arguments]))


def test_alone_it_lists_tables_and_questions(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(out)
    said = capsys.readouterr().out
    assert "\nnorms        22    规范" in said
    assert "\n职责  duties " in said


def test_its_schema_is_printed(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(out, "--schema")
    assert "an article, or an annex" not in (said := capsys.readouterr().out)
    assert "article offset" in said
    _run(out, "--schema", "--format", "json")
    assert {"table", "column", "about"} < set(json.loads(capsys.readouterr().out)[0])


def test_sql_is_answered_in_columns(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(out, "SELECT marker, count(*) AS n FROM norms WHERE marker IN ('可以', '应当') GROUP BY 1 ORDER BY 1")
    assert capsys.readouterr().out == "marker  n\n------  --\n可以    1\n应当    12\n\n2行\n"


def test_a_question_and_its_first_word(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(out, "职责", "县司法局", "--limit", "2")
    said = capsys.readouterr().out
    assert said.splitlines()[0].split()[:3] == ["文件", "条款", "责任主体"]
    assert "2行，还有更多：--limit 0 给出全部" in said
    assert max(map(width, said.splitlines()[:-2])) <= 100
    _run(out, "职责", "县司法局", "--limit", "0", "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["schema"], answer["question"], answer["more"]) == ("zhize.query/1", "duties", False)
    assert answer["values"]["body"] == "县司法局"
    assert len(answer["rows"]) == 4
    assert answer["rows"][0]["modality"] == "obligation"


def test_no_answer_says_so(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(out, "职责", "县长")
    assert capsys.readouterr().out == "没有\n"


def test_a_table_for_spreadsheets_holds_no_formula(
    out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "SELECT '=1+1' AS a, '@x' AS \"=b\", 2 AS c, true AS d, ['甲', '乙'] AS e, NULL AS f"
    _run(out, evil, "--format", "csv")
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["a", "'=b", "c", "d", "e", "f"],
        ["'=1+1", "'@x", "2", "是", "甲、乙", ""],
    ]
    _run(out, evil, "-o", tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet] == [
        ["a", "=b", "c", "d", "e", "f"],
        ["=1+1", "@x", 2, "是", "甲、乙", None],
    ]
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n"}


def test_files_hold_all_rows_under_their_labels(out: str, tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx", "parquet", "json"):
        _run(out, "职责", "县政府办公室", "-o", tmp_path / f"x.{suffix}")
    rows = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0][:4] == ["文件", "条款", "责任主体", "模态"]
    assert rows[1][3] == "义务"
    table = pq.read_table(tmp_path / "x.parquet")
    assert table.schema.field("quote").metadata == {b"label": "依据原文".encode()}
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["职责"]
    counts = {
        len(rows) - 1,
        table.num_rows,
        sheet.max_row - 1,
        len(json.loads((tmp_path / "x.json").read_text())["rows"]),
    }
    assert counts == {8}


def test_who_cites_whom_opens_in_other_programs(out: str, tmp_path: Path) -> None:
    _run(out, "引用", "-o", tmp_path / "x.graphml")
    graph = nx.read_graphml(tmp_path / "x.graphml")
    assert graph.nodes["national/档案保管法.txt"]["cited"] == 4
    assert graph.number_of_edges() == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["谁"], "there is no question 谁; ask 职责"),
        (["SELECT 1", "甲"], "SQL takes nothing behind it, and there is 甲"),
        (["SELECT 1", "--body", "甲"], "SQL takes nothing behind it, and there is --body"),
        (["概况", "甲"], "概况 takes nothing behind it, and there is 甲"),
        (["职责", "甲", "乙"], "职责 takes body behind it, and there is 甲 乙"),
        (["职责", "甲", "--body", "乙"], "body is said twice: 甲 and 乙"),
        (["概况", "--body", "甲"], "概况: takes no body; it takes nothing"),
        (["职责", "甲", "--limit", "-1"], "--limit takes a number"),
        (["--body", "甲"], "there is no question"),
        (["职责", "--schema"], "--schema prints the tables"),
        (["职责", "--format", "csv", "-o", "x.csv"], "--format holds for what is printed"),
        (["松紧", "-o", "x.graphml"], "only 引用 is a graph"),
        (["引用", "立法法", "-o", "x.graphml"], "a .graphml holds who cites whom in the whole collection"),
        (["COPY norms TO 'x'"], "SQL: COPY is not for a collection"),
    ],
)
def test_a_wrong_command_is_one_line(out: str, arguments: list[str], said: str) -> None:
    with pytest.raises(ZhizeError) as caught:
        _run(out, *arguments)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_another_suffix_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"the suffix \.doc is not known"):
        _run(tmp_path, "概况", "-o", tmp_path / "x.doc")


def test_a_folder_without_a_collection_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no finished collection"):
        _run(tmp_path)


def test_the_help_names_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        _run("--help")
    said = capsys.readouterr().out
    assert "松紧  leanings" in said
    assert "--anchor X" in said

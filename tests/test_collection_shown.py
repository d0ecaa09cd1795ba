"""What ``zhize query``, ``search`` and ``reuse`` say to people: in Chinese, which version, and what may help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from collecting import collect

import zhize
from zhize.batches.schemas import tables
from zhize.cli import main
from zhize.cli.rows import Found, printed
from zhize.collection.describing import answers
from zhize.collection.questions import questions

if TYPE_CHECKING:
    from pathlib import Path

COMMON = "本办法自公布之日起施行。"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(collect(tmp_path_factory.mktemp("collection")))


def _han(text: str) -> bool:
    return any("一" <= character <= "龥" for character in text)


def test_people_read_of_every_table_and_question_in_chinese(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [name for name, table in tables().items() if not _han(table.row_zh)] == []
    assert list(answers()) == [question.id for question in questions()]
    assert main(["query", out]) == 0
    said = capsys.readouterr().out
    assert "articles     23    条文      一条，或者一个附件" in said
    assert "引用  citations  谁引用谁，几次，首次在哪一条" in said
    assert "a document" not in said


def _titled(rows: list[tuple[str, str | None, str]]) -> list[str]:
    titles, dates, documents = zip(*rows, strict=True)
    table = pa.table({"title": titles, "dated": pa.array(dates, pa.string()), "document": documents})
    return printed(Found(rows=table, id="x", shown=("title",)), "text").splitlines()[2:-2]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ([("甲法", "2001-01-01", "a"), ("乙法", "2001-01-01", "b")], ["甲法", "乙法"]),
        ([("甲法", "2001-01-01", "a"), ("甲法", "2001-01-01", "a")], ["甲法", "甲法"]),
        ([("甲法", "2001-01-01", "a"), ("甲法", "2009-01-01", "b")], ["甲法（2001-01-01）", "甲法（2009-01-01）"]),
        ([("甲法", "2001-01-01", "a"), ("甲法", None, "b")], ["甲法（2001-01-01）", "甲法（b）"]),
        ([("甲法", "2001-01-01", "a"), ("甲法", "2001-01-01", "b")], ["甲法（a）", "甲法（b）"]),
    ],
)
def test_versions_of_a_law_are_told_apart(rows: list[tuple[str, str | None, str]], shown: list[str]) -> None:
    assert _titled(rows) == shown


def test_sql_is_shown_as_it_answers() -> None:
    table = pa.table({"title": ["甲法", "甲法"], "document": ["a", "b"]})
    assert printed(Found(rows=table), "text").splitlines()[2:4] == ["甲法   a", "甲法   b"]


def test_a_table_that_is_too_wide_says_what_to_do(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", out, "SELECT * FROM norms LIMIT 1"]) == 0
    assert capsys.readouterr().out.endswith("1行\n列多，屏幕排不下：少选几列，或者用 -o 存为 .xlsx\n")
    assert main(["query", out, "SELECT document FROM norms LIMIT 1"]) == 0
    assert capsys.readouterr().out.endswith("\n1行\n")


def test_duties_of_nobody_are_not_nothing(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", out, "职责", "--level", "县级"]) == 2
    said = "zhize: error: 职责 takes a body behind it, --role or --tier; see zhize query --help\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("folder", "said"), [("甲", "没有\n库里没有文件夹“甲”；有：county、national\n"), ("national", "没有\n")]
)
def test_a_folder_that_is_not_there_is_named(
    out: str, capsys: pytest.CaptureFixture[str], folder: str, said: str
) -> None:
    assert main(["query", out, "职责", "县司法局", "--folder", folder]) == 0
    assert capsys.readouterr().out == said


def test_a_body_is_named_first_at_a_place(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", out, "机构", "县审计局", "--limit", "1"]) == 0
    head, _, row, *_ = capsys.readouterr().out.splitlines()
    assert "首次提及之处" in head
    assert "第四条" in row


def test_a_title_is_found_with_other_brackets(out: str) -> None:
    sql = (
        "SELECT plain_title('甲省实施<中华人民共和国水法>办法') = plain_title('《甲省实施〈中华人民共和国水法〉办法》')"
    )
    assert zhize.open(out).query(sql).iloc[0, 0]


@pytest.mark.parametrize("words", [["评估", "公布"], ["--limit", "9", "评估", "公布"], ["评估 公布"]])
def test_words_need_no_quotes(out: str, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["search", out, *words]) == 0
    assert capsys.readouterr().out.endswith("共 4 条\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["评*"], "词语中的 * 和 ? 不代替其他文字，直接写要找的字"),
        (["'评估", "公布'"], "单引号成了词语的一部分；Windows 上用双引号"),
        (["评估", "--document", "丑县"], "文件按标题或文件名中的一部分查找：--document 后可少写几个字"),
    ],
)
def test_a_search_that_finds_nothing_says_what_may_help(
    out: str, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["search", out, *arguments]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["没有找到", said]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["search", "OUT", "--", "-评估", "--limit", "1"],
            "--limit stands behind --, where only WORDS are; put it before",
        ),
        (
            ["search", "OUT", "评估", "--format", "json", "-o", "x.json"],
            "--format holds for what is printed; the suffix",
        ),
        (
            ["reuse", "OUT", "来源", "--format", "json", "-o", "x.json"],
            "--format holds for what is printed; the suffix",
        ),
    ],
)
def test_a_mistake_is_one_line(out: str, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main([out if each == "OUT" else each for each in arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"zhize: error: {said}")
    assert error.count("\n") == 1


def test_what_every_text_has_is_left_to_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "文件").mkdir()
    subjects = ("档案借阅登记", "公车停放秩序", "食堂采购验收", "印章保管使用", "会议室预订", "值班交接")
    for year, subject in enumerate(subjects, 2010):
        text = f"甲县{subject}办法\n（{year}年3月1日公布）\n第一条　{subject}由后勤科负责。\n第二条　{COMMON}\n"
        (tmp_path / "文件" / f"{year}.txt").write_text(text, encoding="utf-8")
    zhize.batch(tmp_path / "文件", tmp_path / "库", jobs=1, learned=False)
    assert main(["reuse", str(tmp_path / "库"), "来源", "--format", "csv"]) == 0
    assert "第二条" in capsys.readouterr().out
    assert main(["reuse", str(tmp_path / "库"), "来源"]) == 0
    assert "第二条" not in capsys.readouterr().out

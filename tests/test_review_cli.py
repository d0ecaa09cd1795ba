"""``zhize review``: a workbook is imported, what stands is shown, what is settled becomes a gold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from reviews import append, command, edited, export, put

from zhize import analyze
from zhize.cli import main
from zhize.errors import InputError, ZhizeError
from zhize.evaluation import read_gold
from zhize.review import read_review, review_of, review_path
from zhize.review.marking import gold_of

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

RULES = """某县人民政府工作规则

第一条　县司法局应当在3个工作日内将审查意见报送县政府办公室。
第二条　县政府各部门不得越权制定文件。未经县长批准，县政府各部门不得发布公告。
第三条　县长可以召集专题会议。
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "规则.txt"
    path.write_text(RULES, encoding="utf-8")
    return path


@pytest.fixture
def workbook(rules: Path, tmp_path: Path) -> Path:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "1.1", 责任主体="县司法局、县财政局", 复核意见="与来文一致")
        put(sheet, "2.1", 复核="确认")
        put(sheet, "2.2", 复核="删除")
        append(sheet, 条款="第三条", 行为="建立会议台账", 责任主体="县政府办公室")

    path = tmp_path / "义务清单.xlsx"
    path.write_bytes(edited(export(analyze(rules)), edit))
    return path


def test_the_text_beside_the_workbook_is_found(workbook: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command("import_", str(workbook), "--by", "张三")
    path = rules.with_name("规则.复核.json")
    assert capsys.readouterr().out.splitlines() == [
        f"{workbook} → {path}",
        "  读入4项：确认1项，修改1项，删除1项，新增1项（张三）",
        "  只在表中显示：3.a1的行为（条文中没有这些文字，或者程序读不懂）",
    ]
    assert review_path(rules, rules.parent) == path
    assert review_of(rules, rules.parent) == read_review(path) == review_of("-", rules.parent, given=path)
    before = path.read_bytes()
    command("import_", str(workbook), str(rules))
    assert capsys.readouterr().out == f"{workbook}：此前已经读入，没有变化（{path}）\n"
    assert path.read_bytes() == before


def test_what_stands_is_shown_and_what_the_text_changed(
    workbook: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("import_", str(workbook), "--by", "张三")
    rules.write_text(RULES.replace("3个工作日", "五个工作日"), encoding="utf-8")
    capsys.readouterr()
    command("show", str(rules))
    printed = capsys.readouterr().out
    assert "《某县人民政府工作规则》复核：确认1，修改0，删除1，新增1，未复核2，文字已改1\n" in printed
    assert "文字已改，未采用：\n" in printed
    assert "    责任主体：县司法局 → 县司法局、县财政局\n" in printed
    assert "    原文：县司法局应当在3个工作日内将审查意见报送县政府办公室。\n" in printed
    assert "    现文：县司法局应当在五个工作日内将审查意见报送县政府办公室。\n" in printed
    assert "未复核：第一条（1.1）、第三条（3.1）" in printed


def test_settled_articles_become_a_gold_that_evaluate_reads(
    workbook: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command("import_", str(workbook), "--by", "张三")
    capsys.readouterr()
    command("export_gold", str(rules), "-o", str(tmp_path))
    assert capsys.readouterr().out.splitlines()[2:] == [
        "2条，2项",
        "未列入：第3条：3.1未复核；3.a1的行为不是条文中的文字",
    ]
    lines = [json.loads(line) for line in (tmp_path / "规则.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["article"] for line in lines] == [1, 2]
    assert lines[0]["norms"][0]["bearers"] == ["县司法局", "县财政局"]
    gold = read_gold(str(tmp_path / "规则.jsonl"))
    assert [len(article.norms) for article in gold.articles] == [1, 1]
    assert main(["evaluate", str(tmp_path / "规则.jsonl"), "--text", str(rules)]) == 0


def test_a_gold_of_confirmed_rows_is_found_again_in_full(seed: Path, tmp_path: Path) -> None:
    analysis = analyze(seed)
    data = edited(export(analysis), lambda s: [put(s, norm.id, 复核="确认") for norm in analysis.norms])
    path = tmp_path / "全部.xlsx"
    path.write_bytes(data)
    command("import_", str(path), str(seed), "--review", str(tmp_path / "复核.json"), "--by", "张三")
    gold = gold_of(analysis, read_review(tmp_path / "复核.json"))
    assert sum(len(line["norms"]) for line in gold.lines) + sum(
        norm.article in dict(gold.left_out) for norm in analysis.norms
    ) == len(analysis.norms)
    assert all("没有责任主体" in why for _, why in gold.left_out)
    assert len(gold.lines) > 50


def test_nothing_is_written_for_a_workbook_that_is_refused(
    workbook: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook.write_bytes(edited(workbook.read_bytes(), lambda s: put(s, "1.1", 复核="好")))
    with pytest.raises(InputError, match="复核 is 好"):
        command("import_", str(workbook))
    assert not rules.with_name("规则.复核.json").exists()
    rules.rename(tmp_path / "别名.txt")
    workbook.write_bytes(export(analyze(tmp_path / "别名.txt")))
    (tmp_path / "别名.txt").unlink()
    with pytest.raises(InputError, match="neither beside it nor in the corpus is a text called 别名; name the text"):
        command("import_", str(workbook))
    assert capsys.readouterr().out == ""


def test_a_text_without_a_review_says_how_to_begin(rules: Path) -> None:
    assert review_of(rules, rules.parent) is None
    with pytest.raises(InputError, match=r"has no review yet .*; fill in what zhize matrix wrote"):
        command("show", str(rules))
    with pytest.raises(ZhizeError, match="name the review's file with --review FILE"):
        command("show", "-")


def test_the_review_of_a_text_of_the_corpus_lies_in_the_corpus(seed: Path, tmp_path: Path) -> None:
    data = edited(export(analyze(seed)), lambda s: put(s, "43.1", 复核="确认"))
    path = tmp_path / "清单.xlsx"
    path.write_bytes(data)
    command("import_", str(path), "sishui-2022", "--corpus", str(tmp_path / "corpus"))
    assert [entry.norm for entry in read_review(tmp_path / "corpus" / "sishui-2022.复核.json").entries] == ["43.1"]


def test_a_text_without_articles_is_reviewed_like_any_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice, path = tmp_path / "通知.txt", tmp_path / "清单.xlsx"
    notice.write_text("关于值班的通知\n\n各部门应当在3日内报送值班表。\n县政府办公室可以抽查。\n", encoding="utf-8")

    def edit(sheet: Worksheet) -> None:
        put(sheet, "0.1", 复核="确认")
        append(sheet, 条款="正文第二款", 行为="抽查", 责任主体="督查室")

    path.write_bytes(edited(export(analyze(notice)), edit))
    command("import_", str(path), "--by", "张三")
    capsys.readouterr()
    command("show", str(notice))
    printed = capsys.readouterr().out
    assert "  正文第一款（0.1） 报送值班表  张三" in printed
    assert "  正文第二款（0.a1） 抽查  张三" in printed
    assert "未复核：正文第二款（0.2）" in printed

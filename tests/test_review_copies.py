"""Nothing that a person entered is lost: copies of a workbook, files of one name, imports at one time."""

from __future__ import annotations

import codecs
import json
import threading
from typing import TYPE_CHECKING

import pytest
from documents import document
from openpyxl.comments import Comment
from reviews import append, column_of, command, edited, export, line_of, put, read, take, touched

from zhize import analyze
from zhize.cli import main
from zhize.errors import InputError
from zhize.export.workbooks.excel import to_xlsx
from zhize.review import read_review
from zhize.review.history import standing_of
from zhize.review.keeping import parse_review, to_json
from zhize.review.locking import alone

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

RULES = """某县人民政府工作规则

第一条　县司法局应当在3个工作日内将审查意见报送县政府办公室。
第二条　县政府各部门不得越权制定文件。
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return _written(tmp_path / "规则.txt", RULES)


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _noted(path: Path, *texts: Path) -> Path:
    """Write a workbook of texts in which every row of 义务清单 has a remark of its own."""
    analyses = [analyze(text) for text in texts]

    def edit(sheet: Worksheet) -> None:
        titles = [cell.value for cell in sheet[1]]
        key, note = titles.index("编号") + 1, titles.index("复核意见") + 1
        for line in range(2, sheet.max_row + 1):
            if sheet.cell(line, key).value:
                sheet.cell(line, note).value = f"意见{sheet.cell(line, key).value}"

    path.write_bytes(edited(to_xlsx(*analyses), edit))
    return path


def _notes(path: Path) -> list[tuple[str, str]]:
    return [(entry.document, standing_of(entry).words["note"]) for entry in read_review(path).entries]


# --- two persons whose computers have the same name ------------------------------------------------------------------


def test_what_one_entered_is_not_taken_back_by_the_copy_of_another() -> None:
    given, base = document(), export(document())
    one = take(given, edited(base, lambda s: put(s, "1.1", 责任主体="县司法局")))
    two = take(given, edited(base, lambda s: put(s, "1.2", 复核="确认")), one.review)
    words = {entry.norm: standing_of(entry).words for entry in two.review.entries}
    assert words == {"1.1": {"bearers": "县司法局", "review": "修改"}, "1.2": {"review": "确认"}}
    assert (two.changed, two.let_stand) == ((("rules", "1.2"),), ("1.1",))


def test_who_confirms_the_same_rows_is_still_another() -> None:
    given, base = document(), export(document())

    def confirm(sheet: Worksheet) -> None:
        for key in ("1.2", "1.3", "2.1"):
            put(sheet, key, 复核="确认")

    one = take(given, edited(base, lambda s: (confirm(s), put(s, "1.1", 条件="遇有紧急情况"))))
    two = take(given, edited(base, confirm), one.review)
    assert two.review == one.review
    assert two.let_stand == ("1.1",)


def test_copies_that_differ_in_a_cell_are_a_dispute() -> None:
    given, base = document(), export(document())
    review = None
    for name in ("县司法局", "县审计局"):
        review = take(given, edited(base, lambda s, name=name: put(s, "1.1", 责任主体=name)), review).review
    assert review is not None
    [entry] = review.entries
    assert [said.words for said in standing_of(entry).disputes["bearers"]] == ["县司法局", "县审计局"]


def test_a_note_of_an_added_row_outlives_the_copy_without_it() -> None:
    given, base = document(), export(document())
    row = {"条款": "第一条", "行为": "报县政府办公室审核"}
    one = take(given, edited(base, lambda s: append(s, **row, 责任主体="县审计局", 复核意见="新设")))
    two = take(given, edited(base, lambda s: append(s, **row)), one.review)
    [entry] = two.review.entries
    assert standing_of(entry).words["note"] == "新设"


def test_what_was_kept_is_told(rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, path = export(analyze(rules)), tmp_path / "清单.xlsx"
    for key, cells in (("1.1", {"责任主体": "县审计局"}), ("2.1", {"复核": "删除"})):
        path.write_bytes(edited(base, lambda s, key=key, cells=cells: put(s, key, **cells)))
        command("import_", str(path), "--by", "Administrator")
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "  读入1项：删除1项（Administrator）",
        "  保留：1.1此前从同名的工作簿读入的内容，这一份里没有，仍然保留；要撤回，请重新导出，改后再读入",
    ]


# --- several texts ---------------------------------------------------------------------------------------------------


def test_one_file_holds_the_reviews_of_texts_imported_one_after_another(rules: Path, tmp_path: Path) -> None:
    other = _written(tmp_path / "乙.txt", RULES.replace("某县", "邻县"))
    book, review = _noted(tmp_path / "清单.xlsx", rules, other), tmp_path / "复核.json"
    for text in (rules, other, rules):
        command("import_", str(book), str(text), "--review", str(review), "--by", "张三")
    both = [("规则", "意见规则/1.1"), ("规则", "意见规则/2.1"), ("乙", "意见乙/1.1"), ("乙", "意见乙/2.1")]
    assert _notes(review) == both
    assert [len(entry.history) for entry in read_review(review).entries] == [1] * 4


def test_a_text_that_was_not_given_is_told(rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = _written(tmp_path / "乙.txt", RULES.replace("某县", "邻县"))
    command("import_", str(_noted(tmp_path / "清单.xlsx", rules, other)), str(rules), "--by", "张三")
    assert capsys.readouterr().out.splitlines()[-1] == "未读入：乙，其中也有填写的内容，但这次没有给出它的文件"


def test_versions_of_one_title_are_told_apart_by_their_words(rules: Path, tmp_path: Path) -> None:
    later = _written(tmp_path / "新规则.txt", RULES.replace("3个", "5个"))
    book = _noted(tmp_path / "清单.xlsx", rules, later)
    renamed = [rules.rename(tmp_path / "甲.txt"), later.rename(tmp_path / "乙.txt")]
    command("import_", str(book), *map(str, reversed(renamed)), "--by", "张三")
    assert _notes(tmp_path / "甲.复核.json") == [("甲", "意见规则/1.1"), ("甲", "意见规则/2.1")]
    assert _notes(tmp_path / "乙.复核.json") == [("乙", "意见新规则/1.1"), ("乙", "意见新规则/2.1")]


@pytest.mark.parametrize("years", [("2020", "2024"), ("2024", "2020")])
def test_texts_of_one_name_keep_what_was_entered_of_each(years: tuple[str, str], tmp_path: Path) -> None:
    texts = {
        year: str(_written(tmp_path / year / "规则.txt", RULES.replace("3个", f"{year[-1]}个")))
        for year in ("2020", "2024")
    }
    book = tmp_path / "清单.xlsx"
    assert main(["matrix", texts["2020"], texts["2024"], "-o", str(book)]) == 0
    keys = {"规则/1.1": "旧", "规则/2.1": "旧", "规则（2）/1.1": "新", "规则（2）/2.1": "新"}

    def edit(sheet: Worksheet) -> None:
        for key, words in keys.items():
            put(sheet, key, 复核意见=words)

    book.write_bytes(edited(book.read_bytes(), edit))
    command("import_", str(book), *(texts[year] for year in years), "--by", "张三")
    for year, words in (("2020", "旧"), ("2024", "新")):
        assert _notes(tmp_path / year / "规则.复核.json") == [("规则", words)] * 2
    assert main(["matrix", texts["2020"], texts["2024"], "-o", str(tmp_path / "后.csv")]) == 0
    said = (tmp_path / "后.csv").read_text(encoding="utf-8-sig")
    assert [said.count(f",{words},") for words in ("旧", "新")] == [2, 2]


# --- the file --------------------------------------------------------------------------------------------------------


def test_an_import_waits_for_another(rules: Path, tmp_path: Path) -> None:
    base, path = export(analyze(rules)), tmp_path / "清单.xlsx"
    path.write_bytes(edited(base, lambda s: put(s, "1.1", 复核="确认")))
    kept = rules.with_name("规则.复核.json")
    second = threading.Thread(target=command, args=("import_", str(path)))
    with alone([kept]):
        second.start()
        second.join(timeout=1)
        assert second.is_alive()
        assert not kept.exists()
    second.join(timeout=20)
    assert [entry.norm for entry in read_review(kept).entries] == ["1.1"]


def test_a_file_that_an_editor_of_windows_saved_is_read() -> None:
    given = document()
    review = take(given, edited(export(given), lambda s: put(s, "1.1", 复核="确认"))).review
    assert parse_review(codecs.BOM_UTF8 + to_json(review), where="x") == review


def test_two_entries_of_one_norm_are_refused() -> None:
    given = document()
    review = take(given, edited(export(given), lambda s: put(s, "1.1", 复核="确认"))).review
    held = json.loads(to_json(review))
    held["entries"] *= 2
    with pytest.raises(
        InputError, match=r"has two entries of \S+ 1\.1; put the history of one behind that of the other"
    ):
        parse_review(json.dumps(held).encode(), where="x")


# --- a text that was amended -----------------------------------------------------------------------------------------


def test_what_became_of_a_sentence_is_shown_also_where_its_article_was_renumbered(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(edited(export(analyze(rules)), lambda s: put(s, "2.1", 复核="确认")))
    command("import_", str(path))
    inserted = "第二条　县长召集专题会议。\n第三条　县政府各部门不得越权制定公告。"
    _written(rules, RULES.replace("第二条　县政府各部门不得越权制定文件。", inserted))
    capsys.readouterr()
    command("show", str(rules))
    said = capsys.readouterr().out.splitlines()
    assert "  第二条（2.1） 越权制定文件" in said[-4]
    assert said[-3:-1] == ["    原文：县政府各部门不得越权制定文件。", "    现文：县政府各部门不得越权制定公告。"]


# --- a workbook that nobody has read in yet --------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["matrix", "report"])
def test_a_filled_workbook_is_not_replaced_before_it_was_read_in(
    way: str, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out" / "义务清单.xlsx"
    path.parent.mkdir()
    run = [way, str(rules), "-o", str(path if way == "matrix" else path.parent)]
    assert main(run) == 0
    assert main(run) == 0  # nothing was entered yet
    filled = edited(path.read_bytes(), lambda s: put(s, "1.1", 复核="确认"))
    path.write_bytes(filled)
    capsys.readouterr()
    assert main(run) == 2
    said = "holds what somebody entered in it, and is not read in; run zhize review import 义务清单.xlsx first, or"
    assert said in capsys.readouterr().err
    assert path.read_bytes() == filled
    command("import_", str(path), str(rules))
    assert main(run) == 0
    assert path.read_bytes() != filled


def test_a_workbook_that_cannot_be_read_in_is_not_replaced(rules: Path, tmp_path: Path) -> None:
    path = tmp_path / "义务清单.xlsx"
    run = ["matrix", str(rules), "-o", str(path)]
    path.write_bytes(edited(export(analyze(rules)), lambda s: put(s, "1.1", 复核意见="=1+1")))
    assert main(run) == 2
    path.write_bytes(b"PK")  # what is no workbook of this program's is replaced, as any file is
    assert main(run) == 0


# --- what nobody would read ------------------------------------------------------------------------------------------


def _commented(sheet: Worksheet, line: int, column: int, words: str) -> None:
    sheet.cell(line, column).comment = Comment(words, "张三")


def test_a_comment_beside_the_table_belongs_to_its_row() -> None:
    found = read(export(document()), lambda s: _commented(s, line_of(s, "1.1"), 22, "远处"))
    assert [(row.norm, row.words) for row in touched(found)] == [("1.1", {"extra:批注": "V列：远处"})]


@pytest.mark.parametrize(("line", "cell"), [(1, "C1"), (40, "C40")])
def test_a_comment_of_no_row_is_told(line: int, cell: str) -> None:
    found = read(export(document()), lambda s: _commented(s, line, 3, "看"))
    assert found.remarks == (f"{cell}的批注不属于任何一行，不读入；需要保存的请写在复核意见列。",)


def test_a_column_that_was_sorted_alone_is_told() -> None:
    def mix(sheet: Worksheet) -> None:
        column, lines = column_of(sheet, "行为"), range(2, sheet.max_row + 1)
        words = [sheet.cell(line, column).value for line in lines]
        for line, word in zip(lines, sorted(words, key=str), strict=True):
            sheet.cell(line, column).value = word

    [remark] = read(export(document()), mix).remarks
    assert remark.endswith("行的行为是别行的原文，可能只排了一列，没有连同整行；请核对。")


def test_a_line_end_as_wps_writes_it_is_one() -> None:
    found = read(export(document()), lambda s: put(s, "1.1", 复核意见="甲_x000D_\n乙"))
    assert [row.words for row in touched(found)] == [{"note": "甲\n乙"}]


def test_a_workbook_that_was_read_in_gives_way_to_that_of_another_text(rules: Path, tmp_path: Path) -> None:
    path, other = tmp_path / "义务清单.xlsx", _written(tmp_path / "乙.txt", RULES.replace("某县", "邻县"))
    path.write_bytes(edited(export(analyze(rules)), lambda s: put(s, "1.1", 复核="确认")))
    assert main(["matrix", str(other), "-o", str(path)]) == 2
    command("import_", str(path))
    assert main(["matrix", str(other), "-o", str(path)]) == 0

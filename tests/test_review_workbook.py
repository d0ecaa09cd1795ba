"""What a person entered is found however the sheet was rearranged; what nobody entered is not."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from documents import document, empty
from openpyxl.comments import Comment
from reviews import append, cells, column_of, edited_book, export, line_of, put, read, touched

from zhize.export.workbooks.excel import to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture(scope="module")
def exported() -> bytes:
    return export(document())


def test_nothing_entered_is_nothing_read(exported: bytes) -> None:
    found = read(exported)
    assert (touched(found), found.added, found.missing, found.remarks, len(found.rows)) == ([], (), (), (), 4)
    assert [(each.id, each.title) for each in found.documents] == [("rules", "某县人民政府工作规则")]
    assert read(export(empty())).rows == ()


def test_a_changed_cell_is_a_correction_and_a_verdict_stays_one(exported: bytes) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "1.1", 责任主体="县司法局")
        put(sheet, "1.2", 复核="确认", 复核意见="属实")
        put(sheet, "1.3", 复核="删除")

    found = read(exported, edit)
    assert list(cells(found)) == [
        ("1.1", "bearers", "主办部门", "县司法局"),
        ("1.1", "review", "", "修改"),
        ("1.2", "note", "", "属实"),
        ("1.2", "review", "", "确认"),
        ("1.3", "review", "", "删除"),
    ]
    assert touched(found)[0].edits["bearers"].cell == "C2"


def test_a_confirmed_row_with_changes_is_a_correction_and_it_is_said(exported: bytes) -> None:
    found = read(exported, lambda s: put(s, "1.1", 复核="确认", 条件="遇有紧急情况"))
    assert touched(found)[0].verdict == "修改"
    assert found.remarks == ("第2行（1.1）选了确认，但改动了条件，按修改处理。",)


def _sorted(sheet: Worksheet) -> None:
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for number, line in enumerate([lines[0], *reversed(lines[1:])], 1):
        for column, value in enumerate(line, 1):
            sheet.cell(number, column).value = value


def _hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.auto_filter.add_filter_column(4, ["义务"])


def _title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "某县2026年义务清单"


def _blanks(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2, max_row=5):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = f" {cell.value}\u3000".replace("\n", "\r\n")


def _renumbered(sheet: Worksheet) -> None:
    for number in range(2, 6):
        sheet.cell(number, 1).value = 100 + number if number > 3 else f"=ROW()-{number}"  # type: ignore[assignment]


REARRANGED: dict[str, Callable[[Worksheet], object]] = {
    "sorted": _sorted,
    "column inserted": lambda s: s.insert_cols(3),
    "column moved": lambda s: (s.move_range("C1:C5", cols=30), s.delete_cols(3)),
    "synonyms": lambda s: [setattr(s.cell(1, column_of(s, old)), "value", new) for old, new in _NAMES],
    "unknown title": lambda s: setattr(s.cell(1, column_of(s, "责任主体")), "value", "谁来办"),
    "hidden and filtered": _hidden,
    "a title above": _title_above,
    "blanks around": _blanks,
    "counted again": _renumbered,
    "empty rows": lambda s: s.insert_rows(3, 5),
}
_NAMES = (("责任主体", "责任单位"), ("行为", "义务内容"), ("时限", "完成 时限："), ("依据原文", "法律依据"))


@pytest.mark.parametrize("how", REARRANGED)
def test_a_rearranged_sheet_says_the_same(exported: bytes, how: str) -> None:
    found = read(exported, REARRANGED[how])
    assert (touched(found), found.added, found.missing) == ([], (), ())
    assert len(found.rows) == 4


@pytest.mark.parametrize("how", REARRANGED)
def test_an_edit_is_found_in_a_rearranged_sheet(exported: bytes, how: str) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "1.3", 相对方与关系="经县长批准")
        REARRANGED[how](sheet)

    assert list(cells(read(exported, edit))) == [("1.3", "parties", "", "经县长批准"), ("1.3", "review", "", "修改")]


def test_dates_and_numbers_are_kept_as_they_are_seen(exported: bytes) -> None:
    def edit(sheet: Worksheet) -> None:
        put(sheet, "1.1", 时限=dt.datetime(2026, 3, 31, tzinfo=dt.UTC).replace(tzinfo=None), 频次=3.0, 条件=0.5)
        sheet.cell(line_of(sheet, "1.1"), column_of(sheet, "条件")).number_format = "0%"
        put(sheet, "1.2", 例外=True)

    said = {(norm, name): after for norm, name, _, after in cells(read(exported, edit))}
    assert said["1.1", "limits"] == "2026-03-31"
    assert said["1.1", "frequencies"] == "3"
    assert said["1.1", "condition"] == "50%"
    assert said["1.2", "exception"] == "TRUE"


def test_rows_that_are_gone_are_missing_and_nothing_else(exported: bytes) -> None:
    cut = read(exported, lambda s: s.delete_rows(line_of(s, "1.2")))
    assert (cut.missing, touched(cut)) == ((("rules", "1.2"),), [])

    def clear(sheet: Worksheet) -> None:
        for cell in sheet[line_of(sheet, "1.2")]:
            if column_of(sheet, "编号") != cell.column:
                cell.value = None

    assert read(exported, clear).missing == (("rules", "1.2"),)


def test_rows_are_added_with_and_without_a_verdict_and_as_copies(exported: bytes) -> None:
    def edit(sheet: Worksheet) -> None:
        append(sheet, 条款="第二条", 行为="通知县委", 责任主体="县长")
        append(sheet, 条款="第一条", 行为="起草", 复核="新增", 编号="1.1")
        append(sheet, 条款="第一条", 行为="归档", 复核="新增", 编号="我的")

    found = read(exported, edit)
    assert [(row.edits["action"].after, row.verdict) for row in found.added] == [
        ("通知县委", "新增"),
        ("起草", "新增"),
        ("归档", "新增"),
    ]
    assert (touched(found), found.missing) == ([], ())


def test_a_row_that_lost_its_key_is_still_that_row(exported: bytes) -> None:
    found = read(exported, lambda s: put(s, "1.1", 责任主体="县司法局", 编号=None))
    assert (found.added, found.missing) == ((), ())
    assert ("1.1", "bearers", "主办部门", "县司法局") in list(cells(found))


def test_a_copy_without_a_key_is_a_row_of_its_own(exported: bytes) -> None:
    def copy(sheet: Worksheet) -> None:
        line = sheet.max_row + 1
        for cell in sheet[line_of(sheet, "1.1")]:
            sheet.cell(line, cell.column).value = None if cell.column == column_of(sheet, "编号") else cell.value
        sheet.cell(line, column_of(sheet, "责任主体")).value = "县司法局"

    found = read(exported, copy)
    assert [row.edits["bearers"].after for row in found.added] == ["县司法局"]
    assert (touched(found), found.missing) == ([], ())


def test_own_columns_and_comments_are_kept(exported: bytes) -> None:
    def edit(sheet: Worksheet) -> None:
        column = sheet.max_column + 1
        sheet.cell(1, column).value = "承办人"
        sheet.cell(line_of(sheet, "1.1"), column).value = "李四"
        sheet.cell(line_of(sheet, "1.1"), column + 1).value = "没有标题的话"
        sheet.cell(line_of(sheet, "2.1"), column_of(sheet, "行为")).comment = Comment("与市里口径不一", "王五")

    found = read(exported, edit)
    assert list(cells(found)) == [
        ("1.1", "extra:T列", "", "没有标题的话"),
        ("1.1", "extra:承办人", "", "李四"),
        ("2.1", "extra:批注", "", "行为：与市里口径不一"),
    ]
    assert found.remarks == ("另加的列承办人、T列作为附注保存。",)


def test_merged_cells_say_what_a_person_sees(exported: bytes) -> None:
    def edit(sheet: Worksheet) -> None:
        column = column_of(sheet, "责任主体")
        put(sheet, "1.1", 责任主体="县政府办公室")
        sheet.merge_cells(start_row=2, end_row=4, start_column=column, end_column=column)

    assert [norm for norm, name, _, _ in cells(read(exported, edit)) if name == "bearers"] == ["1.1"]


def test_columns_that_are_gone_and_own_sheets_are_told(exported: bytes) -> None:
    found = read(exported, lambda s: s.delete_cols(column_of(s, "频次")))
    assert (touched(found), found.remarks) == ([], ("找不到列频次，这些列按未改动处理。",))
    found = read(edited_book(exported, lambda book: book.create_sheet("备忘")))
    assert found.remarks == ("另加的工作表备忘不读入；需要保存的请写在义务清单里。",)


def test_several_documents_stand_in_one_workbook() -> None:
    from_two = export_two()
    found = read(
        from_two, lambda s: (put(s, "b/1.2", 复核="确认"), append(s, 文件="乙规则", 条款="第二条", 行为="办理"))
    )
    assert [(row.document, row.norm) for row in touched(found)] == [("b", "1.2")]
    assert [row.document for row in found.added] == ["b"]


def export_two() -> bytes:
    """Return the workbook of two regulations."""
    from_one, other = document("a", title="甲规则"), document("b", title="乙规则")
    return to_xlsx(from_one, other)

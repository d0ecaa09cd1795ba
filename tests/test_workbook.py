"""The workbook as one thing: the sheets of the bodies, links, what an import needs, what a person enters."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from documents import article, document, empty, norm

from zhize import analyze
from zhize.export.workbooks.articles import articles
from zhize.export.workbooks.burdens import burdens, counted, entries
from zhize.export.workbooks.excel import to_xlsx
from zhize.export.workbooks.originals import write_originals
from zhize.export.workbooks.pivot import pivot
from zhize.export.workbooks.sheets import duties
from zhize.export.workbooks.workbook import new_workbook
from zhize.types import Modality

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell

LINKED = ("义务清单", "时限台账", "禁止事项", "职责关系", "一主体一表")


def _open(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def _bearing(*bearers: tuple[str, ...], text: str = "县政府应当办理，不得拖延。") -> Analysis:
    """Return a document of one article with a norm for each of these groups of bearers."""
    plain = document()
    norms = tuple(norm(text, "办理", id=f"1.{at}", bearers=names) for at, names in enumerate(bearers, 1))
    regulation = replace(plain.regulation, articles=(article(1, text),))
    return replace(plain, regulation=regulation, actors=(), times=(), norms=norms)


def _target(book: Workbook, page: Worksheet, cell: str) -> tuple[str, list[object]]:
    """Return the sheet and the row that a cell leads to."""
    sheet, place = page[cell].hyperlink.location.rsplit("!", 1)
    name = sheet.strip("'")
    return name, [it.value for it in book[name][book[name][place].row]]


@pytest.fixture(scope="module")
def analysis(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def book(analysis: Analysis) -> Workbook:
    return _open(to_xlsx(analysis))


# --- 主体×事项 --------------------------------------------------------------------------------------------------------


def _figures(page: Worksheet) -> dict[str, dict[str, int]]:
    """Return the figures of 主体×事项, by what stands in the first columns and above them."""
    titles = [
        lower or upper for upper, lower in zip(*([cell.value for cell in page[row]] for row in (1, 2)), strict=True)
    ]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    return {row[1]: {title: value or 0 for title, value in zip(titles[2:], row[2:], strict=True)} for row in rows}


def test_the_totals_are_those_of_the_norms(book: Workbook, analysis: Analysis) -> None:
    *_, total = _figures(book["主体×事项"]).items()
    names = {name for it in analysis.norms for name in it.bearers}
    kinds = Counter(it.modality for it in analysis.norms)
    assert total[0] == f"合计（主体{len(names)}个）"
    assert total[1]["全部"] == len(analysis.norms)
    assert total[1]["义务"] == kinds[Modality.OBLIGATION]
    assert total[1]["义务和禁止"] == kinds[Modality.OBLIGATION] + kinds[Modality.PROHIBITION]
    assert total[1]["硬性"] + total[1]["倡导"] == len(analysis.norms)
    chapters = [it.chapter.title for it in analysis.regulation.articles if it.chapter]
    assert sum(total[1][title] for title in dict.fromkeys(chapters) if title in total[1]) == len(analysis.norms)


def test_every_body_has_the_figures_of_its_norms(book: Workbook, analysis: Analysis) -> None:
    figures = _figures(book["主体×事项"])
    borne = Counter(name for it in analysis.norms for name in set(it.bearers))
    assert {name: row["全部"] for name, row in figures.items() if not name.startswith("合计")} == borne
    order = [row["义务和禁止"] for name, row in figures.items() if not name.startswith("合计")]
    assert order == sorted(order, reverse=True)


def test_the_totals_stand_outside_what_sorts(book: Workbook) -> None:
    page = book["主体×事项"]
    assert page.auto_filter.ref.endswith(str(page.max_row - 1))
    assert page.auto_filter.ref.startswith("A2:")


def test_documents_are_columns_where_they_are_several() -> None:
    book = _open(to_xlsx(document("a", title="甲规则"), document("b", title="乙规则")))
    figures = _figures(book["主体×事项"])
    assert (figures["县长"]["甲规则"], figures["县长"]["乙规则"], figures["县长"]["全部"]) == (1, 1, 2)


def test_nobody_comes_last_and_is_no_body() -> None:
    figures = _figures(_open(to_xlsx(_bearing((), (), ("县长",))))["主体×事项"])
    assert list(figures) == ["县长", "未写明", "合计（主体1个）"]
    assert figures["未写明"]["全部"] == 2


def test_more_parts_than_columns_are_left_out() -> None:
    many = [document(str(number), title=f"规则{number}") for number in range(19)]
    few, too_many = (pivot((), (), some).figures for some in (many[1:], many))
    assert [figure.title for figure in few if figure.group == "文件"] == [it.regulation.title for it in many[1:]]
    assert not [figure for figure in too_many if figure.group == "文件"]


# --- 一主体一表 -------------------------------------------------------------------------------------------------------


def test_a_block_a_body_folds_under_its_headline(book: Workbook, analysis: Analysis) -> None:
    page = book["一主体一表"]
    levels = [page.row_dimensions[row].outlineLevel for row in range(2, page.max_row + 1)]
    names = [page.cell(row, 1).value for row in range(2, page.max_row + 1)]
    heads = [name for name, level in zip(names, levels, strict=True) if level == 0]
    assert heads == list(dict.fromkeys(names))  # the filter of the first column leaves a block with its headline
    assert levels.count(1) == sum(len(set(it.bearers)) for it in analysis.norms)
    assert not page.sheet_properties.outlinePr.summaryBelow


def test_a_headline_says_what_the_body_bears() -> None:
    analysis = document()
    found = burdens(entries(duties(analysis), [analysis]))
    assert [(it.body, counted(it)) for it in found] == [
        ("县政府办公室", "义务1项，禁止1项"),
        ("主办部门", "义务1项；有时限1项"),
        ("县长", "义务1项"),
        ("县政府", "义务1项"),
    ]


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", LINKED)
def test_every_place_leads_to_its_article(book: Workbook, sheet: str) -> None:
    page = book[sheet]
    column = [cell.value for cell in page[1]].index("条款")
    cells = [row[column] for row in page.iter_rows(min_row=2) if row[column].value]
    assert cells
    for cell in cells:
        name, row = _target(book, page, cell.coordinate)
        assert name == "条文"
        assert str(cell.value).startswith(str(row[1]).removesuffix("（续）"))


def test_the_article_that_a_norm_leads_to_holds_its_words(book: Workbook) -> None:
    page = book["义务清单"]
    for row in page.iter_rows(min_row=2):
        _, target = _target(book, page, row[1].coordinate)
        assert str(row[5].value) in str(target[2])


def test_bodies_and_blocks_lead_to_each_other(book: Workbook) -> None:
    page, blocks = book["主体×事项"], book["一主体一表"]
    for row in range(3, page.max_row):
        name, target = _target(book, page, f"B{row}")
        assert (name, target[0]) == ("一主体一表", page.cell(row, 2).value)
        back = page.cell(row, 2).hyperlink.location.rsplit("!", 1)[1]
        assert _target(book, blocks, back)[1][1] == page.cell(row, 2).value


def test_blocks_and_articles_lead_back_to_the_list(book: Workbook) -> None:
    blocks, text = book["一主体一表"], book["条文"]
    last = blocks.max_column
    for row in range(2, blocks.max_row + 1):
        number = blocks.cell(row, last)
        if number.value:
            assert isinstance(number.value, int)
            name, target = _target(book, blocks, number.coordinate)
            assert (name, target[0]) == ("义务清单", number.value)
            assert target[5] == blocks.cell(row, 5).value
    counts = [row[3] for row in text.iter_rows(min_row=2) if row[3].value]
    assert sum(cell.value for cell in counts) == book["义务清单"].max_row - 1
    for cell in counts:
        assert _target(book, text, cell.coordinate)[0] == "义务清单"


def test_the_notes_lead_to_every_sheet(book: Workbook) -> None:
    page = book["说明"]
    linked = [row[0].value for row in page.iter_rows() if row[0].hyperlink]
    assert linked == book.sheetnames[:7]


def test_documents_of_one_name_lead_each_to_its_own_text() -> None:
    first, second = _bearing(("县长",)), _bearing(("县长",), text="县长按月办理。")
    book = _open(to_xlsx(first, second))
    page = book["义务清单"]
    assert [page.cell(row, 19).value for row in (2, 3)] == ["rules/1.1", "rules/1.1"]
    assert book["主体×事项"]["B3"].value == "县长"
    assert book["一主体一表"]["A3"].value == book["一主体一表"]["A4"].value == "县长"
    targets = [_target(book, book["一主体一表"], f"D{row}")[1][3] for row in (3, 4)]
    assert targets == ["县政府应当办理，不得拖延。", "县长按月办理。"]


def test_a_long_name_is_shown_whole_and_leads_nowhere() -> None:
    name = "负责" + "统筹协调督促检查" * 12 + "的领导小组办公室"
    page = _open(to_xlsx(_bearing((name,))))["主体×事项"]
    assert page["B3"].value == name
    assert page["B3"].hyperlink is None  # LibreOffice does not wrap the words of a link
    assert page["B3"].alignment.wrap_text


# --- 条文 ------------------------------------------------------------------------------------------------------------


def test_a_text_is_whole_and_every_row_can_be_shown(book: Workbook, analysis: Analysis) -> None:
    page = book["条文"]
    shown = "".join(str(row[2].value) for row in page.iter_rows(min_row=2))
    assert "".join(shown.split()) == "".join("".join(it.text for it in analysis.regulation.articles).split())
    assert max(it.height for it in page.row_dimensions.values() if it.height) <= 409


@pytest.mark.parametrize("line", ["县政府应当办理。", "县" * 700, "一" * 5000, "县长，"])
def test_a_text_without_articles_stands_in_rows_that_are_shown_whole(line: str) -> None:
    text = "\n".join([line] * 200)
    plain = empty()
    body = article(0, text)
    analysis = replace(plain, regulation=replace(plain.regulation, articles=(body,)))
    sheet, places = articles(analysis)
    assert "".join(str(row[2]) for row in sheet.rows).replace("\n", "") == text.replace("\n", "")
    assert [row[1] for row in sheet.rows] == ["正文"] + ["正文（续）"] * (len(sheet.rows) - 1)
    assert max(len(str(row[2])) for row in sheet.rows) < 2000
    for offset in (0, len(text) // 3, len(text) - 1):
        row = places.row_of(0, body.id, offset)
        assert row is not None
        assert text[offset].strip() in str(sheet.rows[row - 1][2])
    assert places.row_of(0, "7", 0) is None


# --- what an import needs --------------------------------------------------------------------------------------------


def test_the_hidden_sheet_holds_what_was_exported(book: Workbook, analysis: Analysis) -> None:
    head, fields, *rows = [[cell or "" for cell in row] for row in book["原值"].iter_rows(values_only=True)]
    assert head[0] == "zhize.workbook/1"
    assert json.loads(head[2]) == [{"id": analysis.regulation.id, "title": analysis.regulation.title}]
    sheet = duties(analysis)
    assert fields == ["key", *(column.field for column in sheet.columns)]
    assert fields[0] == "key"
    assert {"review", "note", "bearers", "action", "limits"} <= set(fields)
    assert rows == [[key, *map(str, row)] for key, row in zip(sheet.keys, sheet.rows, strict=True)]
    assert [row[0] for row in rows] == [it.id for it in analysis.norms]


def test_the_hidden_sheet_and_the_list_say_the_same(book: Workbook) -> None:
    shown = [[str(cell or "") for cell in row] for row in book["义务清单"].iter_rows(min_row=2, values_only=True)]
    kept = [[str(cell or "") for cell in row[1:]] for row in book["原值"].iter_rows(min_row=3, values_only=True)]
    assert shown == kept


def test_a_list_of_documents_goes_on_where_a_cell_is_full() -> None:
    many = [document(f"d{number}", title=f"{number:03d}" + "关于𠮷" * 130) for number in range(100)]
    buffer = BytesIO()
    with new_workbook(buffer, "清单") as workbook:
        write_originals(workbook, replace(duties(many[0]), rows=(), keys=()), many)
        workbook.add_worksheet("清单").activate()
    [head] = _open(buffer.getvalue())["原值"].iter_rows(max_row=1, values_only=True)
    parts = [cell for cell in head[2:] if cell]
    assert len(parts) > 1
    assert [it["id"] for it in json.loads("".join(parts))] == [f"d{number}" for number in range(100)]


def test_a_list_with_a_persons_words_is_written_as_it_is() -> None:
    analysis = document()
    filled = duties(analysis)
    at = [column.field for column in filled.columns].index("review")
    rows = tuple((*row[:at], "确认", *row[at + 1 :]) for row in filled.rows)
    added: tuple[Cell, ...] = (5, *("" for _ in filled.columns[1:]))
    book = _open(to_xlsx(analysis, listed=replace(filled, rows=(*rows, added), keys=(*filled.keys, ""))))
    assert [row[at] for row in book["义务清单"].iter_rows(min_row=2, values_only=True)] == ["确认"] * 4 + [None]
    assert [row[at + 1] for row in book["原值"].iter_rows(min_row=3, max_row=3, values_only=True)] == ["确认"]
    assert _figures(book["主体×事项"])["合计（主体4个）"]["全部"] == 4


# --- what a person enters --------------------------------------------------------------------------------------------


def test_what_a_person_may_change_is_unlocked_and_nothing_is_protected(book: Workbook) -> None:
    page = book["义务清单"]
    open_ = {head.value for head, cell in zip(page[1], page[2], strict=True) if not cell.protection.locked}
    assert open_ == {
        *("条款", "责任主体", "模态", "行为", "相对方与关系", "条件", "例外", "时限", "频次", "刚性"),
        *("复核", "复核意见"),
    }
    assert not any(sheet.protection.sheet for sheet in book)


def test_a_row_below_the_table_can_be_filled(book: Workbook) -> None:
    page = book["义务清单"]
    column = page.column_dimensions["F"]
    assert not column.protection.locked
    assert column.alignment.wrap_text


def test_what_a_person_types_into_a_time_is_no_date(book: Workbook) -> None:
    head = [cell.value for cell in book["义务清单"][1]]
    formats = {title: book["义务清单"].cell(2, head.index(title) + 1).number_format for title in head}
    assert {title for title, code in formats.items() if code == "@"} == {"时限", "频次", "编号"}
    assert formats["置信度"] == "0.00"


def test_a_deleted_row_is_struck_out(book: Workbook) -> None:
    [(where, [rule])] = [(str(it.sqref), it.rules) for it in book["义务清单"].conditional_formatting]
    assert where.startswith("A2:R")
    assert (rule.formula, rule.dxf.font.strike) == (['$P2="删除"'], True)


def test_numbers_are_numbers(book: Workbook) -> None:
    for row in book["义务清单"].iter_rows(min_row=2):
        assert (row[0].data_type, row[13].data_type) == ("n", "n")
    for row in book["主体×事项"].iter_rows(min_row=3, min_col=3):
        assert {cell.data_type for cell in row} == {"n"}


def test_no_cell_of_any_sheet_is_a_formula(book: Workbook) -> None:
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_notes_say_how_to_send_it_back_and_what_was_not_tried(book: Workbook) -> None:
    said = dict(book["说明"].iter_rows(values_only=True))
    assert "zhize review import" in said["复核结果读回"]
    assert "没有在Excel、WPS中实际试过" in said["软件"]
    assert all(choice in said["复核"] for choice in ("确认", "修改", "删除", "新增"))

"""What Excel takes and no more: names, cells, rows, links, headers, the order of the XML; what LibreOffice keeps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import warnings
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from documents import article, document, empty, norm

from zhize.export.workbooks import table as table_module
from zhize.export.workbooks import workbook as workbook_module
from zhize.export.workbooks.excel import to_xlsx
from zhize.export.workbooks.links import LINKS, new_looks, permitted, place, write_link
from zhize.export.workbooks.sheets import duties
from zhize.export.workbooks.table import write_table
from zhize.export.workbooks.workbook import (
    LONGEST,
    ROWS,
    fitting,
    new_page,
    new_workbook,
    remarks,
    sheet_name,
    units,
    within,
    write_notes,
)
from zhize.forms.nouns import Column, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from zhize.analysis import Analysis
    from zhize.forms.nouns import Cell

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# ECMA-376 Part 1, 18.3.1.99: what a sheet is made of, in this order.
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
# 18.2.27
BOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches"),
)
HOSTILE = "=A1&'<b>\"[x]:*?/\\\x00\x1f\ud800\ufffe𠮷_x0041_\r\n" + "长" * 400


def _sheet(rows: tuple[tuple[Cell, ...], ...], name: str = "表", heading: str = "表") -> Sheet:
    return Sheet(name=name, heading=heading, columns=(Column(title="列", width=10, field="locator"),), rows=rows)


def _written(sheet: Sheet, links: dict[tuple[int, int], str] | None = None) -> bytes:
    buffer = BytesIO()
    with new_workbook(buffer, sheet.heading) as workbook:
        write_table(workbook, sheet, frozen=1, links=links)
    return buffer.getvalue()


def _part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314  # our own


def _hostile() -> Analysis:
    """Return a document whose title, chapter, body and words are all of them an attack."""
    plain = document(title=HOSTILE)
    body = replace(article(1, HOSTILE), chapter=replace(plain.regulation.articles[0].chapter, title=HOSTILE))
    norms = (norm(HOSTILE, HOSTILE, bearers=(HOSTILE, "县长")), norm(HOSTILE, "长长", id="1.2", bearers=()))
    return replace(plain, regulation=replace(plain.regulation, articles=(body,)), actors=(), times=(), norms=norms)


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    return {
        "one": to_xlsx(document()),
        "two": to_xlsx(document("a"), document("b")),
        "empty": to_xlsx(empty()),
        "hostile": to_xlsx(_hostile()),
    }


# --- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("义务清单", "义务清单"),
        ("[a]:b*c?d/e\\f", "［a］：b＊c？d／e＼f"),
        ("'引号'", "引号"),
        ("", "表"),
        ("''", "表"),
        ("History", "History（2）"),
        ("甲" * 40, "甲" * 31),
        ("𠮷" * 40, "𠮷" * 15),
        ("甲\x00乙\n丙", "甲␀乙 丙"),
        ("ABC", "ABC（2）"),
    ],
)
def test_sheet_names(name: str, expected: str) -> None:
    assert sheet_name(name, ["abc"]) == expected


def test_sheets_of_one_name_get_numbers_and_still_fit() -> None:
    taken: list[str] = []
    for _ in range(12):
        taken.append(sheet_name("甲" * 40, taken))
    assert len({name.lower() for name in taken}) == 12
    assert max(map(len, taken)) == 31
    assert taken[-1] == "甲" * 27 + "（12）"


def test_a_hostile_name_makes_a_workbook_that_opens() -> None:
    book = openpyxl.load_workbook(BytesIO(_written(_sheet((("甲",),), name=HOSTILE, heading=HOSTILE))))
    [name] = book.sheetnames
    assert units(name) <= 31
    assert not set(name) & set("[]:*?/\\")


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 100_000])
@pytest.mark.parametrize("sign", ["a", "𠮷"])
def test_a_cell_holds_what_excel_holds(length: int, sign: str) -> None:
    text = fitting(sign * (length // units(sign)))
    assert units(text) <= LONGEST
    assert text.endswith("见原文）") == (length // units(sign) * units(sign) > LONGEST)


def test_a_sheet_has_the_rows_that_excel_has(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(within(_sheet((("甲",),) * (ROWS + 6))).rows) + 1 == ROWS == 1_048_576
    assert within(_sheet((("甲",),))) == _sheet((("甲",),))
    monkeypatch.setattr(workbook_module, "within", partial(within, most=3))
    assert remarks([_sheet((("甲",),) * 10)]) == ["7行超出Excel的最大行数（1,048,576行），没有列出。"]


def test_keys_are_cut_with_their_rows() -> None:
    sheet = replace(_sheet((("甲",), ("乙",), ("丙",))), keys=("1.1", "1.2", "1.3"))
    assert (within(sheet, most=2).rows, within(sheet, most=2).keys) == ((("甲",), ("乙",)), ("1.1", "1.2"))


def test_a_sheet_has_the_links_that_excel_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(permitted({(row, 0): "甲" for row in range(70_000)})) == LINKS == 65_530
    monkeypatch.setattr(table_module, "permitted", partial(permitted, most=3))
    data = _written(_sheet((("甲",),) * 5), {(row, 0): place("表", row) for row in range(5)})
    found = _part(data, "xl/worksheets/sheet1.xml")
    assert [link.get("ref") for link in found.iter(f"{MAIN}hyperlink")] == ["A2", "A3", "A4"]
    assert len(list(found.iter(f"{MAIN}row"))) == 6


def test_the_first_links_stay() -> None:
    links = {(row, column): "甲" for row in (2, 0, 1) for column in (1, 0)}
    assert list(permitted(links, most=3)) == [(0, 0), (0, 1), (1, 0)]


@pytest.mark.parametrize("heading", ["&" * 300, "长" * 300, "2024年" + "&A" * 100, "𠮷" * 300, HOSTILE])
def test_a_header_is_as_long_as_excel_takes_and_says_the_heading(heading: str) -> None:
    found = _part(_written(_sheet((("甲",),), heading=heading)), "xl/worksheets/sheet1.xml")
    [header] = [it.text or "" for it in found.iter(f"{MAIN}oddHeader")]
    assert units(header.replace("_x005F", "")) <= 255  # as Excel reads it: _x005F_ is an underscore
    codes, title = header.split("&14", 1)
    assert codes == '&C&"微软雅黑,Bold"'
    assert not title[0].isdigit()
    assert not re.search("(?<!&)&(&&)*(?!&)", title)  # each & is doubled, else it begins a code
    assert title.strip().startswith(heading[:1])


def test_a_column_is_as_wide_as_excel_takes() -> None:
    sheet = replace(_sheet((("甲",),)), columns=(Column(title="列", width=900),))
    [column] = _part(_written(sheet), "xl/worksheets/sheet1.xml").iter(f"{MAIN}col")
    assert float(column.get("width", "0")) < 256


def test_a_place_with_a_quote_in_its_name() -> None:
    assert place("甲'乙", 4, 27) == "internal:'甲''乙'!AB5"


def test_a_link_on_a_number_leaves_it_a_number() -> None:
    buffer = BytesIO()
    with new_workbook(buffer, "表") as workbook:
        page = new_page(workbook, _sheet(()))
        write_link(page, (0, 0), 7, place("表", 3), new_looks(workbook), room=10)
    cell = openpyxl.load_workbook(BytesIO(buffer.getvalue()))["表"]["A1"]
    assert (cell.value, cell.data_type, cell.hyperlink.location) == (7, "n", "'表'!A4")


def test_notes_of_hostile_words_are_text() -> None:
    buffer = BytesIO()
    with new_workbook(buffer, HOSTILE) as workbook:
        write_notes(workbook, replace(_sheet(((HOSTILE, HOSTILE),)), columns=(Column(title="", width=9),) * 2))
    cell = openpyxl.load_workbook(BytesIO(buffer.getvalue()))["表"]["A1"]
    assert (cell.data_type, str(cell.value)[:7]) == ("s", "=A1&'<b")


# --- the file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["one", "two", "empty", "hostile"])
def test_the_parts_stand_in_the_order_of_the_standard(books: dict[str, bytes], which: str) -> None:
    data = books[which]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 9
    for name, order in [*((name, SHEET_ORDER) for name in sheets), ("xl/workbook.xml", BOOK_ORDER)]:
        found = [child.tag.removeprefix(MAIN) for child in _part(data, name)]
        places = [order.index(tag) for tag in found]
        assert places == sorted(places)
        repeated = {tag for tag in found if found.count(tag) > 1}
        assert repeated <= {"conditionalFormatting"}


@pytest.mark.parametrize("which", ["one", "two", "empty", "hostile"])
def test_the_links_of_a_file_lead_to_rows_that_are_there(books: dict[str, bytes], which: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # openpyxl warns of what it does not know
        book = openpyxl.load_workbook(BytesIO(books[which]))
    links = [cell.hyperlink for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert links
    for link in links:
        assert link.id is None  # it leads to no other file
        name, _, cell = link.location.rpartition("!")
        page = book[name.strip("'")]
        assert openpyxl.utils.cell.coordinate_to_tuple(cell)[0] <= page.max_row


def test_hostile_words_stay_words_in_every_sheet(books: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(BytesIO(books["hostile"]))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert book["义务清单"]["F2"].value.startswith("=A1&'<b>\"[x]:*?/\\␀␟\ufffd\ufffd𠮷_x0041_")
    assert max(units(str(cell.value)) for cell in cells) <= LONGEST
    assert max(units(page.title) for page in book) <= 31


def test_many_norms_in_one_workbook_have_the_same_bytes() -> None:
    text = "县政府应当办理。" * 60
    plain = document()
    many = tuple(norm(text, "办理", id=f"1.{at}", bearers=(f"第{at % 97}部门",)) for at in range(1, 101))
    regulation = replace(plain.regulation, articles=(article(1, text),))
    analysis = replace(plain, regulation=regulation, actors=(), times=(), norms=many)
    assert len(duties(analysis).rows) == 100
    assert to_xlsx(analysis) == to_xlsx(analysis)


def test_libreoffice_keeps_what_an_import_needs(books: dict[str, bytes], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        assert not os.environ.get("CI"), "CI must have LibreOffice"
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "清单.xlsx").write_bytes(books["two"])
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(tmp_path / "out"), str(tmp_path / "清单.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    before = openpyxl.load_workbook(BytesIO(books["two"]))
    after = openpyxl.load_workbook(tmp_path / "out" / "清单.xlsx")
    assert after.sheetnames == before.sheetnames
    assert after["原值"].sheet_state == "hidden"
    for page in before:
        same = after[page.title].iter_rows(max_row=page.max_row, max_col=page.max_column, values_only=True)
        assert list(same) == list(page.iter_rows(values_only=True))
    lists = sorted(it.formula1 for it in after["义务清单"].data_validations.dataValidation)
    assert lists == ['"义务,禁止,许可,界定"', '"硬性,倡导"', '"确认,修改,删除,新增"']
    assert after["义务清单"]["C2"].hyperlink.location.replace("'", "") in {"条文!A2", "条文.A2"}

"""Workbooks that cannot be read back: one line names the cell, and nothing is written."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from documents import document
from reviews import append, column_of, edited, edited_book, export, line_of, put, read, take, touched

from zhize.errors import InputError
from zhize.review.reading import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture(scope="module")
def exported() -> bytes:
    return export(document())


def _refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_workbook(data, "清单.xlsx")
    line = str(caught.value)
    assert "\n" not in line
    return line


def _error(sheet: Worksheet) -> None:
    cell = sheet.cell(line_of(sheet, "1.2"), column_of(sheet, "责任主体"))
    cell.value, cell.data_type = "#REF!", "e"


EDITS: dict[str, tuple[Callable[[Worksheet], object], str]] = {
    "verdict": (
        lambda s: put(s, "1.2", 复核="同意"),
        "义务清单!P3: 复核 is 同意; choose 确认、修改、删除、新增, or leave it empty",
    ),
    "modality": (lambda s: put(s, "1.2", 模态="责任"), "义务清单!E3: 模态 is 责任; choose 义务、禁止、许可、界定"),
    "no modality": (lambda s: put(s, "1.2", 模态=None), "义务清单!E3: 模态 is empty; choose 义务、禁止、许可、界定"),
    "force": (lambda s: put(s, "1.2", 刚性="软"), "义务清单!L3: 刚性 is 软; choose 硬性、倡导"),
    "formula": (lambda s: put(s, "1.2", 行为="=A1"), "义务清单!F3: holds a formula (=A1); enter the words themselves"),
    "error": (_error, "义务清单!C3: holds an error (#REF!); enter the words themselves"),
    "twice": (
        lambda s: put(s, "1.2", 编号="1.1"),
        "义务清单!R3: 编号 1.1 stands in row 2 too; leave one of the two rows, or choose 新增 for a copy",
    ),
    "unknown key": (
        lambda s: put(s, "1.2", 编号="1.20"),
        "义务清单!R3: 编号 1.20 is none of those that were exported; put it back, or choose 新增 for a row of your own",
    ),
    "no place": (
        lambda s: append(s, 行为="办理"),
        "义务清单!B6: the added row has no 条款; fill in 条款, or empty the row",
    ),
    "no act": (
        lambda s: append(s, 条款="第一条", 复核="新增"),
        "义务清单!F6: the added row has no 行为; fill in 行为, or empty the row",
    ),
    "no key column": (
        lambda s: s.delete_cols(column_of(s, "编号")),
        "义务清单: no column is called 编号; put back that column, which says which row is which",
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_cell_that_cannot_be_is_named(exported: bytes, edit: str) -> None:
    how, line = EDITS[edit]
    assert _refusal(edited(exported, how)) == f"清单.xlsx: {line}"


def test_a_place_that_the_text_has_not_is_named(exported: bytes) -> None:
    data = edited(exported, lambda s: append(s, 条款="第九条", 行为="办理"))
    with pytest.raises(InputError, match=r"义务清单!B6: the text has no 条款 第九条; write it like 第四十三条第二款"):
        take(document(), data)


def test_another_regulation_is_refused(exported: bytes) -> None:
    other = document(title="邻县人民政府工作规则")
    with pytest.raises(InputError, match="is of 《某县人民政府工作规则》, not of 《邻县人民政府工作规则》"):
        take(other, exported)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is no workbook"),
        ("序号,条款\n".encode(), "is no workbook"),
        (b"PK\x03\x04 and nothing else", "is damaged"),
    ],
    ids=["empty", "xls", "csv", "cut off"],
)
def test_what_is_no_workbook_is_refused(data: bytes, said: str) -> None:
    assert said in _refusal(data)


def test_a_foreign_workbook_is_refused(exported: bytes) -> None:
    assert "has no sheet 义务清单" in _refusal(edited_book(exported, lambda book: book.remove(book["义务清单"])))
    assert "has no sheet 原值" in _refusal(edited_book(exported, lambda book: book.remove(book["原值"])))
    newer = edited_book(exported, lambda book: book["原值"].__setitem__("A1", "zhize.workbook/9"))
    assert "原值!A1: is zhize.workbook/9, not zhize.workbook/1" in _refusal(newer)
    damaged = edited_book(exported, lambda book: book["原值"].__setitem__("C1", "[{"))
    assert "原值!C1: does not list the documents" in _refusal(damaged)


# --- hostile files ---------------------------------------------------------------------------------------------------


def _with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook of which one part holds something else."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        for each in names if name in names else [*names, name]:
            before = old.read(each) if each in names else b""
            new.writestr(each, change(before) if each == name else before)
    return buffer.getvalue()


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_may_declare_entities(exported: bytes, name: str, encoding: str) -> None:
    def laughing(part: bytes) -> bytes:
        head, _, body = part.partition(b"?>")
        text = (head + b"?>" + LAUGHS + body).decode()
        return text.replace('"UTF-8"', f'"{encoding}"').encode(encoding)

    assert f"has a document type declaration in {name}" in _refusal(_with_part(exported, name, laughing))


def test_a_bomb_is_refused_before_it_is_unpacked(exported: bytes) -> None:
    bomb = _with_part(exported, "xl/worksheets/sheet1.xml", lambda part: part + b" " * (80 * 2**20))
    assert len(bomb) < 2**20
    assert "holds more than 64 MB in xl/worksheets/sheet1.xml" in _refusal(bomb)


def test_a_million_empty_rows_are_no_rows(exported: bytes) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(6, 1_000_006))
    data = _with_part(
        exported, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    assert len(read(data).rows) == 4


def test_rows_as_wide_as_can_be_are_bounded(exported: bytes) -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (number, number) for number in range(6, 3_000))
    data = _with_part(
        exported, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    assert "has more than 20,000,000 cells in 义务清单" in _refusal(data)


def test_links_that_lead_out_of_the_file_are_not_followed(exported: bytes, tmp_path: Path) -> None:
    secret = tmp_path / "other.xlsx"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="file://{secret}" TargetMode="External"/></Relationships>'
    data = _with_part(
        exported,
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"</Relationships>", link.encode()),
    )
    assert touched(read(data)) == []


def test_broken_xml_is_one_line(exported: bytes) -> None:
    assert "is a damaged workbook" in _refusal(
        _with_part(exported, "xl/worksheets/sheet1.xml", lambda part: part[:900])
    )

"""The workbook and its CSV, read back as other programs read them."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from documents import article, document, empty, norm

from zhize import tables
from zhize.export.readings import UNDECIDED, deadline_reading, reading, unit
from zhize.export.workbooks.excel import legible, to_xlsx
from zhize.export.workbooks.separated import to_csv
from zhize.passages import DOUBTFUL

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

    from zhize.analysis import Analysis

DUTY_COLUMNS = [
    *("序号", "条款", "责任主体", "主体来源", "模态", "行为", "相对方与关系", "条件", "例外", "时限", "频次", "刚性"),
    *("依据原文", "置信度", "存疑", "复核", "复核意见", "编号"),
]
SHEETS = ["义务清单", "主体×事项", "一主体一表", "时限台账", "禁止事项", "职责关系", "条文", "说明", "原值"]


def _open(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def _rows(book: Workbook, sheet: str) -> list[list[object]]:
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def _saying(text: str) -> Analysis:
    """Return a document whose only article and norm is this text."""
    plain = document()
    body = article(1, text)
    regulation = replace(plain.regulation, articles=(body,))
    return replace(plain, regulation=regulation, actors=(), times=(), norms=(norm(text, text),))


@pytest.fixture(scope="module")
def book() -> Workbook:
    return _open(to_xlsx(document()))


def test_the_sheets_of_the_workbook(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert [page.sheet_state for page in book] == ["visible"] * 8 + ["hidden"]


def test_a_row_says_who_must_do_what(book: Workbook) -> None:
    head, *rows = _rows(book, "义务清单")
    assert head == DUTY_COLUMNS
    assert dict(zip(head, rows[0], strict=True)) == {
        "序号": 1,
        "条款": "第一条第一款",
        "责任主体": "主办部门",
        "主体来源": "原文写明",
        "模态": "义务",
        "行为": "报县政府办公室审核",
        "相对方与关系": "经县政府办公室审核",
        "条件": None,
        "例外": "紧急事项除外",
        "时限": "会前5个工作日",
        "频次": None,
        "刚性": "硬性",
        "依据原文": "主办部门应于会前5个工作日报县政府办公室审核，紧急事项除外。",
        "置信度": 0.95,
        "存疑": None,
        "复核": None,
        "复核意见": None,
        "编号": "1.1",
    }
    assert [row[2] for row in rows] == ["主办部门", "县政府办公室", "县政府办公室", "县长、县政府"]
    assert [row[9:11] for row in rows] == [["会前5个工作日", None], [None, "每月通报1次"], [None, None], ["及时", None]]


def test_relations_times_and_prohibitions_have_sheets_of_their_own(book: Workbook) -> None:
    def shown(sheet: str, *titles: str) -> list[list[object]]:
        head, *rows = _rows(book, sheet)
        return [[row[head.index(title)] for title in titles] for row in rows]

    assert shown("职责关系", "责任主体", "关系", "相对方") == [
        ["主办部门", "送审", "县政府办公室"],
        ["县长", "报告", "市政府"],
        ["县政府", "报告", "市政府"],
    ]
    assert shown("时限台账", "条款", "期限（原文）") == [
        ["第一条第一款", "会前5个工作日"],
        ["第一条第二款第一项", "每月通报1次"],
    ]
    assert shown("禁止事项", "条款", "责任主体") == [["第一条第二款第二项", "县政府办公室"]]


def test_notes_say_which_document_and_how_sure(book: Workbook) -> None:
    notes = dict(_rows(book, "说明"))
    assert notes["文件"] == "《某县人民政府工作规则》"
    assert notes["发文字号"] == "未写明"
    assert notes["印发日期"] == "2024-02-01"
    assert notes["规范"] == "4项：义务3项，禁止1项，许可0项，界定0项"
    assert notes["其中主体"] == "原文写明2项，承前省略1项，推定1项"
    assert notes["需着重复核"] == "1项"
    assert notes["文本提示"] == "第9行：条号不连续。"
    assert notes["程序"].startswith("Zhize（职责）0.")
    assert "提示" not in notes


def test_several_documents_are_told_apart() -> None:
    book = _open(to_xlsx(document("a", title="甲规则"), document("b", title="乙规则")))
    head, *rows = _rows(book, "义务清单")
    assert head == [DUTY_COLUMNS[0], "文件", *DUTY_COLUMNS[1:]]
    assert [row[1] for row in rows] == ["甲规则"] * 4 + ["乙规则"] * 4
    assert [row[-1] for row in rows] == [f"{name}/{key}" for name in "ab" for key in ("1.1", "1.2", "1.3", "2.1")]
    assert [row[1] for row in _rows(book, "说明") if row[0] == "文件"] == ["《甲规则》", "《乙规则》"]


def test_a_document_without_norms_is_a_table_without_rows() -> None:
    book = _open(to_xlsx(empty()))
    assert _rows(book, "义务清单") == [DUTY_COLUMNS]
    assert dict(_rows(book, "说明"))["规范"] == "0项：义务0项，禁止0项，许可0项，界定0项"


def test_the_page_is_made_for_the_office(book: Workbook) -> None:
    page = book["义务清单"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == "A1:R5"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0  # as many pages as it takes; the width is one
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.center.text == "《某县人民政府工作规则》义务清单"
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert {cell.font.name for row in page.iter_rows(min_row=2) for cell in row} == {"宋体"}
    # Links and keys of more than a line are smaller instead.
    assert all(it.alignment.wrap_text or it.alignment.shrink_to_fit for row in page.iter_rows() for it in row)


def test_the_reviewer_chooses_from_lists_and_below_the_table_too(book: Workbook) -> None:
    choices = {str(it.sqref): it.formula1 for it in book["义务清单"].data_validations.dataValidation}
    assert choices == {
        "E2:E305": '"义务,禁止,许可,界定"',
        "L2:L305": '"硬性,倡导"',
        "P2:P305": '"确认,修改,删除,新增"',
    }


def test_doubtful_rows_stand_out_in_print_too(book: Workbook) -> None:
    cells = [row[13] for row in book["义务清单"].iter_rows(min_row=2)]
    assert [(cell.value < DOUBTFUL, bool(cell.font.bold)) for cell in cells] == [(False, False)] * 3 + [(True, True)]


def test_a_long_text_gets_a_high_row() -> None:
    text = "县政府应当" + "认真研究有关事项，" * 60 + "。"
    heights = _open(to_xlsx(_saying(text)))["义务清单"].row_dimensions
    assert 300 < heights[2].height < 409


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_text_becomes_a_formula(sign: str) -> None:
    text = f'{sign}HYPERLINK("http://a.example","甲")'
    page = _open(to_xlsx(_saying(text)))["义务清单"]
    assert (page["F2"].value, page["F2"].data_type) == (text, "s")
    assert page["F2"].hyperlink is None
    [_, row] = csv.reader(StringIO(to_csv(_saying(text)).decode("utf-8-sig")))
    assert row[5] == f"'{text}"


def test_a_text_that_looks_like_a_number_stays_text() -> None:
    assert _open(to_xlsx(_saying("007")))["义务清单"]["F2"].value == "007"


def test_forbidden_characters_are_shown_and_mentioned() -> None:
    book = _open(to_xlsx(_saying("县长\x00签\x1f发\x7f\ud800。")))
    assert book["义务清单"]["F2"].value == "县长␀签␟发␡\ufffd。"
    remark = "3个单元格含有表格文件不允许的控制字符，已用可见符号（如␀、�）代替。"
    assert dict(_rows(book, "说明"))["提示"] == remark


def test_white_space_is_not_forbidden() -> None:
    assert legible("甲\t乙\n丙　丁\r") == "甲\t乙\n丙　丁\r"


def test_a_text_longer_than_a_cell_is_cut_and_said_so() -> None:
    book = _open(to_xlsx(_saying("𠮷" * 20_000)))
    value = book["义务清单"]["F2"].value
    assert value.endswith("𠮷……（单元格已满，余下文字见原文）")
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    remarks = [text for title, text in _rows(book, "说明") if title == "提示"]
    assert remarks == [
        "2个单元格的文字超出Excel的容量，已截断并注明，全文见原文。",
        "1行的文字超出Excel的最大行高（409磅），打印时显示不全，请在单元格中查看全文。",
    ]


def test_an_ampersand_in_a_title_is_no_code_of_the_header() -> None:
    page = _open(to_xlsx(document(title="A&B规则")))["义务清单"]
    assert page.HeaderFooter.oddHeader.center.text == "《A&&B规则》义务清单"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert to_xlsx(document()) == to_xlsx(document())


def test_csv_opens_as_chinese_and_holds_the_duties() -> None:
    data = to_csv(document())
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(StringIO(data.decode("utf-8-sig")))
    assert head[:16] == DUTY_COLUMNS[:16]
    assert [row[5] for row in rows] == tables.matrix(document())["action"].tolist()


def test_libreoffice_opens_what_excel_opens(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        assert not os.environ.get("CI"), "CI must have LibreOffice"
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "清单.xlsx").write_bytes(to_xlsx(document(), _saying('=CMD("甲")')))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(tmp_path / "清单.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    head, *rows = csv.reader(StringIO((tmp_path / "清单.csv").read_text(encoding="utf-8-sig")))
    assert head == [DUTY_COLUMNS[0], "文件", *DUTY_COLUMNS[1:]]
    assert rows[0][:5] == ["1", "某县人民政府工作规则", "第一条第一款", "主办部门", "原文写明"]
    assert rows[4][6] == '=CMD("甲")'


# --- times in words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("P5WD", "5个工作日"),
        ("P30D", "30日"),
        ("P0D", "当日"),
        ("P2W", "2周"),
        ("P6M", "6个月"),
        ("P1Y", "1年"),
        ("PT24H", "24小时"),
        ("P3M/P1Y", "3个月至1年"),
        ("2025-03-31", "2025年3月31日"),
        ("--03-31", "3月31日"),
        ("2025-03", "2025年3月"),
        ("R1/P1M", "每月1次"),
        ("R1-2/P1Y", "每年1至2次"),
        ("R0-1/P1Y", "每年至多1次"),
        ("R1/P10D", "每10日1次"),
        ("R1/P2Y", "每2年1次"),
        ("R4/P3M", "每季度4次"),
        ("immediate", "及时"),
        ("when_needed", "视需要"),
        ("P", "P"),
        ("R1/", "R1/"),
        ("soon", "soon"),
        ("", ""),
        ("---15", "每月15日"),
        ("--11-01/--04-30", "11月1日至4月30日"),
        ("2010", "2010年"),
        ("P1Y6M", "1年6个月"),
    ],
)
def test_reading(value: str, expected: str) -> None:
    assert reading(value) == expected


@pytest.mark.parametrize(
    ("value", "direction", "bound", "expected"),
    [
        ("P5WD", "before", "min", "至少提前5个工作日"),
        ("P5WD", "before", "exact", "提前5个工作日"),
        ("P3D", "within", "max", "3日以内"),
        ("P1Y", "after", "min", "满1年后"),
        ("2012-10-01", "after", "exact", "自2012年10月1日起"),
        ("P0D", "after", "exact", "自当日起"),
        ("--06-30", "before", "min", "6月30日之前"),
        ("--09-30", "within", "exact", "9月30日"),
        ("P3D", None, None, "3日"),
    ],
)
def test_deadline_reading(value: str, direction: str | None, bound: str | None, expected: str) -> None:
    assert deadline_reading(value, direction=direction, bound=bound) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("P5WD", "工作日"),
        ("P5D", UNDECIDED),
        ("P1M", "月"),
        ("P3M/P1Y", "年"),
        ("PT24H", "小时"),
        ("P0D", ""),
        ("--03-31", ""),
        ("immediate", ""),
    ],
)
def test_unit(value: str, expected: str) -> None:
    assert unit(value) == expected

"""The comparison as a page and as a workbook, read back as a browser and an office read them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from zhize.comparison import Comparison, compare
from zhize.export.comparisons import summary as comparison_summary
from zhize.export.comparisons.excel import to_xlsx
from zhize.export.comparisons.html import to_html
from zhize.export.comparisons.rows import place_of, rows

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

HOSTILE = "<script>alert(1)</script>\"'&amp;]]></script><!--{{ 1 }}</style><img src=http://a.example onerror=alert(2)>"
LEFT = """\
泗水县人民政府工作规则
第一条　县政府印章由专人保管，用印须经分管领导批准并逐次登记。
第二条　议题材料由主办部门起草，应当于会前5个工作日报县政府办公室审核。
第三条　县政府工作的准则是，执政为民，依法行政，实事求是。
第四条　=领导干部每季度到联系点走访群众，走访情况填写台账。
"""
RIGHT = """\
示例市人民政府工作规则
第一条　市政府工作的准则是，执政为民，依法行政，实事求是。
第二条　市政府印章由专人保管，用印须经分管领导批准并逐次登记。
第三条　议题材料由主办部门起草，可以于会前3个工作日报市政府办公室审核。
第四条　节约用电用水，下班关闭电源。
"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(LEFT, RIGHT)


class _Reader(HTMLParser):
    """Collects the marked words, and what would make a page ask for something."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self.text = ""
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if "src" in said or tag in {"link", "iframe", "object", "base", "img"}:
            self.outside.append(tag)
        if not (said.get("href") or "#").startswith("#"):
            self.outside.append(said["href"] or "")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = set(self.open)
        if inside & {"script", "style"}:
            return
        self.text += data
        for mark in ("mark", "u", "del", "ins"):
            if mark in inside and "table" in inside:
                self.marked.append((mark, data))


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def test_the_page_marks_what_differs_on_each_side(comparison: Comparison) -> None:
    reader = _read(to_html(comparison))
    assert [words for mark, words in reader.marked if mark == "mark"] == ["应当", "5", "可以", "3"]
    assert {words[0] for mark, words in reader.marked if mark == "u"} == {"县", "市"}
    assert "时限：上级“会前3个工作日”，本级“会前5个工作日”，提前量延长（本级自身程序）" in reader.text
    assert "模态：上级“可以”，本级“应当”，加强" in reader.text
    assert reader.text.count("无对应条文") == 2


def test_the_page_asks_for_nothing(comparison: Comparison) -> None:
    html = to_html(comparison)
    assert _read(html).outside == []
    assert re.findall(r"https?:|//[a-z]|url\(|@import", html) == []
    assert "default-src 'none'" in html
    assert to_html(comparison) == html


def test_no_text_becomes_markup() -> None:
    text = f"{HOSTILE}\n第一条　{HOSTILE}应当公开。\n第二条　甲。"
    html = to_html(compare(text, text.replace("应当", "可以").replace("甲", "乙" + HOSTILE)))
    reader = _read(html)
    assert html.count("<script") == 1
    assert reader.outside == []
    assert reader.text.count(HOSTILE.replace("&amp;", "&amp;")) >= 3


def test_no_character_of_an_article_is_lost(seed: Path) -> None:
    comparison = compare(seed, LEFT)
    shown = {
        side.place: "\n".join("".join(piece.text for piece in line) for line in side.lines)
        for row in rows(comparison)
        for side in row.left
    }
    assert shown == {place_of(article.id): article.text for article in comparison.left.regulation.articles}


def test_a_long_document_is_a_page_of_reasonable_size(seed: Path) -> None:
    html = to_html(compare(seed, seed))
    assert len(html.encode()) < 400_000
    assert html.count('data-type="identical"') == 93


# --- the workbook ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(comparison: Comparison) -> Workbook:
    return openpyxl.load_workbook(BytesIO(to_xlsx(comparison)), rich_text=True)


def test_a_row_of_the_workbook_holds_the_pair(book: Workbook) -> None:
    head, *pairs = [[cell.value for cell in row] for row in book["条文对照"].iter_rows()]
    assert head == [
        *(
            "序号",
            "左：泗水县人民政府工作规则",
            "右：示例市人民政府工作规则",
            "类型",
            "变化",
            "相似度",
            "位置",
            "理由",
            "说明",
        ),
    ]
    assert [row[3] for row in pairs] == ["随级调整", "有差异", "仅上级有", "随级调整", "仅本级有"]
    second = pairs[1]
    assert second[0] == 2
    assert str(second[1]) == "第二条\n议题材料由主办部门起草，应当于会前5个工作日报县政府办公室审核。"
    assert str(second[2]) == "第三条\n议题材料由主办部门起草，可以于会前3个工作日报市政府办公室审核。"
    assert second[4] == "模态：上级“可以”，本级“应当”，加强\n时限：上级“会前3个工作日”，本级“会前5个工作日”，延长"
    assert second[6] == "条号不同"
    assert pairs[2][1] == "（无对应条文）"
    assert pairs[2][5] is None
    assert pairs[3][6] == "条号不同\n次序移动"


def _marked(cell: object, form: str) -> list[str]:
    assert isinstance(cell, CellRichText)
    return [block.text for block in cell if isinstance(block, TextBlock) and getattr(block.font, form)]


def test_words_are_marked_by_their_form(book: Workbook) -> None:
    row = next(book["条文对照"].iter_rows(min_row=3, max_row=3))
    assert _marked(row[1].value, "b") == ["应当", "5"]
    assert _marked(row[2].value, "i") == ["可以", "3"]
    assert not _marked(row[1].value, "strike") + _marked(row[2].value, "strike")


def test_every_change_has_a_row(book: Workbook) -> None:
    head, *changes = book["变化清单"].iter_rows(values_only=True)
    assert head == ("序号", "对照序号", "左条", "右条", "变化", "左文字", "右文字", "效果")
    assert [tuple(map(str, row)) for row in changes] == [
        ("1", "2", "第二条", "第三条", "模态", "应当", "可以", "减弱"),
        ("2", "2", "第二条", "第三条", "时限", "会前5个工作日", "会前3个工作日", "缩短"),
    ]


def test_notes_name_both_documents(book: Workbook) -> None:
    notes = dict(book["说明"].iter_rows(values_only=True))
    assert notes["左"] == "《泗水县人民政府工作规则》，4条"
    assert notes["右：出处"] == "示例市人民政府（市级），发文字号未写明，日期未写明，施行状态未核实"
    assert notes["对应"] == "相同0组，随级调整2组，有差异1组，左一右多0组，左多右一0组，仅上级有1组，仅本级有1组"
    assert notes["变化"] == "模态（减弱）1处，时限（缩短）1处"


def test_the_sheet_is_made_for_the_office(book: Workbook) -> None:
    page = book["条文对照"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:I6"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$1:$1"
    assert page.oddHeader.center.text == "《泗水县人民政府工作规则》《示例市人民政府工作规则》条文对照"
    assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_text_becomes_a_formula(sign: str) -> None:
    text = "没有编号的一份文件，应当公开办理。"
    book = openpyxl.load_workbook(BytesIO(to_xlsx(compare(sign + text, sign + text.replace("应当", "可以")))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert book["条文对照"]["B2"].value == f"正文\n{sign}{text}"


def test_a_text_longer_than_a_cell_is_cut_and_said_so() -> None:
    text = "县政府应当公开，" * 6000
    book = openpyxl.load_workbook(BytesIO(to_xlsx(compare(text + "甲。", text + "乙。"))))
    assert book["条文对照"]["B2"].value.endswith("……（单元格已满，余下文字见原文）")
    assert "超出Excel的容量" in "".join(str(row) for row in book["说明"].iter_rows(values_only=True))


def test_the_same_input_gives_the_same_bytes(comparison: Comparison) -> None:
    assert to_xlsx(comparison) == to_xlsx(comparison)


def test_libreoffice_opens_what_excel_opens(comparison: Comparison, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        assert not os.environ.get("CI"), "CI must have LibreOffice"
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "对照.xlsx").write_bytes(to_xlsx(comparison))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(tmp_path / "对照.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "对照.csv").read_text(encoding="utf-8-sig")
    assert "议题材料由主办部门起草，可以于会前3个工作日报市政府办公室审核。" in text
    assert "=领导干部每季度" in text


# --- the terminal ----------------------------------------------------------------------------------------------------


def test_the_summary_of_a_real_comparison(comparison: Comparison) -> None:
    lines = comparison_summary.to_text(comparison).splitlines()
    assert lines[:2] == [
        "左  泗水县人民政府工作规则（县级），日期未写明，施行状态未核实",
        "右  示例市人民政府工作规则（市级），日期未写明，施行状态未核实",
    ]
    assert lines[2:5] == [
        "关系  上下级文本：左为本级文本，右为上级文本",
        "",
        "待判断  可能抵触 0，宽于上级 0，严于上级 2，上有、本级无 1，本级有、上无 1",
    ]
    assert "  严于上级  第二条  主办部门：模态：上级“可以”，本级“应当”，加强" in lines
    assert "  由程序按文字找出，供人工判断，非法律意见。" in lines
    assert "变化  模态 1，时限 1" in lines
    assert next(line for line in lines if line.startswith("重复")).startswith("重复  文字重复率 ")
    assert any("模态 应当→可以（减弱）；时限 会前5个工作日→会前3个工作日（缩短）" in line for line in lines)


@pytest.mark.parametrize(
    ("article", "place"), [("43", "第四十三条"), ("120-1", "第一百二十条之一"), ("0", "正文"), ("3b", "3b")]
)
def test_places(article: str, place: str) -> None:
    assert place_of(article) == place

"""条文对照表 as Word and WPS read it: nothing is lost, what differs is marked, and the page is an office's."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from zhize.comparison import Comparison, compare
from zhize.export.comparisons.docx import to_docx
from zhize.numerals import chinese

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell

COUNTY = """\
泗水县人民政府工作规则
第一章　总则
第一条　县政府印章由专人保管，用印须经分管领导批准并逐次登记。
第二条　议题材料由主办部门起草，应当于会前5个工作日报县政府办公室审核。
第三条　信访事项由信访部门办理，信访部门应当自收到信访事项之日起30日内答复信访人。
第四条　县政府办公室主任每月向县长报告工作。
第五条　各部门可以自行公布统计数据。
第六条　县政府领导干部应当每季度到联系点走访群众，填写走访台账。
"""
CITY = """\
示例市人民政府工作规则
第一章　总则
第一条　市政府印章由专人保管，用印须经分管领导批准并逐次登记。
第二条　秘书长每月向市长报告工作。
第三条　议题材料由主办部门起草，应当于会前3个工作日报市政府办公室审核。
第二章　纪律
第四条　信访事项由信访部门办理，信访部门应当自收到信访事项之日起15日内答复信访人。
第五条　各部门不得自行公布统计数据。
第六条　工作人员应当节约用电用水，下班关闭电源。
"""
OLD = """\
示例县印章管理办法
（2015年3月1日示例县人民政府第1次常务会议通过）
第一条　印章由专人保管。
第二条　用印应当于3日内登记，登记簿保存五年。
第三条　本办法自公布之日起施行。
"""
NEW = """\
示例县印章管理办法
（2022年5月1日示例县人民政府第9次常务会议通过）
第一条　印章由专人保管。
第二条　严禁在空白纸张上用印。
第三条　用印可以于5日内登记，登记簿保存五年。
"""

LOWER = """\
示例县市容管理办法
第一条　县城管局每年五月公布绿化养护名单。
第二条　沿街商铺应当每日清扫门前地面。商铺不得占道经营。违反规定的，由县城管局处五百元罚款。
"""
UPPER = """\
示例市市容管理办法
第一条　市气象局应当发布高温预警信号。
"""


def _read(comparison: Comparison) -> Document:
    return docx.Document(BytesIO(to_docx(comparison)))


@pytest.fixture(scope="module")
def levels() -> Document:
    return _read(compare(COUNTY, CITY))


@pytest.fixture(scope="module")
def versions() -> Document:
    return _read(compare(OLD, NEW))


def _rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def _xml(of: object) -> BaseOxmlElement:
    """Return what python-docx has no name for."""
    return of._element  # type: ignore[attr-defined, no-any-return]  # noqa: SLF001


def _with(cell: _Cell, *tags: str) -> list[str]:
    """Return the runs of a cell that have every one of these looks: b, strike, shd, u=wave."""
    found = []
    for run in (run for line in cell.paragraphs for run in line.runs):
        looks = _xml(run).find(qn("w:rPr"))
        has = {child.tag for child in looks} | {f"u={child.get(qn('w:val'))}" for child in looks.findall(qn("w:u"))}
        if all((tag if "=" in tag else qn(f"w:{tag}")) in has for tag in tags):
            found.append(run.text)
    return found


# --- nothing is lost -------------------------------------------------------------------------------------------------


def test_every_character_of_both_texts_is_there_in_order(seed: Path) -> None:
    city = seed.parent / "examples" / "synthetic-qingshi-city-2022.txt"
    comparison = compare(city, seed)
    # The county's text stands left, although it was named second.
    texts = {1: comparison.right.regulation.articles, 2: comparison.left.regulation.articles}
    pairs = {1: [pair.right for pair in comparison.pairs], 2: [pair.left for pair in comparison.pairs]}
    further = {column: {id_ for ids in found for id_ in ids[1:]} for column, found in pairs.items()}
    table = _xml(_read(comparison).tables[0])
    rows = [[_text(cell) for cell in row.xpath("./w:tc")] for row in table.xpath("./w:tr")][2:]
    for column, articles in texts.items():
        cells = [row[column] for row in rows if "无对应条文" not in row[column]]
        places = [next(at for at, cell in enumerate(cells) if f"{one.label}{one.text}" in cell) for one in articles]
        # Only the further articles of a pair of several stand apart from their neighbours.
        first = [at for at, one in zip(places, articles, strict=True) if one.id not in further[column]]
        assert column == 2 or first == sorted(first)
        titles = {one.chapter.title: "" for one in articles if one.chapter}
        lines = [line for cell in cells for line in cell.split("\n") if line.partition("　")[2] not in titles]
        said = {one.id: one.label + one.text.replace("\n", "") for one in articles}
        assert Counter("".join(lines)) == Counter("".join(said[id_] for ids in pairs[column] for id_ in ids))


def _text(cell: BaseOxmlElement) -> str:
    return "\n".join("".join(line.xpath(".//w:t/text()")) for line in cell.xpath("./w:p"))


def test_a_row_is_a_pair(levels: Document) -> None:
    head, terms, *rows = _rows(levels.tables[0])
    assert head == [
        "序号",
        "本级文本条文\n《泗水县人民政府工作规则》\n（未写明）",
        "上级文本条文\n《示例市人民政府工作规则》\n（未写明）",
        "关系",
        "说明",
    ]
    assert terms[1:4] == [
        "县政府；县政府办公室；县政府办公室主任※；县长",
        "市政府；市政府办公室；秘书长※；市长",
        "【统一调整】",
    ]
    assert [row[0] for row in rows] == list("1234567")
    assert [row[3].split("\n") for row in rows] == [
        ["【随级调整】"],
        ["【有差异】", "▲严于上级1"],
        ["【有差异】", "！可能抵触1"],
        ["【随级调整】"],
        ["【有差异】", "！可能抵触1"],
        ["【仅上级有】"],
        ["【仅本级有】"],
    ]
    assert rows[0][1].startswith("第一章　总则\n第一条　县政府印章")
    assert rows[2][2].startswith("第二章　纪律\n第四条　信访事项")
    assert rows[5][1] == "（本级无对应条文）"
    assert rows[1][4] == "▲严于上级：时限：上级“会前3个工作日”，本级“会前5个工作日”，提前量延长（本级自身程序）"


@pytest.mark.parametrize(("one", "other"), [(OLD, NEW), (COUNTY, CITY)], ids=["versions", "levels"])
def test_which_text_was_named_first_does_not_matter(one: str, other: str) -> None:
    assert to_docx(compare(one, other)) == to_docx(compare(other, one))


def test_signs_stand_for_what_xml_forbids() -> None:
    text = "示例县规定\n第一条　县政府\x07应当公开\ud800办理。"
    assert "第一条　县政府␇应当公开\ufffd办理。" in _rows(_read(compare(text, text)).tables[0])[1][1]


# --- the marks -------------------------------------------------------------------------------------------------------


def test_levels_are_marked_without_striking_the_upper_text(levels: Document) -> None:
    left, right = levels.tables[0].rows[3].cells[1:3]
    assert _with(left, "b", "u=single") == ["5"]
    assert _with(right, "shd", "u=wave") == ["3"]
    assert (_with(left, "u=dotted"), _with(right, "u=dotted")) == (["县政府"], ["市政府"])
    assert not [run for row in levels.tables[0].rows for cell in row.cells for run in _with(cell, "strike")]


def test_versions_are_marked_as_amendments(versions: Document) -> None:
    head, same, added, changed, gone = versions.tables[0].rows
    assert [cell.text for cell in head.cells][3:] == ["修订类型", "修订说明"]
    assert [row.cells[3].text for row in (same, added, changed, gone)] == [
        "【未改】",
        "【新增】",
        "【修改】\n条号调整\n▽趋宽2",
        "【删除】",
    ]
    assert not _with(same.cells[1], "u") + _with(same.cells[2], "u")
    assert "".join(_with(added.cells[2], "b", "u=single")) == "第二条　严禁在空白纸张上用印。"
    assert added.cells[1].text == "（新增）"
    assert "".join(_with(gone.cells[1], "strike", "shd")) == "第三条　本办法自公布之日起施行。"
    assert _with(changed.cells[1], "strike", "shd") == ["应当", "3"]
    assert _with(changed.cells[2], "b", "u=single") == ["可以", "5"]
    assert changed.cells[4].text.split("\n") == [
        "▽趋宽：模态：“应当”改为“可以”，减弱",
        "▽趋宽：时限：“3日内”改为“5日内”，延长",
    ]


def test_a_legend_shows_the_marks(levels: Document) -> None:
    line = next(line for line in levels.paragraphs if line.text.startswith("标记："))
    assert [run.text for run in line.runs][1:6:2] == ["仅本级有的文字", "仅上级有的文字", "只随层级、地名而异的称谓"]
    assert [run.underline is not None for run in line.runs][:6] == [False, True, False, True, False, True]


# --- the lists -------------------------------------------------------------------------------------------------------


def test_what_a_person_judges_is_listed_by_kind(levels: Document) -> None:
    titles = [line.text for line in levels.paragraphs if line.text.startswith(("！", "▽", "▲", "－", "＋"))]
    assert titles == [
        "！可能抵触：2项，涉及2条",
        "▲严于上级：1项，涉及1条",
        "－上有、本级无：1项，涉及1条",
        "＋本级有、上无：1项，涉及1条",
    ]
    conflicts, _, lacking, _, roles = levels.tables[1:]
    head, first, second = _rows(conflicts)
    assert head == ["本级文本条款", "上级文本条款", "责任主体", "模态", "变化", "判断"]
    assert first[:4] == ["第三条", "第四条", "信访部门", "义务"]
    assert first[4].split("\n")[1].startswith("上级文本：信访事项由信访部门办理")
    assert second[4].split("\n")[0] == "模态：上级“不得”，本级“可以”，减弱"
    assert _rows(lacking)[1] == ["第六条", "工作人员", "义务", "节约用电用水，下班关闭电源", "无", ""]
    assert _rows(roles)[3] == ["3", "县政府办公室主任", "秘书长", "政府秘书长", "职能对应（非法定同职）"]
    said = "\n".join(line.text for line in levels.paragraphs)
    assert "下列事项由程序按文字找出，供人工判断，非法律意见" in said
    assert "未找出“宽于上级”的事项；未找出不等于没有。" in said


def test_what_a_review_asks_first_stands_over_the_norms_of_an_article() -> None:
    document = _read(compare(LOWER, UPPER))
    titles = [line.text for line in document.paragraphs if line.text.startswith("＋")]
    assert titles == ["＋本级有、上无：2项（共4条规范），涉及2条，有审查要点1项，列在前面"]
    first, second = _rows(document.tables[2])[1:]
    assert (first[0], second[0]) == ("第二条", "第一条")
    assert first[3].split("\n") == [
        "审查要点：增设处罚",
        "清扫门前地面",
        "另：单位、个人〔禁止〕占道经营（原文：商铺不得占道经营。）",
        "另：县城管局〔义务〕处五百元罚款（条件：违反规定的）",
    ]
    assert "文字重复率：0%，即本级文本中与上级文本逐字相同的文字" in "\n".join(one.text for one in document.paragraphs)
    remarks = _rows(document.tables[0])[-1][4]
    assert remarks.split("\n")[:2] == ["整条无对应，含待判断的规范3条", "审查要点：增设处罚"]


def test_without_findings_it_says_so() -> None:
    document = _read(compare(OLD, OLD))
    assert len(document.tables) == 1
    assert "未找出“趋宽”、“趋严”、“原有、新无”、“新增”的事项" in "\n".join(line.text for line in document.paragraphs)


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_is_that_of_an_office(levels: Document) -> None:
    page = levels.sections[0]
    sizes = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.right_margin,
        page.bottom_margin,
        page.left_margin,
    )
    assert [round(size.mm) for size in sizes if size] == [297, 210, 28, 37, 26, 35]
    assert ["PAGE" in _xml(footer).xml for footer in (page.footer, page.even_page_footer)] == [True, True]
    assert [bool(_xml(row).xpath("./w:trPr/w:tblHeader")) for row in levels.tables[0].rows][:3] == [True, False, False]


def test_a_row_is_parted_only_where_no_page_holds_it() -> None:
    text = "示例县规定\n第一条　县政府应当公开。\n第二条　" + "县政府应当公开办理，" * 200
    rows = _read(compare(text, text)).tables[0].rows
    assert [bool(_xml(row).xpath("./w:trPr/w:cantSplit")) for row in rows] == [True, True, False]


def test_no_font_is_taken_for_granted(levels: Document) -> None:
    with zipfile.ZipFile(BytesIO(to_docx(compare(OLD, NEW)))) as parts:
        table = parts.read("word/fontTable.xml").decode()
        text = parts.read("word/document.xml").decode()
        names = parts.namelist()
    used = {name for name in ("仿宋", "方正小标宋简体", "黑体", "楷体") if f'w:eastAsia="{name}"' in text}
    assert used == {"仿宋", "方正小标宋简体", "黑体", "楷体"}
    assert all(f'<w:font w:name="{name}"><w:altName' in table for name in used)
    assert "Theme" not in text
    assert not [name for name in names if "thumbnail" in name]
    assert levels.core_properties.author == "Zhize"


def test_the_same_input_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    comparison = compare(OLD, NEW)
    first = to_docx(comparison)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert to_docx(comparison) == first


def test_libreoffice_prints_all_of_it(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        assert not os.environ.get("CI"), "CI must have LibreOffice"
        pytest.skip("LibreOffice (soffice) is not installed")
    # Rows of every height around that of a page: what may not be parted must fit, or its end is cut off.
    ends = [f"END{many}。" for many in range(50, 86)]
    long = [f"第{chinese(many - 49)}条　" + "县政府应当公开，" * many + end for many, end in enumerate(ends, 50)]
    file = tmp_path / "对照.docx"
    file.write_bytes(to_docx(compare("示例县规定\n" + "\n".join(long), CITY)))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(tmp_path / "对照.pdf") as pages:
        sizes = {tuple(round(side) for side in page.get_size()) for page in pages}
        texts = [page.get_textpage().get_text_range() for page in pages]
    assert sizes == {(842, 595)}
    assert all(f"— {number} —" in text for number, text in enumerate(texts, 1))
    assert "上级文本条文" in texts[1]
    assert [end for end in ends if end not in "".join("".join(texts).split())] == []

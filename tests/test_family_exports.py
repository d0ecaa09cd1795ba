"""A family as a page in a real browser without a network, as a workbook, and as lines for the terminal."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2
import pytest
from families import ENERGY, SEAL, TOPICS, levels, text, versions
from openpyxl.cell.rich_text import CellRichText, TextBlock

from zhize.cli.families import print_family, render_family, with_folders
from zhize.errors import InputError
from zhize.export.families.excel import to_xlsx
from zhize.export.families.html import to_html
from zhize.export.families.names import names_of
from zhize.export.families.relations import BASIS, ORDER, lines, sources
from zhize.export.families.rows import STRAND_KIND, percent, rows
from zhize.export.families.text import to_text
from zhize.families import compare_all

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet
    from playwright.sync_api import Browser, Page

    from zhize.families.nouns import Family

HOSTILE = "<script>alert(1)</script>\"'&amp;]]></script><!--{{ 1 }}</style><img src=http://a.example onerror=alert(2)>"


@pytest.fixture(scope="module")
def family() -> Family:
    """Three levels, and an older version of the county's rules."""
    return compare_all((*levels(), text(TOPICS.replace("5个", "7个"), ENERGY, passed="2015-03-01", id="old")))


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_no_character_of_an_article_is_lost(family: Family) -> None:
    shown = {
        (cell.text, article.label): article.text
        for row in rows(family)
        for cell in row.cells
        for article in cell.articles
    }
    assert shown == {
        (index, article.label.strip()): article.text
        for index, analysis in enumerate(family.texts)
        for article in analysis.regulation.articles
    }


def test_marks_show_what_the_first_text_has_not(family: Family) -> None:
    (topics,) = [row for row in rows(family) if row.cells[0].articles and "议题" in row.cells[0].articles[0].text]
    pieces = [piece for line in topics.cells[3].articles[0].lines for piece in line if piece.mark]
    assert [(piece.mark, piece.text) for piece in pieces] == [("del", "5"), ("ins", "7")]
    # 县政府办公室 and 市政府办公室 are the same office of two levels.
    assert not [piece for line in topics.cells[1].articles[0].lines for piece in line if piece.mark]
    assert topics.cells[0].articles[0].source == "借自样板市第二条，相似度1.00，逐字重复100%"
    assert topics.lineage == ("最后修改于示例县（2022年版）", "最早见于示例县（2015年版）")


def test_sources_say_what_was_taken_and_on_what_ground(family: Family) -> None:
    found = [(it.text, it.source, it.basis, it.taken, it.share, it.verbatim) for it in sources(family)]
    assert found[0] == (0, 1, "层级和日期", 3, "75%", "76%")
    assert (0, 3, "日期", 0, "25%", "27%") in found


def test_versions_add_change_and_drop() -> None:
    (line,) = lines(compare_all(versions()))
    assert [(it.added, it.changed, it.dropped, it.kept) for it in line.versions] == [
        ((), (), (), 3),
        ((2,), (), (), 3),
        ((), (1,), (3,), 2),
    ]


@pytest.mark.parametrize(
    ("titles", "dates", "expected"),
    [
        (("甲县人民政府工作规则", "乙市人民政府工作规则"), ("2020", "2021"), ("甲县", "乙市")),
        (
            ("甲县规则", "甲县规则", "乙县规则"),
            ("2019", "2020", "2020"),
            ("甲县（2019年版）", "甲县（2020年版）", "乙县"),
        ),
        (("规则", "规则"), ("2020-01-01", "2020-03-01"), ("2020-01-01", "2020-03-01")),
        (("规则", "规则"), (None, None), ("第1件", "第2件")),
        (("物业管理条例", "甲市物业管理条例"), ("2020", "2020"), ("物业管理条例", "甲市物业管理条例")),
    ],
)
def test_short_names_differ(titles: tuple[str, ...], dates: tuple[str | None, ...], expected: tuple[str, ...]) -> None:
    texts = [text(SEAL, title=t, passed=d, id="x") for t, d in zip(titles, dates, strict=True)]
    names = tuple(name.short for name in names_of(compare_all(texts)))
    assert len(set(names)) == len(names)
    assert names == expected


@pytest.mark.parametrize(("share", "said"), [(0, "0%"), (0.001, "1%"), (0.714, "71%"), (0.999, "99%"), (1.0, "100%")])
def test_percent(share: float, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize("labels", [STRAND_KIND, BASIS, ORDER], ids=["kinds", "bases", "orders"])
def test_every_value_has_a_label(labels: dict[object, str]) -> None:
    (kind,) = {type(value) for value in labels}
    assert set(labels) == set(kind)


# --- the page --------------------------------------------------------------------------------------------------------


def _open(browser: Browser, html: str, folder: Path, *, width: int = 1280, anchor: str = "") -> tuple[Page, list[str]]:
    """Open a page from the disk without a network; what it should never do is collected."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    page = browser.new_context(viewport={"width": width, "height": 900}, offline=True).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss())[1])
    page.on("request", lambda asked: None if asked.url.startswith(file.as_uri()) else complaints.append(asked.url))
    page.goto(file.as_uri() + anchor)
    return page, complaints


def _shown(page: Page) -> list[str]:
    return [node.get_attribute("id") or "" for node in page.query_selector_all(".rows tbody tr") if node.is_visible()]


def test_a_reader_searches_and_filters(browser: Browser, family: Family, tmp_path: Path) -> None:
    page, complaints = _open(browser, to_html(family), tmp_path)
    every = [f"row-{row.number}" for row in rows(family)]
    assert _shown(page) == every
    page.fill("#query", "办公室审核")
    assert len(_shown(page)) == 1
    page.click("#clear")
    page.uncheck('input[name="kind"][value="unique"]')
    assert _shown(page) == [f"row-{row.number}" for row in rows(family) if row.name != "独有"]
    page.click("#clear")
    assert _shown(page) == every
    page.click(".columns summary")
    for text_ in ("0", "1", "3"):
        page.uncheck(f'input[name="text"][value="{text_}"]')
    assert _shown(page) == [f"row-{row.number}" for row in rows(family) if row.cells[2].articles]
    assert not page.is_visible('.rows thead th[data-text="0"]')
    assert page.is_visible('.rows thead th[data-text="2"]')
    assert complaints == []


def test_what_a_text_lacks_is_shown_on_demand_and_not_searched(
    browser: Browser, family: Family, tmp_path: Path
) -> None:
    page, complaints = _open(browser, to_html(family), tmp_path)
    gone = page.locator(".rows del").first
    assert not gone.is_visible()
    page.check("#gone")
    assert gone.is_visible()
    page.fill("#query", "会前57个")
    assert _shown(page) == []
    page.fill("#query", "会前7个")
    assert len(_shown(page)) == 1
    assert complaints == []


def test_a_link_reaches_its_row(browser: Browser, family: Family, tmp_path: Path) -> None:
    page, _ = _open(browser, to_html(family), tmp_path, anchor="#row-5")
    page.fill("#query", "没有这样的字")
    assert page.is_visible(".nothing")
    page.evaluate("location.hash = '#row-2'")
    page.wait_for_function("!document.getElementById('row-2').hidden")
    assert page.is_visible("#row-2")


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_the_page_is_as_wide_as_the_screen(browser: Browser, family: Family, tmp_path: Path, width: int) -> None:
    page, complaints = _open(browser, to_html(family), tmp_path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cell = page.query_selector('.rows td[data-text="1"]')
    assert cell is not None
    box = cell.bounding_box()
    assert box is not None
    assert (box["width"] > width - 60) == (width <= 860)
    assert complaints == []


def test_the_first_column_and_the_head_stay(browser: Browser, tmp_path: Path) -> None:
    many = compare_all([text(*[SEAL, TOPICS] * 6, title=f"{place}县规则") for place in "甲乙丙丁戊己庚"])
    page, complaints = _open(browser, to_html(many), tmp_path)
    page.evaluate("const box = document.querySelector('#rows .sheet'); box.scrollLeft = 300; box.scrollTop = 300")
    box, head, first = (
        page.evaluate(
            f"(() => {{ const r = document.querySelector('{s}').getBoundingClientRect(); return [r.x, r.y] }})()"
        )
        for s in ("#rows .sheet", ".rows .corner", "#row-3 th")
    )
    assert abs(head[0] - box[0]) <= 2
    assert abs(head[1] - box[1]) <= 2
    assert abs(first[0] - box[0]) <= 2
    # Of seven texts six are shown at first, as many as a sheet of paper takes.
    assert len([node for node in page.query_selector_all(".rows thead th[data-text]") if node.is_visible()]) == 6
    assert complaints == []


def test_the_print_is_a4_landscape(browser: Browser, family: Family, tmp_path: Path) -> None:
    page, _ = _open(browser, to_html(family), tmp_path)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    printed = re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_range() for sheet in document))
    assert "议题材料由主办部门起草" in printed
    document.close()


def test_the_page_asks_for_nothing_and_no_text_becomes_markup(browser: Browser, tmp_path: Path) -> None:
    texts = [text(HOSTILE + "应当公开。", SEAL, title=HOSTILE + title) for title in ("甲", "乙")]
    html = to_html(compare_all([*texts, text(HOSTILE + "可以公开。")]))
    assert html.count("<script") == 1
    assert "default-src 'none'" in html
    assert re.findall(r"https?:(?!//a\.example)|url\(|@import", html) == []
    _, complaints = _open(browser, html, tmp_path)
    assert complaints == []


def test_the_matrix_has_figures_and_shades(family: Family) -> None:
    html = to_html(family)
    assert '<td class="s8"><b>75%</b><span>1.00</span></td>' in html
    assert html == to_html(family)


# --- the workbook ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def book(family: Family) -> Workbook:
    return openpyxl.load_workbook(BytesIO(to_xlsx(family)), rich_text=True)


def _values(page: Worksheet) -> list[list[object]]:
    return [
        [str(cell.value) if isinstance(cell.value, CellRichText) else cell.value for cell in r]
        for r in page.iter_rows()
    ]


def test_the_sheets(book: Workbook) -> None:
    assert book.sheetnames == ["条文对照表", "相似度矩阵", "谱系", "特有条文", "说明"]
    head, *cells = _values(book["条文对照表"])
    names = ["1　示例县（2022年版）", "2　样板市", "3　模范省", "4　示例县（2015年版）"]
    assert head == ["行", "异同", *names, "相似度", "来龙去脉", "说明"]
    assert cells[1][3] == "第二条\n" + TOPICS.replace("{}", "市")
    assert book["条文对照表"].freeze_panes == "C2"
    assert (book["条文对照表"].page_setup.orientation, book["条文对照表"].page_setup.paperSize) == ("landscape", 9)


def test_the_matrix_of_the_workbook(book: Workbook) -> None:
    page = book["相似度矩阵"]
    head, *cells = _values(page)
    assert len(head) == 5
    assert cells[0] == ["1　示例县（2022年版）", None, 0.75, 0.5, 0.25]
    assert cells[4][0] == "对应条文的平均相似度"
    kinds = {rule.type for area in page.conditional_formatting for rule in area.rules}
    assert kinds == {"colorScale", "cellIs"}


def test_every_article_has_its_lineage(book: Workbook, family: Family) -> None:
    _, *cells = _values(book["谱系"])
    assert len(cells) == sum(len(analysis.regulation.articles) for analysis in family.texts)
    assert cells[0][:6] == ["示例县（2022年版）", "第一条", 1, "随级调整", "样板市", "第一条"]
    assert cells[0][7:9] == [1, 1]


def test_words_that_differ_are_marked(book: Workbook) -> None:
    marked = [
        block.text
        for row in book["条文对照表"].iter_rows()
        for cell in row
        if isinstance(cell.value, CellRichText)
        for block in cell.value
        if isinstance(block, TextBlock) and block.font.u
    ]
    assert marked == ["7"]


def test_no_text_becomes_a_formula() -> None:
    texts = [text("=1+1应当公开，不得收费，违者退还。", title=f"{place}县规则") for place in "甲乙丙"]
    book = openpyxl.load_workbook(BytesIO(to_xlsx(compare_all(texts))))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}


# --- the terminal and the command ------------------------------------------------------------------------------------


def test_the_summary(family: Family) -> None:
    said = to_text(family)
    assert "对照  5 行：相同 1，随级调整 2，有修改 1，独有 1" in said
    assert re.search(r"示例县（2022年版）\s+样板市\s+3条\s+1\.00\s+76%", said)
    assert "特有条文共" in said
    assert said.endswith("\n")


def test_a_family_is_written_as_its_suffix_says(family: Family) -> None:
    assert render_family(family, ".html").startswith(b"<!doctype html>")
    assert render_family(family, ".xlsx").startswith(b"PK")
    assert render_family(family, ".json").decode() == print_family(family, "json") == family.to_json()
    assert print_family(family, None) == to_text(family)


def test_a_folder_stands_for_its_texts(tmp_path: Path) -> None:
    folder = tmp_path / "规则"
    (folder / "旧").mkdir(parents=True)
    for name in ("乙.txt", "甲.docx", "~$甲.docx", ".隐.txt", "图.png"):
        (folder / name).write_text("第一条　应当公开。", encoding="utf-8")
    names = with_folders([str(folder), "sishui-2022", "-"], folder=tmp_path)
    assert names == [str(folder / "乙.txt"), str(folder / "甲.docx"), "sishui-2022", "-"]
    with pytest.raises(InputError, match=r"旧: there are no texts in the folder; give a folder with \.txt"):
        with_folders([str(folder / "旧")], folder=tmp_path)

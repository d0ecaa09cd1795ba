"""The report in a real browser: what is chosen stands in the address, the table, its export, language, appearance."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from documents import MEETING, document, norm
from report_browser import WIDE, count, norms, shown

from zhize.analysis import analyze
from zhize.export.pages.html import to_report
from zhize.export.pages.words import words
from zhize.types import Definition, Reference

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from report_browser import Opener


@pytest.fixture(scope="module")
def report() -> str:
    return to_report(document())


@pytest.fixture(scope="module")
def long(seed: Path) -> str:
    return to_report(analyze(seed))


def _address(page: Page) -> str:
    return unquote(page.evaluate("location.hash"))


def _cells(page: Page, column: str) -> list[str]:
    return page.locator(f".ledger tbody td[data-column={column}]").all_inner_texts()


# --- the address -----------------------------------------------------------------------------------------------------


def test_choices_stand_in_the_address_and_back_undoes_them(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    page.select_option("#body", "县政府办公室")
    page.uncheck('input[value="obligation"]')
    assert _address(page) == "#?body=县政府办公室&m=prohibition"
    assert norms(page) == ["1.3"]
    page.go_back()
    assert (_address(page), norms(page)) == ("#?body=县政府办公室", ["1.2", "1.3"])
    page.go_back()
    assert (_address(page), len(norms(page)), page.input_value("#body")) == ("", 4, "")
    page.go_forward()
    assert norms(page) == ["1.2", "1.3"]
    assert complaints == []


def test_letters_typed_one_after_another_are_one_step(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    before = page.evaluate("history.length")
    page.focus("#query")
    page.keyboard.type("逾期未报")
    assert _address(page) == "#?q=逾期未报"
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    assert page.input_value("#query") == ""
    assert complaints == []


def test_a_sent_link_opens_the_same_view(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#art-1?q=材料&body=主办部门&timed=1&lang=en")
    assert norms(page) == ["1.1"]
    assert (page.input_value("#query"), page.is_checked("#timed")) == ("材料", True)
    assert page.get_attribute("html", "lang") == "en"
    assert 0 <= page.locator("#art-1").evaluate("node => node.getBoundingClientRect().top") < 900
    assert complaints == []


@pytest.mark.parametrize("anchor", ["#?body=查无此人&role=x&m=&sort=nothing&view=odd", "#%E0%A4%A?q=%", "#nowhere?&&="])
def test_a_broken_link_opens_the_page(opened: Opener, report: str, anchor: str) -> None:
    page, complaints = opened(report, anchor=anchor)
    assert page.is_visible("#art-1") or page.is_visible(".nothing")
    assert complaints == []


def test_a_link_inside_keeps_what_is_chosen(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#?body=主办部门")
    page.click("#norm-1\\.1 .basis a")
    assert _address(page) == "#art-1-p1?body=主办部门"
    assert norms(page) == ["1.1"]
    assert page.locator(".here").get_attribute("id") == "art-1-p1"
    assert complaints == []


def test_a_figure_of_the_overview_shows_what_it_counts(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    page.click(".counts .prohibition a")
    assert (norms(page), _address(page)) == (["1.3"], "#articles?m=prohibition")
    page.click(".counts a[href*=doubtful]")
    assert (norms(page), _address(page)) == (["2.1"], "#articles?doubtful=1")
    assert complaints == []


# --- links and pop-ups -----------------------------------------------------------------------------------------------


def test_every_article_paragraph_and_item_has_a_place_of_its_own(report: str) -> None:
    for place in ("art-1", "art-1-p1", "art-1-p2", "art-1-p2-i1", "art-1-p2-i2", "art-2", "art-2-p1"):
        assert report.count(f' id="{place}"') == 1


@pytest.mark.parametrize(
    ("place", "width"), [("art-43", 1024), ("art-90", 1280), ("art-52-p2", WIDE), ("norm-54.3", 1280)]
)
def test_a_link_from_outside_lands_below_the_bar(opened: Opener, long: str, place: str, width: int) -> None:
    page, complaints = opened(long, anchor=f"#{place}", width=width, moving=True)
    page.wait_for_timeout(300)
    bar = page.locator(".filters").bounding_box()
    there = page.locator(f'[id="{place}"]').bounding_box()
    assert bar is not None
    assert there is not None
    assert 0 <= there["y"] - bar["y"] - bar["height"] <= 60
    assert complaints == []


def test_a_link_is_copied(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.hover("#art-1-p2-i1")
    page.click("#art-1-p2-i1 .pin")
    page.wait_for_selector(".toast.seen")
    assert page.inner_text(".toast") == "链接已复制：第一条第二款第一项"
    assert page.evaluate("navigator.clipboard.readText()").endswith("/page.html#art-1-p2-i1")
    assert complaints == []


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_cited_words_pop_up(opened: Opener, how: str) -> None:
    cited = Reference(article="2", start=0, end=2, title=None, target_article=1, target_paragraph=2, resolved="1.p2.i1")
    page, complaints = opened(to_report(replace(document(), references=(cited,))))
    link = page.locator("a.citation")
    assert link.get_attribute("href") == "#art-1-p2-i1"
    link.scroll_into_view_if_needed()
    link.hover() if how == "hover" else link.focus()
    assert page.inner_text("#pop").split("\n")[-1] == "（一）每月通报1次办理情况；"
    assert link.get_attribute("aria-describedby") == "pop"
    page.keyboard.press("Escape")
    assert not page.is_visible("#pop")
    assert complaints == []


def test_a_defined_name_tells_its_meaning_wherever_it_stands(opened: Opener) -> None:
    start = MEETING.index("主办部门")
    name = Definition(article="1", start=start, end=start + 4, name="主办部门", meaning="提出议题的部门", alias=False)
    page, complaints = opened(to_report(replace(document(), definitions=(name,))))
    assert page.locator("[data-term]").all_inner_texts() == ["主办部门"] * MEETING.count("主办部门")
    page.hover("[data-term] >> nth=1")
    assert "提出议题的部门" in page.inner_text("#pop")
    page.click(".terms summary")
    assert page.inner_text(".terms dt") == "主办部门"
    assert complaints == []


# --- the table -------------------------------------------------------------------------------------------------------


def test_the_table_follows_the_filters_and_sorts(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    page.click("[data-view=table]")
    assert _cells(page, "place") == ["第一条第一款", "第一条第二款第一项", "第一条第二款第二项", "第二条"]
    assert not page.is_visible("#reading")
    page.click("[data-sort=modality]")
    assert _cells(page, "modality") == ["义务", "义务", "义务", "禁止"]
    page.click("[data-sort=modality]")
    assert _cells(page, "modality") == ["禁止", "义务", "义务", "义务"]
    assert page.get_attribute(".ledger th[data-column=modality]", "aria-sort") == "descending"
    assert _address(page) == "#?view=table&sort=-modality"
    page.select_option("#body", "主办部门")
    assert _cells(page, "act") == ["应 报县政府办公室审核"]
    page.click(".ledger td a")
    assert page.is_visible("#norm-1\\.1")
    assert (page.is_visible("#reading"), norms(page)) == (True, ["1.1"])
    assert complaints == []


def test_a_link_to_a_sorted_table(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#articles?view=table&sort=when")
    # Empty cells stand last, whichever way the others go.
    assert _cells(page, "when") == ["会前5个工作日", "及时", "每月通报1次", ""]
    assert count(page) == "显示 2/2 条，4/4 项"
    assert complaints == []


def test_visible_rows_are_exported(opened: Opener) -> None:
    given = document()
    tricky = norm(MEETING, "议题材料由主办部门起草", id="1.9", bearers=('=HYPERLINK("x"),甲',), article="1")
    page, complaints = opened(to_report(replace(given, norms=(*given.norms, tricky))), anchor="#?view=table")
    page.uncheck('input[value="prohibition"]')
    with page.expect_download() as saved:
        page.click("#csv")
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["条款"] for row in rows] == ["第一条第一款", "第一条第二款第一项", "第一条第一款", "第二条"]
    assert rows[0]["主体"] == "主办部门"
    assert rows[0]["时限"] == "会前5个工作日"
    assert rows[3]["备注"].startswith("推定；请复核")
    assert rows[2]["主体"] == '\'=HYPERLINK("x"),甲'
    assert saved.value.suggested_filename == "某县人民政府工作规则-条文与职责.csv"
    assert page.inner_text(".toast") == "已导出 4 行"
    assert complaints == []


# --- language and appearance -----------------------------------------------------------------------------------------

# Every word that a reader can see or hear and that is Chinese, outside of what says so of itself.
_CHINESE = """
(() => {
  const chinese = (text) => /[\\u3400-\\u9fff]/.test(text || "");
  const theirs = "[lang='zh-CN'], script, noscript, style, title, option, svg.duties, svg.procedure";
  const own = (node) => !node.closest(theirs);
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (own(node.parentElement) && chinese(node.data)) found.push(node.data.trim());
  }
  for (const node of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "placeholder", "title"]) {
      if (own(node) && chinese(node.getAttribute(name))) found.push(node.getAttribute(name));
    }
  }
  return found;
})()
"""


def test_english_reaches_every_word_of_the_page(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    page.click("[data-language=en]")
    assert page.get_attribute("html", "lang") == "en"
    assert _address(page) == "#?lang=en"
    assert page.inner_text("#overview-title") == "Overview"
    assert page.get_attribute("#query", "placeholder") == "words of the text (key /)"
    assert count(page) == "2/2 articles, 4/4 duties"
    assert page.text_content("#norm-1\\.1 .to dd") == "reviewed by 县政府办公室"
    assert page.text_content("#norm-1\\.2 .basis a") == "Art. 1, para. 2, item 1"
    left = page.evaluate(_CHINESE)
    # What is left are names and words of the text.
    texts = MEETING + "县长离开本县，及时向市政府报告。县政府、泗水某县人民政府会议制度条号不连续。" + "（）2024"
    assert [text for text in left if set(re.findall("[\u3400-\u9fff]", text)) - set(texts)] == []
    page.click("[data-language=zh]")
    assert (page.inner_text("#overview-title"), page.get_attribute("html", "lang")) == ("概览", "zh-CN")
    assert page.text_content("#norm-1\\.2 .basis a") == "第一条第二款第一项"
    assert complaints == []


def test_switching_there_and_back_changes_nothing(opened: Opener, seed: Path) -> None:
    page, complaints = opened(to_report(analyze(seed)))
    words_of = "document.querySelector('main').textContent"
    before = page.evaluate(words_of)
    page.click("[data-language=en]")
    assert page.evaluate(words_of) != before
    page.click("[data-language=zh]")
    assert page.evaluate(words_of) == before
    assert complaints == []


def test_appearance_can_be_chosen_and_is_remembered(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.select_option("#theme", "dark")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert complaints == []


def test_without_storage_the_page_works(opened: Opener, report: str) -> None:
    refusing = (
        "<head><script>Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }});</script>"
    )
    page, complaints = opened(report.replace("<head>", refusing))
    page.select_option("#theme", "dark")
    page.click("[data-language=en]")
    assert page.inner_text("#overview-title") == "Overview"
    assert complaints == []


def test_without_scripts_the_page_is_whole(opened: Opener, report: str) -> None:
    page, complaints = opened(report, scripts=False)
    assert page.is_visible("noscript")
    assert not page.is_visible("#filters")
    assert (shown(page, "article"), norms(page)) == (["art-1", "art-2"], ["1.1", "1.2", "1.3", "2.1"])
    assert complaints == []


def test_a_day_that_has_passed_is_said(opened: Opener) -> None:
    page, complaints = opened(to_report(document(in_force_until="2020-01-01")), width=WIDE)
    assert page.inner_text(".standing").startswith("施行状态 有效期至2020-01-01，施行状态未核实")
    assert "有效期已过" in page.inner_text(".standing .today")
    assert words()["expired"].zh in page.inner_text(".standing")
    assert complaints == []

"""How the report is read: contrast in both schemes, headings, keyboard, a telephone, paper, speed."""

from __future__ import annotations

import shutil
import subprocess
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from documents import document, empty
from report_browser import PHONE, TABLET, WIDE

from zhize.analysis import analyze
from zhize.export.pages.html import to_report

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from report_browser import Opener

    from zhize.analysis import Analysis


@pytest.fixture(scope="module")
def analysis(seed: Path) -> Analysis:
    return analyze(seed)


@pytest.fixture(scope="module")
def report(analysis: Analysis) -> str:
    return to_report(analysis)


# WCAG 2.1: 4.5 to 1 for text, 3 to 1 where it is large. The picture and the charts paint their own ground, and a
# disabled control is exempt.
_PALE = """
(() => {
  const known = new Map();
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parts = (colour) => {
    if (!known.has(colour)) known.set(colour, painted(colour));
    return known.get(colour);
  };
  const painted = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const light = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const colour = parts(getComputedStyle(each).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = new Map();
  for (const node of document.querySelectorAll("body *")) {
    const words = Array.from(node.childNodes).some((child) => child.nodeType === 3 && child.data.trim());
    if (!words || node.closest("svg, script, [hidden], noscript, :disabled") || !node.getClientRects().length) continue;
    const style = getComputedStyle(node);
    const [one, other] = [light(parts(style.color)), light(ground(node))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.set(`${node.className || node.tagName} ${style.color}`, ratio.toFixed(2));
  }
  return Array.from(found, ([name, ratio]) => `${name}: ${ratio}`);
})()
"""


@pytest.mark.parametrize("anchor", ["", "#articles?view=table"])
def test_all_words_stand_out_from_their_ground(opened: Opener, report: str, anchor: str) -> None:
    page, complaints = opened(report, anchor=anchor)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate(_PALE) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(_PALE) == []
    assert complaints == []


@pytest.mark.parametrize("of", [document, empty])
def test_headings_go_down_one_step_at_a_time(opened: Opener, of: object) -> None:
    page, complaints = opened(to_report(of()))  # type: ignore[operator]
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "heads => heads.map((head) => Number(head.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [level for before, level in pairwise(levels) if level > before + 1] == []
    assert complaints == []


def test_landmarks_have_names(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    assert page.locator("main").count() == 1
    names = page.eval_on_selector_all(
        "aside, nav, form[role=search], [role=region], [role=group], figure",
        "all => all.map((one) => one.getAttribute('aria-label') ||"
        " (one.querySelector('figcaption') || {}).textContent)",
    )
    assert len(names) > 6
    assert all(names)
    assert complaints == []


def _tab(page: Page, times: int) -> list[str]:
    found = []
    for _ in range(times):
        page.keyboard.press("Tab")
        found.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    return found


def test_the_skip_link_comes_first_and_leads_to_the_articles(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    assert _tab(page, 1) == ["skip"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "articles"
    assert _tab(page, 1) == ["query"]
    assert complaints == []


def test_the_keyboard_passes_through_the_charts_and_back(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    page.focus(".timeline a >> nth=0")
    assert page.inner_text("#pop").startswith("会：至少提前5个工作日")
    _tab(page, page.locator(".timeline a").count())
    assert not page.is_visible("#pop")
    page.keyboard.press("Shift+Tab")
    assert page.is_visible("#pop")
    assert complaints == []


def test_what_the_keyboard_reaches_backwards_is_not_beneath_the_bar(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#art-43")
    page.focus("#art-46 h4 a")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            "document.activeElement.getBoundingClientRect().top >="
            " document.querySelector('#filters').getBoundingClientRect().bottom - 2"
        )
    assert complaints == []


def test_many_duties_fill_the_page_below_the_text(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    article = page.locator("article:has(.norm:nth-child(6))").first
    text = article.locator(".text").bounding_box()
    boxes = article.locator(".norm").evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert text is not None
    assert len({round(box["left"]) for box in boxes}) == 3
    # What does not stand beside the text stands below it, and nothing stands on it.
    ends = text["x"] + text["width"]
    assert all(box["left"] >= ends or box["top"] >= text["y"] + text["height"] - 1 for box in boxes)
    assert complaints == []


def test_focus_is_seen(opened: Opener, report: str) -> None:
    page, complaints = opened(report)
    for selector in ("#query", ".counts a", "[data-view=table]", ".shares button"):
        page.focus(selector)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert complaints == []


# --- telephone -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("anchor", ["#art-43", "#articles?view=table&lang=en"])
def test_a_narrow_page_never_scrolls_sideways(opened: Opener, report: str, anchor: str) -> None:
    page, complaints = opened(report, width=PHONE, anchor=anchor)
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    for width in (PHONE, TABLET, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_the_contents_of_a_telephone_reach_the_last_article(opened: Opener, report: str) -> None:
    page, complaints = opened(report, width=PHONE, moving=True)
    page.click("#open-contents")
    page.wait_for_timeout(250)
    assert page.locator("#contents").evaluate("node => node.offsetHeight") <= 900
    page.click(".contents nav a[href='#art-93']")
    assert page.evaluate("location.hash") == "#art-93"
    assert complaints == []


def test_a_drawer_holds_the_keyboard_and_escape_closes_it(opened: Opener, report: str) -> None:
    page, complaints = opened(report, width=PHONE)
    page.click("#open-filters")
    assert page.get_attribute("#open-filters", "aria-expanded") == "true"
    page.wait_for_timeout(50)
    seen = _tab(page, 40)
    assert page.evaluate("document.querySelector('#filters').contains(document.activeElement)")
    assert {"query", "body", "timed"} <= set(seen)
    page.select_option("#body", "县长")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "open-filters"
    assert page.get_attribute("#open-filters", "aria-expanded") == "false"
    assert page.input_value("#body") == "县长"
    assert complaints == []


# --- paper -----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (Debian: poppler-utils) is not installed")
def test_paper_holds_every_article_and_duty_and_no_control(opened: Opener, analysis: Analysis, report: str) -> None:
    page, complaints = opened(report, dark=True)
    pdf = page.pdf(prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()  # noqa: S607
    plain = "".join(text.split())
    assert "另有" in plain, "that more procedures can be printed is said"
    assert all("".join(article.label.split()) in plain for article in analysis.regulation.articles)
    assert plain.count("承前省略") == sum(norm.bearer_source.value == "carried" for norm in analysis.norms)
    assert "施行状态未核实" in plain
    assert [word for word in ("全部展开", "清除筛选", "数据表", "全文检索", "随系统") if word in plain] == []
    assert complaints == []


def test_paper_holds_what_is_chosen(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#?body=县长")
    page.emulate_media(media="print")
    assert page.is_visible("#shown")
    assert not page.is_visible("#art-1")
    assert page.is_visible("#art-7")
    assert complaints == []


# --- speed -----------------------------------------------------------------------------------------------------------


def test_the_report_is_made_fast(analysis: Analysis) -> None:
    started = time.process_time()
    to_report(analysis)
    assert time.process_time() - started < 2.4  # 0.7 on a quiet machine


def test_a_page_of_many_duties_stays_quick(opened: Opener, analysis: Analysis) -> None:
    text = "".join(
        f"第{number}条　县政府办公室应当于会前{number % 9 + 1}个工作日报县长审核，"
        "各部门不得逾期未报，可以委托镇政府办理。\n"
        for number in range(1, 501)
    )
    many = analyze(f"某县办法\n{text}")
    assert len(many.norms) >= 1400
    page, complaints = opened(to_report(many))
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert ready < 4000  # 0.6 s on a quiet machine
    took = page.evaluate(
        "(() => { const begun = performance.now(); document.querySelector('[data-view=table]').click();"
        " document.body.offsetHeight; return performance.now() - begun; })()"
    )
    assert took < 2000
    assert page.locator(".ledger tbody tr").count() == len(many.norms)
    assert analysis.norms
    assert page.viewport_size == {"width": WIDE, "height": 900}
    assert complaints == []


def test_no_name_is_squeezed_into_a_column_of_characters(opened: Opener, report: str) -> None:
    page, _ = opened(report)
    narrow = "names => names.filter((name) => name.offsetWidth && name.offsetHeight > 3 * name.offsetWidth).length"
    for width in (WIDE, 1200, 1100, TABLET, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.eval_on_selector_all(".norm .bearers", narrow) == 0

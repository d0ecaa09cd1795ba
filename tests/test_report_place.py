"""Where a reader is in the report: links, the contents, filters and windows of another width lose nobody's place.

Everything moves here as it does for a reader: the tests that open a page without motion cannot see where it lands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from documents import document
from report_browser import PHONE, WIDE

from zhize.analysis import analyze
from zhize.comparison import compare
from zhize.export.pages.html import to_report

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from report_browser import Opener


@pytest.fixture(scope="module")
def report(seed: Path) -> str:
    return to_report(analyze(seed))


def _below(page: Page, place: str) -> float:
    """Return how far below the bar of filters, or the bar of a narrow window, a place stands."""
    return float(
        page.evaluate(
            """(place) => {
              const filters = document.getElementById("filters");
              const bar = getComputedStyle(filters).position === "sticky" ? filters : document.querySelector(".bar");
              return document.getElementById(place).getBoundingClientRect().top - bar.getBoundingClientRect().bottom;
            }""",
            place,
        )
    )


def _settle(page: Page) -> None:
    page.wait_for_timeout(250)


def test_the_contents_lead_below_the_bar_and_say_where_one_is(opened: Opener, report: str) -> None:
    page, complaints = opened(report, width=1024, moving=True)
    for language, place in (("zh", "art-43"), ("en", "art-47")):
        page.click(f"[data-language={language}]")
        page.click(f".contents nav a[href='#{place}']")
        _settle(page)
        assert -1 <= _below(page, place) <= 30
        assert page.get_attribute(".contents nav [aria-current]", "href") == f"#{place}"
    assert complaints == []


def test_another_width_keeps_the_place(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#art-43-p2", moving=True)
    for width in (1024, PHONE, WIDE):
        _settle(page)
        page.set_viewport_size({"width": width, "height": 900})
        _settle(page)
        assert -1 <= _below(page, "art-43-p2") <= 30
    assert complaints == []


def test_a_filter_keeps_the_article_that_is_read_or_begins_anew(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#art-43", moving=True)
    page.fill("#query", "县政府办公室")
    assert -1 <= _below(page, "art-43") <= 30
    page.fill("#query", "县长离开")
    assert page.locator("#articles-title").evaluate("node => node.getBoundingClientRect().top") >= 0
    assert complaints == []


def test_back_moves_the_mark_too(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#art-10", moving=True)
    page.click(".contents nav a[href='#art-12']")
    page.go_back()
    _settle(page)
    assert page.eval_on_selector_all(".here", "all => all.map((one) => one.id)") == ["art-10"]
    assert -1 <= _below(page, "art-10") <= 30
    assert complaints == []


def test_a_table_is_left_and_found_again_where_it_was(opened: Opener, report: str) -> None:
    page, complaints = opened(report, anchor="#articles?view=table", moving=True)
    page.evaluate("window.scrollTo(0, 9000)")
    link = page.locator(".ledger tbody tr:nth-child(90) td[data-column=place] a")
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    place = (link.get_attribute("href") or "")[1:]
    link.click()
    _settle(page)
    assert -1 <= _below(page, place) <= 30
    page.go_back()
    _settle(page)
    assert page.evaluate("scrollY") == pytest.approx(before, abs=2)
    assert complaints == []


# --- the pictures in English -----------------------------------------------------------------------------------------


def test_english_has_a_key_to_the_picture(opened: Opener) -> None:
    page, complaints = opened(to_report(document()))
    assert not page.is_visible(".drawn >> nth=0")
    size = page.get_attribute("svg.duties >> nth=0", "viewBox")
    page.click("[data-language=en]")
    told = [" ".join(line.split()) for line in page.locator(".drawn li").all_inner_texts()]
    assert told[:2] == ["Reports to 报告", "Seeks review by 送审"]
    assert page.get_attribute("svg.duties >> nth=0", "viewBox") != size, "the Chinese legend is cut off"
    drawn = "svg => { const [, , wide, high] = svg.getAttribute('viewBox').split(' ');"
    drawn += " return svg.clientHeight / svg.clientWidth - high / wide; }"
    assert page.eval_on_selector("svg.duties >> nth=0", drawn) == pytest.approx(0, abs=0.01)
    page.hover('g.body[data-body="县政府办公室"]')
    assert page.inner_text(".tip") == "县政府办公室 ⊂ 县政府: bears 2"
    labels = page.eval_on_selector_all("g.tie", "all => all.map((one) => one.getAttribute('aria-label'))")
    assert "县长 —reports to→ 市政府: 1" in {label.split("\n")[0] for label in labels}
    page.click("[data-language=zh]")
    assert not page.is_visible(".drawn >> nth=0")
    assert page.get_attribute("svg.duties >> nth=0", "viewBox") == size
    page.hover('g.body[data-body="县政府办公室"]')
    assert page.inner_text(".tip") == "县政府办公室（类型未写明），属县政府：承担规范2项"
    assert complaints == []


# --- what a card and a comparison say --------------------------------------------------------------------------------


def test_a_duty_without_a_bearer_does_not_say_how_the_bearer_was_found() -> None:
    page = to_report(analyze("某法\n第一条　盗窃公私财物，数额较大的，处三年以下有期徒刑。\n"))
    assert page.count('<li class="norm"') == 1
    assert 'data-bearers="[]"' in page
    assert 'data-w="source.' not in page


def test_a_comparison_says_which_side_is_this_text() -> None:
    other = document("other", title="邻县人民政府工作规则")
    comparison = compare(document(), other)
    assert "“左”指本文件，“右”指《邻县人民政府工作规则》" in to_report(document(), comparison=comparison)
    assert "“左”指《某县人民政府工作规则》，“右”指本文件" in to_report(other, comparison=comparison)
